"""An amount and the time it takes: `7.5 a month, 45 in six months`, `600 in eight months, 75 a month`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.numbers.context import Context, Derivation, fits, supporting
from bot.numbers.number_words import ENGLISH_WORDS, normalise, parse_chinese, parse_english
from bot.numbers.quantities import Per, Quantity

_SPAN = re.compile(
    rf"(?<![\w.])(?P<n>\d{{1,3}}|{ENGLISH_WORDS}) (?P<unit>day|week|month|quarter|year)s?\b"
    r"|(?P<zh>\d{1,3}|[一二两三四五六七八九十]+)个?(?P<zh_unit>天|周|月|季度|年)(?!\d|初|底|末|代)",
    re.IGNORECASE,
)
_UNITS: dict[str, Per] = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "天": "day", "周": "week", "月": "month", "季度": "quarter", "年": "year",
}  # fmt: skip
_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}


def over_a_time(claim: Quantity, context: Context) -> Derivation | None:
    """The amount of a pace told beside it times the time told, or the pace that a told amount and time come to."""
    if claim.kind != "money" or len(claim.values) != 1:
        return None
    size = replace(claim, role=None, direction=None, signed=False)
    for other in _beside(claim, context):
        if claim.per is None and other.per is None:
            continue
        for count, unit in _spans(context.text[min(claim.sentence[0], other.sentence[0]) : claim.sentence[1]]):
            periods = _periods(count, unit, other.per or claim.per)
            if periods is None:
                continue
            come_to = other.values[0] * periods if other.per else other.values[0] / periods
            if fits(size, come_to) and (sources := supporting(other, context)):
                return Derivation(f"computed: {sources[0].snippet} over {count} {unit}s", come_to)
    return None


def _beside(claim: Quantity, context: Context) -> list[Quantity]:
    return [
        s
        for s in context.siblings
        if s.start != claim.start and s.kind == "money" and len(s.values) == 1
        and s.unit in (claim.unit, "") and abs(s.start - claim.start) < 160
    ]  # fmt: skip


def _spans(text: str) -> Iterator[tuple[int, Per]]:
    """The lengths of time that a text tells."""
    for match in _SPAN.finditer(normalise(text)):
        if match["n"]:
            count, unit = parse_english(match["n"].lower()).value, _UNITS[match["unit"].lower()]
        else:
            numeral = parse_chinese(match["zh"])
            count, unit = (numeral.value if numeral else Decimal(match["zh"])), _UNITS[match["zh_unit"]]
        if count > 1:
            yield int(count), unit


def _periods(count: int, unit: Per, per: Per | None) -> Decimal | None:
    """How many periods of a pace a time holds; None where that is not a whole matter of months."""
    if unit == per:
        return Decimal(count)
    if unit not in _MONTHS or per not in _MONTHS:
        return None
    return Decimal(count * _MONTHS[unit]) / _MONTHS[per]
