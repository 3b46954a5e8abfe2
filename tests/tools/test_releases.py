"""When each series is published."""

from __future__ import annotations

from datetime import date, datetime

from tools.releases import (
    NEW_YORK,
    business_day,
    holidays,
    is_business_day,
    next_due,
    next_observation,
    published,
)


def test_h41_comes_on_thursday_at_half_past_four() -> None:
    assert published("h41", date(2026, 9, 16)) == datetime(2026, 9, 17, 16, 30, tzinfo=NEW_YORK)


def test_h41_slips_to_friday_when_the_thursday_is_a_holiday() -> None:
    assert published("h41", date(2025, 11, 26)).date() == date(2025, 11, 28)  # Thanksgiving
    assert published("h41", date(2025, 12, 31)).date() == date(2026, 1, 2)  # New Year's Day


def test_sofr_comes_on_the_next_business_morning() -> None:
    assert published("secured_rates", date(2026, 9, 4)) == datetime(2026, 9, 8, 8, 0, tzinfo=NEW_YORK)  # Labor Day


def test_holidays_are_those_of_the_reserve_banks() -> None:
    assert {date(2026, 1, 19), date(2026, 4, 3), date(2026, 5, 25), date(2026, 11, 26)} <= holidays(2026)
    assert date(2026, 7, 3) not in holidays(2026), "a holiday on a Saturday is not moved"
    assert date(2021, 7, 5) in holidays(2021), "a holiday on a Sunday is kept on Monday"
    assert date(2020, 6, 19) not in holidays(2020), "Juneteenth is kept since 2021"
    assert not is_business_day(date(2024, 6, 19))
    assert business_day(date(2026, 9, 5)) == date(2026, 9, 8)


def test_the_next_value_is_due_a_release_later() -> None:
    assert next_due("h41", "weekly", date(2026, 9, 16)) == datetime(2026, 9, 24, 16, 30, tzinfo=NEW_YORK)
    assert next_due("policy_rates", "daily, 7-day", date(2026, 9, 18)).date() == date(2026, 9, 21)


def test_monthly_series_go_on_by_months() -> None:
    assert next_observation("monthly", date(2026, 1, 31)) == date(2026, 2, 28)
    assert next_observation("monthly", date(2026, 12, 1)) == date(2027, 1, 1)
    assert next_observation("monthly", date(2026, 11, 30)) == date(2026, 12, 31)
