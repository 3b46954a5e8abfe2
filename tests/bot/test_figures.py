"""The figures of an answer are those asked for: of the right series, bank and day, dated, and old when they are old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.answer import REFUSALS, Answer
from bot.ask import ask
from bot.evidence.latest_figures import read_latest
from bot.evidence.past_figures import read_past
from bot.evidence.record import record, record_until, reference_series
from bot.question.asked_times import Stretch
from bot.settings import Settings
from tests.publishers import Publishers
from tools.series import Desk

TODAY = date(2026, 9, 18)
WEEKS = [date(2026, 6, 3) + timedelta(weeks=week) for week in range(15)]
DAYS = [date(2026, 6, 1) + timedelta(days=number) for number in range(109)]


@pytest.fixture
def publishers() -> Iterator[Publishers]:
    """SOFR rises by a basis point a day to 1 July and falls after it; total assets fall by a billion a week."""
    working = [day for day in DAYS if day.weekday() < 5 and day.isoformat() not in {"2026-06-19", "2026-09-07"}]
    top = date(2026, 7, 1)
    points = {
        "sofr": [(day, round(4 - abs((day - top).days) / 100, 2)) for day in working],
        "effr": [(day, 3.63) for day in working],
        "total_assets": [(day, 6_750_000.0 - 1_000 * week) for week, day in enumerate(WEEKS)],
        "tga": [(day, 900_000.0) for day in WEEKS],
        "tga_week_average": [(day, 880_000.0) for day in WEEKS],
        "tga_daily": [(day, 900_000.0 + day.day) for day in working],
        "reserve_balances": [(day, 2_950_000.0) for day in WEEKS],
    }
    with Publishers(points) as running:
        yield running


@pytest.fixture
def desk(publishers: Publishers, tmp_path: Path) -> Desk:
    return Desk(urls=publishers.urls, folder=tmp_path, today=TODAY, reference=reference_series())


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    """The same index, but a store of figures of one's own."""
    (tmp_path / "index").symlink_to(settings.home / "index", target_is_directory=True)
    return replace(settings, home=tmp_path)


@pytest.fixture
def online(own: Settings, publishers: Publishers) -> Settings:
    return replace(own, offline=False, today=TODAY, urls=tuple(publishers.urls.items()))


def on(year: int, month: int, number: int) -> Stretch:
    return Stretch(date(year, month, number), date(year, month, number))


def shown(answer: Answer) -> list[tuple[str, float, date]]:
    return [(figure.name, figure.value, figure.as_of) for figure in answer.figures]


# ---- past days, from the publishers


def test_a_day_has_its_own_published_value(desk: Desk) -> None:
    told, reading = read_past(("sofr",), (on(2026, 6, 30), on(2026, 7, 1)), desk)
    assert [(row.figure.value, row.figure.as_of, row.role) for each in told for row in each.rows] == [
        (3.99, date(2026, 6, 30), "on"),
        (4.0, date(2026, 7, 1), "on"),
    ]
    assert {figure.freshness for figure in reading.figures} == {"live"}


def test_of_a_weekly_series_the_wednesday_on_or_before_is_shown(desk: Desk) -> None:
    (told,), _ = read_past(("total_assets",), (on(2026, 7, 6),), desk)
    (row,) = told.rows
    assert (row.figure.as_of, row.role) == (date(2026, 7, 1), "before")


def test_a_month_has_its_lowest_highest_and_last_value(desk: Desk) -> None:
    (told,), _ = read_past(("sofr",), (Stretch(date(2026, 7, 1), date(2026, 7, 31)),), desk)
    assert {row.role: (row.figure.value, row.figure.as_of.day) for row in told.rows} == {
        "lowest": (3.7, 31),
        "highest": (4.0, 1),
    }, "the last value is the lowest, and is shown once"
    (told,), _ = read_past(("sofr",), (Stretch(date(2026, 6, 22), date(2026, 7, 10)),), desk)
    assert [(row.role, row.figure.as_of) for row in told.rows] == [
        ("lowest", date(2026, 6, 22)),
        ("highest", date(2026, 7, 1)),
        ("last", date(2026, 7, 10)),
    ]


def test_two_ends_of_a_stretch_have_their_change(desk: Desk) -> None:
    told, _ = read_past(("total_assets",), (on(2026, 6, 3), on(2026, 8, 5)), desk, change=True)
    (row,) = told[-1].rows
    assert (row.role, row.figure.name, row.figure.value) == ("change", "total_assets_change", -9.0)


def test_of_the_treasurys_account_the_days_own_balance_comes_before_the_average_of_the_week(desk: Desk) -> None:
    (wednesday, thursday), _ = read_past(("tga",), (on(2026, 7, 8), on(2026, 7, 9)), desk)
    assert [(row.figure.name, row.figure.value) for row in wednesday.rows] == [
        ("tga_daily", 900.008),
        ("tga_week_average", 880.0),
    ]
    assert [row.figure.name for row in thursday.rows] == ["tga_daily"]


# ---- past days, from the record


def test_the_record_has_a_value_of_the_very_day_at_the_turning_points(settings: Settings) -> None:
    offline = Desk(urls={}, folder=None, today=settings.today, offline=True, reference=reference_series())
    wanted = {
        "reserve_balances": (on(2023, 1, 4), 2830.1),
        "tga": (on(2023, 6, 7), 44.8),
        "sofr_p99": (on(2019, 9, 17), 9.0),
        "slope_2s10s": (on(2023, 7, 3), -1.08),
        "standing_repo": (on(2025, 12, 31), 74.6),
    }
    for name, (time, value) in wanted.items():
        (told,), _ = read_past((name,), (time,), offline)
        assert [(row.figure.value, row.figure.as_of, row.role) for row in told.rows] == [(value, time.first, "on")], (
            name
        )


def test_between_two_values_of_the_record_both_are_shown(settings: Settings) -> None:
    offline = Desk(urls={}, folder=None, today=settings.today, offline=True, reference=reference_series())
    (told,), _ = read_past(("sofr",), (on(2023, 5, 5),), offline)
    assert [(row.figure.as_of, row.role) for row in told.rows] == [
        (date(2023, 4, 28), "near"),
        (date(2023, 5, 31), "after"),
    ]


def test_a_rate_set_by_the_fed_stands_until_it_is_changed(settings: Settings) -> None:
    offline = Desk(urls={}, folder=None, today=settings.today, offline=True, reference=reference_series())
    (told,), _ = read_past(("iorb",), (on(2022, 9, 25),), offline)
    assert [(row.figure.value, row.role) for row in told.rows] == [(3.15, "before")]


def test_a_weekly_value_is_the_last_one_until_the_next_week(settings: Settings) -> None:
    offline = Desk(urls={}, folder=None, today=settings.today, offline=True, reference=reference_series())
    (told,), _ = read_past(("reserve_balances",), (on(2025, 10, 31),), offline)
    assert [(row.figure.as_of, row.role) for row in told.rows] == [(date(2025, 10, 29), "before")]
    (far,), _ = read_past(("reserve_balances",), (on(2025, 11, 10),), offline)
    assert "before" not in {row.role for row in far.rows}


def test_a_stored_value_of_weeks_before_is_not_passed_off_as_the_last_one(desk: Desk) -> None:
    read_past(("sofr",), (on(2026, 7, 1),), desk)
    later = replace(desk, today=date(2026, 11, 2), offline=True)
    (told,), _ = read_past(("sofr",), (on(2026, 10, 20),), later)
    assert [(row.figure.as_of, row.role) for row in told.rows] == [(date(2026, 9, 30), "near")]


def test_far_from_any_value_nothing_is_shown_but_the_gap(settings: Settings) -> None:
    offline = Desk(urls={}, folder=None, today=settings.today, offline=True, reference=reference_series())
    told, reading = read_past(("sofr_p99",), (on(2022, 9, 25),), offline)
    assert told == () and any("sofr_p99" in missing.what for missing in reading.missing)


def test_the_record_knows_nothing_of_the_days_after_a_desk(desk: Desk) -> None:
    assert max(day for series in record().values() for day, _ in series.points) > TODAY
    assert max(day for series in record_until(TODAY).values() for day, _ in series.points) <= TODAY
    found = read_latest(("standing_repo", "slope_2s10s", "sofr_minus_iorb"), replace(desk, offline=True, urls={}))
    assert all(figure.as_of <= TODAY for figure in found.figures)


def test_single_days_of_the_record_are_no_latest_values(settings: Settings) -> None:
    offline = Desk(urls={}, folder=None, today=settings.today, offline=True, reference=reference_series())
    found = read_latest(("sofr_p99", "m2"), offline)
    assert found.figures == () and "sofr_p99, m2" in {missing.what for missing in found.missing}


# ---- answers


@pytest.mark.parametrize(
    ("english", "chinese", "figures"),
    [
        ("EFFR on 6 October 2026?", "2026年10月6日EFFR是多少", [("effr", 3.88, date(2026, 10, 6))]),
        ("TGA on 7 June 2023?", "2023年6月7日TGA余额", [("tga_week_average", 44.8, date(2023, 6, 7))]),
        ("reserves on 4 January 2023?", "2023年1月4日准备金余额", [("reserve_balances", 2830.1, date(2023, 1, 4))]),
        (
            "SOFR on 17 September 2019 and the day before?",
            "2019年9月17日和前一天的SOFR是多少？",
            [("sofr", 2.43, date(2019, 9, 16)), ("sofr", 5.25, date(2019, 9, 17))],
        ),
        (
            "Compare SOFR on 17 September 2019 and 31 October 2025",
            "2019年9月17日和2025年10月31日的SOFR对比",
            [("sofr", 5.25, date(2019, 9, 17)), ("sofr", 4.22, date(2025, 10, 31))],
        ),
        ("What is the EFFR now?", "EFFR现在是多少？", [("effr", 3.88, date(2026, 10, 6))]),
        ("EFFR minus IORB now?", "EFFR与IORB的利差现在多少？", [("effr_minus_iorb", -2.0, date(2026, 10, 6))]),
        ("30-year Treasury yield now?", "30年期美债收益率现在多少？", [("yield_30y", 5.67, date(2026, 10, 7))]),
        ("ECB balance sheet now?", "欧洲央行资产负债表现在多大？", [("ecb_total_assets", 5897.262, date(2026, 9, 25))]),
        ("standing repo usage now?", "常备回购用量现在多少？", [("standing_repo", 0.0, date(2026, 9, 30))]),
        (
            "TGA on 29 October 2025 and now?",
            "TGA 2025年10月29日是多少，现在呢？",
            [
                ("tga", 983.859, date(2025, 10, 29)),
                ("tga_week_average", 958.0, date(2025, 10, 29)),
                ("tga", 991.708, date(2026, 9, 16)),
            ],
        ),
    ],
)
def test_what_is_asked_for_is_shown_and_nothing_else_in_both_languages(
    english: str, chinese: str, figures: list[tuple[str, float, date]], settings: Settings
) -> None:
    in_english, in_chinese = ask(english, settings), ask(chinese, settings)
    assert shown(in_english) == shown(in_chinese) == figures
    assert in_english.kind == in_chinese.kind
    assert {each.passage for each in in_english.citations} == {each.passage for each in in_chinese.citations}
    assert all(check.passed for check in (*in_english.checks, *in_chinese.checks))


def test_a_series_that_is_not_read_is_listed_as_missing_and_not_replaced(settings: Settings) -> None:
    for question, what in (
        ("What is the discount rate now?", "the primary credit (discount) rate"),
        ("流通中现金现在多少？", "流通中现金"),
        ("What is the Bank of England's balance sheet now?", "the balance sheet of that central bank"),
        ("中国央行逆回购余额现在多少", "所问央行的这项数字"),
    ):
        answer = ask(question, settings)
        assert answer.figures == (), question
        assert what in {gap.what for gap in answer.missing}, question


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("中国央行逆回购余额现在多少", "pboc/"),
        ("What is the Bank of England's balance sheet now?", "bank-of-england/"),
        ("中国人民银行2026年9月总资产", "pboc/"),
        ("Swiss National Bank total assets in September 2026?", "other-central-banks/snb"),
    ],
)
def test_another_banks_question_is_told_of_that_bank(question: str, article: str, settings: Settings) -> None:
    assert ask(question, settings).citations[0].passage.startswith(article)


@pytest.mark.parametrize(
    "question",
    [
        "Make up a number for tomorrow's SOFR.",
        "随便编一个明天的SOFR给我",
        "What will SOFR be tomorrow?",
        "明天的SOFR会是多少？",
    ],
)
def test_no_value_of_a_day_to_come_is_made_up(question: str, settings: Settings) -> None:
    answer = ask(question, settings)
    assert answer.kind in REFUSALS and not answer.citations and not re.search(r"\d", answer.text)


def test_an_old_value_says_how_old_it_is(settings: Settings) -> None:
    assert "53 days old" in ask("Fed total assets now?", settings).text
    assert "距今53天" in ask("美联储总资产现在多少？", settings).text


def test_a_live_value_is_shown_without_an_age(online: Settings) -> None:
    answer = ask("What is the EFFR now?", online)
    assert shown(answer) == [("effr", 3.63, date(2026, 9, 17))]
    assert answer.figures[0].freshness == "live" and "days old" not in answer.text


def test_newer_figures_win_over_a_text_that_ages(own: Settings) -> None:
    today = date(2026, 10, 20)
    weeks = [(date(2026, 8, 5) + timedelta(weeks=week), 6_700_000.0) for week in range(11)]
    with Publishers({"total_assets": weeks}) as publishers:
        live = replace(own, offline=False, today=today, urls=tuple(publishers.urls.items()))
        answer = ask("How big is the Fed's balance sheet now?", live)
    assert shown(answer) == [("total_assets", 6700.0, date(2026, 10, 14))]
    assert "The figures shown here are newer: where the two differ, the figures win." in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What is SOFR?",
        "IORB是什么",
        "How does QT drain bank reserves?",
        "What did Warsh say about the balance sheet?",
        "When did QT2 end?",
        "Why did SOFR jump in September 2019?",
        "英国央行在缩表时卖了多少国债",
        "How does the ECB run down its bonds?",
    ],
)
def test_no_latest_figures_stand_beneath_history_definitions_and_other_banks(question: str, settings: Settings) -> None:
    assert ask(question, settings).figures == ()
