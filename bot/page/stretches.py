"""Stretches of time that are looked at: the last years, and the times of QT on the policy record. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from knowledge.events import Event, events

BEGIN = date(2015, 1, 1)
"""The first day that can be looked at."""
YEARS: Mapping[str, int] = {"1": 1, "3": 3, "5": 5}
ROUNDS = ("qt1", "qt2")
"""The times of QT, to be looked at with some months before and after."""
STRETCHES = (*YEARS, *ROUNDS, "all")
PAIRS = ("year", "quarter", "qt2", "qt1", "own")
"""Pairs of days that are often compared, and any two of the reader's own."""
AROUND = timedelta(days=92)
TIGHTENING = frozenset({"running", "slowing"})
BUYING = frozenset({"growing", "ended_growing"})


def bands(events: Sequence[Event], first: date, last: date) -> list[tuple[str, date, date]]:
    """The times of QT (`qt`) and of purchases (`buying`) between two days: kind, first day, last day."""
    steps = [event for event in events if event.stance]
    found: list[tuple[str, date, date]] = []
    for place, step in enumerate(steps):
        until = steps[place + 1].from_date if place + 1 < len(steps) else last
        kind = "qt" if step.stance in TIGHTENING else "buying" if step.stance in BUYING else ""
        begins, ends = max(step.from_date, first), min(until, last)
        if not kind or begins >= ends:
            continue
        if found and found[-1][0] == kind and found[-1][2] == begins:
            begins = found.pop()[1]
        found.append((kind, begins, ends))
    return found


def round_of_qt(name: str, today: date) -> tuple[date, date]:
    """The first and the last day of one of the Fed's `ROUNDS`."""
    rounds = [found for found in bands(events("fed"), BEGIN, today) if found[0] == "qt"]
    _, first, last = rounds[ROUNDS.index(name)]
    return first, last


def stretch(chosen: str, today: date) -> tuple[date, date]:
    """The first and the last day of one of the `STRETCHES`."""
    if chosen in YEARS:
        return today - timedelta(days=round(365.25 * YEARS[chosen])), today
    if chosen in ROUNDS:
        first, last = round_of_qt(chosen, today)
        return first - AROUND, min(today, last + AROUND)
    return BEGIN, today


def pair(chosen: str, today: date) -> tuple[date, date]:
    """The two days of one of the `PAIRS`; those of the reader's own begin as today and a year ago."""
    if chosen in ROUNDS:
        return round_of_qt(chosen, today)
    return today - timedelta(days=91 if chosen == "quarter" else 365), today
