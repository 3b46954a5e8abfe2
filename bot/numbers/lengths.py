"""Lengths of time in a text: `three and a half years`, `a year and six months`, `两年半`, `18个月`. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from bot.numbers.date_words import find_dates
from bot.numbers.number_words import ENGLISH_WORDS, normalise, parse_chinese, parse_english

Period = Literal["day", "week", "month", "quarter", "year"]

MONTHS_IN: Mapping[str, Decimal] = {
    "day": Decimal(12) / Decimal(365),
    "week": Decimal(12) / Decimal(52),
    "month": Decimal(1),
    "quarter": Decimal(3),
    "year": Decimal(12),
}
"""How many months each period has."""

_DAYS_IN: Mapping[Period, float] = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.31, "year": 365.25}
_WRITTEN: Mapping[str, Period] = {
    "day": "day", "week": "week", "month": "month", "mo": "month", "quarter": "quarter", "year": "year", "yr": "year",
    "天": "day", "周": "week", "星期": "week", "月": "month", "季": "quarter", "季度": "quarter", "年": "year",
}  # fmt: skip
_LENGTH = re.compile(
    # An article counts as one only where a length must follow: `95bn a month` is none.
    r"(?<![\w.])(?P<n>half an?|\d{1,3}(?:\.\d+)?|(?:(?<=in )|(?<=over )|(?<=for )|(?<=after )|(?<=within )"
    r"|(?<=last )|(?<=lasts )|(?<=lasted )|(?<=lasting )|(?<=about )|(?<=around )|(?<=nearly )|(?<=almost )"
    rf"|(?<=under )|(?<=than ))an?|{ENGLISH_WORDS})(?P<half>(?: and a|-and-a)[ -]half)?"
    r"[ -](?:full |more |further |whole )?(?P<unit>day|week|month|quarter|year|mo|yr)s?\b(?P<more> and a half\b)?"
    r"|(?<![每\d第.])(?P<zh>\d{1,3}(?:\.\d+)?|[一二两三四五六七八九十百]+|半)(?:个(?P<ge>半)?(?P<u>月|季度?|星期)"
    r"|(?P<v>天|周|年|季度))(?P<over>半)?(?![底末初代度])(?!\d+(?![\d个]))",
    re.IGNORECASE,
)
_HALF = Decimal("0.5")
_ADDED = re.compile(r"\s*(?:,? and|[零又加]|,)?\s*", re.IGNORECASE)


class Length(NamedTuple):
    """A length of time and where it stands in the text: its parts, the longest first, each a count of periods."""

    start: int
    end: int
    parts: tuple[tuple[Decimal, Period], ...]

    @property
    def months(self) -> Decimal:
        """How many months it lasts."""
        return sum((count * MONTHS_IN[period] for count, period in self.parts), Decimal(0))

    @property
    def days(self) -> float:
        """How many days it lasts."""
        return sum(float(count) * _DAYS_IN[period] for count, period in self.parts)

    @property
    def room(self) -> float:
        """The days that its last period leaves open: half of it where a half is told."""
        count, period = self.parts[-1]
        return _DAYS_IN[period] if count == int(count) else _DAYS_IN[period] / 2


@lru_cache(maxsize=2048)
def lengths_in(text: str) -> tuple[Length, ...]:
    """Every length of time in a text, in order; `2024年5月` is no five months, and `a year and six months` is one."""
    norm = normalise(text)
    found: list[Length] = []
    for match in _LENGTH.finditer(norm):
        read = _read(match)
        if read is None or any(date.start <= match.start() < date.end for date in find_dates(text)):
            continue
        before = found[-1] if found else None
        shorter = before is not None and MONTHS_IN[read[1]] < MONTHS_IN[before.parts[-1][1]]
        if before is not None and shorter and _ADDED.fullmatch(norm, before.end, match.start()):
            found[-1] = Length(before.start, match.end(), (*before.parts, read))
        else:
            found.append(Length(match.start(), match.end(), (read,)))
    return tuple(found)


def _read(match: re.Match[str]) -> tuple[Decimal, Period] | None:
    if match["n"]:
        count = _english(match["n"].lower())
        return count + (_HALF if match["half"] or match["more"] else 0), _WRITTEN[match["unit"].lower()]
    if match["zh"] == "半":
        count = _HALF
    elif (numeral := parse_chinese(match["zh"])) is not None:
        count = numeral.value
    else:
        return None
    return count + (_HALF if match["ge"] or match["over"] else 0), _WRITTEN[match["u"] or match["v"]]


def _english(written: str) -> Decimal:
    if written.startswith("half"):
        return _HALF
    if written in {"a", "an"}:
        return Decimal(1)
    return Decimal(written) if written[0].isdigit() else parse_english(written).value
