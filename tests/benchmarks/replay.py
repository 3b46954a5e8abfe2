"""Does the verdict on the Fed's QT agree with the policy record in every week since October 2017?

    python -m tests.benchmarks.replay FOLDER    # histories as CSV files (date,value), named by series: WALCL.csv, ...
    python -m tests.benchmarks.replay           # the publishers that QTX_*_URL name, the real ones without

Each week is judged with what was published by then and no more. Prints the share of weeks that agree, with and without
those near a turning point, what the holdings say of the record, and every week that differs.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bot.gather import read_status
from bot.settings import Settings
from bot.status import HOLDINGS, Status, Verdict
from tests.publishers import Publishers
from tools import catalogue

FIRST, LAST = date(2017, 10, 5), date(2026, 8, 27)
"""Thursdays: the weekly H.4.1 of the Wednesday before is published on them."""
WEEK = timedelta(weeks=1)
NEAR = timedelta(weeks=4)
"""A turning point blurs four weeks on each side of it."""

RECORD: tuple[tuple[date, Verdict], ...] = (
    (date(2017, 10, 1), "running"),
    (date(2019, 5, 1), "slowing"),  # Treasury cap from 30 to 15 billion dollars a month
    (date(2019, 8, 1), "ended_holding"),
    (date(2019, 10, 15), "ended_growing"),  # bill purchases, then the pandemic QE
    (date(2022, 3, 10), "ended_holding"),  # the last net purchases; maturing principal is reinvested
    (date(2022, 6, 1), "running"),
    (date(2024, 6, 1), "slowing"),  # Treasury cap from 60 to 25 billion, from April 2025 to 5 billion
    (date(2025, 12, 1), "ended_holding"),
    (date(2025, 12, 12), "ended_growing"),  # reserve management purchases
    (date(2026, 8, 14), "ended_holding"),  # their pace set to zero
)
"""What the FOMC had in force from each day on, written down apart from the events that the program reads."""


def weeks(first: date = FIRST, last: date = LAST) -> Iterator[date]:
    """Every seventh day."""
    while first <= last:
        yield first
        first += WEEK


def recorded(day: date) -> Verdict:
    """What the policy record says of a day."""
    return next(verdict for since, verdict in reversed(RECORD) if since <= day)


def is_near_turn(day: date) -> bool:
    """Whether a turning point lies within four weeks."""
    return any(abs(day - since) <= NEAR for since, _ in RECORD)


def differing(judged: Iterable[Status]) -> list[Status]:
    """Those whose verdict is not the recorded one."""
    return [status for status in judged if status.verdict != recorded(status.as_of)]


def histories(folder: Path) -> Mapping[str, Sequence[tuple[date, float]]]:
    """The holdings of the Fed from a folder of CSV files, by catalogue name."""
    found = {}
    for name in HOLDINGS["fed"]:
        with (folder / f"{catalogue.entry(name).id}.csv").open(encoding="utf-8") as file:
            rows = csv.DictReader(file)
            found[name] = [(date.fromisoformat(row["date"]), float(row["value"])) for row in rows if row["value"]]
    return found


def report(judged: Sequence[Status]) -> str:
    """The shares and the weeks that differ."""
    apart = [status for status in judged if not is_near_turn(status.as_of)]
    lines = []
    for name, some in (("all weeks", judged), ("weeks away from turning points", apart)):
        agreeing = len(some) - len(differing(some))
        lines.append(f"{name}: {agreeing} of {len(some)} agree with the record ({agreeing / len(some):.1%})")
    late = [status for status in judged if status.verdict == "running" and status.as_of >= date(2025, 12, 1)]
    lines.append(f"false 'running' from December 2025 on: {len(late)}")
    early = [status for status in judged for move in status.observed if move.last.as_of >= status.as_of]
    lines.append(f"holdings used before they were published: {len(early)}")
    lines.append("what the holdings say of the record: " + str(dict(Counter(status.finding for status in judged))))
    lines += [f"{each.as_of}: {each.verdict}, recorded {recorded(each.as_of)}" for each in differing(judged)]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as home:
        settings = replace(Settings.from_environment(), home=Path(home), today=LAST + WEEK)
        if not arguments:
            print(report([read_status("fed", settings, day) for day in weeks()]))
            return
        with Publishers(histories(Path(arguments[0]))) as publishers:
            served = replace(settings, urls=tuple(publishers.urls.items()), offline=False)
            print(report([read_status("fed", served, day) for day in weeks()]))


if __name__ == "__main__":
    main(sys.argv[1:])
