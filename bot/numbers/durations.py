"""How long something lasted or takes: `lasted three and a half years`, `历时22个月`, `five weeks before`. Pure.

What lasted is held against the days it ran between; any other length against those of the evidence.
"""

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


_OF_A_PAPER = re.compile(r"-|期|\s(?:treasur|note|bond|bill|yield|gilt|term|rate|average|mean|tips)", re.IGNORECASE)
_ROUGHLY = 0.03
_FINENESS = {"day": 4, "week": 4, "month": 2, "quarter": 1}
"""How fine a date must be to bear out a length told in days, weeks, months …"""


def untold_lengths(context: Context) -> Iterator[tuple[Length, str | None]]:
    """The lengths of a text that are none of the evidence, although it tells some in the same periods.

    One counts as told too where two dates, one of its own sentence, lie so far apart, or where two amounts of the
    evidence come to it (37,000 at 330 a year takes 112 years).
    """
    told = lengths_in(context.text)
    if not told:
        return
    known, lasting = _stated(context), {each.start for each in _told(context.text)}
    for each in told:
        count, period = each.parts[-1]
        if each.start in lasting or (len(each.parts) == 1 and count <= 1) or _is_of_a_paper(context.text, each):
            continue
        if _is_an_age(context.text, each):
            continue
        if not any(other.parts[-1][1] == period for other in known) or any(_are_as_long(each, d) for d in known):
            continue
        if not _lies_between_dates(each, context) and not _is_quotient(each, context):
            yield each, None


def _is_of_a_paper(text: str, length: Length) -> bool:
    """`10-year yields`, `ten- and two-year`, `2年期`: how long a paper runs."""
    written, behind = text[length.start : length.end], text[length.end :]
    return "-" in written or bool(_OF_A_PAPER.match(behind))


def _is_an_age(text: str, length: Length) -> bool:
    """`53 days old`, `距今53天`: counted to today, of which the evidence tells nothing."""
    return text[: length.start].endswith("距今") or re.match(r" (?:old|ago)\b", text[length.end :]) is not None


def _are_as_long(one: Length, other: Length) -> bool:
    return abs(one.days - other.days) <= _ROUGHLY * one.days


def _lies_between_dates(length: Length, context: Context) -> bool:
    own = [q for q in context.siblings if q.kind == "date"]
    here = [q.dates[0] for q in own if q.sentence[0] <= length.start < q.sentence[1]]
    told = [q.dates[0] for q in own] + [d for f in context.facts for d in f.quantity.dates]
    fine = _FINENESS.get(length.parts[-1][1], 0)
    pairs = [(a, b) for a, b in product(here, told) if min(a.fineness, b.fineness) >= fine]
    return any(_fits(length, *pair) for a, b in pairs for pair in ((a, b), (b, a)))


def _is_quotient(length: Length, context: Context) -> bool:
    """Whether two amounts of the evidence come to so many periods."""
    sizes = {f.quantity.values[0] for f in context.facts if f.quantity.kind == "money" and len(f.quantity.values) == 1}
    count = float(length.parts[0][0])
    return any(
        abs(float(whole / part) - count) <= max(_ROUGHLY * count, 0.5)
        for whole, part in product(sizes, sizes)
        if 0 < part < whole
    )


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
