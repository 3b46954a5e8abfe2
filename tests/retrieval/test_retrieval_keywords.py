"""What counts as a word, and how words rank entries."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from retrieval_fakes import SmallTerm

from knowledge.keywords import (
    CHARACTER,
    PAIR,
    Field,
    KeywordIndex,
    Segmenter,
    Thesaurus,
    fold,
    names_of,
    stem,
    terms_of,
)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter.with_words(["净流动性"])


def words(text: str, segmenter: Segmenter) -> list[str]:
    return [term for term in terms_of(text, segmenter) if term[0] not in (PAIR, CHARACTER)]


def build(texts: Sequence[str], segmenter: Segmenter) -> KeywordIndex:
    return KeywordIndex.build([[[Field("text", 1.0, text)]] for text in texts], segmenter)


def ranking(
    index: KeywordIndex, question: str, segmenter: Segmenter, groups: Sequence[Sequence[str]] = ()
) -> list[int]:
    scores = index.scores(Thesaurus(groups).query(question, segmenter))
    return [int(entry) for entry in (-scores).argsort(kind="stable") if scores[entry] > 0]


def test_texts_are_folded_to_one_shape() -> None:
    assert fold("縮表 ＱＴ Ｔ-Bill’s") == "缩表 qt t-bill's"


def test_words_of_one_stem_are_one_word(segmenter: Segmenter) -> None:
    assert words("drained reserves draining a reserve", segmenter) == words("drain reserve drains reserving", segmenter)
    assert words("What is the TGA?", segmenter) == ["tga"]
    assert words("the Fed's", segmenter) == words("the Fed", segmenter)


def test_kept_together_forms_match_however_they_are_written(segmenter: Segmenter) -> None:
    for one, other in (
        ("H.4.1", "H41"),
        ("2s10s", "2S10S"),
        ("T-bills", "T bill"),
        ("10-year", "10 year"),
        ("run-off", "runoff"),
        ("balance-sheet", "balance sheet"),
        ("95,000", "95000"),
        ("naïve", "naive"),
    ):
        assert set(words(one, segmenter)) & set(words(other, segmenter)), (one, other)
    assert words("3.75%", segmenter) == ["3.75"]


def test_chinese_is_cut_into_words_pairs_and_characters(segmenter: Segmenter) -> None:
    terms = terms_of("净流动性是什么", segmenter)
    assert {"净流动性", "流动性", "流动", PAIR + "净流", CHARACTER + "净"} <= set(terms), terms
    assert {"是", "什么", CHARACTER + "什"}.isdisjoint(terms), "a stop word is no word"
    assert PAIR + "什么" in terms, "but it is told in pairs"
    assert terms_of("淨流動性", segmenter) == terms_of("净流动性", segmenter)


def test_jieba_prints_nothing_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    terms_of("缩表还在进行吗", Segmenter.with_words())
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_a_saved_segmenter_cuts_the_same(tmp_path: Path, segmenter: Segmenter) -> None:
    segmenter.save(tmp_path)
    stored = Segmenter.open(tmp_path)
    for text in (
        "净流动性等于总资产减去财政部一般账户和隔夜逆回购",
        "美联储资产负债表缩减的上限是多少",
        "㐀龘不存在的词",
    ):
        assert terms_of(text, stored) == terms_of(text, segmenter)


def test_rare_words_weigh_more_and_long_texts_less(segmenter: Segmenter) -> None:
    texts = ["reserves and cats", "reserves and bonds", "reserves " + "and many other things besides " * 20 + "cats"]
    index = build(texts, segmenter)
    assert ranking(index, "reserves of cats", segmenter)[:2] == [0, 2]
    assert ranking(index, "dogs", segmenter) == []


def test_a_saved_index_ranks_the_same(tmp_path: Path, segmenter: Segmenter) -> None:
    index = build(["缩表是什么", "扩表是什么", "QT means runoff"], segmenter)
    index.save(tmp_path)
    query = Thesaurus([["qt", "缩表"]]).query("缩表 runoff", segmenter)
    assert KeywordIndex.open(tmp_path).scores(query).tolist() == index.scores(query).tolist()


def test_a_field_with_more_weight_decides(segmenter: Segmenter) -> None:
    title = [[Field("title", 3.0, "net liquidity"), Field("text", 1.0, "what it is made of")]]
    text = [[Field("title", 3.0, "what it is made of"), Field("text", 1.0, "net liquidity")]]
    assert ranking(KeywordIndex.build([text, title], segmenter), "net liquidity", segmenter)[0] == 1


def test_names_are_understood_in_both_directions(segmenter: Segmenter) -> None:
    term = SmallTerm(
        "quantitative tightening (QT)", "量化紧缩", "量化緊縮", ("balance sheet runoff",), ("缩表", "縮表")
    )
    groups = [names_of(term)]
    assert groups == [("quantitative tightening", "qt", "量化紧缩", "balance sheet runoff", "缩表")]
    index = build(["缩表从何时开始", "扩表从何时开始", "QT began in June", "QE began in March"], segmenter)
    assert 0 in ranking(index, "When did QT begin?", segmenter, groups)
    assert 2 in ranking(index, "量化緊縮从何时开始", segmenter, groups)
    assert 1 not in ranking(index, "When did QT begin?", segmenter, groups)
    assert ranking(index, "缩表从何时开始", segmenter, groups)[0] == 0, "the words that were asked come first"


def test_coverage_counts_what_is_spoken_of(segmenter: Segmenter) -> None:
    index = build(["reserves fall", "reserves and taxes", "cats"], segmenter)
    covered = index.coverage(Thesaurus(()).query("taxes drain reserves", segmenter)).tolist()
    assert 1 > covered[1] > covered[0] > covered[2] == 0
    assert index.coverage(Thesaurus(()).query("the", segmenter)).tolist() == [0, 0, 0]


def test_coverage_of_some_entries_is_that_of_all(segmenter: Segmenter) -> None:
    groups = [("quantitative tightening", "qt", "缩表"), ("reserve balances", "bank reserves", "准备金")]
    texts = ["缩表减少准备金", "QT drains bank reserves", "quantitative tightening", "cats", "reserve balances fall"]
    index = build(texts, segmenter)
    query = Thesaurus(groups).query("Does QT drain reserve balances?", segmenter)
    covered = index.coverage(query)
    assert index.coverage(query, [4, 0, 2]).tolist() == covered[[4, 0, 2]].tolist()
    assert covered[0] > covered[3] == 0, "another name in another language is spoken of too"
    assert index.coverage(query, []).tolist() == []


def test_only_the_whole_of_another_name_counts(segmenter: Segmenter) -> None:
    groups = [("on rrp", "overnight reverse repo", "隔夜逆回购")]
    index = build(["overnight reverse repo", "reverse the order", "隔夜逆回购", "隔夜"], segmenter)
    assert set(ranking(index, "on rrp", segmenter, groups)) == {0, 2}


def test_an_index_of_nothing_answers_nothing(segmenter: Segmenter) -> None:
    assert build([], segmenter).scores(Thesaurus(()).query("anything", segmenter)).tolist() == []
    assert ranking(build(["", "the"], segmenter), "anything", segmenter) == []


def test_words_are_stemmed_by_many_threads_at_once() -> None:
    words = [
        f"{root}{ending}" for root in ("tighten", "relat", "oper", "nation") for ending in ("ing", "ional", "ations")
    ]
    alone = [stem(word) for word in words]
    many, usual = words * 20, sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            rounds = list(pool.map(lambda _: [stem.__wrapped__(word) for word in many], range(16)))
    finally:
        sys.setswitchinterval(usual)
    assert all(each == alone * 20 for each in rounds)
