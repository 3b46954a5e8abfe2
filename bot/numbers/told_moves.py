"""How far something moved between two values that one sentence of the evidence tells: `to 5 from 25`. Pure.

The text says by how much and perhaps when; it may leave out both values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from bot.numbers.context import Context, Derivation, day_of, difference_fits, difference_line
from bot.numbers.date_words import DateMention
from bot.numbers.evidence_facts import Fact
from bot.numbers.quantities import Quantity
from bot.numbers.series_names import same_series


def told_move(claim: Quantity, context: Context) -> Derivation | None:
    """The two values whose difference the claim is; None where no sentence tells two such values of its days."""
    if claim.role != "change" or claim.against or len(claim.values) != 1 or claim.direction is None:
        return None
    for before, after in _pairs(claim, context):
        if _is_of_its_days(claim, before, after) and difference_fits(claim, before.quantity, after.quantity):
            return difference_line(after, "-", before)
    return None


def _pairs(claim: Quantity, context: Context) -> Iterator[tuple[Fact, Fact]]:
    """Values of the claim's series in one sentence of the evidence, the earlier one first."""
    told: dict[tuple[str, tuple[int, int]], list[Fact]] = {}
    for fact in context.facts:
        stated = fact.quantity
        level = stated.role in ("level", None) and stated.against is None and bool(stated.values)
        if fact.source is not None and stated.kind != "date" and level and same_series(claim.series, stated.series):
            told.setdefault((fact.source, stated.sentence), []).append(fact)
    for facts in told.values():
        for one, other in combinations(facts, 2):
            if same_series(one.quantity.series, other.quantity.series) and _are_as_wide(one, other):
                ends = (other, one) if _comes_first(other, one) else (one, other)
                yield _lower_end(ends[0]), _lower_end(ends[1])


def _are_as_wide(one: Fact, other: Fact) -> bool:
    """Whether two facts are two values, or two ranges that moved as a whole."""
    mine, theirs = one.quantity.values, other.quantity.values
    return len(mine) == len(theirs) and mine[-1] - mine[0] == theirs[-1] - theirs[0]


def _lower_end(fact: Fact) -> Fact:
    return replace(fact, quantity=replace(fact.quantity, values=fact.quantity.values[:1]))


def _comes_first(one: Fact, other: Fact) -> bool:
    """Whether a value is the earlier one of two although it is told behind the other."""
    mine, theirs = day_of(one), day_of(other)
    if mine and theirs and mine != theirs:
        return mine < theirs
    return one.quantity.moved == "from" and other.quantity.moved != "from"


def _is_of_its_days(claim: Quantity, before: Fact, after: Fact) -> bool:
    """Whether the days of the claim are those of the two values, as far as the evidence dates them."""
    if before.quantity.episode and claim.episode and before.quantity.episode != claim.episode:
        return False
    if len(claim.dates) == 2:
        return _agrees(claim.dates[0], before) and _agrees(claim.dates[1], after)
    if claim.dates:
        return bool(after.quantity.dates or before.quantity.dates) and _agrees(claim.dates[0], after)
    return before.quantity.moved == "from" or after.quantity.moved == "to"


def _agrees(day: DateMention, fact: Fact) -> bool:
    theirs = fact.quantity.dates
    if not fact.quantity.dates_sure:
        theirs = tuple(d for d in fact.nearby_dates if fact.quantity.sentence[0] <= d.start < fact.quantity.sentence[1])
    return not theirs or any(day.agrees_with(d) for d in theirs)
