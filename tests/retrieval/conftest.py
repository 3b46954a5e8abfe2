"""A small corpus with a small glossary."""

from __future__ import annotations

import pytest
from retrieval_fakes import SmallEncoder, SmallTerm

from knowledge.passage import Passage


@pytest.fixture
def encoder() -> SmallEncoder:
    return SmallEncoder()


@pytest.fixture
def glossary() -> list[SmallTerm]:
    return [
        SmallTerm("quantitative tightening (QT)", "量化紧缩", "量化緊縮", ("balance sheet runoff",), ("缩表", "縮表")),
        SmallTerm("Treasury General Account (TGA)", "财政部一般账户", "財政部一般帳戶", ("TGA",), ("财政部现金账户",)),
        SmallTerm("reserve balances", "准备金", "準備金", ("bank reserves",), ("银行准备金",)),
    ]


@pytest.fixture
def corpus() -> list[Passage]:
    both = {
        "plumbing/tga": (
            (
                "The Treasury's account",
                "When taxes are paid the TGA rises and drains reserves from banks.",
                "What is the TGA?",
            ),
            ("财政部的账户", "缴税时财政部一般账户上升,银行准备金随之减少。", "财政部一般账户是什么?"),
        ),
        "qt/what": (
            (
                "What QT is",
                "The central bank lets bonds mature and does not reinvest; its balance sheet shrinks.",
                "What is QT?",
            ),
            ("什么是缩表", "央行让到期债券不再投资,资产负债表缩小。", "缩表是什么意思?"),
        ),
        "markets/curve": (
            ("The curve", "The 2s10s slope is the 10-year yield less the 2-year yield.", "What does 2s10s mean?"),
            ("收益率曲线", "2s10s 是十年期与两年期国债收益率之差。", "2s10s 是什么?"),
        ),
    }
    passages = []
    for identifier, (english, chinese) in both.items():
        for language, (title, text, question) in (("en", english), ("zh", chinese)):
            passages.append(
                Passage(
                    id=identifier,
                    text=text,
                    language="zh" if language == "zh" else "en",
                    title=title,
                    opening=text,
                    questions=(question,),
                )
            )
    return [*passages, Passage.of_text("note", "Cats sleep most of the day.")]
