"""How long something lasted: `lasted three and a half years`, `历时22个月`; against the days it ran between. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

from bot.numbers.context import Context
from bot.numbers.date_words import DateMention
from bot.numbers.event_dates import events_of
from bot.numbers.number_words import ENGLISH_WORDS, normalise, parse_chinese, parse_english
from bot.numbers.quantities import Quantity

_HEDGE = r"(?:about|around|roughly|approximately|nearly|almost|just over|a little over|over|more than|just under)"
_SPAN = (
    rf"(?P<n>\d+(?:\.\d+)?|a|{ENGLISH_WORDS})(?P<half>(?: and a|-and-a)[ -]half)?[ -](?P<unit>day|week|month|year)s?"
    r"(?: and (?P<n2>\d+|\w+) (?P<unit2>month|week|day)s?)?"
)
_CHINESE = (
    r"(?P<n>\d+(?:\.\d+)?|[零一二两三四五六七八九十]+)(?:年(?P<half>半)|(?P<unit>年|个月|周|天)"
    r"(?:零?(?P<n2>\d+|[一二两三四五六七八九十]+)(?P<unit2>个月|周|天))?)"
)
_TOLD = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"\b(?:last(?:s|ed|ing)?|(?:ran|runs|run|went on|continued|been going) for)(?: for)?(?: {_HEDGE})? {_SPAN}\b",
        rf"(?:历时|持续了?|长达|为期|前后|共)(?:约|大约|近|将近|超过|逾)?{_CHINESE}",
    )
)
_STATED = tuple(re.compile(words, re.IGNORECASE) for words in (rf"\b{_SPAN}\b", _CHINESE))
_DAYS = {"day": 1.0, "天": 1.0, "week": 7.0, "周": 7.0, "month": 30.44, "个月": 30.44, "year": 365.25, "年": 365.25}


@dataclass(frozen=True)
class Duration:
    """A stretch of time that a text says something lasted."""

    start: int
    end: int
    days: float
    room: float  # what its last unit leaves open, in days


def wrong_durations(context: Context) -> Iterator[tuple[Duration, str | None]]:
    """The durations of a text that fit neither its own dates nor the evidence; each with what the dates come to."""
    for duration in _told(context.text):
        own = _ends_beside(duration, context)
        known = own or _ends_in_evidence(duration, context)
        if any(_fits(duration, *ends) for ends in known):
            continue
        if not own and any(abs(duration.days - d.days) <= d.room / 4 for d in _stated(context)):
            continue
        yield duration, " - ".join(d.iso() for d in known[0]) if known else None


def _told(text: str) -> list[Duration]:
    norm = normalise(text)
    return [_duration(m) for form in _TOLD for m in form.finditer(norm)]


def _stated(context: Context) -> list[Duration]:
    sources = dict.fromkeys(f.source for f in context.facts if f.source)
    return [_duration(m) for source in sources for form in _STATED for m in form.finditer(normalise(source))]


def _duration(match: re.Match[str]) -> Duration:
    unit = (match["unit"] or "年").lower()
    days = _count(match["n"]) * _DAYS[unit]
    room = _DAYS[unit]
    if match["half"]:
        days, room = days + room / 2, room / 2
    if match["n2"]:
        room = _DAYS[match["unit2"].lower()]
        days += _count(match["n2"]) * room
    return Duration(match.start("n"), match.end(), days, room)


def _count(written: str) -> float:
    if written.isascii() and not written[0].isdigit():
        numeral = parse_english(written) if written.lower() != "a" else None
    else:
        numeral = parse_chinese(written)
    return float(numeral.value if numeral else Decimal(1))


def _fits(duration: Duration, first: DateMention, last: DateMention) -> bool:
    if None in (first.first, first.last, last.first, last.last):
        return False
    shortest, longest = _days(first.last, last.first), _days(first.first, last.last)
    return shortest - duration.room / 2 <= duration.days <= longest + duration.room / 2


def _days(first: date | None, last: date | None) -> int:
    return (last - first).days if first and last else 0


def _ends_beside(duration: Duration, context: Context) -> list[tuple[DateMention, DateMention]]:
    """The two dates that the sentence gives."""
    dates = [
        q.dates[0]
        for q in context.siblings
        if q.kind == "date" and q.sentence[0] <= duration.start < q.sentence[1] and q.dates[0].year is not None
    ]
    return [(dates[0], dates[1])] if len(dates) == 2 else []


def _ends_in_evidence(duration: Duration, context: Context) -> list[tuple[DateMention, DateMention]]:
    """The beginnings and ends that the evidence dates, of the episode that the text speaks of."""
    episodes = {q.episode for q in context.siblings if q.episode and q.sentence[0] <= duration.start < q.sentence[1]}
    ends: dict[str, list[tuple[Quantity, DateMention]]] = {"start": [], "end": []}
    for fact in context.facts:
        event = events_of(fact.source).get(fact.quantity.start) if fact.source else None
        if event is None or event.nearest not in ends or fact.quantity.kind != "date":
            continue
        if not episodes or fact.quantity.episode is None or fact.quantity.episode in episodes:
            ends[event.nearest].append((fact.quantity, event.date))
    return [
        (first, last)
        for (a, first), (b, last) in product(ends["start"], ends["end"])
        if a.episode in (None, b.episode) or b.episode is None
    ]
