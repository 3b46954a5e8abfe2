"""Whether a movement can be as a text tells it: `rose from 9 to 7`, `up from 875 to 488`, `15.6, above 19.4`. Pure."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from bot.numbers.context import Context, levels, supporting, together
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantity import Quantity
from bot.numbers.reading import DIFFERENCES
from bot.numbers.series_names import find_series, same_series


def told_backwards(claim: Quantity, context: Context) -> str | None:
    """What a number cannot stand beside in the order that the text tells: the other number, or the evidence."""
    ways = (_runs_backwards, _is_on_the_other_side, _is_not_so_beside, _against_history)
    return next((found for way in ways if (found := way(claim, context)) is not None), None)


def _runs_backwards(claim: Quantity, context: Context) -> str | None:
    """`rose from 9 to 7`, or from a later value to an earlier one: the other end, when it cannot be so."""
    if claim.moved == "from" and len(claim.values) == 1 and claim.direction is not None and not claim.signed:
        return _comes_to_less(claim, context)
    if claim.moved == "from" or claim.role == "change" or claim.signed:
        return None
    starts = [
        s for s in context.siblings
        if s.moved == "from" and s.sentence == claim.sentence and s.kind == claim.kind and s.unit in (claim.unit, "")
        and same_series(s.series, claim.series)
        and s.end <= claim.start and (s.direction in (claim.direction, None) or _goes_to(context, s, claim))
    ]  # fmt: skip
    if not starts or (claim.moved is None and not _goes_to(context, starts[-1], claim)):
        return None
    start = starts[-1]
    direction = claim.direction or start.direction
    if direction is not None and (claim.values[0] - start.values[0]) * direction < 0:
        return start.text
    pairs = [(a, b) for a in supporting(start, context) for b in supporting(claim, context)]
    return start.text if pairs and all(_is_reversed(a, b) for a, b in pairs) else None


_SIDE = re.compile(
    r"(?:[^,，;；。(（\d]{0,24}[,，(（])?\s?(?:which (?:is|was) |and (?:so )?|也|仍|但|远|略|明显|well |far "
    r"|just |still |slightly |a little )*"
    r"(?:(above|higher than|高于)|below|lower than|低于)\s?[^,，;；。\d]*",
    re.IGNORECASE,
)


def _is_on_the_other_side(claim: Quantity, context: Context) -> str | None:
    """`15.6 on average, above its long-run mean of 19.4`: the number before stands on the other side of it."""
    before = [s for s in context.amounts_beside(claim) if s.end <= claim.start and len(s.values) == 1]
    if not before or len(claim.values) != 1 or claim.role not in ("level", None) or claim.against:
        return None
    last = before[-1]
    if (
        last.approx not in ("exact", "about")
        or last.role not in ("level", None)
        or last.against
        or (last.unit, last.per) != (claim.unit, claim.per)
    ):
        return None
    gap = _SIDE.fullmatch(context.without_dates(last.end, claim.start))
    turned = gap is not None and (last.values[0] - claim.values[0]) * (1 if gap[1] else -1) < 0
    return last.text if turned else None


_BESIDE = re.compile(
    r"[^;；。\d]{0,60}?(?:(?P<equal>equal(?:s|led)?(?: to)?|level with|in line with|the same as|identical to|等于"
    r"|持平于)"
    r"|(?P<more>above|higher than|larger than|bigger than|greater than|exceed(?:s|ed|ing)|高于|大于|多于|超过)"
    r"|(?P<less>below|lower than|smaller than|less than|低于|小于|少于))\s?(?:the |that of |its |those of )?",
    re.IGNORECASE,
)


def _is_not_so_beside(claim: Quantity, context: Context) -> str | None:
    """`SOFR at 3.90%, equal to IORB`, `106.0, smaller than standing repo`: what the series named stands at that day."""
    if len(claim.values) != 1 or claim.role not in ("level", None) or claim.against or claim.kind in DIFFERENCES:
        return None
    behind = context.without_dates(claim.end, claim.sentence[1])
    told = _BESIDE.match(behind)
    if told is None or claim.approx != "exact":
        return None
    named = [n for n in find_series(behind) if n.start == told.end()]
    if not named or named[0].name == claim.series or re.match(r"[^,，;；。]{0,30}\d", behind[named[0].end :]):
        return None
    known = [
        f
        for f in levels(context, named[0].name)
        if f.quantity.kind == claim.kind and together(Fact(claim, claim.text), f)
    ]
    sign = 0 if told["equal"] else 1 if told["more"] else -1
    if not known or any(_stands(claim.values[0], f.quantity.values[0], sign) for f in known):
        return None
    return known[-1].snippet


def _stands(one: Decimal, other: Decimal, sign: int) -> bool:
    return one == other if not sign else (one - other) * sign > 0


def _comes_to_less(claim: Quantity, context: Context) -> str | None:
    """`488, up from 875`."""
    before = [s for s in context.amounts_beside(claim) if s.end <= claim.start and len(s.values) == 1]
    if not before or (before[-1].unit, before[-1].series) != (claim.unit, claim.series) or before[-1].role == "change":
        return None
    gap = context.without_dates(before[-1].end, claim.start)
    turned = (before[-1].values[0] - claim.values[0]) * (claim.direction or 0) < 0
    return before[-1].text if turned and _FROM.fullmatch(gap) else None


_FROM = re.compile(
    r"\s*(?:in|on|at|as of)?\s*[,，(（]?\s*(?:up|down|higher|lower|rising|falling) (?:sharply )?from (?:about "
    r"|around |roughly )?",
    re.IGNORECASE,
)


def turns_round(claim: Quantity, context: Context) -> bool:
    """`100 at first, lowered to 500 a year later`: the level told just before is on the other side."""
    if claim.moved != "to" or claim.direction is None or claim.role != "level" or len(claim.values) != 1:
        return False
    before = [s for s in context.amounts_beside(claim) if s.end <= claim.start and len(s.values) == 1]
    alike = bool(before) and (before[-1].unit, before[-1].series) == (claim.unit, claim.series)
    return alike and before[-1].role == "level" and (claim.values[0] - before[-1].values[0]) * claim.direction < 0


def _goes_to(context: Context, start: Quantity, end: Quantity) -> bool:
    """`took it from 6.5 to 8.9`: a movement without a word that says which way."""
    gap = normalise(context.text[start.end : end.start])
    return len(gap) <= 40 and bool(
        re.search(r"(?:\bto|[至到])\s*(?:about |around |roughly |some |nearly |only |just |约|近)?$", gap)
    )


def _against_history(claim: Quantity, context: Context) -> str | None:
    """`lowered to 3.90%` when every earlier value in the evidence is lower."""
    if claim.moved != "to" or claim.direction is None or claim.series is None or claim.signed:
        return None
    for fact in supporting(claim, context) if len(claim.values) == 1 else ():
        day = [d.first for d in fact.quantity.dates if d.first]
        if not same_series(fact.quantity.series, claim.series) or len(day) != 1 or fact.quantity.moved == "to":
            return None
        earlier = [f for f in context.facts if _is_earlier_level(f, fact, day[0])]
        if not earlier or any((claim.values[0] - f.quantity.values[0]) * claim.direction >= 0 for f in earlier):
            return None
        return earlier[-1].snippet
    return None


def _is_earlier_level(other: Fact, fact: Fact, day: date) -> bool:
    mine, theirs = fact.quantity, other.quantity
    return (
        (theirs.series, theirs.kind, theirs.unit) == (mine.series, mine.kind, mine.unit)
        and (mine.series is not None or (other.source, theirs.sentence) == (fact.source, mine.sentence))
        and len(theirs.values) == 1 and theirs.role in ("level", None) and theirs.against is None
        and len(theirs.dates) == 1 and theirs.dates[0].last is not None and theirs.dates[0].last < day
    )  # fmt: skip


def _is_reversed(first: Fact, last: Fact) -> bool:
    """The evidence goes from the second of two values to the first."""
    if first.source == last.source and first.quantity.sentence == last.quantity.sentence and not first.is_figure:
        begins, ends = last.quantity, first.quantity
        told = (begins.moved, ends.moved) in (("from", "to"), ("from", None), (None, "to"))
        return told and begins.start < ends.start
    began, ended = ([d.first for d in f.quantity.dates if d.first] for f in (first, last))
    return len(began) == 1 and len(ended) == 1 and began[0] > ended[0]
