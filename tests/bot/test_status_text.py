"""Where QT stands at several banks named in one question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import ask
from bot.plan import make_plan
from bot.settings import Settings
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("question", "banks"),
    [
        ("Have the Bank of Canada, the RBA and the Fed all stopped QT?", ("boc", "rba", "fed")),
        ("加拿大央行、澳洲联储和美联储都停止缩表了吗？", ("boc", "rba", "fed")),
        ("美联储停了缩表，日本央行现在还在缩吗？", ("fed", "boj")),
        ("Is the ECB still running QT?", ("ecb",)),
        ("Is QT still running?", ("fed",)),
        ("哪些央行还在缩表？", ()),
    ],
)
def test_every_bank_that_is_named_is_asked_about_in_its_place(question: str, banks: tuple[str, ...]) -> None:
    assert make_plan(question, today=TODAY).banks == banks


@pytest.mark.parametrize(
    ("question", "before", "banks"),
    [
        (
            "Have they all stopped?",
            "How did QT differ at the Bank of Canada, the RBA and the Fed?",
            ("boc", "rba", "fed"),
        ),
        ("它们都停了吗？", "加拿大央行、澳洲联储和美联储的缩表有什么不同？", ("boc", "rba", "fed")),
        ("两者现在还在进行吗？", "比较英国央行和欧洲央行的缩表", ("boe", "ecb")),
        ("And the ECB and the BoE?", "Is the Fed still doing QT?", ("ecb", "boe")),
    ],
)
def test_a_follow_up_asks_for_the_banks_of_the_question_before(
    question: str, before: str, banks: tuple[str, ...]
) -> None:
    plan = make_plan(question, history=[before], today=TODAY)
    assert (plan.kind, plan.banks) == ("status", banks)


@pytest.mark.parametrize(
    ("question", "running", "ended", "other"),
    [
        (
            "Have the ECB, the RBA and the Fed all stopped QT?",
            "**QT is still running at:** European Central Bank.",
            "**QT has ended at:** Federal Reserve.",
            "Reserve Bank of Australia",
        ),
        (
            "欧洲央行、澳洲联储和美联储都停止缩表了吗？",
            "**仍在缩表：**欧洲央行。",
            "**已经结束缩表：**美联储。",
            "澳洲联储",
        ),
    ],
)
def test_several_banks_are_told_apart_before_each_is_told_of(
    settings: Settings, question: str, running: str, ended: str, other: str
) -> None:
    answer = ask.ask(question, replace(settings, offline=True))
    lead, *rest = answer.text.split("\n\n")
    assert answer.kind == "status"
    assert running in lead and ended in lead and other in lead
    assert sum(each.startswith("**") for each in rest) == 3, "each bank has its verdict"
    assert {each.passage.split("-")[0] for each in answer.citations} == {"ecb", "rba", "fed"}
    assert all(check.passed for check in answer.checks)
