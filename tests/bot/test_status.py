"""The verdict on QT: policy record and holdings side by side, at any date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.status import judge
from knowledge.events import BANKS, events
from tools.figure import Series


def weekly(name: str, last: date, level: float, weekly_change: float, weeks: int = 30) -> Series:
    points = tuple(
        (last - timedelta(weeks=weeks - 1 - week), level - weekly_change * (weeks - 1 - week)) for week in range(weeks)
    )
    return Series(
        name,
        name.upper(),
        "USD million",
        "Wednesday level",
        "Board",
        "https://x",
        points,
        datetime(2026, 1, 1, tzinfo=UTC),
        "live",
    )


def holdings(last: date, weekly_change: float) -> dict[str, Series]:
    return {
        "treasuries_held": weekly("treasuries_held", last, 4_500_000, weekly_change),
        "mbs_held": weekly("mbs_held", last, 2_000_000, -4_000),
        "total_assets": weekly("total_assets", last, 6_700_000, weekly_change),
    }


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2018, 6, 1), "running"),
        (date(2019, 6, 1), "slowing"),
        (date(2019, 9, 1), "ended_holding"),
        (date(2020, 6, 1), "ended_growing"),
        (date(2022, 4, 15), "ended_holding"),
        (date(2023, 1, 4), "running"),
        (date(2024, 7, 3), "slowing"),
        (date(2025, 11, 15), "slowing"),
        (date(2025, 12, 5), "ended_holding"),
        (date(2026, 3, 4), "ended_growing"),
        (date(2026, 11, 22), "ended_holding"),
    ],
)
def test_the_fed_at_a_date(day: date, verdict: str) -> None:
    assert judge("fed", day, events("fed"), {}).verdict == verdict


def test_an_announcement_counts_only_from_the_day_it_takes_effect() -> None:
    assert judge("fed", date(2025, 11, 30), events("fed"), {}).verdict == "slowing"


def test_holdings_that_fall_agree_with_a_running_qt() -> None:
    status = judge("fed", date(2023, 3, 1), events("fed"), holdings(date(2023, 2, 22), -15_000))
    assert status.agree is True
    assert status.observed[0].direction == "fell"


def test_holdings_that_rise_contradict_it_and_the_verdict_stays_with_the_record() -> None:
    status = judge("fed", date(2023, 3, 1), events("fed"), holdings(date(2023, 2, 22), 30_000))
    assert status.agree is False
    assert status.verdict == "running"


def test_holdings_just_after_a_policy_step_prove_nothing() -> None:
    status = judge("fed", date(2025, 12, 12), events("fed"), holdings(date(2025, 12, 10), -15_000))
    assert status.agree is None


def test_no_bank_is_said_to_run_qt_before_its_first_step() -> None:
    for bank in BANKS:
        assert judge(bank, date(2000, 1, 1), events(bank), {}).verdict == "unknown"


@pytest.mark.parametrize("bank", BANKS)
def test_every_bank_has_a_verdict_today_with_its_source(bank: str) -> None:
    status = judge(bank, date(2026, 10, 8), events(bank), {})
    assert status.verdict != "unknown", bank
    assert status.to_dict()["policy"]["source"]["url"].startswith("https://")
