"""What a question asks for, read off its words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.plan import MAX_LENGTH, UnusableQuestion, make_plan


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Is QT still on?", "status"),
        ("Has the Fed stopped running off its balance sheet?", "status"),
        ("美联储还在缩表吗", "status"),
        ("缩表结束了吗", "status"),
        ("Has the ECB finished QT?", "status"),
        ("缩表和加息有什么区别", "comparison"),
        ("QE vs QT", "comparison"),
        ("when did QT2 end", "history"),
        ("2019年9月发生了什么", "history"),
        ("SOFR 现在多少?", "figure"),
        ("TGA on 30 June 2026?", "figure"),
        ("why is SOFR above IORB now?", "concept"),
        ("QT 结束就是降息,对吗", "claim"),
        ("缩表2.2万亿美元相当于加息多少基点?", "calculation"),
        ("At $75bn a month, how much runs off in 18 months?", "calculation"),
        ("现在该不该满仓美股,缩表都结束了", "advice"),
        ("How do I fix the Qt platform plugin?", "out_of_scope"),
        ("is a QTc of 480 ms dangerous?", "out_of_scope"),
    ],
)
def test_kind(question: str, kind: str) -> None:
    assert make_plan(question, today=date(2026, 11, 22)).kind == kind


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What does 缩表 mean?", "en"),
        ("TGA 上升为什么会 drain liquidity?", "zh-Hans"),
        ("縮表還在進行嗎", "zh-Hant"),
        ("量化紧缩是什么", "zh-Hans"),
        ("ＱＴ　ｏｖｅｒ？", "en"),
    ],
)
def test_language(question: str, language: str) -> None:
    assert make_plan(question).language == language


@pytest.mark.parametrize(
    ("question", "bank"), [("日本央行在缩表吗", "boj"), ("Is the BoE selling gilts?", "boe"), ("缩表了吗", "fed")]
)
def test_bank(question: str, bank: str) -> None:
    assert make_plan(question).bank == bank


def test_letters_next_to_chinese_characters_are_still_words() -> None:
    assert make_plan("应该怎么看QT?").scope == "inside"
    assert "funding" in make_plan("请问SOFR现在多少").topics


def test_a_past_day_is_read_and_a_future_one_is_not() -> None:
    today = date(2026, 11, 22)
    assert make_plan("SOFR on 31 October 2025?", today=today).as_of == date(2025, 10, 31)
    assert make_plan("SOFR on 31 October 2027?", today=today).as_of is None


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_is_told_what_to_do(question: str) -> None:
    with pytest.raises(UnusableQuestion, match="type what you would like to know"):
        make_plan(question)


def test_a_question_that_is_too_long_is_told_so_in_its_language() -> None:
    with pytest.raises(UnusableQuestion, match="shorten it"):
        make_plan("x" * (MAX_LENGTH + 1))
    with pytest.raises(UnusableQuestion, match="请缩短"):
        make_plan("缩" * (MAX_LENGTH + 1))
