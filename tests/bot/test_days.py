"""Days that people only hint at are read as the days they mean."""

from __future__ import annotations

from datetime import date

import pytest

from bot.question.days import absolute, all_past, asked_day, speaks_of_past

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("SOFR on 31 October 2025", date(2025, 10, 31)),
        ("2025年10月31日的SOFR", date(2025, 10, 31)),
        ("TGA at last quarter end", date(2026, 9, 30)),
        ("上季末的TGA", date(2026, 9, 30)),
        ("去年9月的准备金", date(2025, 9, 30)),
        ("reserves last September", date(2026, 9, 30)),
        ("SOFR in September 2019", date(2019, 9, 30)),
        ("19年9月的SOFR", date(2019, 9, 30)),
        ("去年年底的总资产", date(2025, 12, 31)),
        ("年底TGA多少", date(2025, 12, 31)),
        ("total assets at the end of 2024", date(2024, 12, 31)),
        ("SOFR yesterday", date(2026, 11, 21)),
        ("上周三的总资产", date(2026, 11, 11)),
        ("TGA last Friday", date(2026, 11, 20)),
        ("TGA a year ago", date(2025, 11, 22)),
        ("三个月前的TGA", date(2026, 8, 22)),
        ("10月31日的SOFR", date(2026, 10, 31)),
        ("TGA on 24 December", date(2025, 12, 24)),
        ("上个月末的准备金", date(2026, 10, 31)),
    ],
)
def test_the_day_asked_about(text: str, day: date) -> None:
    assert asked_day(absolute(text, TODAY), TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "SOFR now",
        "TGA in 2019",
        "SOFR on 1 March 2027",
        "10年期美债收益率",
        "from 2018 to 2019",
        "二十年来",
        "30 September",
    ],
)
def test_no_day_is_read_where_none_that_is_over_is_meant(text: str) -> None:
    assert asked_day(absolute(text, date(2026, 9, 30)), date(2026, 9, 30)) is None


def test_dates_that_all_reach_past_a_day_are_told_from_a_mixture() -> None:
    day = date(2026, 10, 8)
    assert all_past("What did the refunding of November 2026 bring?", day)
    assert all_past("2026年11月的再融资规模是多少", day)
    assert all_past("Did the Fed hike in October 2026?", day)
    assert not all_past("What did the Fed do in 2026?", day)
    assert not all_past("What changed between 1 October 2026 and 4 November 2026?", day)
    assert not all_past("How much is a refunding?", day)


def test_a_time_that_is_over_is_told_from_one_that_runs() -> None:
    assert speaks_of_past(absolute("去年的缩表", TODAY), TODAY)
    assert speaks_of_past("What did the Fed do in 2019?", TODAY)
    assert not speaks_of_past("Is QT running in 2026?", TODAY)
    assert not speaks_of_past("10年期收益率", TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "how big was the balance sheet by then",
        "how much MBS was left when QT2 ended",
        "QT2结束时美联储还剩多少MBS",
        "第一轮缩表启动时准备金有多少",
    ],
)
def test_a_time_told_by_what_happened_then_is_past(text: str) -> None:
    assert speaks_of_past(text, date(2026, 11, 22))


@pytest.mark.parametrize("text", ["where is SOFR at the moment", "缩表结束了吗", "美联储现在还剩多少MBS"])
def test_what_is_asked_of_today_is_not_past(text: str) -> None:
    assert not speaks_of_past(text, date(2026, 11, 22))
