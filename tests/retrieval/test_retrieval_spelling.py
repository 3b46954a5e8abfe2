"""Misspelt words of a question are mended by what the question wordings know."""

from __future__ import annotations

from pathlib import Path

import pytest
from retrieval_fakes import SmallEncoder, SmallTerm

from knowledge.keywords import Segmenter
from knowledge.passage import Passage
from knowledge.search import build_index
from knowledge.spelling import Spelling, edits

TEXTS = ["Quantitative tightening drains the Treasury account. The reverse repo facility. Inflation and writing."] * 12
RARE = ["Prose on writers waiting in the sides."]
NAMES = ("美联储", "缩表", "净流动性", "准备金", "repo")


@pytest.fixture
def spelling(tmp_path: Path) -> Spelling:
    Spelling.build(tmp_path, [*TEXTS, *RARE], NAMES)
    return Spelling(tmp_path, Segmenter.with_words(NAMES))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("what is quantitive tightning", "what is quantitative tightening"),
        ("resverse repo", "reverse repo"),
        ("Infaltion", "inflation"),
        ("美联除还再缩表么", "美联储还再缩表么"),
        ("缩标停了吗", "缩表停了吗"),
        ("净流动行怎么算", "净流动性怎么算"),
        ("TGA 和准备斤的关系", "TGA 和准备金的关系"),
    ],
)
def test_a_misspelt_word_becomes_the_word_that_was_meant(spelling: Spelling, written: str, meant: str) -> None:
    assert spelling.mended(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "quantitative tightening and the treasury",
        "writers on slides",  # near to rare words only
        "Schengen visa documents",
        "teh repo",  # too short to tell
        "H.4.1 and RRPONTSYD",
        "所表示的意思",  # sounds like 缩表 across two words
        "我准备进去",  # the beginning sounds like 准备金
        "聯準會縮表了嗎",
        "",
    ],
)
def test_what_is_no_mistake_stays_as_it_is(spelling: Spelling, written: str) -> None:
    assert spelling.mended(written) == written


@pytest.mark.parametrize(
    ("one", "other", "count"), [("", "ab", 2), ("abc", "abc", 0), ("abc", "acb", 1), ("tresury", "treasury", 1)]
)
def test_letters_swapped_count_as_one_error(one: str, other: str, count: int) -> None:
    assert edits(one, other) == edits(other, one) == count


def test_an_index_finds_what_a_misspelt_question_means(
    tmp_path: Path, encoder: SmallEncoder, glossary: list[SmallTerm], corpus: list[Passage]
) -> None:
    index = build_index(corpus, tmp_path, encoder=encoder, glossary=glossary)
    hits = index.search("财政部一般帐护是什么", 1, language="zh")
    assert [hit.passage.id for hit in hits] == ["plumbing/tga"]


def test_a_name_of_the_glossary_leads_to_the_section_that_explains_it(tmp_path: Path, encoder: SmallEncoder) -> None:
    passages = [
        Passage(id="a/one", text="Dealers borrow at the standing repo facility (SRF).", questions=("Who borrows?",)),
        Passage(id="a/two", text="The SRF, the standing repo facility: SRF use of SRF days.", questions=("When?",)),
    ]
    term = SmallTerm("standing repo facility (SRF)", "常备回购便利", "常設附買回", (), (), "a/one")
    index = build_index(passages, tmp_path, encoder=encoder, glossary=[term])
    for question in ("SRF", "standing repo facility", "常备回购便利"):
        assert index.search(question, 1, on_subject=True)[0].passage.id == "a/one", question
