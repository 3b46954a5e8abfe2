"""The measures of an answer, on answers made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.answer import Answer, Check, Citation
from bot.evaluate import golden, number_cases
from bot.scoring import scores
from bot.scoring.scores import Golden
from tools.figure import Figure

SECTION = "where-qt-stands/when-ended"
PEAK = "The Fed's total assets peaked at $8,965.5bn on 13 April 2022."

SOFR = Figure(
    name="sofr",
    value=4.22,
    unit="percent",
    as_of=date(2025, 10, 31),
    period="daily",
    series="SOFR",
    producer="Federal Reserve Bank of New York",
    url="https://www.newyorkfed.org",
    fetched_at=datetime(2025, 11, 3, tzinfo=UTC),
    freshness="live",
)


def citation(number: int = 1, passage: str = SECTION, quote: str = "") -> Citation:
    return Citation(number, passage, "QT2", "https://example.org", quote, "2026-10-08")


def answer(text: str, **fields: Any) -> Answer:
    made = Answer(
        question="?",
        language="en",
        kind="concept",
        mode="composed",
        text=text,
        citations=(citation(),),
        figures=(),
        missing=(),
        checks=(Check("numbers", True, ""), Check("citations", True, "")),
        follow_ups=(),
        disclaimer="",
        seconds=0.1,
    )
    return replace(made, **fields)


def question(id: str = "q-en", **fields: Any) -> Golden:
    made = Golden(id, "en", "When did QT end?", "concept", (SECTION,), ("1 December 2025",))
    return replace(made, **fields)


def scored(one: Answer, asked: Golden | None = None) -> dict[str, float]:
    asked = asked or question()
    return scores.answer_scores([asked], {asked.id: one})["en"]


def test_facts_count_only_when_every_one_is_there() -> None:
    assert scores.facts_present(question(), answer("It ended on 1 December 2025. [1]"))
    assert not scores.facts_present(question(facts=("1 December 2025", "$5")), answer("It ended on 1 December 2025."))


def test_facts_are_looked_for_in_the_script_of_the_answer() -> None:
    asked = question(language="zh-Hant", facts=("财政部",))
    assert scores.facts_present(asked, answer("財政部付錢。", language="zh-Hant"))


def test_a_number_that_the_golden_section_contradicts_is_wrong() -> None:
    told = "Total assets of the Fed were {} on 3 December 2025."
    right, wrong = answer(told.format("$6,535.8bn")), answer(told.format("$6,835.8bn"))
    assert scores.wrong_numbers(question(), right) == ()
    assert scores.wrong_numbers(question(), wrong) == ("$6,835.8bn",)
    assert (scored(right)["no wrong number"], scored(wrong)["no wrong number"]) == (1.0, 0.0)


def test_a_calculation_may_use_the_numbers_it_was_given() -> None:
    asked = question(question="If SOFR were 4.10% and IORB 3.90%?", kind="calculation", facts=("20 bp",))
    assert scores.wrong_numbers(asked, answer("SOFR - IORB: 4.10% - 3.90% = +20 bp", kind="calculation")) == ()


def test_a_citation_covers_the_sentences_before_it_back_to_the_one_before() -> None:
    text = "First it grew. Then it fell. [1] Last it rose. [2] And now?"
    found = list(scores.cited_sentences(answer(text, citations=(citation(1), citation(2)))))
    assert [(each.sentence, len(each.sources)) for each in found] == [
        ("First it grew.", 1),
        ("Then it fell.", 1),
        ("Last it rose.", 1),
        ("And now?", 0),
    ]


def test_a_marker_below_a_table_covers_its_rows() -> None:
    table = "| Day | Total assets |\n|---|---|\n| 13 April 2022 | $8,965.5bn |\n\n[1]"
    rows = [each for each in scores.cited_sentences(answer(table)) if "8,965.5" in each.sentence]
    assert [len(row.sources) for row in rows] == [1]


@pytest.mark.parametrize(
    ("sentence", "supported"),
    [
        (PEAK, True),
        ("Total assets of the Fed peaked on 13 April 2022 at $8,965.5bn.", True),
        ("The Fed's total assets peaked at $8,765.5bn on 13 April 2022.", False),
        ("The Fed's total assets peaked at $8,965.5bn on 13 May 2022.", False),
        ("Gold and shares rallied because investors everywhere felt much richer afterwards.", False),
    ],
)
def test_a_citation_supports_what_its_text_says(sentence: str, supported: bool) -> None:
    assert scores.supports(f"{PEAK} It fell afterwards.", sentence, answer("")) is supported


def test_precision_falls_with_a_citation_that_says_something_else() -> None:
    good = answer(f"{PEAK} [1]", citations=(citation(passage="nowhere", quote=PEAK),))
    bad = answer(f"{PEAK} [1]", citations=(citation(passage="nowhere", quote="Currency grows with demand for cash."),))
    assert (scored(good)["citation precision"], scored(bad)["citation precision"]) == (1.0, 0.0)


def test_recall_falls_with_a_number_that_nothing_supports() -> None:
    sourced = answer(f"{PEAK} [1]\n\n- SOFR: 4.22% on 31 October 2025", figures=(SOFR,))
    sourced = replace(sourced, citations=(citation(passage="nowhere", quote=PEAK),))
    assert scored(sourced)["citation recall"] == 1.0
    assert scored(replace(sourced, text=f"{sourced.text}\n\nIORB was 3.90%."))["citation recall"] == pytest.approx(
        2 / 3
    )


def test_the_level_before_a_listed_change_is_sourced_by_it() -> None:
    level = replace(
        SOFR, name="total_assets", value=6743.0, unit="USD billion", as_of=date(2026, 9, 30), series="WALCL"
    )
    change = replace(level, name="total_assets_change", value=-2.7, period="change from 2026-08-19 to 2026-09-30")
    line = "- Fed total assets: down $2.7bn, from $6,745.7bn on 19 August 2026 to $6,743.0bn on 30 September 2026"
    assert scored(answer(line, figures=(level, change), citations=()))["citation recall"] == 1.0


def test_refusals_are_counted_both_ways() -> None:
    asked = [question("a", kind="out_of_scope"), question("b"), question("c", kind="not_found")]
    refusal = answer("No.", kind="out_of_scope", citations=())
    found = scores.answer_scores(asked, {"a": refusal, "b": refusal, "c": answer("Yes. [1]")})["en"]
    assert (found["refusal precision"], found["refusal recall"], found["refused though in scope"]) == (0.5, 0.5, 1.0)
    assert found["refusals without citations"] == 1.0
    assert scored(answer("No. [1]", kind="not_found"))["refusals without citations"] == 0.0


def test_pairs_are_compared_in_kind_figures_and_sources() -> None:
    asked = [question("q-en", pair="q-zh"), question("q-zh", language="zh-Hans", pair="q-en")]
    english = answer("It ended. [1]", figures=(SOFR,))
    chinese = answer("结束了。[1]", language="zh-Hans", figures=(SOFR,))
    same = scores.answer_scores(asked, {"q-en": english, "q-zh": chinese})["pairs"]
    assert set(same.values()) == {1.0}
    other = replace(chinese, kind="claim", figures=(), citations=(citation(passage="qt2/end"),))
    assert set(scores.answer_scores(asked, {"q-en": english, "q-zh": other})["pairs"].values()) == {0.0}


def test_the_share_that_a_model_worded_is_shown_only_for_a_model() -> None:
    asked, told = [question()], {"q-en": answer("It ended. [1]", mode="model")}
    assert "worded by the model" not in scores.answer_scores(asked, told)["en"]
    assert scores.answer_scores(asked, told, by_model=True)["en"]["worded by the model"] == 1.0


def test_the_number_guard_is_scored_on_what_it_objects_to() -> None:
    figure = {"name": "SOFR", "value": 4.22, "unit": "percent", "as_of": "2025-10-31"}

    def case(id: str, text: str, supported: bool) -> dict[str, Any]:
        return {"id": id, "text": text, "supported": supported, "evidence": [], "figures": [figure]}

    cases = [
        case("en-1", "SOFR was 4.22% on 31 October 2025.", True),
        case("en-2", "SOFR was 4.32% on 31 October 2025.", False),
        case("en-3", "SOFR was 4.22% on 31 October 2025.", False),
        case("zh-1", "2025年10月31日SOFR为4.32%。", True),
    ]
    found = scores.guard_scores(cases)
    assert found["en"] == {"precision": 1.0, "recall": 0.5, "right": pytest.approx(2 / 3)}
    assert found["zh"] == {"precision": 0.0, "recall": 1.0, "right": 0.0}


def test_the_guard_is_put_to_true_and_false_cases_in_both_languages() -> None:
    cases = number_cases()
    assert {str(case["id"])[:2] for case in cases} == {"en", "zh"}
    assert {case["supported"] for case in cases} == {True, False}


def test_golden_questions_carry_what_the_measures_need() -> None:
    asked = golden()
    ids = {each.id for each in asked}
    assert all(each.pair in ids for each in asked if each.pair)
    assert {each.kind for each in asked} > {"out_of_scope", "not_found", "advice", "calculation"}
