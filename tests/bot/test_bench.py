"""Claims are answered by their test on the data at hand, and by the record where there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.ask import ask
from bot.evidence import bench
from bot.settings import Settings
from knowledge.claims import Claim, Period, claims
from tests.publishers import Publishers
from tools.series import Desk

TODAY = date(2026, 9, 18)
START = date(2022, 5, 4)  # a Wednesday


def claim(identifier: str) -> Claim:
    return next(each for each in claims() if each.id == identifier)


def wednesdays(value: Callable[[date], float]) -> list[tuple[date, float]]:
    days = [START + timedelta(weeks=week) for week in range(229)]
    return [(day, value(day)) for day in days if day < TODAY]


def days(value: Callable[[date], float]) -> list[tuple[date, float]]:
    every = [START + timedelta(days=number) for number in range((TODAY - START).days)]
    return [(day, value(day)) for day in every if day.weekday() < 5]


@pytest.fixture
def publishers() -> Iterator[Publishers]:
    """Total assets fall by 3 billion a day and the ON RRP takes two thirds of it, reserves the rest."""
    gone = {day: (day - START).days for day, _ in days(lambda _: 0.0)} | {
        day: (day - START).days for day, _ in wednesdays(lambda _: 0.0)
    }
    points = {
        "total_assets": wednesdays(lambda day: 8_900_000 - 3_000 * gone[day]),
        "on_rrp": days(lambda day: 3_300 - 2 * gone[day]),
        "reserve_balances": wednesdays(lambda day: 3_900_000 - 1_000 * gone[day]),
    }
    with Publishers(points) as running:
        yield running


@pytest.fixture
def desk(publishers: Publishers, tmp_path: Path) -> Desk:
    return Desk(urls=publishers.urls, folder=tmp_path, today=TODAY)


def test_a_claim_is_measured_on_what_the_publishers_say(desk: Desk) -> None:
    trial = bench.put_to_test(claim("on-rrp-absorbed-qt2"), desk)
    assert [round(figure.value, 1) for figure in trial.figures] == [66.7, 66.7]
    assert [figure.as_of for figure in trial.figures] == [run.period.last for run in trial.runs]
    assert {figure.producer for figure in trial.figures} == {
        "Federal Reserve Bank of New York; Board of Governors of the Federal Reserve System"
    } or all(figure.producer for figure in trial.figures)
    assert trial.verdict == "supported" and all(run.agrees is False for run in trial.runs)


def test_the_verdict_follows_the_data_and_not_the_record(desk: Desk) -> None:
    one_for_one = replace(claim("reserves-one-for-one").test, holds_above=30.0)
    trial = bench.put_to_test(replace(claim("reserves-one-for-one"), test=one_for_one), desk)
    assert trial.claim.verdict == "not_supported" and trial.verdict == "supported"
    assert [round(run.values[0], 1) for run in trial.runs] == [33.3, 33.3]


def test_a_period_of_ones_own_is_measured_without_a_record(desk: Desk) -> None:
    own = Period("2024", "2024年", date(2024, 1, 3), date(2024, 12, 25), ())
    (run,) = bench.put_to_test(claim("on-rrp-absorbed-qt2"), desk, [own]).runs
    assert round(run.values[0], 1) == 66.7 and run.agrees is None and run.holds


def test_what_the_data_do_not_cover_is_missing_and_not_guessed(desk: Desk) -> None:
    before = Period("2010", "2010年", date(2010, 1, 6), date(2010, 12, 29), ())
    trial = bench.put_to_test(claim("on-rrp-absorbed-qt2"), desk, [before])
    assert not trial.runs and trial.missing


@pytest.mark.parametrize("one", claims(), ids=lambda one: one.id)
def test_without_data_the_record_stands(one: Claim, settings: Settings) -> None:
    trial = bench.untested(one)
    assert trial.verdict == one.verdict and not trial.figures
    assert all(run.values == run.period.recorded for run in trial.runs)


@pytest.mark.parametrize(
    ("question", "claimed"),
    [
        ("Does QT make the dollar stronger?", "claims/qt-lifts-the-dollar"),
        ("缩表会推升美元吗?", "claims/qt-lifts-the-dollar"),
        ("Did overnight reverse repo absorb most of QT2?", "claims/on-rrp-absorbed-qt2"),
        ("VIX会在缩表期间一直很高吗?", "claims/vix-stays-high-in-qt"),
    ],
)
def test_an_answer_to_a_claim_cites_its_test(question: str, claimed: str, settings: Settings) -> None:
    answer = ask(question, settings)
    assert answer.kind == "claim"
    assert claimed in [citation.passage for citation in answer.citations]
    assert [check for check in answer.checks if not check.passed] == []


@pytest.mark.parametrize("question", ["Did the ON RRP absorb most of QT2?", "第二轮缩表主要由隔夜逆回购承接吗?"])
def test_an_answer_shows_what_was_measured_today(
    question: str, publishers: Publishers, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "index").symlink_to(home / "index")
    live = Settings(home=tmp_path, today=TODAY, urls=tuple(publishers.urls.items()))
    answer = ask(question, live)
    shares = [figure for figure in answer.figures if figure.name == "on_rrp_share_of_change"]
    assert [round(figure.value, 1) for figure in shares] == [66.7, 66.7]
    assert {figure.freshness for figure in shares} == {"live"}
    assert "66.67%" in answer.text and ("differs" in answer.text or "超出" in answer.text)
    assert [check for check in answer.checks if not check.passed] == []
