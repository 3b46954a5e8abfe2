"""One statistic of one or two series over a period: what the test of a claim measures.

A period that the data do not cover is not measured: a value must stand near both ends, and where every value counts
there may be no long gap between them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import fmean
from typing import Literal

from tools import evidence_tests
from tools.errors import NothingThere
from tools.figure import Figure, Series, combined, convert, figure_unit, sensible

Measure = Literal[
    "levels", "changes", "mean", "minimum", "maximum", "difference", "percent", "per_month", "value", "share_of_change"
]
"""`levels` and `changes` are correlations from Wednesday to Wednesday; `share_of_change` is the change of the first
series as a percentage of the second's; `per_month` counts months of 365.25 / 12 days."""

NEAR = {"weekly": timedelta(days=10), "monthly": timedelta(days=45)}
"""How far a value may lie before an end of the period, and two values apart, by how often they come."""

WEDNESDAY = 2
MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured: one figure for each series, or one for a correlation or a share.

    `trending` says that two correlated levels move with their own past, so that only their changes count.
    """

    figures: tuple[Figure, ...]
    trending: bool = False

    @property
    def values(self) -> tuple[float, ...]:
        """The bare values, in the unit of the figures."""
        return tuple(figure.value for figure in self.figures)


def measure(
    how: Measure, series: Sequence[Series], first: date, last: date, *, logs: Sequence[bool] = (), unit: str = ""
) -> Measured:
    """The statistic of these series from `first` to `last`, both included, as dated figures with their origin.

    Money is in USD billion; `unit` asks for another unit of the same kind. `logs` says which series of a correlation
    are taken in natural logarithms. Raises: NothingThere when the data do not cover the period.
    """
    if how in ("levels", "changes"):
        return _correlation(how, *_weekly(series, first, last, logs))
    if how == "share_of_change":
        return _share(series[0], series[1], first, last)
    return Measured(tuple(_one(how, each, first, last, unit) for each in series))


def _one(how: Measure, series: Series, first: date, last: date, unit: str) -> Figure:
    shown = series.into(unit or figure_unit(series.unit))
    if how == "value":
        return _made(shown, "", shown.period, _exactly(shown, first), first)
    if how in ("difference", "percent", "per_month"):
        return _change(how, shown, first, last)
    points = _covering(shown, first, last)
    values = [value for _, value in points]
    chosen = fmean(values) if how == "mean" else min(values) if how == "minimum" else max(values)
    day = next((day for day, value in points if how != "mean" and value == chosen), points[-1][0])
    period = f"{how} of {len(points)} values from {points[0][0]} to {points[-1][0]}"
    return _made(shown, f"_{how}", period, chosen, day)


def _change(how: Measure, series: Series, first: date, last: date) -> Figure:
    (start, before), (end, after) = _at(series, first), _at(series, last)
    span = f"from {start} to {end}"
    if how == "percent":
        return _made(
            replace(series, unit="percent"), "_percent_change", f"change {span}", (after / before - 1) * 100, end
        )
    unit = "percentage points" if series.unit == "percent" else series.unit
    if how == "difference":
        return _made(replace(series, unit=unit), "_change", f"change {span}", after - before, end)
    monthly = (after - before) / ((end - start).days / MONTH)
    return _made(replace(series, unit=unit), "_pace", f"average change a month {span}", monthly, end)


def _share(part: Series, whole: Series, first: date, last: date) -> Measured:
    (start, before), (end, after) = _at(part, first), _at(part, last)
    moved = after - before
    total = _at(whole, last)[1] - _at(whole, first)[1]
    if total == 0:
        raise NothingThere("The second series did not change.")
    share = moved / convert(total, whole.unit, part.unit) * 100
    made = combined(
        f"{part.name}_share_of_change",
        (part, whole),
        "/",
        unit="percent",
        period=f"change from {start} to {end}",
        points=((end, share),),
    )
    return Measured((_figure(made),))


def _correlation(how: Literal["levels", "changes"], one: Series, other: Series) -> Measured:
    found = evidence_tests.correlation(one, other, how)
    made = combined(
        f"correlation_{how}",
        (one, other),
        "~",
        unit="ratio",
        period=f"correlation of {how}, {found.count} observations from {found.first} to {found.last}",
        points=((found.last, found.r),),
    )
    return Measured((_figure(made),), found.trending)


def _weekly(series: Sequence[Series], first: date, last: date, logs: Sequence[bool]) -> tuple[Series, Series]:
    """Both series on every Wednesday of the period: the last value on or before it."""
    wednesdays = [
        first + timedelta(days=offset)
        for offset in range((last - first).days + 1)
        if (first + timedelta(days=offset)).weekday() == WEDNESDAY
    ]
    made = []
    for each, log in itertools.zip_longest(series, logs, fillvalue=False):
        assert isinstance(each, Series)  # noqa: S101 - there are no more logs than series
        _covering(each, first, last)
        values = [each.latest(day) for day in wednesdays]
        points = tuple(
            (day, math.log(found[1]) if log else found[1])
            for day, found in zip(wednesdays, values, strict=True)
            if found is not None and (not log or found[1] > 0)
        )
        made.append(replace(each, points=points))
    one, other = made
    return one, other


def _covering(series: Series, first: date, last: date) -> tuple[tuple[date, float], ...]:
    """The values of the period. Raises: NothingThere when an end is not reached or there is a long gap."""
    points = series.between(first, last).points
    days = [first, *(day for day, _ in points), last]
    if not points or any(later - earlier > _near(series) for earlier, later in itertools.pairwise(days)):
        raise NothingThere(f"The values of {series.name} do not cover {first} to {last}.")
    return points


def _at(series: Series, day: date) -> tuple[date, float]:
    """The last point on or before a day. Raises: NothingThere when it is too old."""
    point = series.latest(day)
    if point is None or day - point[0] > _near(series):
        raise NothingThere(f"There is no value of {series.name} near {day}.")
    return point


def _exactly(series: Series, day: date) -> float:
    value = series.on(day)
    if value is None:
        raise NothingThere(f"There is no value of {series.name} on {day}.")
    return value


def _near(series: Series) -> timedelta:
    """How far apart values may lie; chosen reference values only speak of their own day."""
    if series.freshness == "reference":
        return timedelta(0)
    return NEAR["monthly" if "month" in series.period else "weekly"]


def _made(series: Series, suffix: str, period: str, value: float, day: date) -> Figure:
    return _figure(replace(series, name=series.name + suffix, period=period, points=((day, value),)))


def _figure(series: Series) -> Figure:
    """The only value of a series as a figure in the unit it already has."""
    ((day, value),) = series.points
    found = series.figure()
    assert found is not None  # noqa: S101 - it has one point
    return replace(found, value=sensible(value, series.unit), unit=series.unit, as_of=day)
