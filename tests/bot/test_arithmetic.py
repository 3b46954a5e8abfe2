"""Calculations on the numbers of a question, in both languages."""

from __future__ import annotations

import pytest

from bot.arithmetic import work_out
from bot.phrasing import phrasing
from knowledge.passage import Language


def worked(question: str, language: Language) -> str:
    return work_out(question, phrasing(language))


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        (
            "If assets fall $60bn, the TGA rises $200bn and ON RRP drops $150bn, how did net liquidity change?",
            "en",
            "-$110bn",
        ),
        ("资产负债表减少600亿美元,TGA减少300亿美元,ON RRP减少100亿美元,净流动性变化多少?", "zh", "-200亿美元"),
        ("Total assets are $6.7 trillion, the TGA $900bn and ON RRP $5bn: what is net liquidity?", "en", "$5,795bn"),
        ("总资产6.7万亿美元,TGA 9000亿美元,ON RRP 50亿美元,净流动性是多少?", "zh", "57,950亿美元"),
        (
            "Assets fall by $100bn, ON RRP falls by $80bn, the TGA rises by $30bn, currency rises by $10bn. Reserves?",
            "en",
            "-$60bn",
        ),
        ("SOFR is 4.22% and IORB is 3.90%: what is the spread?", "en", "+32 bp"),
        ("SOFR为3.62%,IORB为3.65%,利差是多少?", "zh", "-3个基点"),
        ("At $75bn a month, how much runs off in 18 months?", "en", "$1,350bn"),
        ("每月缩减750亿美元,18个月一共多少?", "zh", "13,500亿美元"),
    ],
)
def test_result(question: str, language: Language, expected: str) -> None:
    text = worked(question, language)
    assert f"**{expected}**" in text, text


def test_what_exceeds_a_cap_is_reinvested() -> None:
    text = worked(
        "In a month $75bn of Treasuries mature and $18bn of MBS principal is repaid."
        " With caps of $60bn and $35bn, how much runs off?",
        "en",
    )
    assert "$78bn" in text and "$95bn" in text and "$15bn is reinvested" in text


def test_a_shrinkage_is_put_into_a_range_of_rates() -> None:
    text = worked("A $2.5tn smaller balance sheet is equivalent to how many rate hikes?", "en")
    assert "33 bp to 50 bp" in text


def test_numbers_that_fit_nothing_give_nothing() -> None:
    assert worked("I have 3 apples and 4 pears, how much QT is that?", "en") == ""
