"""Statistical tests of market claims."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from tools.errors import NothingThere
from tools.evidence_tests import correlation, event_window, matched, regimes, rolling
from tools.figure import Series

from .test_figure import FETCHED


def series(values: list[float], step: int = 7, first: date = date(2020, 1, 1)) -> Series:
    points = tuple((first + timedelta(days=step * n), value) for n, value in enumerate(values))
    return Series("x", "X", "index", "daily", "nobody", "", points, FETCHED, "live")


def test_two_trending_levels_correlate_and_their_changes_do_not() -> None:
    chance = random.Random(7)  # noqa: S311 - a reproducible example
    one = series([n + chance.gauss(0, 1) for n in range(200)])
    other = series([2 * n + chance.gauss(0, 2) for n in range(200)])
    levels, changes = correlation(one, other, "levels"), correlation(one, other, "changes")
    assert levels.r > 0.95 and levels.trending and not levels.differs_from_zero
    assert changes.low < 0 < changes.high and not changes.differs_from_zero
    assert (levels.count, changes.count) == (200, 199)
    assert (levels.first, levels.last) == (one.points[0][0], one.points[-1][0])


def test_a_real_relation_of_changes_is_found() -> None:
    chance = random.Random(3)  # noqa: S311
    steps = [chance.gauss(0, 1) for _ in range(120)]
    one = series([sum(steps[:n]) for n in range(120)])
    other = series([-sum(steps[:n]) for n in range(120)])
    found = correlation(one, other, "changes")
    assert found.r == pytest.approx(-1) and found.differs_from_zero


def test_dates_are_those_of_the_sparser_series() -> None:
    weekly, daily = series([1.0, 2.0, 3.0]), series([float(n) for n in range(30)], step=1)
    assert matched(weekly, daily) == tuple((day, value, 7.0 * n) for n, (day, value) in enumerate(weekly.points))
    assert [(x, y) for _, x, y in matched(daily, weekly)] == [(0.0, 1.0), (7.0, 2.0), (14.0, 3.0)]


def test_too_few_observations_are_no_evidence() -> None:
    for values in ([1.0, 2.0, 3.0], [5.0] * 40):
        with pytest.raises(NothingThere):
            correlation(series(values), series(values), "levels")


def test_rolling_correlation_is_dated_by_its_last_observation() -> None:
    chance = random.Random(1)  # noqa: S311
    values = [chance.random() for _ in range(30)]
    found = rolling(series(values), series([-value for value in values]), 10)
    assert len(found) == 21
    assert all(r == pytest.approx(-1) for _, r in found)
    assert found[-1][0] == series(values).points[-1][0]


def test_an_event_window_measures_the_change_around_dated_events() -> None:
    values = [0.0] * 10 + [1.0] * 10 + [2.2] * 10
    daily = series(values, step=1)
    events = [daily.points[10][0], daily.points[20][0]]
    found = event_window(daily, events)
    assert found.count == 2
    assert found.mean == pytest.approx(1.1)
    assert [change for _, change in found.changes] == pytest.approx([1.0, 1.2])
    assert 0 <= found.p_value <= 1
    with pytest.raises(NothingThere):
        event_window(daily, [date(1990, 1, 1)])


def test_regimes_are_averaged_within_their_dates() -> None:
    daily = series([1.0] * 10 + [3.0] * 10, step=1)
    first, second = regimes(
        daily, [("low", date(2020, 1, 1), date(2020, 1, 10)), ("high", date(2020, 1, 11), date(2021, 1, 1))]
    )
    assert (first.mean, second.mean, second.count) == (1.0, 3.0, 10)
    assert regimes(daily, [("none", date(1990, 1, 1), date(1991, 1, 1))]) == ()
