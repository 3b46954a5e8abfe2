"""Which of the sections found leads an answer."""

from __future__ import annotations

from datetime import date

import pytest

from bot.evidence.leading import lead_first, sides
from bot.plan import Plan, make_plan
from knowledge import load
from knowledge.passage import Language, Passage
from knowledge.search import Hit

TODAY = date(2026, 11, 22)


def section(name: str, language: Language = "en") -> Passage:
    passage = load.passage(name, language)
    assert passage is not None, name
    return passage


def led_by(plan: Plan, *found: tuple[str, float, float]) -> str:
    """What leads of some sections, each with its score and its relevance."""
    language: Language = "en" if plan.language == "en" else "zh"
    hits = [Hit(section(name, language), score, relevance) for name, score, relevance in found]
    return lead_first(plan, hits)[0].passage.id


@pytest.mark.parametrize(
    "question",
    [
        "The Fed has been unloading its Treasuries on investors for years, hasn't it?",
        "联储这些年不就是在市场上卖国债吗,没错吧",
    ],
)
def test_a_correction_leads_a_claim_though_it_tells_no_figure_of_what_it_names(question: str) -> None:
    found = ("misconceptions/selling", 0.6, 0.4), ("active-sales/why-not", 0.5, 0.4)
    assert led_by(make_plan(question, today=TODAY), *found) == "misconceptions/selling"


def test_a_case_is_answered_by_what_goes_into_the_thing_and_not_by_what_it_is() -> None:
    found = ("on-rrp/what", 0.6, 0.5), ("on-rrp/why-fell", 0.5, 0.4)
    case = (
        "Our treasury keeps its spare cash in two money funds, and the reverse repo they relied upon has run dry since "
        "last winter. Where does that cash go instead?"
    )
    assert led_by(make_plan(case, today=TODAY), *found) == "on-rrp/why-fell"
    assert led_by(make_plan("What is the ON RRP?", today=TODAY), *found) == "on-rrp/what"


def test_a_comparison_is_led_by_a_section_that_compares() -> None:
    found = ("rmp/what", 0.6, 0.4), ("rmp/vs-qe", 0.5, 0.4)
    assert led_by(make_plan("What is the difference between bill buying and QE?", today=TODAY), *found) == "rmp/vs-qe"


@pytest.mark.parametrize(
    "question", ["How do the ECB and the Bank of England differ in shrinking?", "英国央行和欧洲央行缩表有什么区别"]
)
def test_two_banks_are_compared_by_a_section_of_each_in_the_same_order_in_both_languages(question: str) -> None:
    plan = make_plan(question, today=TODAY)
    found = [section(name) for name in ("bank-of-england/what", "ecb/passive-only", "ecb/what")]
    assert [each.id for each in sides(plan, found)] == ["ecb/what", "bank-of-england/what"]
    assert sides(plan, found[:1]) == ()


@pytest.mark.parametrize(
    "question", ["Who shrinks faster, the ECB or the Bank of Japan?", "欧洲央行和日本央行谁缩得更快"]
)
def test_banks_are_compared_by_how_they_shrink_and_not_by_their_rates(question: str) -> None:
    names = ("ecb/status-2026", "bank-of-japan/rates-2026", "bank-of-japan/world", "ecb/what", "bank-of-japan/is-it-qt")
    plan = make_plan(question, today=TODAY)
    assert [each.id for each in sides(plan, [section(name) for name in names])] == [
        "ecb/what",
        "bank-of-japan/is-it-qt",
    ]


@pytest.mark.parametrize(
    "question", ["How often was this round of QT slowed?", "这一轮缩表放慢过几次？", "QT2的上限是多少？"]
)
def test_a_question_on_the_latest_round_is_not_led_by_the_first(question: str) -> None:
    found = ("qt1/caps", 0.6, 0.5), ("qt2/caps", 0.3, 0.3)
    assert led_by(make_plan(question, today=TODAY), *found) == "qt2/caps"


def test_of_two_that_rank_alike_the_more_relevant_leads() -> None:
    plan = make_plan("What made the Fed give up its runoff?", today=TODAY)
    found = ("policy-rates/current", 0.5, 0.3), ("where-qt-stands/why-ended", 0.48, 0.6)
    assert led_by(plan, *found) == "where-qt-stands/why-ended"
    assert led_by(plan, found[0], ("where-qt-stands/why-ended", 0.4, 0.6)) == "policy-rates/current"
    assert led_by(plan, found[0], ("where-qt-stands/why-ended", 0.48, 0.4)) == "policy-rates/current"
