"""A cross-encoder reads the best passages again and orders them anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from retrieval_fakes import SmallEncoder

from knowledge.passage import Passage
from knowledge.search import RERANKED, Hit, build_index, rerank
from knowledge.vectors import BundledEncoder, CrossEncoderReranker, RerankerMissingError


class Shortest:
    """Likes short texts best; reads no Chinese."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def reads(self, texts: Sequence[str]) -> list[bool]:
        return [not any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in texts]

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        self.asked.extend(texts)
        return [-float(len(text)) for text in texts]


def hit(text: str, score: float) -> Hit:
    return Hit(Passage.of_text(text, text), score, 0.5)


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of two layers with random weights, as sentence-transformers saves one."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path_factory.mktemp("cross-encoder")
    tokenizer = AutoTokenizer.from_pretrained(str(BundledEncoder().folder))
    torch.manual_seed(4)
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    config = BertConfig(vocab_size=len(tokenizer), num_labels=1, initializer_range=0.5, **sizes)
    BertForSequenceClassification(config).save_pretrained(str(folder))
    tokenizer.save_pretrained(str(folder))
    return folder


def test_passages_are_ordered_by_the_cross_encoder_and_scores_still_fall() -> None:
    hits = [hit("a longer text", 0.9), hit("short", 0.5), hit("middling", 0.2)]
    ranked = rerank("question", hits, Shortest())
    assert [each.passage.text for each in ranked] == ["short", "middling", "a longer text"]
    assert [each.score for each in ranked] == [0.9, 0.5, 0.2]


def test_what_the_cross_encoder_cannot_read_keeps_its_place() -> None:
    hits = [hit("a longer text", 0.9), hit("缩表是什么", 0.5), hit("short", 0.2)]
    reranker = Shortest()
    assert [each.passage.text for each in rerank("q", hits, reranker)] == ["short", "缩表是什么", "a longer text"]
    assert reranker.asked == ["a longer text", "short"]
    assert rerank("缩表?", hits, reranker) == hits
    assert rerank("q", [], reranker) == []


def test_only_the_best_are_read_again_and_nothing_new_is_found(tmp_path: Path) -> None:
    passages = [Passage.of_text(str(number), "cats " * (number + 1)) for number in range(RERANKED + 10)]
    index = build_index(passages, tmp_path, encoder=SmallEncoder())
    reranker = Shortest()
    plain, anew = index.search("cats", 30), index.search("cats", 30, reranker=reranker)
    assert len(reranker.asked) == RERANKED
    assert {each.passage.id for each in anew} == {each.passage.id for each in plain}
    assert anew[RERANKED:] == plain[RERANKED:]
    first = [len(each.passage.text) for each in anew[:RERANKED]]
    assert first == sorted(first) != [len(each.passage.text) for each in plain[:RERANKED]]
    assert index.search("dogs", reranker=reranker) == []


def test_a_cross_encoder_is_loaded_from_its_folder(small_model: Path, tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder

    texts = ["Cats sleep most of the day.", "Cats and taxes are certain.", "A cat has nine lives.", "The cat sat."]
    index = build_index([Passage.of_text(text, text) for text in texts], tmp_path, encoder=SmallEncoder())
    plain = CrossEncoder(str(small_model), local_files_only=True).predict([("cats", text) for text in texts])
    expected = [text for _, text in sorted(zip(plain, texts, strict=True), key=lambda pair: -pair[0])]
    found = index.search("cats", reranker=CrossEncoderReranker(str(small_model)))
    assert [each.passage.text for each in found] == expected
    assert expected != [each.passage.text for each in index.search("cats")], "the test can tell the two orders apart"


def test_a_cross_encoder_knows_what_it_can_read(small_model: Path) -> None:
    assert CrossEncoderReranker(str(small_model)).reads(["What is QT?", "缩表还在进行吗?"]) == [True, False]


def test_a_missing_cross_encoder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RerankerMissingError, match=r"No cross-encoder .*unset QTX_RERANKER") as told:
        CrossEncoderReranker(str(tmp_path / "nowhere")).scores("q", ["text"])
    assert "\n" not in str(told.value)


def test_a_model_with_several_scores_is_no_reranker(small_model: Path, tmp_path: Path) -> None:
    from transformers import AutoConfig, AutoTokenizer, BertForSequenceClassification

    config = AutoConfig.from_pretrained(str(small_model), num_labels=3)
    BertForSequenceClassification(config).save_pretrained(str(tmp_path))
    AutoTokenizer.from_pretrained(str(small_model)).save_pretrained(str(tmp_path))
    with pytest.raises(RerankerMissingError, match="3 scores"):
        CrossEncoderReranker(str(tmp_path)).scores("q", ["text"])
