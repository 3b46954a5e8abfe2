"""What a caller of the retrieval may rely on."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from retrieval_fakes import SmallEncoder, SmallTerm

from knowledge.passage import Passage, Source
from knowledge.search import (
    EncoderChangedError,
    Hit,
    IndexDamagedError,
    IndexMissingError,
    build_index,
    fuse,
    open_index,
)


def ids(hits: list[Hit]) -> list[str]:
    return [hit.passage.id for hit in hits]


def test_the_section_that_answers_is_first_in_both_languages(
    tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder, glossary: list[SmallTerm]
) -> None:
    index = build_index(corpus, tmp_path, encoder=encoder, glossary=glossary)
    for question, expected, language in (
        ("What happens to reserves when the TGA goes up?", "plumbing/tga", "en"),
        ("财政部账户上升会怎样?", "plumbing/tga", "zh"),
        ("財政部帳戶上升會怎樣?", "plumbing/tga", "zh"),
        ("缩表是什么", "qt/what", "zh"),
        ("Why does the balance-sheet shrink", "qt/what", "en"),
        ("2S10S?", "markets/curve", "en"),
    ):
        hits = index.search(question)
        assert ids(hits)[:1] == [expected], f"{question}: {hits}"
        assert hits[0].passage.language == language, f"{question}: {hits}"


def test_a_language_restricts_the_passages_and_not_the_evidence(
    tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder, glossary: list[SmallTerm]
) -> None:
    index = build_index(corpus, tmp_path, encoder=encoder, glossary=glossary)
    hits = index.search("TGA 上升为什么会 drain reserves?", language="zh")
    assert ids(hits)[0] == "plumbing/tga", hits
    assert {hit.passage.language for hit in hits} == {"zh"}
    assert index.search("cats", language="zh") == []


def test_a_name_of_the_other_language_is_understood(
    tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder, glossary: list[SmallTerm]
) -> None:
    only_chinese = [passage for passage in corpus if passage.language == "zh"]
    index = build_index(only_chinese, tmp_path / "zh", encoder=encoder, glossary=glossary)
    assert ids(index.search("quantitative tightening"))[0] == "qt/what"
    only_english = [replace(passage, questions=(), title="") for passage in corpus if passage.language == "en"]
    index = build_index(only_english, tmp_path / "en", encoder=encoder, glossary=glossary)
    assert ids(index.search("准备金"))[0] == "plumbing/tga"


def test_nothing_relevant_gives_nothing(tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder) -> None:
    index = build_index(corpus, tmp_path, encoder=encoder)
    for question in ("best pizza in Rome?", "罗马哪家比萨最好吃?", "???", "", "the of and"):
        assert index.search(question) == [], question


def test_hits_are_ordered_and_their_numbers_lie_between_0_and_1(
    tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder
) -> None:
    index = build_index(corpus, tmp_path, encoder=encoder)
    hits = index.search("bonds, reserves and taxes of cats", limit=3)
    assert 0 < len(hits) <= 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 < hit.score <= 1 and 0 < hit.relevance <= 1 for hit in hits), hits
    assert len(index.search("bonds, reserves and taxes of cats", limit=1)) == 1


def test_an_encoder_has_no_vote_on_what_it_cannot_read(
    tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder
) -> None:
    index = build_index(corpus, tmp_path, encoder=encoder)
    assert encoder.reads(encoder.passages) == [True] * len(encoder.passages)
    assert encoder.passages
    hits = index.search("缩表是什么")
    assert "缩表是什么" not in encoder.questions
    assert all(hit.vector_rank is None for hit in hits)


def test_meaning_is_found_without_a_common_word(tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder) -> None:
    index = build_index(corpus, tmp_path, encoder=encoder)
    hits = index.search("kitten")
    assert ids(hits)[0] == "note"
    assert hits[0].keyword_rank is None
    assert hits[0].vector_rank == 1


def test_a_passage_comes_back_as_it_was_given(tmp_path: Path, encoder: SmallEncoder) -> None:
    source = Source(
        "fed-1", "Fed", "Release", "公告", "https://www.federalreserve.gov/", date(2025, 12, 1), secondary=True
    )
    passage = Passage(
        id="a/b",
        text="QT ended.\n\nReserves grew.",
        title="The end",
        article="QT2",
        level="expert",
        opening="QT ended.",
        questions=("When did QT end?",),
        topics=("holdings",),
        sources=(source, replace(source, id="fed-2", date=None)),
        as_of=date(2026, 1, 2),
        ages=date(2026, 12, 31),
        see=("a/c",),
        bank="fed",
        corrects="QT goes on.",
    )
    build_index([passage, Passage.of_text("x", "unrelated")], tmp_path, encoder=encoder)
    assert open_index(tmp_path, encoder=encoder).search("When did QT end?")[0].passage == passage


def test_long_texts_are_read_to_their_end(tmp_path: Path, encoder: SmallEncoder) -> None:
    filler = "Nothing of interest is said in this sentence at all. " * 80
    passages = [Passage.of_text("long", filler + "A levy is raised."), Passage.of_text("short", filler)]
    build_index(passages, tmp_path, encoder=encoder)
    assert any("levy" in text for text in encoder.passages)
    assert max(len(text) for text in encoder.passages) <= 1000
    assert ids(open_index(tmp_path, encoder=encoder).search("taxes"))[0] == "long"


def test_repeated_ids_lose_no_passage(tmp_path: Path, encoder: SmallEncoder) -> None:
    passages = [Passage.of_text("same", "Cats purr."), Passage.of_text("same", "Bonds mature.")]
    index = build_index(passages, tmp_path, encoder=encoder)
    assert index.search("bonds")[0].passage.text == "Bonds mature."
    assert index.search("cats")[0].passage.text == "Cats purr."


def test_an_empty_corpus_has_no_answer(tmp_path: Path, encoder: SmallEncoder) -> None:
    assert build_index([], tmp_path, encoder=encoder).search("anything") == []


def test_an_index_knows_what_built_it(
    tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder, glossary: list[SmallTerm]
) -> None:
    index = build_index(corpus, tmp_path, encoder=encoder, glossary=glossary)
    assert index.is_fresh(corpus, encoder, glossary)
    assert not index.is_fresh(corpus, encoder)
    assert not index.is_fresh(corpus[:-1], encoder, glossary)
    assert not index.is_fresh([replace(corpus[0], ages=date(2026, 1, 1)), *corpus[1:]], encoder, glossary)
    assert not index.is_fresh(corpus, SmallEncoder("2"), glossary)
    assert not index.is_fresh(corpus, glossary=glossary)


def test_another_encoder_is_refused(tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder) -> None:
    build_index(corpus, tmp_path, encoder=encoder)
    other = SmallEncoder()
    other.name = "other"
    with pytest.raises(EncoderChangedError, match="qtx index"):
        open_index(tmp_path, encoder=other)


def test_a_missing_or_broken_index_says_what_to_do(
    tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder
) -> None:
    with pytest.raises(IndexMissingError, match="qtx index"):
        open_index(tmp_path)
    build_index(corpus, tmp_path, encoder=encoder)
    manifest = tmp_path / "manifest.json"
    facts = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**facts, "schema": 0}), encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="another version"):
        open_index(tmp_path, encoder=encoder)
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="qtx index"):
        open_index(tmp_path, encoder=encoder)
    build_index(corpus, tmp_path, encoder=encoder)
    assert ids(open_index(tmp_path, encoder=encoder).search("缩表"))[0] == "qt/what"


def test_a_failed_build_leaves_the_old_index(tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder) -> None:
    class FailingEncoder(SmallEncoder):
        def encode_passages(self, texts: object, progress: object = None) -> object:  # type: ignore[override]
            raise KeyboardInterrupt

    index = build_index(corpus, tmp_path, encoder=encoder)
    with pytest.raises(KeyboardInterrupt):
        build_index(corpus[:2], tmp_path, encoder=FailingEncoder())
    assert ids(open_index(tmp_path, encoder=encoder).search("cats")) == ["note"]
    assert len(list(tmp_path.glob("build-*"))) == 1
    build_index(corpus[:2], tmp_path, encoder=encoder)
    assert ids(index.search("cats")) == ["note"], "an index in use goes on answering"


def test_two_builds_at_once_leave_one_whole_index(tmp_path: Path, corpus: list[Passage]) -> None:
    builds = [
        threading.Thread(target=build_index, args=(corpus, tmp_path), kwargs={"encoder": SmallEncoder()}) for _ in "ab"
    ]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert ids(open_index(tmp_path, encoder=SmallEncoder()).search("cats")) == ["note"]


def test_progress_reaches_the_end(tmp_path: Path, corpus: list[Passage], encoder: SmallEncoder) -> None:
    steps: list[tuple[int, int]] = []
    build_index(corpus, tmp_path, encoder=encoder, progress=lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1]
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)


def test_fusion_prefers_what_both_rankings_know() -> None:
    first = {1: 1.0, 2: 0.9, 3: 0.1}
    fused = fuse([(1.0, first), (1.0, {4: 1.0, 2: 0.9, 5: 0.1})])
    assert next(iter(fused)) == 2
    assert list(fused.values()) == sorted(fused.values(), reverse=True)
    assert fuse([(1.0, {7: 1.0, 8: 0.5}), (0.5, {7: 1.0})])[7] == pytest.approx(1.0)
    assert fuse([(1.0, {}), (1.0, {9: 1.0})]) == {9: pytest.approx(1.0)}
    assert fuse([]) == {}


def test_a_known_wording_leads_to_its_section(tmp_path: Path, encoder: SmallEncoder) -> None:
    passages = [
        Passage(
            "a", "准备金是银行存在央行的钱,准备金很多,准备金会变。", "zh", title="准备金", questions=("准备金会用完吗",)
        ),
        Passage("b", "缴税会抽走资金。", "zh", title="缴税", questions=("准备金会变少吗", "缴税有什么影响")),
    ]
    index = build_index(passages, tmp_path, encoder=encoder)
    assert ids(index.search("准备金会变少吗?"))[0] == "b"
    assert ids(index.search("准备金是什么"))[0] == "a"
