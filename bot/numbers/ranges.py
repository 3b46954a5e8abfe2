"""Two numbers that are one range: 4 to 8bp, $15-18bn, 介于3.75%和4.00%."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.numbers.number_words import Numeral
from bot.numbers.written import Written, in_equation

_CONNECTOR = re.compile(r"\s?(?:-|~|到|至)\s?|\s(?:to|and)\s|[和与](?=\S)", re.IGNORECASE)
_MOVES_FROM = re.compile(
    r"(?:(?<!range )(?<!ranges )(?<!ranged )(?<!ranging )\bfrom|[从由自])\s*(?:the |a |an |about |around |some "
    r"|约|大约)*$",
    re.IGNORECASE,
)
_MOVES_ON = re.compile(
    r"[^,，。;；\d]{0,14}(?:\bto\s|至|到)[^,，。;；\d]{0,4}\d", re.IGNORECASE
)  # from 0 to 0.25% to 5.25%
_MOVES_BY = re.compile(  # rose by 238 billion to 1,004 billion
    r"(?:\bby|\brose|\bfell|\bup|\bdown|增加|减少|上升|下降|升|降|增|减|涨|跌|缩减)了?\s*(?:about |around |约|近)?$",
    re.IGNORECASE,
)
_BEHIND_CHANGE = re.compile(  # rose by 108bp (2.94% to 4.02%)
    r"(?:基点|百分点|%|\bbp|points?|[万亿]\S{0,3}|bn|billion)\s?[(（]\s*(?:from |从|由)?$", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:\bbetween|介于|在)\s*(?:about |约)*$", re.IGNORECASE)


def join_ranges(masked: str, loose: list[Written]) -> list[Written]:
    joined: list[Written] = []
    for written in loose:
        before = joined[-1] if joined else None
        range_ = _as_range(masked, before, written) if before else None
        if range_ is not None:
            joined[-1] = range_
        elif before is not None and _shares_unit(masked, before, written):
            joined[-1] = _in_unit_of(before, written)
            joined.append(written)
        else:
            joined.append(written)
    return joined


def _shares_unit(masked: str, low: Written, high: Written) -> bool:
    """`from 7.4 to 74 basis points`: two values, the unit said once."""
    moves = _MOVES_FROM.search(masked[max(0, low.start - 24) : low.start])
    bare = low.kind == "number" and not low.unit and high.kind in ("basis_points", "percentage_points", "percent")
    return bool(moves) and bare and bool(_CONNECTOR.fullmatch(masked[low.end : high.start]))


def _in_unit_of(low: Written, high: Written) -> Written:
    return replace(low, kind=high.kind, unit=high.unit)


def _as_range(masked: str, low: Written, high: Written) -> Written | None:
    hyphened = low.end == high.start and high.sign == -1
    gap = "-" if hyphened else masked[low.end : high.start]
    if (
        len(low.numerals) != 1
        or not _CONNECTOR.fullmatch(gap)
        or (high.sign and not hyphened and high.sign != low.sign)
    ):
        return None
    lead = masked[max(0, low.start - 24) : low.start]
    if re.search(r"to|到|至", gap) and low.kind == high.kind != "number" and low.unit and _MOVES_BY.search(lead):
        return None
    if re.search(r"and|[和与]", gap) and not _BETWEEN.search(lead):
        return None
    if re.search(r"to|到|至", gap) and _MOVES_FROM.search(lead) and not _MOVES_ON.match(masked[high.end :]):
        return None
    if re.search(r"to|到|至", gap) and low.unit and low.unit == high.unit and _BEHIND_CHANGE.search(lead):
        return None
    if low.kind in ("percentage_points", "basis_points") and high.kind == "number" and not high.unit:
        return None
    if gap.strip() == "-" and in_equation(masked, low):
        return None
    return _ranged(low, high)


def _ranged(low: Written, high: Written) -> Written | None:
    first, last = low.numerals[0], high.numerals[0]
    kind, unit = (high.kind, high.unit) if high.kind != "number" or high.unit else (low.kind, low.unit)
    unit = unit or low.unit
    if (low.kind == "number" and not low.unit) or (low.unit and low.kind == "money" and low.numerals[0].value < 10**4):
        scale = _scale_of(last, high)
        first = first.times(scale) if low.numerals[0].value < 10**5 else first
    elif low.kind != kind and not (low.kind == "money" and high.kind == "number"):
        return None
    if low.unit and high.unit and low.unit != high.unit:
        return None
    if first.value > last.value and not (low.sign or high.sign):
        return None
    if low.unit and low.kind == high.kind == "money" and last.value > 5 * first.value and low.scale == high.scale > 1:
        return None  # `a cut of £70 billion to £488 billion`
    return Written(low.start, high.end, kind, (first, last), unit, low.sign, low.approx, high.scale)


def _scale_of(last: Numeral, high: Written) -> int:
    """How many times larger the second figure's unit is (`4-8bp` 1, `$15-18bn` a billion)."""
    if high.kind != "money":
        return 1
    sizes = (10**12, 10**9, 10**8, 10**6, 10**4, 10**3)
    return next((size for size in sizes if last.step >= Decimal(size) / 1000 and last.value >= size), 1)
