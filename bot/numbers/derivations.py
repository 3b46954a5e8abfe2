"""Quantities that evidence does not state but from which it follows: differences, sums, shares, net liquidity.

Pure. Each derivation wants operands that belong together: one unit, one series over two dates, or several
series on one date; and a sentence that says it is such a thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise, product

from bot.numbers.agreement import Shown, mismatches, rounds_to, same_value, shown
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantities import Quantity
from bot.numbers.relative_dates import days_back
from bot.numbers.series_names import same_series

_SUM_WORDS = re.compile(
    r"total(?! assets)|combined|together|altogether|sum\b|add(?:s|ed|ing)? up|c(?:omes?|ame) to|overall|合计|总计"
    r"|共计|总共|加起来"
    r"|一共|之和|相加|两者合",
    re.IGNORECASE,
)
_REST_WORDS = re.compile(
    r"difference|gap|remaining|rest\b|remainder|net of|excess|差额|相差|剩余|剩下|其余|之差|差距|余下|缺口",
    re.IGNORECASE,
)
_RATIO_WORDS = re.compile(
    r"\bof\b|share|accounts? for|accounted|ratio|proportion|equal to|equivalent|占|相当于|比例|比重|份额|之比|的\s*\d",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Context:
    """The text a claim stands in and the evidence it may be computed from."""

    text: str
    siblings: tuple[Quantity, ...]  # every quantity of the text
    facts: tuple[Fact, ...]

    def sentence_of(self, claim: Quantity) -> str:
        return normalise(self.text[claim.sentence[0] : claim.sentence[1]])

    def words_beside(self, claim: Quantity) -> str:
        """The words between the numbers on either side of a claim."""
        start, end = claim.sentence
        for other in self.siblings:
            if other.kind != "date" and other.sentence == claim.sentence:
                start = max(start, other.end) if other.end <= claim.start else start
                end = min(end, other.start) if other.start >= claim.end else end
        return normalise(self.text[start : min(end, claim.end + 24)])

    def words_before(self, claim: Quantity) -> str:
        """The sentence up to a few words behind a claim."""
        return normalise(self.text[claim.sentence[0] : min(claim.sentence[1], claim.end + 24)])

    def amounts_beside(self, claim: Quantity) -> list[Quantity]:
        """The other numbers of its sentence, of the same kind."""
        return [s for s in self.siblings if s.sentence == claim.sentence and s.kind == claim.kind and s is not claim]


@dataclass(frozen=True)
class Derivation:
    """How a claim follows from the evidence, in a line; and the unrounded value, where one is computed."""

    line: str
    value: Decimal | None = None


def derive(claim: Quantity, context: Context) -> Derivation | None:
    """How the claim follows from the evidence; None when it does not."""
    if len(claim.values) != 1:
        return None
    ways: tuple[Callable[[Quantity, Context], Derivation | None], ...] = (
        _from_to, _told_from_to, _over_time, _level_before, _spread, _net_liquidity, _share, _sum, _remainder,
        _multiple, _times_as_much,
    )  # fmt: skip
    return next((found for way in ways if (found := way(claim, context)) is not None), None)


def _levels(context: Context, series: str | None) -> list[Fact]:
    return [
        f
        for f in context.facts
        if f.quantity.kind != "date" and len(f.quantity.values) == 1 and f.quantity.series == series
        and f.quantity.role in ("level", None) and f.quantity.against is None
    ]  # fmt: skip


def _line(left: Fact, sign: str, right: Fact) -> Derivation:
    value = left.quantity.values[0] - right.quantity.values[0] if sign == "-" else None
    return Derivation(f"computed: {left.snippet} {sign} {right.snippet}", value)


def _difference_fits(claim: Quantity, before: Quantity, after: Quantity) -> bool:
    """True when after less before is what the claim says, in the claim's unit and direction."""
    if before.kind != after.kind or before.unit != after.unit:
        return False
    if claim.kind == "multiple":
        return bool(before.values[0]) and rounds_to(shown(claim, claim.values[0]), after.values[0] / before.values[0])
    change = after.values[0] - before.values[0]
    if claim.kind == "percent":
        if before.kind not in ("money", "number") or not before.values[0]:
            return False
        change = 100 * change / abs(before.values[0])
    elif claim.kind in ("basis_points", "percentage_points"):
        if before.kind not in ("percent", "percentage_points"):
            return False
        change *= 100 if claim.kind == "basis_points" else 1
    elif claim.kind != before.kind or (claim.unit and before.unit and claim.unit != before.unit):
        return claim.unit == "points" and before.kind in ("percent", "number") and _fits(claim, change)
    return _fits(claim, change)


def _fits(claim: Quantity, true_value: Decimal) -> bool:
    mine = claim.signed_value
    if mine is None:
        return False
    if claim.direction is None and not claim.signed:
        return rounds_to(shown(claim, abs(mine)), abs(true_value))
    return rounds_to(Shown(mine, claim.step, claim.round_step, claim.approx, claim.kind), true_value)


def _is_change(claim: Quantity, context: Context) -> bool:
    return claim.role == "change" or (claim.signed and claim.role is None)


def _from_to(claim: Quantity, context: Context) -> Derivation | None:
    """`from A to B, down X`: X is computed from the facts that support A and B."""
    if not _is_change(claim, context):
        return None
    near = [
        s
        for s in context.siblings
        if s.kind != "date" and len(s.values) == 1 and s is not claim and _is_near(claim, s, context)
    ]
    starts = [s for s in near if s.moved == "from"]
    ends = [s for s in near if s.moved == "to" or s.role == "level"]
    pairs = [*product(starts, ends), *((b, a) for a, b in pairwise(near) if _set_against(context, a, b))]
    for start, end in pairs:
        if start is end or not _same_subject(claim, start, end):
            continue
        for before, after in product(supporting(start, context), supporting(end, context)):
            if _difference_fits(claim, before.quantity, after.quantity):
                return _line(after, "-", before)
    return None


_AGAINST = re.compile(
    r"[\s)]*(?:,?\s*(?:against|versus|vs\.?|compared (?:with|to)|(?:up|down) from)|[,，]?(?:而?此前[为是]?|相比"
    r"|之前[为是]?|上年[为是]?))\s*",
    re.IGNORECASE,
)


def _set_against(context: Context, later: Quantity, earlier: Quantity) -> bool:
    """`70 against 100`: what is said first is what it came to."""
    return later.end <= earlier.start and bool(_AGAINST.fullmatch(normalise(context.text[later.end : earlier.start])))


def _told_from_to(claim: Quantity, context: Context) -> Derivation | None:
    """The evidence says `fell from A to B`; the text says by how much."""
    if not _is_change(claim, context) or claim.against:
        return None
    ends = [f for f in context.facts if f.quantity.moved == "to" and len(f.quantity.values) == 1]
    for end in ends:
        if end.quantity.series != claim.series or (claim.dates and not _dated_as(claim, end)):
            continue
        for start in context.facts:
            if _told_together(start, end) and _difference_fits(claim, start.quantity, end.quantity):
                return _line(end, "-", start)
    return None


def _told_together(start: Fact, end: Fact) -> bool:
    one, other = start.quantity, end.quantity
    same_place = start.source == end.source and one.sentence == other.sentence
    return same_place and one.moved == "from" and one.series == other.series


def _same_subject(claim: Quantity, start: Quantity, end: Quantity) -> bool:
    if len({q.unit for q in (claim, start, end) if q.unit and q.kind == "money"}) > 1:
        return False
    return start.series == end.series and (claim.series is None or start.series is None or claim.series == start.series)


def _is_near(claim: Quantity, other: Quantity, context: Context) -> bool:
    if other.sentence == claim.sentence:
        return True
    between = context.text[min(other.sentence[1], claim.sentence[1]) : max(other.sentence[0], claim.sentence[0])]
    return len(between) <= 2


def supporting(quantity: Quantity, context: Context) -> list[Fact]:
    """The facts that support a single-valued quantity."""
    return [
        f
        for f in context.facts
        if f.quantity.kind != "date" and len(f.quantity.values) == 1 and not mismatches(quantity, f, context.text)
    ]


def _day(fact: Fact) -> date | None:
    return fact.quantity.dates[0].first if len(fact.quantity.dates) == 1 else None


def _over_time(claim: Quantity, context: Context) -> Derivation | None:
    """A change of one series between two dates the sentence gives, quotes, or that are all there are."""
    if not _is_change(claim, context) or claim.against:
        return None
    series = claim.series or _only_series(claim, context)
    levels = _levels(context, series) or (_net_liquidity_levels(context) if series == "net_liquidity" else [])
    dated = sorted(
        (f for f in levels if _day(f) is not None and series is not None),
        key=lambda f: _day(f) or date.min,
    )
    days = sorted({d for f in dated if (d := _day(f)) is not None})
    for before, after in combinations(dated, 2):
        if _day(before) == _day(after) or not _dates_are_meant(claim, before, after, days, context):
            continue
        if _difference_fits(claim, before.quantity, after.quantity):
            return _line(after, "-", before)
    return None


def _level_before(claim: Quantity, context: Context) -> Derivation | None:
    """`a week earlier 3,062.4` where the evidence says `2,973.9, down 88.5 from the previous week`."""
    if claim.base is None or claim.role == "change" or claim.against:
        return None
    for change in context.facts:
        if change.quantity.role != "change" or change.quantity.base != claim.base:
            continue
        for level in context.facts:
            same = level.source == change.source and level.quantity.sentence == change.quantity.sentence
            if not same or level.quantity.role not in ("level", None) or len(level.quantity.values) != 1:
                continue
            if level.quantity.kind == claim.kind == change.quantity.kind and same_series(
                claim.series, level.quantity.series
            ):
                earlier = level.quantity.values[0] - (change.quantity.signed_value or Decimal(0))
                if rounds_to(shown(claim, claim.values[0]), earlier):
                    return _line(level, "less", change)
    return None


def _only_series(claim: Quantity, context: Context) -> str | None:
    named = {s.series for s in context.siblings if s.series and s.end <= claim.start}
    return named.pop() if len(named) == 1 else None


def _dates_are_meant(claim: Quantity, before: Fact, after: Fact, days: list[date], context: Context) -> bool:
    start, end = before.quantity.dates[0], after.quantity.dates[0]
    if claim.base is not None and start.first and end.first:
        least, most = days_back(claim.base)
        told = not claim.dates or any(d.agrees_with(end) for d in claim.dates)
        latest = bool(claim.dates) or end.first == days[-1]
        return told and latest and least <= (end.first - start.first).days <= most
    said = [d for s in context.siblings if s.kind == "date" and s.sentence == claim.sentence for d in s.dates]
    if len(claim.dates) == 2:
        said = list(claim.dates)
    if len(said) >= 2:
        return any(a.agrees_with(start) and b.agrees_with(end) for a in said for b in said if a is not b)
    quoted = [f for f in (before, after) if _is_quoted(f, context)]
    if len(said) == 1:
        only = said[0]
        if only.agrees_with(start) and only.agrees_with(end):
            return {days[0], days[-1]} == {start.first, end.first} or len(days) == 2
        if only.agrees_with(end):
            return len(days) == 2 or before in quoted or _peak_named(claim, context, before, days)
        return only.agrees_with(start) and (end.first == days[-1] or after in quoted)
    return len(days) == 2 or len(quoted) == 2


def _peak_named(claim: Quantity, context: Context, before: Fact, days: list[date]) -> bool:
    if not re.search(r"peak|record high|high\b|峰值|高点|顶点|最高", context.sentence_of(claim), re.IGNORECASE):
        return False
    return all(f.quantity.values[0] <= before.quantity.values[0] for f in _levels(context, before.quantity.series))


def _is_quoted(fact: Fact, context: Context) -> bool:
    return any(
        s.kind == fact.quantity.kind
        and len(s.values) == 1
        and s.role != "change"
        and same_value(s, fact.quantity, Decimal(1))
        for s in context.siblings
    )


def _pairs_on_one_day(claim: Quantity, first: list[Fact], second: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The two series on the same day: the day the claim names, else the last one both know."""
    pairs = [(a, b) for a, b in product(first, second) if _together(a, b)]
    if claim.dates:
        pairs = [p for p in pairs if all(_dated_as(claim, f) for f in p)]
    else:
        known = [d for p in pairs if (d := _day(p[0]) or _day(p[1])) is not None]
        pairs = [p for p in pairs if not known or (_day(p[0]) or _day(p[1])) in (None, max(known))] or pairs
    yield from pairs


def _dated_as(claim: Quantity, fact: Fact) -> bool:
    return not fact.quantity.dates or any(c.agrees_with(d) for c in claim.dates for d in fact.quantity.dates)


def _together(one: Fact, other: Fact) -> bool:
    mine, theirs = one.quantity.dates, other.quantity.dates
    return not mine or not theirs or any(a.agrees_with(b) for a in mine for b in theirs)


def _spread(claim: Quantity, context: Context) -> Derivation | None:
    """`32bp above IORB`: one rate less the other on the same day."""
    pair = (claim.series, claim.against)
    if claim.series == "spread_2s10s":
        pair = ("yield_10y", "yield_2y")
    if claim.role == "share" or pair[0] is None or pair[1] is None:
        return None
    for one, other in _pairs_on_one_day(claim, _levels(context, pair[0]), _levels(context, pair[1])):
        if claim.kind != "percent" and _spread_fits(claim, other.quantity, one.quantity):
            return _line(one, "-", other)
    return _spread_in_range(claim, pair, context)


_DAILY_RATES = ("sofr", "effr", "iorb", "target_upper", "target_lower", "tgcr", "bgcr", "obfr")


def other_spread_that_day(claim: Quantity, context: Context) -> Derivation | None:
    """The spread of two daily rates as the figures of the claim's very day have it, when the claim has another."""
    pair = (claim.series, claim.against)
    day = claim.date
    if day is None or day.day is None or claim.kind not in ("basis_points", "percentage_points"):
        return None
    if not all(name in _DAILY_RATES for name in pair):
        return None
    legs = [
        [f for f in _levels(context, name) if f.is_figure and _day(f) and day.agrees_with(f.quantity.dates[0])]
        for name in pair
    ]
    pairs = [(one, other) for one, other in product(*legs) if _day(one) == _day(other)]
    if not pairs or any(_spread_fits(claim, other.quantity, one.quantity) for one, other in pairs):
        return None
    one, other = pairs[0]
    value = (one.quantity.values[0] - other.quantity.values[0]) * (100 if claim.kind == "basis_points" else 1)
    return replace(_line(one, "-", other), value=value)


def _spread_fits(claim: Quantity, low: Quantity, high: Quantity) -> bool:
    plain = replace(claim, role="spread") if claim.direction is not None or claim.signed else claim
    if claim.direction is None and not claim.signed:
        return (_difference_fits(claim, low, high) and high.values[0] >= low.values[0]) or (
            _difference_fits(claim, high, low) and claim.kind in ("basis_points", "percentage_points")
        )
    return _difference_fits(plain, low, high)


def _spread_in_range(claim: Quantity, pair: tuple[str | None, str | None], context: Context) -> Derivation | None:
    """Against an end of the target range, when the evidence gives the range."""
    end = {"target_upper": 1, "target_lower": 0}.get(pair[1] or "")
    if end is None:
        return None
    ranges = [f for f in context.facts if len(f.quantity.values) == 2 and f.quantity.kind == "percent"]
    for fact in ranges:
        bound = replace(fact, quantity=replace(fact.quantity, values=(fact.quantity.values[end],), series=pair[1]))
        for one, other in _pairs_on_one_day(claim, _levels(context, pair[0]), [bound]):
            if _spread_fits(claim, other.quantity, one.quantity):
                return _line(one, "-", fact)
    return None


_BALANCES: dict[str, tuple[tuple[str, int], ...]] = {
    "net_liquidity": (("total_assets", 1), ("tga", -1), ("on_rrp", -1)),
    "reserve_balances": (("total_assets", 1), ("tga", -1), ("on_rrp", -1), ("currency", -1)),
}


def _net_liquidity(claim: Quantity, context: Context) -> Derivation | None:
    """Total assets less TGA less ON RRP, as levels of one day or as changes; reserves likewise as a change."""
    parts = _BALANCES.get(claim.series or "")
    if parts is None or claim.kind != "money" or claim.against:
        return None
    is_change = claim.role == "change" or claim.signed
    if not is_change and claim.series != "net_liquidity":
        return None
    choices = [
        [f for f in context.facts
         if f.quantity.series == name and f.quantity.kind == "money" and len(f.quantity.values) == 1
         and (f.quantity.role == "change") == is_change]
        for name, _ in parts
    ]  # fmt: skip
    if claim.series == "reserve_balances" and not choices[-1]:
        choices, parts = choices[:-1], parts[:-1]
    for chosen in product(*choices):
        if not all(_together(a, b) for a, b in combinations(chosen, 2)) or (
            claim.dates and not all(_dated_as(claim, f) for f in chosen)
        ):
            continue
        if claim.unit and any(f.quantity.unit not in ("", claim.unit) for f in chosen):
            continue
        total = sum(
            (sign * (f.quantity.signed_value or Decimal(0)) for f, (_, sign) in zip(chosen, parts, strict=True)),
            Decimal(0),
        )
        if _fits(claim, total):
            told = " ".join(("- " if s < 0 else "") + f.snippet for f, (_, s) in zip(chosen, parts, strict=True))
            return Derivation(f"computed: {told}", total)
    return None


def _net_liquidity_levels(context: Context) -> list[Fact]:
    """Net liquidity on every day on which the evidence has its three parts."""
    parts = {name: {_day(f): f for f in _levels(context, name)} for name, _ in _BALANCES["net_liquidity"]}
    days = set.intersection(*(set(found) for found in parts.values())) - {None}
    found = []
    for day in days:
        chosen = [(parts[name][day], sign) for name, sign in _BALANCES["net_liquidity"]]
        if len({f.quantity.unit for f, _ in chosen}) == 1:
            total = sum((sign * f.quantity.values[0] for f, sign in chosen), Decimal(0))
            line = " ".join(("- " if sign < 0 else "") + f.snippet for f, sign in chosen)
            found.append(Fact(replace(chosen[0][0].quantity, values=(total,), series="net_liquidity"), line))
    return found


def breaks_identity(claim: Quantity, context: Context) -> bool:
    """True when the evidence has all parts of net liquidity and they come to something else."""
    if claim.series != "net_liquidity" or claim.kind != "money":
        return False
    known = {f.quantity.series for f in context.facts if f.quantity.kind == "money" and f.quantity.role != "change"}
    parts_known = {name for name, _ in _BALANCES["net_liquidity"]} <= known
    return parts_known and _net_liquidity(replace(claim, role="level", signed=False), context) is None


def _amounts(claim: Quantity, context: Context) -> list[Fact]:
    """Facts whose series the sentence names or whose value the text quotes."""
    return [
        f
        for f in context.facts
        if f.quantity.kind in ("money", "number", "percent", "basis_points", "percentage_points")
        and len(f.quantity.values) == 1
        and (any(_is_named(f, name) for name in claim.named) or _is_quoted(f, context) or _quoted_change(f, context))
    ]  # fmt: skip


def _is_named(fact: Fact, name: str) -> bool:
    return fact.quantity.series is not None and same_series(fact.quantity.series, name)


def _quoted_change(fact: Fact, context: Context) -> bool:
    return fact.quantity.role == "change" and any(
        s.kind == fact.quantity.kind and len(s.values) == 1 and same_value(s, fact.quantity, Decimal(1))
        for s in context.siblings
    )


def _share(claim: Quantity, context: Context) -> Derivation | None:
    """`84% of the fall`: one amount over another of the same unit and day."""
    if claim.kind != "percent" or not (claim.role == "share" or _RATIO_WORDS.search(context.words_beside(claim))):
        return None
    if claim.role not in ("share", None):
        return None
    amounts = [f for f in _amounts(claim, context) if f.quantity.kind == "money"]
    amounts += _changes_over_time(claim, context)
    part_series = claim.series if claim.against else None
    for part, whole in product(amounts, amounts):
        mine, theirs = part.quantity, whole.quantity
        if part is whole or mine.unit != theirs.unit or not theirs.values[0] or not _together(part, whole):
            continue
        if mine.series == theirs.series or (mine.role == "change") != (theirs.role == "change"):
            continue
        if part_series and (mine.series, theirs.series) != (part_series, claim.against):
            continue
        if claim.dates and not (_dated_as(claim, part) and _dated_as(claim, whole)):
            continue
        if rounds_to(shown(claim, abs(claim.values[0])), 100 * abs(mine.values[0] / theirs.values[0])):
            return _line(part, "/", whole)
    return None


def _changes_over_time(claim: Quantity, context: Context) -> list[Fact]:
    """Changes of the named series between the two dates the text gives."""
    said = [d for s in context.siblings if s.kind == "date" and _is_near(claim, s, context) for d in s.dates]
    found: list[Fact] = []
    for series in claim.named:
        dated = sorted((f for f in _levels(context, series) if _day(f)), key=lambda f: _day(f) or date.min)
        for before, after in combinations(dated, 2):
            ends = (before.quantity.dates[0], after.quantity.dates[0])
            if _day(before) == _day(after) or not all(any(s.agrees_with(e) for s in said) for e in ends):
                continue
            change = after.quantity.values[0] - before.quantity.values[0]
            found.append(
                Fact(
                    replace(after.quantity, values=(change,), role="change", dates=ends, signed=True),
                    _line(after, "-", before).line,
                )
            )
    return found


def _sum(claim: Quantity, context: Context) -> Derivation | None:
    """`together $95bn`: two to four amounts of one unit and day, named or quoted in the text."""
    if not _SUM_WORDS.search(context.words_before(claim)) or claim.kind not in (
        "money",
        "basis_points",
        "percentage_points",
    ):
        return None
    amounts = [f for f in _amounts(claim, context) if f.quantity.kind == claim.kind]
    if len(amounts) < 2 and _PERIODS.search(context.sentence_of(claim)):
        amounts = [f for f in context.facts if f.quantity.kind == claim.kind and len(f.quantity.values) == 1]
        amounts = [f for f in amounts if any(d.months == 3 or d.day is None for d in f.quantity.dates)]
    beside = context.amounts_beside(claim)
    if len(beside) >= 2:
        amounts = [f for f in amounts if any(not mismatches(s, f, context.text) for s in beside)]
    unique = list({(f.quantity.series, f.quantity.values, f.quantity.dates): f for f in amounts}.values())[:12]
    for count in (2, 3, 4):
        for chosen in combinations(unique, count):
            if not _can_be_added(claim, chosen):
                continue
            if _fits(replace(claim, role=None), sum((f.quantity.values[0] for f in chosen), Decimal(0))):
                return Derivation("computed: " + " + ".join(f.snippet for f in chosen))
    return None


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
    if _are_periods_in_a_row(chosen):
        return True
    if len(set(series)) < len(series) and None not in series:
        return False
    if claim.dates and not all(_dated_as(claim, f) for f in chosen):
        return False
    return all(_together(a, b) for a, b in combinations(chosen, 2))


def _are_periods_in_a_row(chosen: Sequence[Fact]) -> bool:
    """Flows of one thing over quarters or months that follow each other."""
    if len({f.quantity.series for f in chosen}) > 1 or any(len(f.quantity.dates) != 1 for f in chosen):
        return False
    dates = sorted((f.quantity.dates[0] for f in chosen), key=lambda d: d.first or date.min)
    if any(d.day is not None or d.span is not None or d.last is None for d in dates):
        return False
    return all(a.last and b.first and (b.first - a.last).days == 1 for a, b in pairwise(dates))


def _remainder(claim: Quantity, context: Context) -> Derivation | None:
    """`the remaining $60bn`: one amount less another, both named or quoted."""
    if not _REST_WORDS.search(context.words_beside(claim)) or claim.kind not in (
        "money",
        "basis_points",
        "percentage_points",
    ):
        return None
    amounts = [f for f in _amounts(claim, context) if f.quantity.kind == claim.kind]
    for whole, part in product(amounts, amounts):
        if whole.quantity.values[0] <= part.quantity.values[0] or not _can_be_added(claim, (whole, part)):
            continue
        if _fits(replace(claim, role=None, direction=None), whole.quantity.values[0] - part.quantity.values[0]):
            return _line(whole, "-", part)
    return None


def _multiple(claim: Quantity, context: Context) -> Derivation | None:
    """`3.1 times`: one amount over another."""
    if claim.kind != "multiple" or claim.role == "change":
        return None
    amounts = [
        f
        for f in _amounts(claim, context)
        if f.quantity.kind in ("money", "number", "percent") and f.quantity.role != "change"
    ]
    for part, whole in product(amounts, amounts):
        same_unit = (part.quantity.kind, part.quantity.unit) == (whole.quantity.kind, whole.quantity.unit)
        if (
            part is whole
            or not same_unit
            or not whole.quantity.values[0]
            or part.quantity.values == whole.quantity.values
        ):
            continue
        if rounds_to(shown(claim, claim.values[0]), part.quantity.values[0] / whole.quantity.values[0]):
            return _line(part, "/", whole)
    return None


def _times_as_much(claim: Quantity, context: Context) -> Derivation | None:
    """`doubled to 60`: the evidence has 60, and half of it, of the same thing."""
    if claim.kind != "multiple" or claim.role != "change":
        return None
    ends = [s for s in context.siblings if s.sentence == claim.sentence and s.start >= claim.end and len(s.values) == 1]
    if not ends or not re.fullmatch(
        r"(?:[^\d;。]{0,40}?\bto|[,，]?(?:至|到|达到?|为))?\s?(?:about |around |约|大约)?",
        normalise(context.text[claim.end : ends[0].start]),
    ):
        return None
    for end in supporting(ends[0], context):
        for start in context.facts:
            mine, theirs = start.quantity, end.quantity
            alike = (mine.kind, mine.unit, len(mine.values)) == (theirs.kind, theirs.unit, 1)
            if alike and same_series(mine.series, theirs.series) and _difference_fits(claim, mine, theirs):
                return _line(end, "/", start)
    return None
