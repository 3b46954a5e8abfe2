"""What is gathered for a question, and that what is named exists."""

from __future__ import annotations

from datetime import date

import pytest

from bot import gather
from bot.evidence.day_sections import JUDGED
from bot.evidence.decisions import decided
from bot.evidence.past_figures import read_past
from bot.evidence.wanted import asked_for
from bot.plan import make_plan
from bot.question.asked_times import Stretch
from bot.settings import Settings
from knowledge import load
from tools import catalogue
from tools.computed import COMPUTED


@pytest.mark.parametrize("topic", sorted(load.TOPICS))
def test_every_topic_has_figures_and_a_source_for_them(topic: str) -> None:
    computed = {*COMPUTED, "net_liquidity_change_13w"}
    assert all(name in catalogue.names() or name in computed for name in gather.FIGURES[topic])
    assert topic in gather.TOOLS or all(name in catalogue.names() for name in gather.FIGURES[topic])


@pytest.mark.parametrize("section", sorted(set(gather.LEVELS.values())))
def test_the_section_on_a_level_exists_in_both_languages(section: str) -> None:
    assert load.passage(section, "en") is not None and load.passage(section, "zh") is not None


def test_the_reference_values_cover_the_main_figures() -> None:
    series = gather.reference_series()
    assert {"total_assets", "tga", "on_rrp", "sofr", "iorb", "yield_10y", "treasuries_held"} <= set(series)
    assert all(each.freshness == "reference" and each.points for each in series.values())


def test_the_parts_of_a_computed_figure_on_a_past_day_add_up_to_it(settings: Settings) -> None:
    day = Stretch(date(2026, 9, 16), date(2026, 9, 16))
    _, found = read_past(("net_liquidity",), (day,), gather.desk(settings))
    net, assets, account, lent = (found.figure(name) for name in ("net_liquidity", "total_assets", "tga", "on_rrp"))
    assert net is not None and assets is not None and account is not None and lent is not None
    assert {net.as_of, assets.as_of, account.as_of, lent.as_of} == {date(2026, 9, 16)}
    assert net.value == pytest.approx(assets.value - account.value - lent.value, abs=0.002)


@pytest.mark.parametrize(
    ("question", "decisions"),
    [
        ("What did the FOMC decide in March 2025?", {"fed-2025-03-19-qt2-second-slowdown"}),
        (
            "美联储2025年10月的会议决定了什么",
            {"fed-2025-10-29-end-of-runoff-announced", "fed-2025-10-29-cut-25bp"},
        ),
        ("What did the Bank of England announce in September 2025?", {"boe-2025-09-01-fourth-year-pace"}),
        ("What happened to reserves in April 2026?", set()),
        ("When did QT2 end?", set()),
        ("How does the FOMC decide when to stop?", set()),
    ],
)
def test_what_was_decided_in_a_month_is_read_from_the_policy_record(question: str, decisions: set[str]) -> None:
    plan = make_plan(question, today=date(2026, 11, 22))
    assert decisions <= {event.id for event in decided(plan)}
    assert bool(decided(plan)) is bool(decisions)


@pytest.mark.parametrize(
    ("question", "judged"),
    [
        ("Reserve balances, the latest figure please, and is it ample?", True),
        ("银行准备金现在余额是多少,算不算紧张", True),
        ("What is the latest figure for bank reserves?", False),
    ],
)
def test_a_level_is_read_and_judged_where_both_are_asked(question: str, judged: bool) -> None:
    today = date(2026, 11, 22)
    wanted = asked_for(make_plan(question, today=today), today)
    assert wanted.names == ("reserve_balances",) and wanted.judged is judged


@pytest.mark.parametrize(
    "question",
    [
        "From the peak of 2022 to the low in December 2025, how much did total assets shrink?",
        "从2022年的峰值到2025年12月的低点，总资产缩了多少？",
        "What size of the balance sheet did the task force recommend?",
        "工作组建议总资产规模是多少？",
    ],
)
def test_what_the_record_tells_and_no_level_is_left_to_the_section_found(question: str) -> None:
    today = date(2026, 11, 22)
    assert not asked_for(make_plan(question, today=today), today)


@pytest.mark.parametrize("section", sorted(set(JUDGED.values())))
def test_the_section_that_judges_a_level_exists_in_both_languages(section: str) -> None:
    assert load.passage(section, "en") is not None and load.passage(section, "zh") is not None
