"""A value asked for `when QT2 ended` is one of that day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.plan import make_plan
from bot.question.rounds import round_days

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("what was the 10-year yield when qt2 ended?", [date(2025, 12, 1)]),
        (
            "the 10-year at the start of the first round of qt and at the end of qt1?",
            [date(2017, 10, 1), date(2019, 8, 1)],
        ),
        ("第二轮缩表开始时准备金多少?", [date(2022, 6, 1)]),
        ("缩表结束那天10年期多少?", [date(2025, 12, 1)]),
        ("第一轮缩表结束的时候总资产多少?", [date(2019, 8, 1)]),
        ("why did qt end?", []),
        ("缩表结束以后美元怎么走?", []),
    ],
)
def test_beginnings_and_ends_of_rounds(text: str, days: list[date]) -> None:
    assert [each.first for each in round_days(text)] == days


@pytest.mark.parametrize(
    ("question", "series"),
    [
        ("What was the 10-year yield when QT2 ended?", "yield_10y"),
        ("缩表结束那天10年期美债收益率多少?", "yield_10y"),
    ],
)
def test_a_figure_is_asked_of_that_day(question: str, series: str) -> None:
    plan = make_plan(question, today=TODAY)
    assert plan.kind == "figure" and series in plan.series
    assert [each.first for each in plan.times] == [date(2025, 12, 1)]


def test_a_date_that_is_named_goes_before_a_round() -> None:
    plan = make_plan("What was the 10-year yield on 30 June 2026, well after the end of QT2?", today=TODAY)
    assert [each.first for each in plan.times] == [date(2026, 6, 30)]
