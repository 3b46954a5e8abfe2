"""The two dates that a change runs between: `from D1 to D2`, `fell to D1 and then rose to D2`, `than on D`."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.numbers.date_words import DateMention
from bot.numbers.dating import dates_of, is_reference
from bot.numbers.reading import Place

_ENDS_WITH = re.compile(r"\s?(?:to|until|through|by|up to|至|到)\s(?:the )?", re.IGNORECASE)


def interval_of(place: Place) -> tuple[DateMention, ...]:
    """The two dates a change runs between."""
    own = dates_of(place)
    if len(own) == 2:
        return own
    if len(own) == 1 and (began := _goes_on_from(place, own[0])):
        return (began, own[0])
    if own and own[0].start >= place.end and _ENDS_WITH.match(place.norm[place.end : own[0].start]):
        earlier = [d for d in place.dates if d.end <= place.start]
        return (earlier[-1], own[0]) if earlier else ()
    clause = [
        d for d in place.dates if not re.search(r"[;；]", place.norm[min(d.end, place.end) : max(d.start, place.start)])
    ]
    for a, b in sorted(pairwise(clause), key=lambda pair: abs(place.start - pair[1].end)):
        since = max((d.end for d in clause if d.end <= a.start), default=place.sentence.start)
        lead = place.norm[since : a.start]
        joined = _first_day(a) <= _first_day(b) and _joins(place, a.end, b.start)
        if joined and (
            len(clause) == 2 or re.search(r"\b(?:from|between|since)\b[^;；]*$|[从自由在][^;；]*$", lead, re.IGNORECASE)
        ):
            return (a, b)
    if len(clause) == 2 and any(is_reference(place, d) for d in clause):
        return (clause[0], clause[1]) if _first_day(clause[0]) <= _first_day(clause[1]) else (clause[1], clause[0])
    return ()


_GOES_ON_TO = re.compile(
    r"(?:此后|之后|随后|其后|接着|\b(?:then|thereafter|afterwards))[^,，;；。\d]{0,12}"
    r"(?:到|至|截至|\b(?:to|until|by|up to)\s)\s?$",
    re.IGNORECASE,
)


def _goes_on_from(place: Place, end: DateMention) -> DateMention | None:
    """`2022年4月至2023年10月下降4.9%,此后到2025年11月上升7.9%`: the second movement begins where the first ended."""
    earlier = [d for d in place.dates if d.end <= place.window_start]
    if not earlier or end.start < place.window_start or end.end > place.start:
        return None
    return earlier[-1] if _GOES_ON_TO.search(place.norm[place.window_start : end.start]) else None


def _joins(place: Place, start: int, end: int) -> bool:
    """Whether two dates are the ends of one stretch: `13 April to 3 December`, `…的8.97万亿美元降至…`."""
    gap = place.norm[start:end]
    words = gap
    for written in place.reading.written:
        if start <= written.start and written.end <= end:
            words = words.replace(place.norm[written.start : written.end], "")
    is_joined = re.search(r"\b(?:to|until|through)\b|[到至]|-|~", words)
    if re.search(r"\band\b|[和与]", words):
        is_joined = re.search(r"\bbetween\b|在|介于", place.norm[place.sentence.start : start])
    return bool(is_joined) and len(words) <= 24 and not re.search(r"[;；。]", gap)


def _first_day(d: DateMention) -> tuple[int, int, int]:
    return (d.year or 0, d.month or 1, d.day or 1)
