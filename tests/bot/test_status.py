"""The verdict on QT: policy record and holdings side by side, at any date."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from bot.phrasing import phrasing
from bot.status import Finding, judge
from knowledge.events import BANKS, events
from knowledge.passage import Language
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


def test_what_was_decided_for_later_is_told_and_not_yet_in_force() -> None:
    status = judge("fed", date(2025, 11, 15), events("fed"), {})
    assert [event.kind for event in status.announced] == ["runoff_end"]
    assert status.decisive and status.decisive.from_date == date(2025, 4, 1)
    told = status.to_dict()
    assert told["policy"]["effective"] == "2025-04-01"
    assert [event["effective"] for event in told["policy"]["announced"]] == ["2025-12-01"]
    assert judge("fed", date(2025, 12, 1), events("fed"), {}).announced == ()


def test_a_qt_that_is_only_announced_has_not_begun() -> None:
    status = judge("rbnz", date(2022, 6, 15), events("rbnz"), {})
    assert (status.verdict, status.stage, status.decisive) == ("unknown", "not_begun", None)
    assert [event.from_date for event in status.announced] == [date(2022, 7, 1)]


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
def test_every_bank_has_its_stage_today_with_a_source(bank: str) -> None:
    status = judge(bank, date(2026, 10, 8), events(bank), {})
    assert status.stage not in {"unknown", "not_begun"}, bank
    assert status.to_dict()["policy"]["source"]["url"].startswith("https://")


@pytest.mark.parametrize(("bank", "last"), [("rba", date(2024, 6, 1)), ("riksbank", date(2024, 11, 1))])
def test_a_qt_of_which_nothing_newer_is_recorded_is_not_said_to_run(bank: str, last: date) -> None:
    status = judge(bank, date(2026, 10, 8), events(bank), {})
    assert (status.verdict, status.stage, status.finding) == ("unknown", "unrecorded", "no_data")
    assert status.turning and status.turning.stance == "running"
    assert status.last_known and status.last_known.from_date == last
    for language in get_args(Language):
        said = phrasing(language).verdict(status)
        assert phrasing(language).event_date(status.last_known) in said, said


def test_a_published_plan_vouches_for_a_qt_until_its_last_day() -> None:
    assert judge("rbnz", date(2027, 6, 30), events("rbnz"), {}).verdict == "running"
    assert judge("rbnz", date(2027, 7, 1), events("rbnz"), {}).stage == "unrecorded"


def test_a_later_entry_of_the_record_vouches_for_the_time_before_it() -> None:
    until_2024 = [event for event in events("boc") if event.date < date(2024, 1, 1)]
    assert judge("boc", date(2024, 6, 30), until_2024, {}).stage == "unrecorded"
    assert judge("boc", date(2024, 6, 30), events("boc"), {}).verdict == "running"


def test_a_later_report_that_bears_an_old_step_out_is_told_after_it() -> None:
    status = judge("boe", date(2026, 11, 22), events("boe"), {})
    assert [event.from_date for event in status.policy] == [date(2022, 2, 1), date(2025, 10, 1), date(2026, 9, 1)]
    assert status.decisive and status.decisive.from_date == date(2025, 10, 1)


def test_falling_holdings_vouch_for_a_qt_where_the_record_no_longer_does() -> None:
    day = date(2028, 6, 9)
    falling = {"ecb_total_assets": weekly("ecb_total_assets", date(2028, 6, 2), 5_000_000, -20_000)}
    flat = {"ecb_total_assets": weekly("ecb_total_assets", date(2028, 6, 2), 5_000_000, 0)}
    assert judge("ecb", day, events("ecb"), falling).verdict == "running"
    status = judge("ecb", day, events("ecb"), flat)
    assert (status.stage, status.agree, status.finding) == ("unrecorded", None, "total_only")


def test_selling_foreign_currency_is_not_called_qt() -> None:
    status = judge("snb", date(2026, 10, 8), events("snb"), {})
    assert (status.verdict, status.stage) == ("unknown", "currency_sales")
    assert [event.kind for event in status.policy] == ["currency_sales_start", "currency_sales_end"]
    assert judge("snb", date(2022, 6, 30), events("snb"), {}).stage == "unknown"


def test_the_plan_in_force_is_told_beside_the_beginning() -> None:
    status = judge("boj", date(2026, 11, 22), events("boj"), {})
    assert [event.from_date for event in status.policy] == [date(2024, 7, 31), date(2026, 4, 1)]


def test_a_sheet_that_is_held_is_told_with_what_let_it_grow_since_the_end() -> None:
    status = judge("fed", date(2026, 11, 22), events("fed"), {})
    assert [event.stance for event in status.policy] == ["ended_holding", "ended_growing", "ended_holding"]
    assert [event.from_date for event in status.policy][:2] == [date(2025, 12, 1), date(2025, 12, 12)]


@pytest.mark.parametrize("language", get_args(Language))
def test_a_verdict_opens_with_no_yes_or_no(language: Language) -> None:
    """It is as right an answer to "is it over?" as to "is it running?"."""
    for bank, year in itertools.product(BANKS, range(2007, 2029)):
        said = phrasing(language).verdict(judge(bank, date(year, 5, 15), events(bank), {}))
        assert not re.match(r"\W*(?:(?:yes|no)\b|是的|没有，|不是|对，)", said, re.IGNORECASE), said


OTHERS: dict[str, dict[str, str]] = {
    "ecb": {
        "2021-06-30": "unknown",
        "2023-02-28": "unknown",
        "2023-03-15": "running",
        "2023-06-30": "running",
        "2023-07-03": "running",
        "2023-12-31": "running",
        "2024-06-30": "running",
        "2024-12-31": "running",
        "2025-01-02": "running",
        "2025-12-31": "running",
        "2026-06-30": "running",
        "2026-09-30": "running",
    },
    "boe": {
        "2020-06-30": "unknown",
        "2021-12-31": "unknown",
        "2022-03-31": "running",
        "2022-10-31": "running",
        "2022-11-01": "running",
        "2023-09-30": "running",
        "2024-03-31": "running",
        "2024-10-31": "running",
        "2025-09-30": "running",
        "2025-10-01": "slowing",
        "2026-03-31": "slowing",
        "2026-09-30": "slowing",
    },
    "boj": {
        "2017-10-31": "unknown",
        "2023-12-31": "unknown",
        "2024-03-31": "unknown",
        "2024-07-30": "unknown",
        "2024-07-31": "running",
        "2024-12-31": "running",
        "2025-03-31": "running",
        "2025-06-17": "running",
        "2025-09-19": "running",
        "2026-03-31": "running",
        "2026-04-30": "running",
        "2026-09-30": "running",
    },
    "boc": {
        "2021-06-30": "unknown",
        "2022-03-31": "unknown",
        "2022-04-30": "running",
        "2022-12-31": "running",
        "2023-06-30": "running",
        "2024-06-30": "running",
        "2025-01-29": "running",
        "2025-03-04": "running",
        "2025-03-05": "ended_holding",
        "2025-12-31": "ended_holding",
        "2026-06-30": "ended_holding",
        "2026-09-30": "ended_holding",
    },
    "rba": {
        "2021-06-30": "unknown",
        "2022-02-28": "unknown",
        "2022-05-02": "unknown",
        "2022-05-03": "running",
        "2022-12-31": "running",
        "2023-06-30": "running",
        "2023-12-31": "running",
        "2024-06-30": "running",
        "2025-06-30": "running",
        "2025-12-31": "unknown",
        "2026-06-30": "unknown",
        "2026-09-30": "unknown",
    },
    "rbnz": {
        "2021-06-30": "unknown",
        "2022-06-08": "unknown",
        "2022-06-30": "unknown",
        "2022-07-01": "running",
        "2022-12-31": "running",
        "2023-06-30": "running",
        "2023-12-31": "running",
        "2024-06-30": "running",
        "2025-06-30": "running",
        "2025-12-31": "running",
        "2026-06-30": "running",
        "2026-09-30": "running",
    },
    "riksbank": {
        "2021-06-30": "unknown",
        "2022-12-31": "unknown",
        "2023-01-31": "running",
        "2023-02-28": "running",
        "2023-04-30": "running",
        "2023-12-31": "running",
        "2024-06-30": "running",
        "2024-11-30": "running",
        "2025-06-30": "running",
        "2025-12-31": "unknown",
        "2026-06-30": "unknown",
        "2026-09-30": "unknown",
    },
    "snb": {
        "2021-06-30": "unknown",
        "2022-06-30": "unknown",
        "2022-09-30": "unknown",
        "2022-12-31": "unknown",
        "2023-03-31": "unknown",
        "2023-06-30": "unknown",
        "2023-11-30": "unknown",
        "2024-01-31": "unknown",
        "2024-12-31": "unknown",
        "2025-12-31": "unknown",
        "2026-06-30": "unknown",
        "2026-09-30": "unknown",
    },
}


@pytest.mark.parametrize(
    ("bank", "day", "verdict"), [(bank, day, verdict) for bank, days in OTHERS.items() for day, verdict in days.items()]
)
def test_the_other_banks_at_a_date(bank: str, day: str, verdict: str) -> None:
    assert judge(bank, date.fromisoformat(day), events(bank), {}).verdict == verdict


def test_purchases_before_the_first_qt_are_no_stage_of_one() -> None:
    status = judge("fed", date(2013, 6, 1), events("fed"), {})
    assert (status.verdict, status.stage) == ("unknown", "not_begun")
    assert status.decisive and status.decisive.kind == "purchases_start"
    assert judge("ecb", date(2013, 6, 1), events("ecb"), {}).stage == "unknown"


def test_a_running_qt_is_told_from_its_beginning() -> None:
    told = [event.from_date for event in judge("boe", date(2026, 1, 1), events("boe"), {}).policy]
    assert told == [date(2022, 2, 1), date(2025, 10, 1)]


def test_total_assets_alone_never_contradict_the_record() -> None:
    rising = {"ecb_total_assets": weekly("ecb_total_assets", date(2025, 10, 31), 6_000_000, 20_000)}
    status = judge("ecb", date(2025, 11, 7), events("ecb"), rising)
    assert (status.agree, status.finding) == (None, "total_only")
    falling = {"ecb_total_assets": weekly("ecb_total_assets", date(2025, 10, 31), 6_000_000, -20_000)}
    assert judge("ecb", date(2025, 11, 7), events("ecb"), falling).finding == "agree"


def test_slow_first_steps_are_not_taken_for_a_contradiction() -> None:
    flat = {**holdings(date(2022, 7, 6), 0), "mbs_held": weekly("mbs_held", date(2022, 7, 6), 2_700_000, -500)}
    assert judge("fed", date(2022, 7, 8), events("fed"), flat).finding == "too_early"
    later = {**holdings(date(2022, 9, 7), 0), "mbs_held": weekly("mbs_held", date(2022, 9, 7), 2_700_000, -500)}
    assert judge("fed", date(2022, 9, 8), events("fed"), later).finding == "disagree"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("bank", BANKS)
def test_every_verdict_has_its_sentence_on_every_day(bank: str, language: Language) -> None:
    phrases = phrasing(language)
    said = {
        phrases.verdict(judge(bank, date(year, month, 15), events(bank), {}))
        for year in range(2007, 2027)
        for month in range(1, 10)
    }
    assert len(said) > 1
    assert all(phrases.say(f"banks.{bank}") in sentence and "{" not in sentence for sentence in said), said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_finding_has_its_sentence(language: Language) -> None:
    assert len({phrasing(language).say(f"status.{finding}") for finding in get_args(Finding)}) == len(get_args(Finding))
