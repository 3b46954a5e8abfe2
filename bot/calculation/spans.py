"""The lengths of time that a question names: `three months`, `两年半`, `from January to June 2027`. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from bot.numbers.date_words import find_dates
from bot.numbers.number_words import parse_chinese

MONTHS_IN: dict[str, Decimal] = {
    "day": Decimal(12) / Decimal(365),
    "week": Decimal(12) / Decimal(52),
    "month": Decimal(1),
    "quarter": Decimal(3),
    "year": Decimal(12),
}
"""How many months each period has."""

_COUNTS: Mapping[str, int | Decimal] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "eighteen": 18, "half a": Decimal("0.5"), "one and a half": Decimal("1.5"),
}  # fmt: skip
_SHORT_FOR = {"mo": "month", "yr": "year"}
_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "季": "quarter", "年": "year"}
_SPAN = re.compile(
    r"(?P<n>\d+(?:\.\d+)?|half a|one and a half|(?:(?<=in )|(?<=over )|(?<=for )|(?<=after )|(?<=within ))an?"
    r"(?: full)?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)[- ](?:full |more )?"
    r"(?P<unit>day|week|month|quarter|year|mo|yr)s?\b(?! (?:treasur|yield|note|bond))"
    r"|(?<![每\d第.])(?P<zh>\d+(?:\.\d+)?|[一两二三四五六七八九十半]+)(?P<ge>个)?(?P<half>半)?(?P<u>天|周|星期|月|"
    r"季度?|年)"
    r"(?P<more>半)?(?![期底末初前\d来])",
    re.IGNORECASE,
)
_LASTING = re.compile(r"缩|减|一共|总共|每月|累计|共", re.IGNORECASE)
_ADDED = re.compile(r"\s*(?:,? and|[零又加]|,)?\s*", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:after|in total|over|altogether)\s$", re.IGNORECASE)
_TOTAL_BEHIND = re.compile(r"以?[后之]后?|内共|里一?共")


class Span(NamedTuple):
    """A length of time in months and where it stands; `is_total` when it is what passes in all: `after three years`."""

    start: int
    end: int
    months: Decimal
    is_total: bool = False


def spans_in(query: str) -> tuple[Span, ...]:
    """Every length of time in a text, in order; `a year and six months` is one."""
    found: list[Span] = []
    dates = [(each.start, each.end) for each in find_dates(query)]
    for match in _SPAN.finditer(query):
        in_date = any(start <= match.start() < end for start, end in dates)  # 2024年5月 is no five months
        if in_date or _is_rate_name(query, match):
            continue
        months = _months(match)
        before = found[-1] if found else None
        if before and months < before.months and _ADDED.fullmatch(query, before.end, match.start()):
            found[-1] = before._replace(end=match.end(), months=before.months + months)
            continue
        total = _TOTAL.search(query[: match.start()]) or _TOTAL_BEHIND.match(query, match.end())
        found.append(Span(match.start(), match.end(), months, total is not None))
    return tuple(found)


def months_between_dates(query: str) -> Decimal | None:
    """The months from one date to another, both included: January to June are six."""
    dates = [each for each in find_dates(query) if each.year is not None and each.month is not None]
    if len(dates) == 2 and re.search(r"\bfrom\b|\bbetween\b|从|至|到", query, re.IGNORECASE):
        first, last = dates
        months = ((last.year or 0) - (first.year or 0)) * 12 + (last.month or 0) - (first.month or 0)
        return Decimal(months + 1) if months > 0 else None
    return None


def _is_rate_name(query: str, match: re.Match[str]) -> bool:
    """`10-year`, `两年期`: the name of a bond; `a month` behind an amount counts by the month."""
    if re.fullmatch(r"(?:2|3|5|7|10|20|30)-year|[两二三五十]年|(?:10|20|30)年", match[0]) and not _LASTING.search(
        query
    ):
        return True
    after = query[match.end() : match.end() + 12].lower()
    return bool(re.match(r"[- ]?(?:treasur|yield|note|bond|tips)|期|美债|国债", after))


def _months(match: re.Match[str]) -> Decimal:
    if match["n"]:
        count = Decimal(_COUNTS.get(match["n"].lower().removesuffix(" full"), 0)) or Decimal(match["n"])
        unit = match["unit"].lower()
        return count * MONTHS_IN[_SHORT_FOR.get(unit, unit)]
    words = match["zh"]
    unit = MONTHS_IN[_UNITS[match["u"].removesuffix("度")]]
    if words == "半":
        count = Decimal("0.5")
    else:
        numeral = None if words[0].isdigit() else parse_chinese(words.replace("半", ""))
        count = numeral.value if numeral else Decimal(words) if words[0].isdigit() else Decimal(0)
    return (count + (Decimal("0.5") if match["half"] or match["more"] else 0)) * unit
