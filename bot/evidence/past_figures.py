"""Figures of past days and stretches of time: from the publishers where they can be asked, else from the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Literal

from bot.evidence.record import is_certain, record_until
from bot.question.asked_times import Stretch
from tools import catalogue
from tools.computed import COMPUTED, read_named
from tools.errors import ToolsError
from tools.fetch import side_by_side
from tools.figure import Figure, Missing, Reading, Series, merged, ordered
from tools.funding import is_quarter_end
from tools.series import Desk

Role = Literal["on", "before", "near", "after", "highest", "lowest", "last", "within", "change"]
"""What a value is to the time asked for.

Of that very day (`on`), the last one before a day without a value, the nearest ones known (`near`, `after`), or one of
a stretch."""

NO_VALUE_THEN = "no_value_then"
"""Neither a publisher nor the record has a value for the time asked for, or near it."""

EITHER: Mapping[str, tuple[str, ...]] = {"tga": ("tga_daily", "tga", "tga_week_average")}
"""Series that measure the same thing: of these the first with a value of the day is shown, and the average beside."""

PARTS: Mapping[str, tuple[str, ...]] = {
    name: COMPUTED[name].inputs for name in ("net_liquidity", "net_liquidity_estimate")
}
"""Computed figures that are shown with what they are made of, so that they can be added up."""

GAP = timedelta(days=10)
"""The longest time for which a publisher may honestly have no value: over a week and a holiday."""

NEAR = timedelta(days=45)
"""Farther from the day asked for than this, a value of the record says nothing about it."""

MOST_WITHIN = 6
"""So many values of the record are shown of one stretch; of more, only the last."""


AT_QUARTER_ENDS = frozenset(
    {"sofr", "effr", "sofr_p99", "sofr_minus_iorb", "effr_minus_iorb", "sofr_p99_minus_iorb", "on_rrp", "standing_repo"}
)
"""Figures that jump on the last day of a quarter, and say so."""


@dataclass(frozen=True)
class Row:
    """A figure and what it is to the time asked for."""

    figure: Figure
    role: Role


@dataclass(frozen=True)
class Told:
    """What is known of one time that was asked for."""

    time: Stretch
    rows: tuple[Row, ...]


def read_past(
    names: Sequence[str], times: Sequence[Stretch], desk: Desk, *, change: bool = False
) -> tuple[tuple[Told, ...], Reading]:
    """The values of some series at some past times, and all of them as a reading; with `change`, what lies between.

    A day without a value of its own has the last one before it; from the record, which has not every day, the nearest
    one on either side. A stretch has its lowest, highest and last value, from the record those that it holds.
    """
    asked = desk.for_one_answer()
    assert asked.deadline is not None  # noqa: S101 - set by for_one_answer
    wanted = tuple(dict.fromkeys(one for name in names for one in EITHER.get(name, (name,))))
    jobs = {time: partial(_read, wanted, time, asked) for time in times}
    told: list[Told] = []
    missing: list[Missing] = []
    read: dict[Stretch, Mapping[str, Series]] = {}
    for time, result in side_by_side(jobs, asked.deadline, grace=1.0).items():
        if isinstance(result, ToolsError):
            missing.append(Missing(", ".join(names), result.fault, result.detail))
            read[time] = {}
        else:
            read[time], faults = result
            missing += faults
    for time in times:
        rows = tuple(row for name in names for row in _rows(name, time, read[time], record_until(desk.today)))
        if rows:
            told.append(Told(time, tuple(dict.fromkeys(rows))))
    shown = {row.figure.name for each in told for row in each.rows}
    absent = [name for name in names if not shown & {name, *EITHER.get(name, ())}]
    if absent:
        missing.append(Missing(", ".join(absent), NO_VALUE_THEN, "There is no value for the time asked for."))
    if change and len(told) > 1:
        told.append(Told(Stretch(times[0].first, times[-1].last), tuple(_changes(names, told, read))))
    told = [each for each in told if each.rows]
    return tuple(told), Reading(tuple(row.figure for each in told for row in each.rows), merged(missing))


def _read(names: Sequence[str], time: Stretch, desk: Desk) -> tuple[Mapping[str, Series], tuple[Missing, ...]]:
    """The series around a time. They are read to some days past it, so that its own values had been published."""
    later = timedelta(days=75 if any(map(_is_monthly, names)) else 12)
    until = min(time.last + later, desk.today)
    whole = (*names, *(part for name in names for part in PARTS.get(name, ())))
    return read_named(desk, whole, until, days=(until - time.first).days + 45)


def _is_monthly(name: str) -> bool:
    return name in catalogue.names() and catalogue.entry(name).frequency == "monthly"


def _rows(name: str, time: Stretch, read: Mapping[str, Series], known: Mapping[str, Series]) -> Iterator[Row]:
    if not time.is_day:
        yield from _within(name, time, read, known)
        return
    day = time.first
    found = [row for one in EITHER.get(name, (name,)) for row in _on_day(one, day, read, known)]
    exact = [row for row in found if row.role == "on"]
    if exact:
        averages = [row for row in exact[1:] if row.figure.period.startswith("average")]
        yield from (*exact[:1], *averages)
    elif len(EITHER.get(name, ())) > 1 and found:
        nearest = min(found, key=lambda row: abs((row.figure.as_of - day).days))
        yield from (row for row in found if row.figure.name == nearest.figure.name)
    else:
        yield from found
    for one in PARTS.get(name, ()) if found else ():
        part = read[one].figure(found[0].figure.as_of) if one in read else None
        if part is not None:
            yield Row(part, found[0].role)


def _on_day(name: str, day: date, read: Mapping[str, Series], known: Mapping[str, Series]) -> Iterator[Row]:
    """The value of a day; else the last one before it, and from the record also the first one after it."""
    series, recorded = read.get(name), known.get(name)
    for one in (series, recorded):
        if one is not None and one.on(day) is not None:
            yield from _row(one, day, "on")
            return
    if series is not None and series.freshness != "reference" and (point := series.latest(day)) is not None:
        of_record = recorded.latest(day) if recorded else None
        if recorded is None or of_record is None or of_record[0] <= point[0]:
            recent = _is_monthly(name) or day - point[0] <= GAP
            if recent or day - point[0] <= NEAR:
                yield from _row(series, day, "before" if recent else "near")
                return
    whole = recorded or series
    if whole is not None:
        yield from _around(whole, day)


def _around(series: Series, day: date) -> Iterator[Row]:
    """The nearest values of the record before and after a day; one is enough when the value cannot have changed."""
    before = series.latest(day)
    after = next((point for point in series.points if point[0] > day), None)
    certain = is_certain(series.name, day) or (before is not None and _is_of_the_week(series.name, before[0], day))
    if before is not None and (certain or day - before[0] <= NEAR):
        yield from _row(series, day, "before" if certain else "near")
        if certain:
            return
    if after is not None and after[0] - day <= NEAR:
        yield from _row(series, after[0], "after")


def _is_of_the_week(name: str, published: date, day: date) -> bool:
    """Whether a weekly value of this day is the last one before another, since the next comes a week later."""
    weekly = name in catalogue.names() and catalogue.entry(name).frequency == "weekly"
    return weekly and day - published < timedelta(days=7)


def _within(name: str, time: Stretch, read: Mapping[str, Series], known: Mapping[str, Series]) -> Iterator[Row]:
    """The lowest, highest and last value of a stretch; from the record, which has not every day, those it holds."""
    choices = [one for each in EITHER.get(name, (name,)) if (one := read.get(each) or known.get(each)) is not None]
    series = next((one for one in choices if one.between(time.first, time.last).points), None)
    if series is None:
        yield from (row for one in choices[:1] for row in _on_day(one.name, time.last, read, known))
        return
    if series.freshness == "reference" and series.name in known and not _is_monthly(series.name):
        whole = known[series.name].between(time.first, time.last)
        days = [day for day, _ in whole.points]
        for day in days if len(days) <= MOST_WITHIN else days[-1:]:
            yield from _row(whole, day, "within" if len(days) <= MOST_WITHIN else "last")
        return
    points = series.between(time.first, time.last).points
    if _is_monthly(series.name) and len(points) == 1:
        yield from _row(series, points[0][0], "on")
        return
    lowest, highest = (choose(points, key=lambda point: point[1])[0] for choose in (min, max))
    if lowest != highest:
        yield from _row(series, lowest, "lowest")
        yield from _row(series, highest, "highest")
    if points[-1][0] not in {lowest, highest} or lowest == highest:
        yield from _row(series, points[-1][0], "last")


def _row(series: Series, day: date, role: Role) -> Iterator[Row]:
    figure = series.figure(day)
    if figure is not None:
        yield Row(marked(figure), role)


def marked(figure: Figure) -> Figure:
    """A figure of a quarter's or year's last day says so: it is not what a common day looks like."""
    if figure.name not in AT_QUARTER_ENDS or figure.period != "daily" or not is_quarter_end(figure.as_of):
        return figure
    return replace(figure, period="daily, year end" if figure.as_of.month == 12 else "daily, quarter end")


def _changes(names: Sequence[str], told: Sequence[Told], read: Mapping[Stretch, Mapping[str, Series]]) -> Iterator[Row]:
    """What changed between the first and the last time, where both have a value of their own or the last before."""
    for name in names:
        first = [row for row in told[0].rows if row.figure.name == name and row.role in {"on", "before"}]
        last = [row for row in told[-1].rows if row.figure.name == name and row.role in {"on", "before"}]
        exact = all(row.role == "on" or row.figure.freshness != "reference" for row in (*first, *last))
        sides = [side for time in (told[0].time, told[-1].time) if (side := read[time].get(name)) is not None]
        if not (first and last and exact and len(sides) > 1):
            continue
        both = replace(sides[1], points=ordered([*sides[0].points, *sides[1].points]))
        change = both.change_figure(f"{name}_change", first[0].figure.as_of, last[0].figure.as_of)
        if change is not None:
            yield Row(change, "change")
