"""The explainer: both languages complete, alike, linked, and found as it was written."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge import load
from knowledge.load import ContentError, read_article
from knowledge.passage import Passage

CUTOFF = date(2026, 10, 8)
ENGLISH, CHINESE = load.passages("en"), load.passages("zh")
PAIRS = list(zip(ENGLISH, CHINESE, strict=True))

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


def test_both_languages_carry_the_same_facts_about_each_section() -> None:
    for english, chinese in PAIRS:
        for field in ("level", "topics", "sources", "as_of", "ages", "see", "bank"):
            assert getattr(english, field) == getattr(chinese, field), (english.id, field)
        assert bool(english.corrects) == bool(chinese.corrects), english.id


def digits(text: str) -> set[str]:
    """The significant digits of every longer number: $2,553.7bn and 25,537亿美元 are the same; years are left out."""
    found = re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    kept = {
        number.replace(",", "").replace(".", "").strip("0")
        for number in found
        if not re.fullmatch(r"(?:19|20)\d\d", number)
    }
    return {each for each in kept if len(each) >= 3}


def test_both_languages_state_the_same_numbers() -> None:
    different = {english.id: digits(english.text) ^ digits(chinese.text) for english, chinese in PAIRS}
    assert {key: value for key, value in different.items() if value} == {}


@pytest.mark.parametrize("passage", [*ENGLISH, *CHINESE], ids=lambda each: f"{each.language}:{each.id}")
def test_a_section_is_complete(passage: Passage) -> None:
    assert len(passage.questions) >= 3
    assert passage.sources and passage.as_of is not None and passage.as_of <= CUTOFF
    length = len(passage.opening.split()) if passage.language == "en" else len(passage.opening)
    low, high = (30, 85) if passage.language == "en" else (60, 175)
    assert low <= length <= high, length


def test_every_cross_link_leads_somewhere() -> None:
    known = {each.id for each in ENGLISH}
    assert [(each.id, link) for each in ENGLISH for link in each.see if link not in known] == []


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
