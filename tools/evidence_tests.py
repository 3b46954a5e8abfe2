"""Statistical tests of market claims: correlation of levels and of changes, rolling, event windows, regimes.

The tests themselves are scipy's. Two trending levels correlate by construction; what counts is the correlation of their
changes, and every result says so when it matters.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median
from typing import Literal

from tools.errors import NothingThere
from tools.figure import Series

Kind = Literal["levels", "changes"]
FEWEST = 8
TRENDING = 0.9
"""First-order autocorrelation from which levels count as trending."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pearson's r with its 95% confidence interval, sample and period.

    `trending` says that the levels move with their own past so closely that the interval means nothing: look at the
    changes.
    """

    kind: Kind
    r: float
    low: float
    high: float
    count: int
    first: date
    last: date
    trending: bool

    @property
    def differs_from_zero(self) -> bool:
        """Whether zero is outside the interval and the levels do not trend."""
        return not self.trending and not self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class EventWindow:
    """Average change from some days before an event to some days after it, with the p-value of "no change"."""

    mean: float
    p_value: float
    count: int
    changes: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """Average, median and range of a series within a period."""

    name: str
    first: date
    last: date
    mean: float
    median: float
    lowest: float
    highest: float
    count: int


def matched(one: Series, other: Series, tolerance: int = 4) -> tuple[tuple[date, float, float], ...]:
    """The dates of the sparser series with its value and the other's last value, at most `tolerance` days old."""
    sparse, dense = (one, other) if len(one.points) <= len(other.points) else (other, one)
    pairs = []
    for day, value in sparse.points:
        near = dense.latest(day)
        if near is not None and (day - near[0]).days <= tolerance:
            pairs.append((day, value, near[1]) if sparse is one else (day, near[1], value))
    return tuple(pairs)


def correlation(
    one: Series, other: Series, kind: Kind, first: date | None = None, last: date | None = None
) -> Correlation:
    """Correlation of two series on the dates of the sparser one. Raises: NothingThere below eight observations."""
    pairs = matched(one.between(first, last), other)
    days = [day for day, _, _ in pairs]
    xs, ys = [x for _, x, _ in pairs], [y for _, _, y in pairs]
    trending = kind == "levels" and len(pairs) >= FEWEST and min(_persistence(xs), _persistence(ys)) > TRENDING
    if kind == "changes":
        days, xs, ys = days[1:], _differences(xs), _differences(ys)
    if len(xs) < FEWEST or len(set(xs)) == 1 or len(set(ys)) == 1:
        raise NothingThere("There are too few observations, or a series does not move.")
    r, low, high = _pearson(xs, ys)
    return Correlation(kind, r, low, high, len(xs), days[0], days[-1], trending)


def rolling(one: Series, other: Series, window: int, kind: Kind = "levels") -> tuple[tuple[date, float], ...]:
    """Pearson's r within each run of `window` observations, dated by the last of them."""
    pairs = matched(one, other)
    days = [day for day, _, _ in pairs]
    xs, ys = [x for _, x, _ in pairs], [y for _, _, y in pairs]
    if kind == "changes":
        days, xs, ys = days[1:], _differences(xs), _differences(ys)
    found = []
    for end in range(window, len(xs) + 1):
        part = xs[end - window : end], ys[end - window : end]
        if len(set(part[0])) > 1 and len(set(part[1])) > 1:
            found.append((days[end - 1], _pearson(*part)[0]))
    return tuple(found)


def event_window(series: Series, events: Iterable[date], before: int = 1, after: int = 1) -> EventWindow:
    """Average change of a daily series from `before` observations before each event to `after` observations after it.

    An event on a day without a value counts from the next value on. Raises: NothingThere below two usable events.
    """
    from scipy import stats  # type: ignore[import-untyped]

    days = [day for day, _ in series.points]
    changes = []
    for event in sorted(set(events)):
        at = next((index for index, day in enumerate(days) if day >= event), None)
        if at is not None and at - before >= 0 and at + after - 1 < len(days) and (days[at] - event).days <= 4:
            changes.append((event, series.points[at + after - 1][1] - series.points[at - before][1]))
    if len(changes) < 2:
        raise NothingThere("There are fewer than two events with values around them.")
    values = [change for _, change in changes]
    p_value = 1.0 if len(set(values)) == 1 else float(stats.ttest_1samp(values, 0.0).pvalue)
    return EventWindow(fmean(values), p_value, len(values), tuple(changes))


def regimes(series: Series, periods: Iterable[tuple[str, date, date]]) -> tuple[Regime, ...]:
    """Average, median and range within each named period that has values."""
    found = []
    for name, first, last in periods:
        values = [value for _, value in series.between(first, last).points]
        if values:
            figures = fmean(values), median(values), min(values), max(values)
            found.append(Regime(name, first, last, *figures, len(values)))
    return tuple(found)


def _differences(values: Sequence[float]) -> list[float]:
    return [later - earlier for earlier, later in itertools.pairwise(values)]


def _persistence(values: Sequence[float]) -> float:
    """First-order autocorrelation; zero when there is no movement."""
    if len(set(values[:-1])) < 2 or len(set(values[1:])) < 2:
        return 0.0
    return _pearson(values[:-1], values[1:])[0]


def _pearson(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float, float]:
    from scipy import stats

    result = stats.pearsonr(xs, ys)
    interval = result.confidence_interval(0.95)
    return float(result.statistic), float(interval.low), float(interval.high)
