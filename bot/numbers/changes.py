"""How much something changed between two values or two days, and how many times over. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from bot.numbers.balances import net_liquidity_levels
from bot.numbers.context import (
    Context,
    Derivation,
    day_of,
    difference_fits,
    difference_line,
    is_change,
    is_near,
    is_quoted,
    levels,
    supporting,
)
from bot.numbers.date_words import DateMention
from bot.numbers.evidence_facts import Fact
from bot.numbers.extremes import PEAK
from bot.numbers.number_words import normalise
from bot.numbers.quantities import Quantity
from bot.numbers.relative_dates import days_back
from bot.numbers.rounding import rounds_to, shown
from bot.numbers.series_names import same_series


def told_from_to(claim: Quantity, context: Context) -> Derivation | None:
    """The evidence says `fell from A to B`; the text says by how much."""
    of_episode = claim.series is None and claim.episode is not None
    if not (is_change(claim) or (of_episode and claim.role is None)) or claim.against:
        return None
    ends = [
        f for f in context.facts
        if len(f.quantity.values) == 1 and (f.quantity.moved == "to" or (f.source and _PREVIOUSLY.search(f.source)))
    ]  # fmt: skip
    for end in ends:
        if claim.episode and end.quantity.episode and claim.episode != end.quantity.episode:
            continue
        meant = of_episode and (end.quantity.series, end.quantity.episode) == ("total_assets", claim.episode)
        meant = meant or (claim.series is None and not of_episode and claim.direction is not None)
        if end.quantity.role == "share" and claim.series in (end.quantity.series, end.quantity.against):
            meant = True  # a part's share of a whole, under either name
        if (end.quantity.series != claim.series and not meant) or not _is_dated_near(claim, end):
            continue
        for start in context.facts:
            if len(claim.dates) == 2 and not _runs_between(claim.dates, start, end):
                continue
            if _told_together(start, end) and difference_fits(claim, start.quantity, end.quantity):
                return difference_line(end, "-", start)
    return None


_DECIDED = re.compile(r"\bdecid|\bannounc|\bvoted|\bsaid it|宣布|决定|公布", re.IGNORECASE)


def _is_dated_near(claim: Quantity, end: Fact) -> bool:
    """Whether a claim has a date of the sentence that tells the movement: its day, or that of the decision."""
    days = end.quantity.dates
    if not end.quantity.dates_sure or _DECIDED.search(end.snippet):
        days = (*days, *end.nearby_dates)
    return not claim.dates or not days or any(c.agrees_with(d) for c in claim.dates for d in days)


def _runs_between(dates: Sequence[DateMention], start: Fact, end: Fact) -> bool:
    """Whether two days are those of a movement's two ends, as far as the evidence dates them."""
    return all(
        not f.quantity.dates or any(day.agrees_with(d) for d in f.quantity.dates)
        for day, f in zip(dates, (start, end), strict=True)
    )


def _told_together(start: Fact, end: Fact) -> bool:
    one, other = start.quantity, end.quantity
    if not start.is_beside(end) or one.series != other.series:
        return False
    if one.moved == "from":
        return other.moved == "to"
    gap = normalise(start.source or "")[other.end : one.start] if other.end <= one.start else ""
    return len(gap) < 40 and bool(_PREVIOUSLY.search(gap)) and not re.search(r"[;；。]", gap)


_PREVIOUSLY = re.compile(r"\b(?:previously|formerly|up from|down from)\b|此前|原为|之前为", re.IGNORECASE)


def over_time(claim: Quantity, context: Context) -> Derivation | None:
    """A change of one series between two dates the sentence gives, quotes, or that are all there are."""
    if not is_change(claim) or claim.against:
        return None
    series = claim.series or _only_series(claim, context) or _only_series_in(_currency_beside(claim, context), context)
    return _between_days(claim, series, context) or _between_days(claim, series, context, carried=True)


def _between_days(claim: Quantity, series: str | None, context: Context, *, carried: bool = False) -> Derivation | None:
    known = (
        levels(context, series, carried=carried)
        or _flows(context, series)
        or (net_liquidity_levels(context) if series == "net_liquidity" else [])
    )
    dated = sorted(
        (f for f in known if day_of(f) is not None and series is not None),
        key=lambda f: day_of(f) or date.min,
    )
    days = sorted({d for f in dated if (d := day_of(f)) is not None})
    for before, after in combinations(dated, 2):
        if any(claim.episode and f.quantity.episode not in (None, claim.episode) for f in (before, after)):
            continue
        if day_of(before) == day_of(after) or not _dates_are_meant(claim, before, after, days, context):
            continue
        one, other = (after, before) if _is_compared_with_later(claim) else (before, after)
        if difference_fits(claim, one.quantity, other.quantity):
            return difference_line(other, "-", one)
    return None


def _is_compared_with_later(claim: Quantity) -> bool:
    """`in 2019 they were 263 billion less than in February 2020`: measured from the later of the two days."""
    began, ended = (d.first for d in claim.dates) if len(claim.dates) == 2 else (None, None)
    return began is not None and ended is not None and began > ended


def _flows(context: Context, series: str | None) -> list[Fact]:
    """What moved in whole months, quarters or years: `720 in 2023, 466 in 2024`."""
    found = [f for f in context.facts if f.quantity.series == series and f.quantity.role == "change"]
    return [f for f in found if f.quantity.date and f.quantity.date.day is None and len(f.quantity.values) == 1]


def level_before(claim: Quantity, context: Context) -> Derivation | None:
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
            unit = _in_unit_of(level.quantity, change.quantity)
            alike = (level.quantity.kind, level.quantity.unit) == (claim.kind, claim.unit or level.quantity.unit)
            if alike and unit and same_series(claim.series, level.quantity.series):
                earlier = level.quantity.values[0] - (change.quantity.signed_value or Decimal(0)) * unit
                if rounds_to(shown(claim, claim.values[0]), earlier):
                    return difference_line(level, "less", change)
    return None


def _in_unit_of(level: Quantity, change: Quantity) -> Decimal | None:
    """What turns a change into the unit of the level it is of: basis points into percent."""
    if level.kind == "percent":
        return {"basis_points": Decimal("0.01"), "percentage_points": Decimal(1)}.get(change.kind)
    return Decimal(1) if level.kind == change.kind else None


def _only_series(claim: Quantity, context: Context) -> str | None:
    named = {s.series for s in context.siblings if s.series and s.end <= claim.start}
    return named.pop() if len(named) == 1 else None


def _currency_beside(claim: Quantity, context: Context) -> str:
    """The currency of a claim, or for a percentage that of the amount beside it."""
    amounts = [claim] if claim.kind == "money" else [s for s in context.siblings if s.sentence == claim.sentence]
    return next((s.unit for s in amounts if s.kind == "money"), "")


def _only_series_in(currency: str, context: Context) -> str | None:
    """The one series of which the evidence has levels of several days in a currency."""
    days: dict[str, set[date]] = {}
    for fact in context.facts if currency else ():
        quantity, day = fact.quantity, day_of(fact)
        if quantity.unit == currency and quantity.role in ("level", None) and quantity.per is None and day:
            days.setdefault(quantity.series or "", set()).add(day)
    several = [name for name, known in days.items() if name and len(known) > 1]
    return several[0] if len(several) == 1 and currency != "USD" else None


def _dates_are_meant(claim: Quantity, before: Fact, after: Fact, days: list[date], context: Context) -> bool:
    start, end = before.quantity.dates[0], after.quantity.dates[0]
    if claim.base is not None and start.first and end.first:
        least, most = days_back(claim.base)
        told = not claim.dates or any(d.agrees_with(end) for d in claim.dates)
        latest = bool(claim.dates) or end.first == days[-1]
        return told and latest and least <= (end.first - start.first).days <= most
    said = [d for s in context.siblings if s.kind == "date" and s.sentence == claim.sentence for d in s.dates]
    counted = [d for d in claim.dates if d.is_counted]
    if counted:
        return any(d.agrees_with(end) for d in counted) and any(d.agrees_with(start) for d in said)
    if len(claim.dates) == 2:
        said = list(claim.dates)
    if len(said) >= 2:
        return any(a.agrees_with(start) and b.agrees_with(end) for a in said for b in said if a is not b)
    quoted = [f for f in (before, after) if is_quoted(f, context)]
    if len(said) == 1:
        only = said[0]
        if _runs_through(only, start, end):
            return True
        if only.agrees_with(start) and only.agrees_with(end):
            return {days[0], days[-1]} == {start.first, end.first} or len(days) == 2
        if only.agrees_with(end):
            is_step = claim.series in _STEPS and after in quoted and _follows(before, after, days)
            return len(days) == 2 or before in quoted or is_step or _peak_named(claim, context, before)
        since = _is_since(only, context)
        return only.agrees_with(start) and since and (end.first == days[-1] or after in quoted)
    return len(days) == 2 or len(quoted) == 2


_STEPS = ("policy_rate", "iorb", "target_upper", "target_lower", "cash_rate", "ecb_deposit_rate", "boe_bank_rate")


def _follows(before: Fact, after: Fact, days: list[date]) -> bool:
    """Whether nothing is known between the two days: a rate that is set stays until it is set anew."""
    one, other = day_of(before), day_of(after)
    return one in days and other in days and days.index(other) - days.index(one) == 1


def _is_since(period: DateMention, context: Context) -> bool:
    """Whether a month or a year is told as where a movement begins: `since 2022`, not `in 2022`."""
    lead = normalise(context.text[max(0, period.start - 16) : period.start])
    tail = normalise(context.text[period.end : period.end + 6])
    return bool(
        _SINCE.search(lead) or re.match(r"\s*(?:年|月)?(?:以来|起|的?(?:峰值|高点|高位|顶点)|peak|high\b|level)", tail)
    )


_SINCE = re.compile(
    r"(?:\b(?:since|from|than|versus|compared (?:with|to)|vs\.?)|自|从|较|比|于)\s*(?:its |the |early |late "
    r"|mid-?|end of |peak |in |of )*$",
    re.IGNORECASE,
)


def _runs_through(period: DateMention, start: DateMention, end: DateMention) -> bool:
    """Whether a change `in 2024` is the one from the end of 2023 to the end of 2024."""
    opens, closes = period.first, period.last
    if period.day is not None or period.span is not None or start.agrees_with(period):
        return False
    if opens is None or closes is None or start.last is None or end.last is None:
        return False
    room = timedelta(days=7 if period.months == 1 and period.month else 31)
    return abs(start.last - opens) <= room and abs(end.last - closes) <= room


def _peak_named(claim: Quantity, context: Context, before: Fact) -> bool:
    if not PEAK.search(context.sentence_of(claim)):
        return False
    return all(f.quantity.values[0] <= before.quantity.values[0] for f in levels(context, before.quantity.series))


def changes_over_time(claim: Quantity, context: Context) -> list[Fact]:
    """Changes of the named series between the two dates the text gives."""
    said = [d for s in context.siblings if s.kind == "date" and is_near(claim, s, context) for d in s.dates]
    found: list[Fact] = []
    for series in claim.named:
        dated = sorted((f for f in levels(context, series) if day_of(f)), key=lambda f: day_of(f) or date.min)
        for before, after in combinations(dated, 2):
            ends = (before.quantity.dates[0], after.quantity.dates[0])
            if day_of(before) == day_of(after) or not all(any(s.agrees_with(e) for s in said) for e in ends):
                continue
            change = after.quantity.values[0] - before.quantity.values[0]
            found.append(
                Fact(
                    replace(after.quantity, values=(change,), role="change", dates=ends, signed=True),
                    difference_line(after, "-", before).line,
                )
            )
    return found


def times_as_much(claim: Quantity, context: Context) -> Derivation | None:
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
            if alike and same_series(mine.series, theirs.series) and difference_fits(claim, mine, theirs):
                return difference_line(end, "/", start)
    return None
