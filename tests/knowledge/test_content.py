"""The explainer: both languages complete, alike, linked, and found as it was written."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge import load
from knowledge.load import CUTOFF, ContentError, read_article
from knowledge.review import review

ENGLISH, CHINESE = load.passages("en"), load.passages("zh")

ARTICLE = """+++
title = "QT"
level = "newcomer"
+++

## What QT is {#what}

+++
questions = ["What is QT?"]
sources = ["h41"]
topics = ["holdings"]
as_of = 2026-10-08
+++

QT is the shrinking of a balance sheet.

More.
"""


def test_both_languages_have_the_same_sections() -> None:
    assert [each.id for each in ENGLISH] == [each.id for each in CHINESE]
    assert len(ENGLISH) >= 160 and len({each.article for each in ENGLISH}) >= 30


def test_an_editor_finds_nothing_to_mend() -> None:
    assert review() == ()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"questions": ("one?",)}, "questions"),
        ({"opening": "Too short."}, "length of the opening"),
        ({"see": ("no/where",)}, "links"),
        ({"as_of": date(2026, 12, 1)}, "date"),
        ({"sources": ()}, "sources"),
        ({"text": "It was $1,234.5bn."}, "same numbers"),
        ({"text": "It began on 13 March 1999."}, "days on record"),
        ({"text": "The term premium and the deferred asset count."}, "words of the glossary"),
        ({"text": "The bank " + "sells bonds and buys them back " * 10 + "again."}, "length of a sentence"),
        ({"text": "Considerable institutional complications notwithstanding, proceed."}, "reading level"),
        ({"questions": (*ENGLISH[0].questions, ENGLISH[1].questions[0].upper() + " ?!")}, "one home for a question"),
        ({"level": "expert"}, "same facts"),
        ({"id": "another/place"}, "both languages"),
    ],
)
def test_an_editor_names_what_is_wrong(change: dict[str, Any], rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    english = replace(ENGLISH[0], **change)
    shown = {"en": (english, *ENGLISH[1:]), "zh": CHINESE}
    monkeypatch.setattr(load, "passages", lambda language: shown[language])
    found = review()
    assert rule in {problem.rule for problem in found}
    assert all(english.id in str(problem) or ENGLISH[0].id in str(problem) for problem in found)


def test_nothing_is_told_after_the_cut_off() -> None:
    late = re.compile(
        r"(?:(?:9|[12]\d|3[01]) October|November|December) 2026 (?:the Fed|the FOMC) (?:cut|raised|held|decided)"
    )
    assert [each.id for each in ENGLISH if late.search(each.text)] == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('level = "newcomer"', 'level = "easy"'), "field 'level' must be one of"),
        (('questions = ["What is QT?"]\n', ""), "field 'questions' is missing"),
        (('sources = ["h41"]', 'sources = ["nowhere"]'), "'nowhere', which sources.toml does not have"),
        (('topics = ["holdings"]', 'topics = ["weather"]'), "names 'weather'"),
        (("as_of = 2026-10-08", 'as_of = "soon"'), "field 'as_of' must be a date"),
        (("{#what}", ""), "has no section"),
        (("as_of = 2026-10-08", "as_of = 2026-10-08\ncolour = 1"), "field 'colour' is unknown"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_place(change: tuple[str, str], told: str, tmp_path: Path) -> None:
    file = tmp_path / "qt.md"
    file.write_text(ARTICLE.replace(*change), "utf-8")
    with pytest.raises(ContentError, match=re.escape(told)) as error:
        read_article(file, "en")
    assert "qt.md" in str(error.value)


def test_the_reference_values_are_dated_official_and_not_after_the_cut_off() -> None:
    values = load.reference()
    assert len(values) > 2000
    assert max(each.date for each in values) <= CUTOFF
    peak = max(each.value for each in values if each.series == "WALCL" and each.unit == "USD million")
    assert peak == 8_965_487
