"""A message with several questions is parted into them; one question stays whole."""

from __future__ import annotations

import pytest

from bot.plan import split_questions


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("What is QT? And is it still running?", ("What is QT?", "is QT still running?")),
        ("What is QT and is it still running?", ("What is QT", "is QT still running?")),
        ("什么是缩表？现在停了吗？另外SOFR多少", ("什么是缩表?", "缩表现在停了吗?", "另外SOFR多少")),
        ("請問縮表是什麼？還在進行嗎？", ("請問縮表是什麼?", "縮表還在進行嗎?")),
        ("1. What is QT? 2. When did it end? 3. SOFR now?", ("What is QT?", "When did QT end?", "SOFR now?")),
        ("①什么是TGA ②净流动性怎么算", ("什么是TGA", "净流动性怎么算")),
        ("Is the Fed still doing QT? And the ECB?", ("Is the Fed still doing QT?", "Is ECB still doing QT?")),
        ("美联储还在缩表吗？那日本央行呢？", ("美联储还在缩表吗?", "日本央行还在缩表吗?")),
        ("SOFR现在多少？IORB呢？", ("SOFR现在多少?", "IORB现在多少?")),
        ("What is SOFR? How high is it now?", ("What is SOFR?", "How high is SOFR now?")),
        ("缩表是什么意思？对美股有什么影响？", ("缩表是什么意思?", "缩表对美股有什么影响?")),
        ("QT是什么？现在 SOFR 是多少？", ("QT是什么?", "现在 SOFR 是多少?")),
    ],
)
def test_several_questions(message: str, questions: tuple[str, ...]) -> None:
    assert split_questions(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "Is QT over? Why or why not?",
        "QT 结束了吗？为什么？",
        "I'm new to this desk. What is QT?",
        "Bond funds fell again?? Why does QT raise yields?",
        "Total assets fall $60bn and the TGA rises $20bn. What happens to net liquidity, and what does it suggest?",
        "总资产减少600亿美元。TGA增加200亿美元。净流动性变化多少？",
        "What is the difference between QT and QE, and which is stronger?",
        "缩表和加息有什么区别，哪个更厉害？",
        "Does the PBoC do QT? Is it the same as what the Fed did?",
        "QT took cash away, right? Isn't that so?",
        "SOFR 为什么高于 IORB",
        "Explain the U.S. balance sheet vs. the ECB's.",
        "Hello! Could you help me? What is the TGA?",
        "",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert split_questions(message) == (message,)


def test_at_most_five_and_nothing_is_lost() -> None:
    message = "What is QT? What is QE? What is SOFR? What is IORB? What is the TGA? What is the SRF?"
    parts = split_questions(message)
    assert len(parts) == 5
    assert parts[-1] == "What is the TGA? What is the SRF?"
