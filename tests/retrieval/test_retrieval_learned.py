"""What question wordings mean is learned from the passages they belong to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from retrieval_fakes import SmallEncoder, SmallTerm

from knowledge.keywords import Segmenter
from knowledge.learned import LEAST_WORDINGS, Learned
from knowledge.passage import Passage
from knowledge.search import build_index
from knowledge.wordings import Names

SUBJECTS = {
    "cat": ("cats kittens feline", ("猫", "小猫", "猫咪"), ("为什么整天睡觉", "喜欢晒太阳吗", "怕不怕水")),
    "reserves": ("reserves deposits banks", ("准备金", "银行存款", "储备"), ("为什么减少", "还够用吗", "放在哪里")),
    "bonds": ("bonds treasuries securities", ("国债", "债券", "证券"), ("到期怎么办", "谁来买", "收益率多少")),
    "tax": ("tax taxes levy", ("税", "税款", "缴税"), ("什么时候交", "交给谁", "会抽走钱吗")),
}
ASKED = tuple("请问" + end for end in ("", "一下", "大家", "各位"))


def sections() -> list[Passage]:
    """Four sections told in two languages, whose Chinese wordings are never the words of the Chinese text."""
    found = []
    for name, (english, nouns, ends) in SUBJECTS.items():
        wordings = tuple(f"{polite}{noun}{end}" for polite in ASKED for noun in nouns for end in ends)
        found.append(Passage(id=name, text=f"All about {english}.", title=english, questions=(f"Why {english}?",)))
        found.append(
            Passage(id=name, text="正文在此。", title="标题", opening="正文在此。", language="zh", questions=wordings)
        )
    return found


def vectors(count: int) -> np.ndarray:
    return np.eye(count, 8, dtype=np.float32)


def wordings(entries: int) -> list[tuple[int, str]]:
    words = ("alpha", "beta", "gamma", "delta")
    each = LEAST_WORDINGS // entries + 1
    return [(entry, f"{words[entry]} question number {number}") for entry in range(entries) for number in range(each)]


@pytest.fixture
def learned(tmp_path: Path) -> Learned:
    Learned.build(tmp_path, wordings(4), vectors(4), [0, 1, 2, 3], Names([]), Segmenter.with_words())
    found = Learned.open(tmp_path, Names([]), Segmenter.with_words())
    assert found is not None
    return found


def test_a_word_leads_to_the_entry_whose_wordings_have_it(learned: Learned) -> None:
    for entry, word in enumerate(("alpha", "beta", "gamma", "delta")):
        near, firmness = learned.near(f"something about {word}", 3)
        assert next(iter(near)) == entry, (word, near)
        assert firmness > 0.1, (word, firmness)


def test_words_never_met_lead_nowhere(learned: Learned) -> None:
    assert learned.near("zebra quagga okapi", 3) == ({}, 0.0)
    assert learned.near("", 3) == ({}, 0.0)


def test_a_question_among_unknown_words_leads_less_firmly(learned: Learned) -> None:
    clear = learned.near("alpha question", 3)[1]
    drowned = learned.near("alpha zebra quagga okapi tapir", 3)[1]
    assert drowned < clear / 2, (drowned, clear)


def test_too_few_wordings_teach_nothing(tmp_path: Path) -> None:
    few = wordings(4)[: LEAST_WORDINGS - 1]
    Learned.build(tmp_path, few, vectors(4), [0, 1, 2, 3], Names([]), Segmenter.with_words())
    assert Learned.open(tmp_path, Names([]), Segmenter.with_words()) is None


def test_wordings_of_entries_without_a_vector_are_left_out(tmp_path: Path) -> None:
    Learned.build(tmp_path, wordings(4), vectors(3), [0, 1, 2], Names([]), Segmenter.with_words())
    assert Learned.open(tmp_path, Names([]), Segmenter.with_words()) is None, "three entries have too few wordings"


def test_chinese_is_compared_by_meaning_though_the_encoder_reads_none(
    tmp_path: Path, encoder: SmallEncoder, glossary: list[SmallTerm]
) -> None:
    index = build_index(sections(), tmp_path, encoder=encoder, glossary=glossary)
    for question, section in (("猫咪为什么怕水", "cat"), ("债券收益率会到多少", "bonds"), ("税款交给哪里", "tax")):
        hits = index.search(question, 3, on_subject=True)
        assert hits[0].passage.id == section, (question, [hit.passage.id for hit in hits])
        assert hits[0].passage.language == "zh"
    assert not encoder.questions or all(text.isascii() for text in encoder.questions), (
        "it was asked what it cannot read"
    )


def test_an_index_without_question_wordings_learns_nothing(tmp_path: Path, encoder: SmallEncoder) -> None:
    passages = [Passage.of_text(str(number), f"Text {number} on bonds and taxes.") for number in range(150)]
    build_index(passages, tmp_path, encoder=encoder)
    assert not list(tmp_path.glob("build-*/learned/*.npy"))
