"""One rate less another on the same day. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from bot.numbers.context import (
    Context,
    Derivation,
    dated_as,
    day_of,
    difference_fits,
    difference_line,
    levels,
    together,
)
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantities import Quantity
from bot.numbers.reading import DIFFERENCES


def _pairs_on_one_day(claim: Quantity, first: list[Fact], second: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The two series on the same day: the day the claim names, else the last one both know."""
    pairs = [(a, b) for a, b in product(first, second) if together(a, b)]
    if claim.dates:
        pairs = [p for p in pairs if all(dated_as(claim, f) for f in p)]
    else:
        known = [d for p in pairs if (d := day_of(p[0]) or day_of(p[1])) is not None]
        pairs = [p for p in pairs if not known or (day_of(p[0]) or day_of(p[1])) in (None, max(known))] or pairs
    yield from pairs


_NAMED_SPREADS = {"spread_2s10s": ("yield_10y", "yield_2y"), "breakeven_10y": ("yield_10y", "real_yield_10y")}


def spread(claim: Quantity, context: Context) -> Derivation | None:
    """`32bp above IORB`: one rate less the other on the same day."""
    pair = _NAMED_SPREADS.get(claim.series or "") or (claim.series, claim.against or _against_before(claim, context))
    if claim.kind == "percent" and pair in _NAMED_SPREADS.values():
        claim = replace(claim, kind="percentage_points")
    if claim.role == "share" or pair[0] is None or pair[1] is None:
        return None
    for one, other in _pairs_on_one_day(claim, levels(context, pair[0]), levels(context, pair[1])):
        if claim.kind != "percent" and _spread_fits(claim, other.quantity, one.quantity):
            return difference_line(one, "-", other)
    return _spread_in_range(claim, pair, context)


def _against_before(claim: Quantity, context: Context) -> str | None:
    """`SOFR was 22bp above IORB and EFFR 1bp below`: what the one before was compared with."""
    if claim.kind not in DIFFERENCES or claim.direction is None:
        return None
    before = [s for s in context.siblings if s.sentence == claim.sentence and s.end <= claim.start and s.against]
    return before[-1].against if before and before[-1].series != claim.series else None


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
        [f for f in levels(context, name) if f.is_figure and day_of(f) and day.agrees_with(f.quantity.dates[0])]
        for name in pair
    ]
    pairs = [(one, other) for one, other in product(*legs) if day_of(one) == day_of(other)]
    if not pairs or any(_spread_fits(claim, other.quantity, one.quantity) for one, other in pairs):
        return None
    one, other = pairs[0]
    value = (one.quantity.values[0] - other.quantity.values[0]) * (100 if claim.kind == "basis_points" else 1)
    return replace(difference_line(one, "-", other), value=value)


def _spread_fits(claim: Quantity, low: Quantity, high: Quantity) -> bool:
    plain = replace(claim, role="spread") if claim.direction is not None or claim.signed else claim
    if claim.direction is None and not claim.signed:
        return (difference_fits(claim, low, high) and high.values[0] >= low.values[0]) or (
            difference_fits(claim, high, low) and claim.kind in ("basis_points", "percentage_points")
        )
    return difference_fits(plain, low, high)


def _spread_in_range(claim: Quantity, pair: tuple[str | None, str | None], context: Context) -> Derivation | None:
    """Against an end of the target range, when the evidence gives the range."""
    end = {"target_upper": 1, "target_lower": 0}.get(pair[1] or "")
    if end is None:
        return None
    ranges = [f for f in context.facts if len(f.quantity.values) == 2 and f.quantity.kind == "percent"]
    for fact in ranges:
        bound = replace(fact, quantity=replace(fact.quantity, values=(fact.quantity.values[end],), series=pair[1]))
        first = levels(context, pair[0])
        later = [f for f in first if _still_holds(fact, f, ranges)]
        still = [replace(bound, quantity=replace(bound.quantity, dates=f.quantity.dates)) for f in later]
        pairs = [*_pairs_on_one_day(claim, first, [bound]), *_pairs_on_one_day(claim, later, still)]
        for one, other in pairs:
            if _spread_fits(claim, other.quantity, one.quantity):
                return difference_line(one, "-", fact)
    return None


_SINCE = re.compile(r"(?:\bsince|\bfrom|\beffective(?: on)?|自|从)\s*(?:the )?$", re.IGNORECASE)


def _still_holds(range_: Fact, level: Fact, ranges: list[Fact]) -> bool:
    """Whether a range that holds since some day, and after which no other is told, is that of a later day too."""
    day, known = day_of(level), [each for each in ranges if each.quantity.date is not None]
    since = range_.quantity.date
    if day is None or since is None or since.first is None or range_.source is None or since.first > day:
        return False
    told = bool(_SINCE.search(normalise(range_.source)[: since.start]))
    return told and all(each.quantity.date.first <= since.first for each in known if each.quantity.date.first)  # type: ignore[union-attr]
