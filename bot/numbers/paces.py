"""An amount and the time it takes: `7.5 a month, 45 in six months`, `600 in eight months, 75 a month`. Pure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.numbers.context import Context, Derivation, fits, supporting
from bot.numbers.lengths import MONTHS_IN, Length, lengths_in
from bot.numbers.quantities import Per, Quantity

_OF_MONTHS = frozenset({"month", "quarter", "year"})


def over_a_time(claim: Quantity, context: Context) -> Derivation | None:
    """The amount of a pace told beside it times the time told, or the pace that a told amount and time come to."""
    if claim.kind != "money" or len(claim.values) != 1:
        return None
    size = replace(claim, role=None, direction=None, signed=False)
    for other in _beside(claim, context):
        sources = supporting(other, context)
        per = other.per or next((f.quantity.per for f in sources if f.quantity.per and not claim.per), None)
        if claim.per is None and per is None:
            continue
        said = context.text[min(claim.sentence[0], other.sentence[0]) : claim.sentence[1]]
        for length in lengths_in(said):
            periods = _periods(length, per or claim.per)
            if periods is None:
                continue
            come_to = other.values[0] * periods if per else other.values[0] / periods
            if fits(size, come_to) and sources:
                return Derivation(f"computed: {sources[0].snippet} over {said[length.start : length.end]}", come_to)
    return None


def _beside(claim: Quantity, context: Context) -> list[Quantity]:
    return [
        s
        for s in context.siblings
        if s.start != claim.start and s.kind == "money" and len(s.values) == 1
        and s.unit in (claim.unit, "") and abs(s.start - claim.start) < 160
    ]  # fmt: skip


def _periods(length: Length, per: Per | None) -> Decimal | None:
    """How many periods of a pace a time holds, more than one; None where that is not a whole matter of months."""
    if len(length.parts) == 1 and length.parts[0][1] == per:
        periods = length.parts[0][0]
    elif per in _OF_MONTHS and all(period in _OF_MONTHS for _, period in length.parts):
        periods = length.months / MONTHS_IN[per]
    else:
        return None
    return periods if periods > 1 else None
