"""Shares, sums, remainders and multiples of amounts that the evidence states. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise, product

from bot.numbers.agreement import mismatches
from bot.numbers.alignment import OF_IT, is_other_part
from bot.numbers.caps import of_one_stage
from bot.numbers.changes import changes_over_time
from bot.numbers.context import (
    Context,
    Derivation,
    amounts_named,
    dated_as,
    difference_line,
    fits,
    is_quoted,
    supporting,
    together,
)
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantities import Quantity
from bot.numbers.rounding import rounds_to, shown
from bot.numbers.series_names import find_series, same_series

_SUM_WORDS = re.compile(
    r"total(?! assets)|combined|together|altogether|sum\b|in all\b|all told|add(?:s|ed|ing)? up|c(?:omes?|ame) to"
    r"|overall|合计|总计|共计|总共|加起来|一共|之和|相加|两者合|合起来|加在一起",
    re.IGNORECASE,
)


_REST_WORDS = re.compile(
    r"difference|gap|remaining|leav(?:es|ing)|rest\b|remainder|net of|excess|unused|unfilled|short of|\bhit\b"
    r"|差额|相差|还差|剩余|剩下|其余|之差|差距|余下|缺口|未用|空余",
    re.IGNORECASE,
)


_RATIO_WORDS = re.compile(
    r"\bof\b|share|makes? up|made up|accounts? for|accounted|ratio|proportion|equal to|equivalent|占|相当于|比例"
    r"|比重|份额|之比|的\s*\d|的?(?:一半|半数)",
    re.IGNORECASE,
)


def is_sum(words: str) -> bool:
    """Whether words say that a number is of several things together."""
    return bool(_SUM_WORDS.search(words))


_UNUSED = re.compile(r"\bexcess\b|unused|unfilled|short of|缺口|未用|空余", re.IGNORECASE)


def is_rest(words: str) -> bool:
    """Whether words say that a number is what is left, or what lies between two others."""
    return bool(_REST_WORDS.search(words))


def share(claim: Quantity, context: Context) -> Derivation | None:
    """`84% of the fall`: one amount over another of the same unit and day."""
    if claim.kind != "percent" or not (claim.role == "share" or _is_told_as_share(claim, context)):
        return None
    if claim.role not in ("share", None):
        return None
    told = _share_of_told(claim, context)
    if told is not None:
        return told
    amounts = [f for f in amounts_named(claim, context) if f.quantity.kind == "money"]
    amounts += changes_over_time(claim, context)
    part_series = claim.series if claim.against else None
    own = claim.series if claim.series_sure and any(f.quantity.series == claim.series for f in amounts) else None
    told_of = (None, claim.series, claim.against)
    gives_amounts = any(
        s.kind == "money" and s.sentence == claim.sentence and (s.series in told_of or not claim.against)
        for s in context.siblings
    )  # fmt: skip
    amounts += [
        f
        for f in context.facts
        if f not in amounts and any(_is_sum_with(f, one, context) or _told_as_part(f, one) for one in amounts)
    ]
    for part, whole in product(amounts, amounts):
        mine, theirs = part.quantity, whole.quantity
        if part is whole or mine.unit != theirs.unit or not theirs.values[0] or not together(part, whole):
            continue
        is_sum_of_it = _is_sum_with(whole, part, context) or _told_as_part(part, whole)
        if mine.series == theirs.series and not (is_sum_of_it or _part_of_it(part, whole, context)):
            continue
        if (mine.role == "change") != (theirs.role == "change") and not is_sum_of_it:
            continue
        if own is not None and own not in (mine.series, theirs.series):
            continue
        if gives_amounts and not any(is_quoted(f, context, as_change=True) for f in (part, whole)):
            continue
        if part_series and (mine.series, theirs.series) != (part_series, claim.against):
            continue
        if claim.dates and not (dated_as(claim, part) and dated_as(claim, whole)):
            continue
        ratio = 100 * abs(mine.values[0] / theirs.values[0])
        if rounds_to(shown(claim, abs(claim.values[0])), ratio) and not is_other_part(claim, part, context):
            return difference_line(part, "/", whole)
    return None


def _is_told_as_share(claim: Quantity, context: Context) -> bool:
    opens = re.match(r"\W*of (?:the|its|that|those)\b|其中", context.sentence_of(claim), re.IGNORECASE)
    return bool(opens or _RATIO_WORDS.search(context.words_beside(claim)))


def _share_of_told(claim: Quantity, context: Context) -> Derivation | None:
    """`2bp, a third of the 6bp`, `158 of 350, less than half`: the text gives both amounts itself."""
    beside = [
        s
        for s in context.siblings
        if s.sentence == claim.sentence and len(s.values) == 1 and s.kind not in ("date", "multiple", "vote")
        and s.kind != "percent"
    ]  # fmt: skip
    before, after = [s for s in beside if s.end <= claim.start], [s for s in beside if s.start >= claim.end]
    pairs = [(before[-1], after[0])] if before and after else []
    pairs += [(before[-2], before[-1]), (before[-1], before[-2])] if len(before) > 1 else []
    for part, whole in pairs:
        if (part.kind, part.unit) != (whole.kind, whole.unit) or not whole.values[0]:
            continue
        sources = supporting(part, context), supporting(whole, context)
        ratio = 100 * abs(part.values[0] / whole.values[0])
        if all(sources) and ratio < 100 and rounds_to(shown(claim, abs(claim.values[0])), ratio):
            return difference_line(sources[0][0], "/", sources[1][0])
    return None


def _part_of_it(part: Fact, whole: Fact, context: Context) -> bool:
    """`700亿, of which 210亿`: two amounts of one sentence, alone there or both quoted by the text."""
    if _stands_alone_with(part, whole, context):
        return True
    return part.is_beside(whole) and is_quoted(part, context) and is_quoted(whole, context)


def _told_as_part(part: Fact, whole: Fact) -> bool:
    """`a reduction of 70bn, about 21bn of it by sales`: the amount right before is what the part is of."""
    mine, theirs = part.quantity, whole.quantity
    if not part.is_beside(whole) or mine.unit != theirs.unit:
        return False
    norm = normalise(part.source or "")
    between = norm[theirs.end : mine.start] if theirs.end <= mine.start else "0"
    return not re.search(r"[\d;；]", between) and OF_IT.match(norm, mine.end) is not None


def _is_sum_with(whole: Fact, part: Fact, context: Context) -> bool:
    """`2.19: 1.57 of Treasuries and 0.62 of MBS`: one amount of a sentence is what its others come to."""
    if part is whole or not part.is_beside(whole) or whole.quantity.kind != "money":
        return False
    others = [
        f.quantity.values[0] for f in context.facts
        if f.is_beside(part) and f is not whole
        and f.quantity.kind == "money" and f.quantity.unit == whole.quantity.unit and len(f.quantity.values) == 1
    ]  # fmt: skip
    return len(others) > 1 and sum(others) == whole.quantity.values[0]


def _stands_alone_with(part: Fact, whole: Fact, context: Context) -> bool:
    """Whether two amounts are the only ones of their kind in one sentence of the evidence."""
    if part is whole or not part.is_beside(whole) or part.quantity.kind != whole.quantity.kind:
        return False
    return sum(f.is_beside(part) and f.quantity.kind == part.quantity.kind for f in context.facts) == 2


_ADDED_UP = ("money", "basis_points", "percentage_points")


def _like(claim: Quantity, context: Context) -> list[Fact]:
    """The amounts that a claim may be added up from or be left of: those named or quoted, of its kind."""
    return [f for f in amounts_named(claim, context) if f.quantity.kind == claim.kind]


def total(claim: Quantity, context: Context) -> Derivation | None:
    """`together $95bn`: two to four amounts of one unit and day, named or quoted in the text."""
    if claim.kind not in _ADDED_UP:
        return None
    told = _total_of_told(claim, context) or _total_of_steps(claim, context)
    if told is not None or not _SUM_WORDS.search(context.words_before(claim)):
        return told
    amounts = _like(claim, context)
    if len(amounts) < 2 and (_PERIODS.search(context.sentence_of(claim)) or _names_periods(claim)):
        amounts = [f for f in context.facts if f.quantity.kind == claim.kind and len(f.quantity.values) == 1]
        amounts = [f for f in amounts if any(d.months == 3 or d.day is None for d in f.quantity.dates)]
    if len(amounts) < 2 and claim.dates and _BOTH.search(context.sentence_of(claim)):
        amounts = [f for f in context.facts if f.quantity.kind == claim.kind and len(f.quantity.values) == 1]
        amounts = [f for f in amounts if f.quantity.dates and dated_as(claim, f)]
    beside = context.amounts_beside(claim)
    if len(beside) >= 2:
        amounts = [f for f in amounts if any(not mismatches(s, f, context.text) for s in beside)]
    unique = list({(f.quantity.series, f.quantity.values, f.quantity.dates): f for f in amounts}.values())[:12]
    for count in (2, 3, 4):
        for chosen in combinations(unique, count):
            if not (_can_be_added(claim, chosen) and of_one_stage(chosen)):
                continue
            if fits(replace(claim, role=None), sum((f.quantity.values[0] for f in chosen), Decimal(0))):
                return Derivation("computed: " + " + ".join(f.snippet for f in chosen))
    return None


def _names_periods(claim: Quantity) -> bool:
    """`over 2023 and 2024`, `2023年和2024年合计`: two whole years, quarters or months."""
    return len(claim.dates) == 2 and all(d.day is None and d.span is None for d in claim.dates)


def _total_of_steps(claim: Quantity, context: Context) -> Derivation | None:
    """`75bp in October and November`: the steps of one series that the evidence dates to the days of the sentence."""
    days = [d for s in context.siblings if s.kind == "date" and s.sentence == claim.sentence for d in s.dates]
    if claim.role != "change" or claim.series is None or len(days) < 2:
        return None
    steps: list[Fact] = []
    for day in days:
        of_day = [
            f for f in context.facts
            if f.quantity.series == claim.series and f.quantity.kind == claim.kind and f.quantity.unit == claim.unit
            and len(f.quantity.values) == 1 and f.quantity.role in ("change", None)
            and any(day.agrees_with(d) for d in f.quantity.dates)
        ]  # fmt: skip
        if len(of_day) != 1 or any(f.quantity.direction not in (claim.direction, None) for f in of_day):
            return None
        steps += of_day
    value = sum((f.quantity.values[0] for f in steps), Decimal(0))
    if not fits(replace(claim, role=None, direction=None, signed=False), value):
        return None
    return Derivation("computed: " + " + ".join(f.snippet for f in steps))


def _total_of_told(claim: Quantity, context: Context) -> Derivation | None:
    """`60 of Treasuries and 35 of MBS, 95 in all`, `up to 95: 60 plus 35`: the text gives the parts itself."""
    beside = [s for s in context.amounts_beside(claim) if len(s.values) == 1 and s.unit == claim.unit]
    before, after = [s for s in beside if s.end <= claim.start], [s for s in beside if s.start >= claim.end]
    for count in (2, 3, 4):
        for parts in (before[-count:], after[:count]):
            if len(parts) < count or len({s.direction for s in parts}) > 1:
                continue
            if not _is_told_as_total(claim, parts, context):
                continue
            sources = [supporting(s, context) for s in parts]
            plain = replace(claim, role=None, approx="exact" if claim.approx == "at_most" else claim.approx)
            if all(sources) and fits(plain, sum((s.values[0] for s in parts), Decimal(0))):
                return Derivation("computed: " + " + ".join(found[0].snippet for found in sources))
    return None


_OR = re.compile(r"(?:[,，]\s*(?:or|i\.e\.,?|that is,?|making|即|也就是)|[:：=])\s*\S{0,12}\s*$", re.IGNORECASE)
_OPENS_PARTS = re.compile(
    r"[^\d;；。]{0,40}[:：(（]|[^\d;；。]{0,40}\b(?:made up|consisting|comprising)\b|[^\d;；。]{0,12}(?:其中|包括)",
    re.IGNORECASE,
)


def _is_told_as_total(claim: Quantity, parts: Sequence[Quantity], context: Context) -> bool:
    if parts[0].start > claim.end:
        return bool(_OPENS_PARTS.match(normalise(context.text[claim.end : parts[0].start])))
    gap = normalise(context.text[parts[-1].end : claim.start])
    return bool(_OR.search(gap) or _SUM_WORDS.search(gap) or _SUM_WORDS.search(context.words_beside(claim)))


_BOTH = re.compile(
    r"\b(?:both|the two|two) (?:portfolios|program(?:me)?s|books|caps|facilities|balances)\b|[两二](?:个|项|大|者)",
    re.IGNORECASE,
)
_PERIODS = re.compile(
    r"\b(?:two|three|four|both) (?:quarters|months|years)\b|[两二三四]个?(?:季度|季|月|财年)", re.IGNORECASE
)


def _can_be_added(claim: Quantity, chosen: Sequence[Fact]) -> bool:
    units = {f.quantity.unit for f in chosen} | ({claim.unit} if claim.unit else set())
    series = [f.quantity.series for f in chosen]
    if len(units - {""}) > 1 or len({f.quantity.per for f in chosen} - {None}) > 1:
        return False
    if len({f.is_step for f in chosen}) > 1:
        return False
    if any(f.source and not f.quantity.dates for f in chosen) and len({f.source for f in chosen}) > 1:
        return False  # undated amounts of two texts
    if _are_periods_in_a_row(chosen):
        return True
    if len(set(series)) < len(series) and None not in series:
        return False
    if claim.dates and not all(dated_as(claim, f) for f in chosen):
        return False
    return all(together(a, b) for a, b in combinations(chosen, 2))


def _are_periods_in_a_row(chosen: Sequence[Fact]) -> bool:
    """Flows of one thing over quarters or months that follow each other."""
    if len({f.quantity.series for f in chosen}) > 1 or any(len(f.quantity.dates) != 1 for f in chosen):
        return False
    dates = sorted((f.quantity.dates[0] for f in chosen), key=lambda d: d.first or date.min)
    if any(d.day is not None or d.span is not None or d.last is None for d in dates):
        return False
    return all(a.last and b.first and (b.first - a.last).days == 1 for a, b in pairwise(dates))


def remainder(claim: Quantity, context: Context) -> Derivation | None:
    """`the remaining $60bn`: one amount less another, both named or quoted."""
    if claim.kind not in _ADDED_UP or not _UNUSED.search(context.words_beside(claim)):
        return None
    amounts = _like(claim, context)
    for whole, part in product(amounts, amounts):
        if len({whole.quantity.unit, part.quantity.unit, claim.unit or part.quantity.unit}) > 1:
            continue
        if whole.quantity.values[0] <= part.quantity.values[0] or not (
            _can_be_added(claim, (whole, part)) or _part_of_it(part, whole, context)
        ):
            continue
        if fits(replace(claim, role=None, direction=None), whole.quantity.values[0] - part.quantity.values[0]):
            return difference_line(whole, "-", part)
    return None


_AS_IN = re.compile(r"\s(?:as|than)(?: in| of| for| that of| those of)?(?: the| its)?\s", re.IGNORECASE)
_MANY_OF = re.compile(
    r"\s?(?:(?:as \w+ (?:as|in|of)|the (?:size|amount|level|volume|stock) of|(?:larger|bigger|higher|more) than"
    r"|more (?:in|of)|that of|those of|its|the|in|of)\s)*",
    re.IGNORECASE,
)
_OF_OTHER = re.compile(r"(?:的)(?:约|近|大约|将近|不到|超过|逾)*")


def ratio_of(claim: Quantity, context: Context) -> tuple[str, str] | None:
    """`twice as much in Treasuries as in MBS`, `国债是MBS的两倍`: which series is so many times which other."""
    low, high = claim.sentence
    norm, names = normalise(context.text), [n for n in find_series(context.text) if low <= n.start and n.end <= high]
    before, after = [n for n in names if n.end <= claim.start], [n for n in names if n.start >= claim.end]
    pair: tuple[str, str] | None = None
    if after and _MANY_OF.fullmatch(norm[claim.end : after[0].start]):
        if len(after) > 1 and _AS_IN.fullmatch(norm[after[0].end : after[1].start]):
            pair = after[0].name, after[1].name
        elif before and not re.search(r"[;；。]", norm[before[-1].end : claim.start]):
            pair = before[-1].name, after[0].name
    elif len(before) > 1 and _OF_OTHER.fullmatch(norm[before[-1].end : claim.start]):
        pair = before[-2].name, before[-1].name
    return None if pair is None or same_series(*pair) else pair


def is_ratio_between(pair: tuple[str, str] | None, part: Quantity, whole: Quantity) -> bool:
    """Whether two amounts may be those of a ratio told of two series; of none told any may."""
    return pair is None or (same_series(pair[0], part.series) and same_series(pair[1], whole.series))


def multiple(claim: Quantity, context: Context) -> Derivation | None:
    """`3.1 times`: one amount over another."""
    if claim.kind != "multiple" or claim.role == "change":
        return None
    said = [d for s in context.siblings if s.kind == "date" and s.sentence == claim.sentence for d in s.dates]
    amounts = [
        f
        for f in amounts_named(claim, context)
        if f.quantity.kind in ("money", "number", "percent", "basis_points")
        and (f.quantity.role != "change" or f.quantity.kind == "basis_points")
        and (len(said) < 2 or not f.quantity.dates or any(a.agrees_with(b) for a in said for b in f.quantity.dates))
    ]  # fmt: skip
    pair = ratio_of(claim, context)
    quoted = [f for f in amounts if is_quoted(f, context, as_change=True)]
    amounts += [f for f in context.facts if any(_stands_alone_with(q, f, context) for q in quoted) and f not in amounts]
    for part, whole in product(amounts, amounts):
        same_unit = (part.quantity.kind, part.quantity.unit) == (whole.quantity.kind, whole.quantity.unit)
        if (
            part is whole
            or not same_unit
            or not whole.quantity.values[0]
            or part.quantity.values == whole.quantity.values
        ):
            continue
        ratio = part.quantity.values[0] / whole.quantity.values[0]
        if rounds_to(shown(claim, claim.values[0]), ratio) and is_ratio_between(pair, part.quantity, whole.quantity):
            return difference_line(part, "/", whole)
    return None
