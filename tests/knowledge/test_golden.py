"""The golden questions: what they promise to whoever scores answers with them."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from opencc import OpenCC

from knowledge.load import passage, passages
from knowledge.passage import Language

FILE = Path(__file__).parents[1] / "golden" / "questions.jsonl"
REQUIRED = {"id", "language", "question", "kind", "sections", "facts"}
KINDS = {
    "concept",
    "status",
    "figure",
    "calculation",
    "comparison",
    "history",
    "claim",
    "advice",
    "out_of_scope",
    "not_found",
}
REFUSED = {"out_of_scope", "not_found"}


@cache
def golden() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines())


def content_language(question: dict[str, Any]) -> Language:
    return "en" if question["language"] == "en" else "zh"


@cache
def simplifier() -> OpenCC:
    return OpenCC("tw2sp")


def folded(text: str) -> str:
    """Small letters, Simplified characters, single blanks."""
    return " ".join(simplifier().convert(text).lower().split())


def test_every_question_has_the_agreed_fields() -> None:
    for question in golden():
        name = question.get("id")
        assert set(question) in (REQUIRED, REQUIRED | {"pair"}), name
        assert question["kind"] in KINDS, name
        assert question["language"] in {"en", "zh-Hans", "zh-Hant"}, name
        assert question["question"] == question["question"].strip() != "", name
        assert all(isinstance(fact, str) and fact.strip() for fact in question["facts"]), name


def test_ids_and_questions_are_unique() -> None:
    for values in ([each["id"] for each in golden()], [folded(each["question"]) for each in golden()]):
        assert len(set(values)) == len(values), [value for value, count in Counter(values).items() if count > 1]


def test_there_are_enough_of_each_sort() -> None:
    kinds = Counter(question["kind"] for question in golden())
    chinese = sum(question["language"] != "en" for question in golden()) / len(golden())
    assert len(golden()) >= 200
    assert 0.45 <= chinese <= 0.55, f"share of Chinese: {chinese:.2f}"
    assert kinds["out_of_scope"] >= 30 and kinds["advice"] >= 10, kinds
    assert set(kinds) == KINDS, KINDS - set(kinds)
    assert sum(question["language"] == "zh-Hant" for question in golden()) >= 10


def test_refusals_are_asked_in_both_languages() -> None:
    languages = Counter(content_language(each) for each in golden() if each["kind"] == "out_of_scope")
    assert min(languages["en"], languages["zh"]) >= 15, languages


def test_a_refusal_names_no_section_and_every_other_question_one_to_four() -> None:
    for question in golden():
        count = len(question["sections"])
        expected = count == 0 if question["kind"] in REFUSED else 1 <= count <= 4
        assert expected and len(set(question["sections"])) == count, question["id"]


def test_sections_exist_in_both_languages() -> None:
    missing = [
        (question["id"], section)
        for question in golden()
        for section in question["sections"]
        if passage(section, "en") is None or passage(section, "zh") is None
    ]
    assert not missing, missing


def test_pairs_are_symmetric_and_ask_the_same() -> None:
    by_id = {question["id"]: question for question in golden()}
    paired = [question for question in golden() if "pair" in question]
    for question in paired:
        other = by_id.get(question["pair"])
        assert other is not None and other.get("pair") == question["id"], question["id"]
        assert content_language(other) != content_language(question), question["id"]
        assert (other["kind"], other["sections"]) == (question["kind"], question["sections"]), question["id"]
    assert len(paired) >= 80, len(paired)


def test_an_answerable_question_has_facts() -> None:
    silent = [each["id"] for each in golden() if each["kind"] not in REFUSED | {"advice"} and not each["facts"]]
    assert not silent, silent


def test_facts_stand_in_the_sections_that_answer() -> None:
    """So that a rewritten section and the golden set cannot drift apart; what is computed stands in no section."""
    missing = []
    for question in golden():
        if question["kind"] == "calculation":
            continue
        found = [passage(section, content_language(question)) for section in question["sections"]]
        text = folded("\n".join(each.text for each in found if each is not None))
        missing += [(question["id"], fact) for fact in question["facts"] if folded(fact) not in text]
    assert not missing, missing


def test_no_question_is_copied_from_the_content() -> None:
    languages: tuple[Language, ...] = ("en", "zh")
    wordings = {folded(wording) for language in languages for each in passages(language) for wording in each.questions}
    copied = [question["id"] for question in golden() if folded(question["question"]) in wordings]
    assert not copied, copied
