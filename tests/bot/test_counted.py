"""A number of people or institutions that no section tells is not found, whatever else the section says."""

from __future__ import annotations

import pytest

from bot.question.counted import counted, tells_number


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("how many people work on the desk?", "people"),
        ("how many economists does the ecb have", "economists"),
        ("number of on rrp counterparties", "counterparties"),
        ("纽约联储一共有几家一级交易商", "dealers"),
        ("有多少家银行用过贴现窗口", "banks"),
        ("日本央行有多少员工", "people"),
        ("how many trillions did the fed run off?", ""),
        ("how many basis points above iorb was sofr?", ""),
        ("qt2那几年美国银行存款发生了什么变化?", ""),
        ("现在全球还有哪几家央行在缩", ""),
        ("how do banks decide how much to lend?", ""),
        ("how does a rule change how many reserves banks want?", ""),
    ],
)
def test_what_is_to_be_counted(text: str, thing: str) -> None:
    assert counted(text) == thing


@pytest.mark.parametrize(
    ("thing", "text", "told"),
    [
        ("banks", "Borrowing was spread over 24 banks that week.", True),
        ("banks", "In March 2023 banks borrowed $152.9bn.", False),
        ("banks", "The facility lent $75 billion to banks.", False),
        ("dealers", "公开市场交易台有24家一级交易商。", True),
        ("dealers", "2021年7月29日起,一级交易商可以借入。", False),
        ("people", "The desk employs about 50 people.", True),
        ("people", "交易台约有50人。", True),
    ],
)
def test_whether_a_text_tells_the_number(thing: str, text: str, told: bool) -> None:
    assert tells_number(thing, text) is told
