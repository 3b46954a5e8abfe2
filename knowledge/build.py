"""Writes an index: words, vectors and what is learned of them, section by section, beside the one that is in use."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.keywords import Field, KeywordIndex, Named, Progress, Segmenter, names_of
from knowledge.learned import Learned
from knowledge.passage import Passage
from knowledge.spelling import Spelling
from knowledge.stored import StoredPassages, content_hash
from knowledge.vectors import EXACT_LIMIT, BundledEncoder, Encoder, Vectors, collection_name
from knowledge.wordings import Names, Wordings

SCHEMA = 7
"""Changes whenever an index written by an older version cannot be read any more, or would rank differently."""

BUILD_KEPT = 86_400.0
"""Seconds after which a build that is not the index of its folder is cleared away by the next one."""

EVERYDAY = (
    "How do I bake bread at home?",
    "Who won the football match last night?",
    "What is the weather like in Rome?",
    "Which film should I watch with my children?",
    "怎么在家烤面包?",
    "昨晚的足球比赛谁赢了?",
    "罗马今天天气怎么样?",
    "带孩子看什么电影好?",
)
"""Questions that no index answers: what an encoder finds near to them anyway is its noise in this index."""

QUESTIONS_WEIGHT = 1.5
TITLE_WEIGHT = 2.0
ARTICLE_WEIGHT = 0.5
"""What a word in a question wording, the title or the article's name counts, against one in the text."""

PIECE_LENGTH = 900
"""Letters of one piece of a long text (about 200 English tokens; the bundled encoder reads 256)."""


def write(
    passages: Sequence[Passage],
    build: Path,
    encoder: Encoder,
    glossary: Sequence[Named],
    chroma_url: str,
    progress: Progress | None,
) -> dict[str, Any]:
    """Writes a whole index into the folder `build` and returns its manifest."""
    groups = _group(passages)
    names = [names_of(term) for term in glossary]
    texts: list[str] = []
    owners: list[int] = []
    for entry, group in enumerate(groups):
        for text in dict.fromkeys(piece for passage in group for piece in _pieces(passage)):
            texts.append(text)
            owners.append(entry)
    readable = [place for place, reads in enumerate(encoder.reads(texts)) if reads] if texts else []
    # A text costs the encoder about a hundred times what a passage costs the keywords.
    work = len(groups) + 100 * len(readable)

    segmenter = Segmenter.with_words(name for group in names for name in group)
    keywords = KeywordIndex.build(
        [[_fields(passage) for passage in group] for group in groups],
        segmenter,
        lambda done, _: progress(done, work) if progress is not None else None,
    )
    keywords.save(build)
    wordings = list(_wordings(groups, glossary))
    (build / "wordings").mkdir()
    Wordings.build(build / "wordings", [text for _, text in wordings], [entry for entry, _ in wordings], Names(names))
    Spelling.build(build, _asked_texts(groups), (name for group in names for name in group))
    segmenter.save(build)
    content = content_hash(passages, glossary)
    name = collection_name(f"{SCHEMA}{content}", encoder)
    vectors = Vectors.build(
        build,
        [owners[place] for place in readable],
        lambda: encoder.encode_passages(
            [texts[place] for place in readable],
            lambda done, _: progress(len(groups) + 100 * done, work) if progress is not None else None,
        ),
        name,
        chroma_url,
    )
    _write_learned(
        build / "learned", wordings, groups, vectors, [owners[place] for place in readable], Names(names), segmenter
    )
    if progress is not None:
        progress(work, work)
    StoredPassages.write(build, [passage for group in groups for passage in group])
    np.save(build / "entries.npy", np.cumsum([0, *(len(group) for group in groups)], dtype=np.int32))
    return {
        "schema": SCHEMA,
        "build": build.name,
        "passages": len(passages),
        "vectors": len(readable),
        "noise": _noise(vectors, encoder),
        "content": content,
        "collection": name,
        "chroma_url": chroma_url,
        "encoder": {
            "name": encoder.name,
            "fingerprint": encoder.fingerprint,
            "stamp": encoder.stamp if isinstance(encoder, BundledEncoder) else "",
        },
        "names": names,
    }


def publish(folder: Path, build: Path, manifest: Mapping[str, Any]) -> None:
    """Makes `build` the index of `folder` in one step; younger ones stay for those who read or write them."""
    draft = build / "manifest.json"
    draft.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    draft.replace(folder / "manifest.json")
    for each in folder.glob("build-*"):
        with suppress(FileNotFoundError):  # another process may be tidying up as well
            if each != build and each.stat().st_mtime < time.time() - BUILD_KEPT:
                shutil.rmtree(each, ignore_errors=True)


def _group(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Passages that are one section in several languages, side by side."""
    groups: dict[tuple[str, str], list[Passage]] = {}
    loose: list[list[Passage]] = []
    for passage in passages:
        group = groups.setdefault((passage.collection, passage.id), [])
        if any(each.language == passage.language for each in group):
            loose.append([passage])
        else:
            group.append(passage)
    return [*groups.values(), *loose]


def _fields(passage: Passage) -> list[Field]:
    found = [Field(f"{passage.language}.text", 1.0, passage.text)]
    if passage.title:
        found.append(Field(f"{passage.language}.title", TITLE_WEIGHT, passage.title))
    if passage.article:
        found.append(Field(f"{passage.language}.article", ARTICLE_WEIGHT, passage.article))
    if passage.questions:
        found.append(Field(f"{passage.language}.questions", QUESTIONS_WEIGHT, "\n".join(passage.questions)))
    return found


def _pieces(passage: Passage) -> Iterator[str]:
    """The texts of a passage that get a vector each: its question wordings, its opening, and all of its text."""
    yield from passage.questions
    heading = f"{passage.title}\n" if passage.title else ""
    if passage.opening and passage.opening != passage.text:
        yield heading + passage.opening
    piece = ""
    for sentence in re.split(r"(?<=[.!?。！？\n])", passage.text):
        while len(sentence) > PIECE_LENGTH:
            cut = sentence.rfind(" ", 1, PIECE_LENGTH) if " " in sentence[1:PIECE_LENGTH] else PIECE_LENGTH
            yield heading + (piece + sentence[:cut]).strip()
            piece, sentence = "", sentence[cut:]
        if len(piece) + len(sentence) > PIECE_LENGTH:
            yield heading + piece.strip()
            piece = ""
        piece += sentence
    if piece.strip():
        yield heading + piece.strip()


def _wordings(groups: Sequence[Sequence[Passage]], glossary: Sequence[Named]) -> Iterator[tuple[int, str]]:
    """How each entry is asked for: its question wordings and title, and the names of the terms that it explains."""
    places: dict[str, int] = {}
    for entry, group in enumerate(groups):
        for passage in group:
            if passage.questions:
                places[passage.id] = entry
                yield from ((entry, wording) for wording in (*passage.questions, passage.title))
    for term in glossary:
        if term.section in places:
            yield from ((places[term.section], name) for name in names_of(term))


def _asked_texts(groups: Sequence[Sequence[Passage]]) -> Iterator[str]:
    """All texts of the passages that have question wordings."""
    for group in groups:
        for passage in group:
            if passage.questions:
                yield from (passage.text, passage.title, *passage.questions)


def _write_learned(
    folder: Path,
    wordings: Sequence[tuple[int, str]],
    groups: Sequence[Sequence[Passage]],
    vectors: Vectors,
    owners: Sequence[int],
    names: Names,
    segmenter: Segmenter,
) -> None:
    """What wordings and openings mean; an index too large to compare one by one goes without."""
    folder.mkdir()
    if not owners or len(owners) > EXACT_LIMIT:
        return
    asked = {entry for entry, _ in wordings}
    openings = [(entry, passage.opening) for entry in sorted(asked) for passage in groups[entry] if passage.opening]
    Learned.build(folder, [*wordings, *openings], vectors.rows(), owners, names, segmenter)


def _noise(vectors: Vectors, encoder: Encoder) -> float:
    """The highest cosine that a question of another subject reaches here; some encoders find everything near."""
    asked = [question for question, reads in zip(EVERYDAY, encoder.reads(EVERYDAY), strict=True) if reads]
    nearest = (vectors.nearest(encoder.encode_question(question), 1) for question in asked if len(vectors))
    return max((cosine for found in nearest for _, cosine in found), default=0.0)
