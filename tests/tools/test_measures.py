"""Statistics of a period, on series made for the purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from tools.errors import NothingThere
from tools.figure import Freshness, Series
from tools.measures import measure

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)  # both Wednesdays


def weekly(
    value: Callable[[int], float], unit: str = "USD billion", name: str = "total_assets", freshness: Freshness = "live"
) -> Series:
    """One value a Wednesday of 2025: that of its number."""
    points = tuple((FIRST + timedelta(weeks=week), value(week)) for week in range(53))
    return Series(name, name.upper(), unit, "Wednesday level", "Fed", "https://example.org", points, NOW, freshness)


NOW = datetime(2026, 1, 2, tzinfo=UTC)


def test_a_change_has_the_dates_of_both_of_its_ends() -> None:
    (figure,) = measure("difference", [weekly(lambda week: 100.0 - week)], date(2025, 1, 3), date(2025, 3, 7)).figures
    assert (figure.name, figure.value, figure.unit) == ("total_assets_change", -9.0, "USD billion")
    assert figure.period == "change from 2025-01-01 to 2025-03-05" and figure.as_of == date(2025, 3, 5)


def test_a_change_of_a_rate_is_in_percentage_points() -> None:
    (figure,) = measure("difference", [weekly(lambda week: 4 + week / 52, "percent")], FIRST, LAST).figures
    assert (figure.value, figure.unit) == (1.0, "percentage points")


def test_money_is_measured_in_billions_and_percentages_have_no_money() -> None:
    millions = weekly(lambda week: 2e6 - 1e4 * week, "USD million")
    assert measure("difference", [millions], FIRST, LAST).values == (-520.0,)
    (figure,) = measure("percent", [millions], FIRST, LAST).figures
    assert (figure.value, figure.unit) == (-26.0, "percent")


def test_a_pace_is_counted_in_months_of_one_length() -> None:
    (pace,) = measure("per_month", [weekly(lambda week: -week * 7 * 12 / 365.25)], FIRST, LAST).values
    assert pace == pytest.approx(-1.0, abs=0.001)


def test_averages_and_extremes_say_how_many_values_they_rest_on() -> None:
    series = weekly(float)
    assert measure("mean", [series], FIRST, LAST).values == (26.0,)
    (lowest,) = measure("minimum", [series], date(2025, 2, 1), LAST).figures
    assert (lowest.value, lowest.as_of) == (5.0, date(2025, 2, 5))
    assert lowest.period == "minimum of 48 values from 2025-02-05 to 2025-12-31"
    (highest,) = measure("maximum", [series], FIRST, LAST).figures
    assert (highest.value, highest.as_of) == (52.0, LAST)


def test_a_share_sets_the_change_of_one_against_that_of_the_other() -> None:
    part, whole = (
        weekly(lambda week: 500.0 - 4 * week, name="on_rrp"),
        weekly(lambda week: 7e6 - 5e3 * week, "USD million"),
    )
    (share,) = measure("share_of_change", [part, whole], FIRST, LAST).figures
    assert (share.name, share.value, share.unit) == ("on_rrp_share_of_change", 80.0, "percent")
    with pytest.raises(NothingThere):
        measure("share_of_change", [part, weekly(lambda _: 1.0)], FIRST, LAST)


def test_levels_with_a_trend_correlate_and_are_marked_while_their_changes_do_not() -> None:
    one = weekly(lambda week: week + (week % 2))
    other = weekly(lambda week: 2 * week + (week // 2 % 2), name="sp500", unit="index")
    levels = measure("levels", [one, other], FIRST, LAST, logs=(False, True))
    assert levels.trending and levels.values[0] > 0.8
    assert levels.figures[0].period == "correlation of levels, 52 observations from 2025-01-08 to 2025-12-31"
    assert abs(measure("changes", [one, other], FIRST, LAST).values[0]) < 0.2


def test_one_day_is_that_day() -> None:
    series = weekly(float)
    assert measure("value", [series], date(2025, 1, 8), date(2025, 1, 8)).values == (1.0,)
    with pytest.raises(NothingThere):
        measure("value", [series], date(2025, 1, 9), date(2025, 1, 9))


@pytest.mark.parametrize("how", ["mean", "difference", "levels"])
@pytest.mark.parametrize(("first", "last"), [(date(2024, 11, 1), LAST), (FIRST, date(2026, 2, 28))])
def test_a_period_that_is_not_covered_is_not_measured(how: str, first: date, last: date) -> None:
    with pytest.raises(NothingThere):
        measure(how, [weekly(float), weekly(float)], first, last)  # type: ignore[arg-type]


def test_a_gap_is_not_averaged_over() -> None:
    whole = weekly(float)
    holed = Series(**{**{name: getattr(whole, name) for name in whole.__slots__}, "points": whole.points[::4]})
    assert measure("difference", [holed], FIRST, LAST).values == (52.0,)
    with pytest.raises(NothingThere):
        measure("mean", [holed], FIRST, LAST)


def test_chosen_reference_values_speak_only_of_their_own_days() -> None:
    reference = weekly(float, freshness="reference")
    assert measure("difference", [reference], FIRST, LAST).values == (52.0,)
    with pytest.raises(NothingThere):
        measure("difference", [reference], FIRST, date(2025, 12, 30))
    with pytest.raises(NothingThere):
        measure("mean", [reference], FIRST, LAST)
