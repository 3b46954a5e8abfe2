"""How near a question is to the wordings that sections answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.wordings import Names, Wordings

NAMES = (("quantitative tightening", "qt", "量化紧缩", "缩表"), ("reserve balances", "reserves", "准备金"))
TEXTS = (
    "What is QT?",
    "Why does the Fed do QT?",
    "什么是缩表？",
    "为什么要缩表？",
    "What are reserves?",
    "准备金是什么？",
)
OWNERS = (0, 1, 0, 1, 2, 2)


@pytest.fixture
def wordings(tmp_path: Path) -> Wordings:
    Wordings.build(tmp_path, TEXTS, OWNERS, Names(NAMES))
    return Wordings(tmp_path, Names(NAMES))


@pytest.mark.parametrize(
    ("question", "owner"),
    [
        ("what is quantitative tightening", 0),
        ("为什么要量化紧缩", 1),
        ("缩表是什么", 0),
        ("why QT", 1),
        ("什么是准备金", 2),
        ("縮表為什麼", 1),
    ],
)
def test_small_words_and_other_names_find_the_right_wording(wordings: Wordings, question: str, owner: int) -> None:
    assert next(iter(wordings.near(question, 3))) == owner


def test_the_same_question_is_as_near_as_can_be(wordings: Wordings) -> None:
    near = wordings.near("What is QT?", 3)
    assert near[0] == pytest.approx(1.0, abs=1e-5)
    assert all(0 <= cosine <= 1.0001 for cosine in near.values())


def test_another_subject_shares_nothing(wordings: Wordings) -> None:
    assert wordings.near("pizza margherita", 3) == {}


def test_no_wordings_at_all_find_nothing(tmp_path: Path) -> None:
    Wordings.build(tmp_path, [], [], Names(()))
    assert Wordings(tmp_path, Names(())).near("What is QT?", 3) == {}
