"""How long something lasted: `lasted three and a half years`, `历时22个月`; against the days it ran between. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product

from bot.numbers.context import Context
from bot.numbers.date_words import DateMention
from bot.numbers.event_dates import events_of
from bot.numbers.lengths import Length, lengths_in
from bot.numbers.number_words import normalise
from bot.numbers.quantities import Quantity

_LASTS = re.compile(
    r"(?:\b(?:last(?:s|ed|ing)?|(?:ran|runs|run|went on|continued|been going) for)(?: for)?(?: (?:about|around|roughly"
    r"|approximately|nearly|almost|just over|a little over|over|more than|just under))? "
    r"|(?:历时|持续了?|长达|为期|前后|共)(?:约|大约|近|将近|超过|逾)?)$",
    re.IGNORECASE,
)
"""What stands before the length that something lasted."""


def wrong_durations(context: Context) -> Iterator[tuple[Length, str | None]]:
    """The durations of a text that fit neither its own dates nor the evidence; each with what the dates come to."""
    for duration in _told(context.text):
        own = _ends_beside(duration, context)
        known = own or _ends_in_evidence(duration, context)
        if any(_fits(duration, *ends) for ends in known):
            continue
        if not own and any(abs(duration.days - d.days) <= d.room / 4 for d in _stated(context)):
            continue
        yield duration, " - ".join(d.iso() for d in known[0]) if known else None


def _told(text: str) -> list[Length]:
    return [each for each in lengths_in(text) if _LASTS.search(normalise(text[: each.start]))]


def _stated(context: Context) -> list[Length]:
    return [
        each for source in dict.fromkeys(f.source for f in context.facts if f.source) for each in lengths_in(source)
    ]


def _fits(duration: Length, first: DateMention, last: DateMention) -> bool:
    if None in (first.first, first.last, last.first, last.last):
        return False
    shortest, longest = _days(first.last, last.first), _days(first.first, last.last)
    return shortest - duration.room / 2 <= duration.days <= longest + duration.room / 2


def _days(first: date | None, last: date | None) -> int:
    return (last - first).days if first and last else 0


def _ends_beside(duration: Length, context: Context) -> list[tuple[DateMention, DateMention]]:
    """The two dates that the sentence gives."""
    dates = [
        q.dates[0]
        for q in context.siblings
        if q.kind == "date" and q.sentence[0] <= duration.start < q.sentence[1] and q.dates[0].year is not None
    ]
    return [(dates[0], dates[1])] if len(dates) == 2 else []


def _ends_in_evidence(duration: Length, context: Context) -> list[tuple[DateMention, DateMention]]:
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
