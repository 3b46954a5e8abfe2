"""The past days and stretches of time that a question asks figures for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.numbers.date_words import DateMention, find_dates

_END_BEFORE = re.compile(
    r"(?:\b(?:end|close) of(?: the)?|\b(?:year|quarter|month)[- ]?end(?: of)?|\blast day of)\s*$", re.IGNORECASE
)
_END_AFTER = re.compile(r"\s*(?:[年月]?[底末]|(?:year|quarter|month)[- ]?end\b|最后一[天日])", re.IGNORECASE)
_DAY_BEFORE = re.compile(
    r"\b(?:and|&|plus|vs\.?|versus|than) (?:on )?the (?:previous day|day before|prior day)"
    r"|(?:和|与|及|比|还有|、)(?:它的?)?(?:前|上)一(?:天|日|个交易日)|(?:前|上)一(?:天|日|个交易日)(?:呢|各|分别)",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(
    r"\b(?:and|&|plus|vs\.?|versus|than) (?:on )?the (?:next|following) day|\bthe day after\b|(?:和|与|及|还有|、)"
    r"(?:次日|第二天|后一[天日])",
    re.IGNORECASE,
)
_ALL_BETWEEN = re.compile(
    r"\b(?:from|between)\b.{0,40}\b(?:to|and|until|through)\b|\bsince\b|[到至]|以来", re.IGNORECASE
)
_YEAR_ENDS = re.compile(r"\byear[- ]?ends\b|[二两三四几各]个?年[末底]", re.IGNORECASE)
"""The ends of several years, named once for all of them."""

QUARTER = timedelta(days=93)

MOST = 4
"""So many times are answered; of more, the first ones."""


@dataclass(frozen=True)
class Stretch:
    """The days from `first` to `last`, one day when they are the same."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last


def asked_times(text: str, today: date) -> tuple[Stretch, ...]:
    """The times that are over, or run, of which a text asks, oldest first: days, and the months or years it names.

    An end (of a quarter, 年底) is its last day; the day before or after is counted from the only day named.
    """
    found = {stretch for each in find_dates(text) if (stretch := _stretch(each, text, today)) is not None}
    if len(found) == 1 and next(iter(found)).is_day:
        found |= set(_beside(next(iter(found)).first, text))
    return tuple(sorted((each for each in found if each.first <= today), key=lambda each: each.first))[:MOST]


def names_a_time(text: str, today: date) -> bool:
    """Whether a text asks of a past day, month or quarter."""
    return any(each.last - each.first < QUARTER for each in asked_times(text, today))


def is_change(text: str) -> bool:
    """Whether two times are the ends of a stretch over which a change is asked for."""
    return _ALL_BETWEEN.search(text) is not None


def _stretch(mention: DateMention, text: str, today: date) -> Stretch | None:
    first, last = mention.first, mention.last
    if mention.year is None and mention.month is not None:
        first, last = _latest(mention, today)
    if first is None or last is None or first > today:
        return None
    ends = _END_AFTER.match(text[mention.end :]) or re.search(r"[底末]$", mention.text)
    if mention.month is None:
        ends = ends or _YEAR_ENDS.search(text)
    if first != last and (ends or _END_BEFORE.search(text[: mention.start])):
        first = last
    return Stretch(first, min(last, today))


def _latest(mention: DateMention, today: date) -> tuple[date | None, date | None]:
    """A day or month without its year: the last one that has begun."""
    for year in (today.year, today.year - 1):
        dated = DateMention(mention.text, mention.start, mention.end, year, mention.month, mention.day, mention.months)
        try:
            first, last = dated.first, dated.last
        except ValueError:  # 29 February
            continue
        if first is not None and first <= today:
            return first, last
    return None, None


def _beside(day: date, text: str) -> Iterator[Stretch]:
    """The day before or after, when it is asked for as well; over a weekend, the next working day."""
    for words, step in ((_DAY_BEFORE, -1), (_DAY_AFTER, 1)):
        if words.search(text):
            near = day + timedelta(days=step)
            while near.weekday() > 4:
                near += timedelta(days=step)
            yield Stretch(near, near)
