"""Whether an honest writer could show a true value as a text does: rounded, hedged, or bounded. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.numbers.quantity import Quantity
from bot.numbers.written import Approx


@dataclass(frozen=True)
class Shown:
    """How a claim shows its value: what rounding it allows itself."""

    value: Decimal
    step: Decimal
    round_step: Decimal
    approx: Approx
    kind: str
    is_relative: bool = False  # a percentage of something, and no rate


def shown(claim: Quantity, value: Decimal, factor: Decimal = Decimal(1)) -> Shown:
    is_relative = claim.kind == "percent" and claim.role in ("change", "share")
    return Shown(value * factor, claim.step * factor, claim.round_step * factor, claim.approx, claim.kind, is_relative)


def rounds_to(claim: Shown, true_value: Decimal) -> bool:
    """True when an honest writer could show `true_value` as the claim does.

    Exact: rounded (half up) to the digits shown, and when one digit is shown never more than 7.5% off.
    About: within half of the last digit that is no trailing zero, at most 5%; a percentage of something at most 10%
    (a fall of 2.17% is about 2%, a rate of 4.22% is not about 4%). Nearly, just over: on that side and
    within one unit of the last digit shown (`_room_beside`). Over, under, at least, at most: on that side or equal,
    within one such digit or 3%, at most a quarter.
    """
    value, size = abs(claim.value), abs(true_value)
    if claim.value * true_value < 0:
        return False
    if value == size:
        return True  # also `below its mean of 19.4`
    gap = abs(value - size)
    room = min(max(claim.round_step, value * Decimal("0.03")), value / 4)
    if claim.approx in ("over", "at_least"):
        return value < size < value + room
    if claim.approx in ("under", "at_most"):
        return value - room < size < value
    if claim.approx in ("nearly", "just_over"):
        return (size < value) == (claim.approx == "nearly") and _is_beside(claim, gap)
    if _rounded(claim, gap, value, size):
        return True
    return claim.approx == "about" and _about(claim, gap, value, size)


def _is_beside(claim: Shown, gap: Decimal) -> bool:
    """Whether a value is so near that `nearly`, `just over`, `接近` may be said of it.

    Within one unit of the last digit shown and 5%, a percentage in one digit within half a unit, an amount in one digit
    within 3% (6.97 is nearly 7 trillion, 6.73 is not); a round number within 3% or, in whole units, one (29 is nearly
    30 basis points, 67 is not nearly 70%). A fraction or a tenth (近七成) is within 4 points, a multiple within 10%.
    """
    value = abs(claim.value)
    if _is_fraction(claim):
        return gap <= min(claim.step * Decimal("0.7"), Decimal(4))
    if claim.kind == "multiple":
        return gap <= min(claim.step, value / 10)
    if claim.round_step > claim.step:
        return gap <= max(claim.step, value * Decimal("0.03"))
    one_digit = value < 10 * claim.step
    part = Decimal("0.03") if one_digit and claim.kind == "money" else Decimal("0.05")
    if one_digit and claim.kind == "percent":
        return gap <= min(claim.step / 2, value / 10)
    return gap < claim.step and gap <= value * part


def _is_fraction(claim: Shown) -> bool:
    """`a third`, `四成`: the step of a percentage is a whole percent or less otherwise."""
    return claim.kind == "percent" and claim.step > 1


def _rounded(claim: Shown, gap: Decimal, value: Decimal, size: Decimal) -> bool:
    half = claim.step / 2
    if gap > half or (gap == half and value < size):
        return False
    is_digit = claim.step == claim.step.to_integral_value()  # the step of `a third` is none
    is_one_digit = is_digit and claim.step >= 1 and value < 10 * claim.step and claim.kind != "basis_points"
    if claim.kind == "percent" and claim.step >= 1 and value < 10:
        return False  # 4% is not how 4.22% is shown
    return not is_one_digit or gap <= size * Decimal("0.075")


def _about(claim: Shown, gap: Decimal, value: Decimal, size: Decimal) -> bool:
    if gap <= min(claim.round_step / 2, size * Decimal("0.05")):
        return True
    if claim.is_relative and gap <= min(claim.step / 2, size / 10):
        return True
    digits = (value / claim.round_step) % 10
    return digits == 5 and gap <= min(claim.round_step * Decimal("2.5"), size * Decimal("0.02"))
