"""How long something runs, as a question names it: `three months`, `两年半`, `from January to June 2027`. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from bot.numbers.date_words import find_dates
from bot.numbers.lengths import Length, lengths_in

_MATURITY = re.compile(r"(?:2|3|5|7|10|20|30)-year|[两二三五十]年|(?:10|20|30)年", re.IGNORECASE)
_LASTING = re.compile(r"缩|减|一共|总共|每月|累计|共", re.IGNORECASE)
_BOND = re.compile(r"[- ]?(?:treasur|yield|note|bond|tips)|期|美债|国债", re.IGNORECASE)
_PAST = re.compile(r"[前来]")
_TOTAL = re.compile(r"\b(?:after|in total|over|altogether)\s$", re.IGNORECASE)
_TOTAL_BEHIND = re.compile(r"以?[后之]后?|内共|里一?共")


class Span(NamedTuple):
    """A length of time in months and where it stands; `is_total` when it is what passes in all: `after three years`."""

    start: int
    end: int
    months: Decimal
    is_total: bool = False


def spans_in(query: str) -> tuple[Span, ...]:
    """Every length of time in which something runs, in order; `10-year` is the name of a bond, `三年前` a day."""
    return tuple(
        Span(each.start, each.end, each.months, _is_total(query, each))
        for each in lengths_in(query)
        if not _PAST.match(query, each.end) and not _is_rate_name(query, each)
    )


def months_between_dates(query: str) -> Decimal | None:
    """The months from one date to another, both included: January to June are six."""
    dates = [each for each in find_dates(query) if each.year is not None and each.month is not None]
    if len(dates) == 2 and re.search(r"\bfrom\b|\bbetween\b|从|至|到", query, re.IGNORECASE):
        first, last = dates
        months = ((last.year or 0) - (first.year or 0)) * 12 + (last.month or 0) - (first.month or 0)
        return Decimal(months + 1) if months > 0 else None
    return None


def _is_total(query: str, length: Length) -> bool:
    return bool(_TOTAL.search(query[: length.start]) or _TOTAL_BEHIND.match(query, length.end))


def _is_rate_name(query: str, length: Length) -> bool:
    """`10-year`, `两年期`: the name of a bond."""
    written = query[length.start : length.end]
    return bool(_BOND.match(query, length.end)) or bool(_MATURITY.fullmatch(written) and not _LASTING.search(query))
