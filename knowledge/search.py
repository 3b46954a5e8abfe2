"""Finds the passages that answer a question: keywords and vectors ranked apart, the rankings fused, one hit list.

IndexUnusableError            the index cannot be used
├── IndexMissingError         there is none in the folder: build it
└── IndexDamagedError         it cannot be read, or was written by another version: build it again
"""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge import build
from knowledge.build import SCHEMA
from knowledge.keywords import KeywordIndex, Named, Progress, Segmenter, Thesaurus
from knowledge.learned import Learned
from knowledge.passage import Language, Passage
from knowledge.spelling import Spelling
from knowledge.stored import StoredPassages, content_hash
from knowledge.vectors import (
    BUNDLED,
    Encoder,
    EncoderChangedError,
    EncoderMissingError,
    Reranker,
    Vectors,
    encoder_named,
)
from knowledge.wordings import Names, Wordings

RELEVANCE_FLOOR = 0.1
"""Nothing at all is returned unless one of the best passages reaches this relevance. Low, because a short passage that
does answer may share but one word with a long question: on bare texts of both languages and several subjects every one
of 1,500 questions whose passage was found stays above it."""

EXPLAINER = "explainer"
FOUND_FLOOR: Mapping[Language, float] = {"en": 0.4, "zh": 0.24}
FIRM_FLOOR = 0.1
"""The same for the explainer, whose subject is known, by the language of the question; and how firmly the words of the
question must lead to one of its passages (`Learned.near`).

Chosen on the golden questions and on 130 more: of those that the explainer answers four of 191 in English and six
of 199 in Chinese stay below, nearly all of which the reading of the question knows to be on the subject; of those on
other subjects 24 of 26 in English and 25 of 26 in Chinese do, and of 40 everyday questions in each language 34 and 36.
"""

CANDIDATES = 100
"""How deep each ranking is read before they are fused."""

RERANKED = 20
"""How many of the best passages a cross-encoder reads again, where one is used."""

DEEPEST = 10
"""How many of the best passages are asked whether anything was found."""

RANK_CONSTANT = 60
"""Reciprocal rank fusion gives 1 / (RANK_CONSTANT + rank); the usual constant."""

SAME_QUESTION = 0.3
"""From this cosine on, a question wording counts as near to the question that was asked."""

KEYWORDS_WEIGHT, VECTORS_WEIGHT, LEARNED_WEIGHT, WORDING_WEIGHT = 1.0, 1.0, 1.5, 1.5
"""What the words, the encoder, what was learned and the nearest wordings count against one another.

Chosen on the golden questions and on whole answers to questions of both languages: hit@1 and hit@3 are flat around it,
plain questions ("what is QT?") find their section, and both languages lead to the same one more often than with equal
weights."""


class IndexUnusableError(Exception):
    """The index cannot be used; the message says what to do."""


class IndexMissingError(IndexUnusableError):
    """There is no index in the folder."""


class IndexDamagedError(IndexUnusableError):
    """The index in the folder cannot be read."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    `score` orders the hits of one search: 1 is first in every ranking. `relevance` says how much of the question the
    passage speaks of, from 0 to 1, and may be compared between questions. Both ranks count from 1.
    """

    passage: Passage
    score: float
    relevance: float
    keyword_rank: int | None = None
    vector_rank: int | None = None


def fuse(rankings: Sequence[tuple[float, Mapping[int, float]]]) -> dict[int, float]:
    """Weighted reciprocal rank fusion of entries with their standing: best first, 1 for one that leads every ranking.

    A ranking holds entries, best first, with their standing in it from 1 to 0. A place is worth its reciprocal rank
    times its standing, so that a clear lead counts more than a narrow one.
    """
    total = sum(weight for weight, ranking in rankings if ranking)
    scores: dict[int, float] = {}
    for weight, ranking in rankings:
        for rank, (entry, standing) in enumerate(ranking.items()):
            share = weight / total * standing * (RANK_CONSTANT + 1) / (RANK_CONSTANT + 1 + rank)
            scores[entry] = scores.get(entry, 0.0) + share
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


def rerank(question: str, hits: Sequence[Hit], reranker: Reranker) -> list[Hit]:
    """The hits in the order that a cross-encoder gives them; `score` goes with the place, as in any search.

    A passage that it cannot read keeps its place, and all do when it cannot read the question.
    """
    texts = [f"{hit.passage.title}\n{hit.passage.text}".strip() for hit in hits]
    if not hits or not reranker.reads([question])[0]:
        return list(hits)
    places = [place for place, reads in enumerate(reranker.reads(texts)) if reads]
    scores = reranker.scores(question, [texts[place] for place in places])
    order = sorted(range(len(places)), key=lambda number: -scores[number])
    ranked = list(hits)
    for place, number in zip(places, order, strict=True):
        ranked[place] = replace(hits[places[number]], score=hits[place].score)
    return ranked


def build_index(
    passages: Sequence[Passage],
    folder: Path,
    *,
    progress: Progress | None = None,
    encoder: Encoder | None = None,
    glossary: Sequence[Named] = (),
    chroma_url: str = "",
) -> Index:
    """Builds the index of these passages in `folder` and opens it.

    The new index is written beside the old one, which stays in use until the new one is complete. `progress` is called
    with how much of the work is done and how much there is. `encoder` is the bundled one unless given.
    """
    folder = Path(folder)
    encoder = encoder if encoder is not None else encoder_named()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"build-{uuid.uuid4().hex}"
    fresh.mkdir()
    try:
        manifest = build.write(passages, fresh, encoder, glossary, chroma_url, progress)
        build.publish(folder, fresh, manifest)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return open_index(folder, encoder=encoder)


def open_index(folder: Path, *, encoder: Encoder | None = None) -> Index:
    """The index in `folder`; `encoder` is only needed when it cannot be loaded by its name.

    Raises: IndexMissingError, IndexDamagedError, EncoderChangedError when `encoder` did not build the index.
    """
    folder = Path(folder)
    manifest = _manifest(folder)
    if manifest is None:
        raise IndexMissingError(f"No index in {folder} - build it with `qtx index`.")
    if manifest.get("schema") != SCHEMA:
        raise IndexDamagedError(
            f"The index in {folder} was written by another version - build it again with `qtx index`."
        )
    if encoder is not None and encoder.name != manifest["encoder"]["name"]:
        raise EncoderChangedError(
            f"The index in {folder} was built with {manifest['encoder']['name']}, not {encoder.name} -"
            " build it again with `qtx index`."
        )
    try:
        return Index(folder / manifest["build"], manifest, encoder)
    except (OSError, ValueError, KeyError) as error:
        raise IndexDamagedError(
            f"The index in {folder} cannot be read ({error}) - build it again with `qtx index`."
        ) from error


class Index:
    """An index that was built: `search` is all that most callers need."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any], encoder: Encoder | None) -> None:
        self.manifest = manifest
        self._given_encoder = encoder
        self._passages = StoredPassages(folder)
        self._entries: NDArray[np.int32] = np.load(folder / "entries.npy")
        self._segmenter = Segmenter.open(folder)
        self._keywords = KeywordIndex.open(folder)
        names = Names(manifest["names"])
        self._wordings = Wordings(folder / "wordings", names)
        self._learned = Learned.open(folder / "learned", names, self._segmenter)
        self._spelling = Spelling(folder, self._segmenter)
        self._vectors = Vectors(folder, manifest["collection"], manifest["chroma_url"])
        self._thesaurus = Thesaurus(manifest["names"])

    def __len__(self) -> int:
        return len(self._passages)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that built the index."""
        if self._given_encoder is not None:
            return self._given_encoder
        facts = self.manifest["encoder"]
        return encoder_named(facts["name"], checked=facts["stamp"])

    def is_fresh(
        self, passages: Sequence[Passage], encoder: Encoder | None = None, glossary: Sequence[Named] = ()
    ) -> bool:
        """Whether building the index again from these passages with this encoder would give the same."""
        encoder = encoder if encoder is not None else encoder_named()
        facts = self.manifest["encoder"]
        return (
            bool(self.manifest["content"] == content_hash(passages, glossary))
            and bool(facts["name"] == encoder.name)
            and bool(facts["fingerprint"] == encoder.fingerprint)
        )

    def search(
        self,
        question: str,
        limit: int = 5,
        *,
        language: Language | None = None,
        on_subject: bool = False,
        reranker: Reranker | None = None,
    ) -> list[Hit]:
        """The passages that answer the question, best first; none when nothing relevant is found.

        Both languages of a section are searched and count as one. The passage returned is the one in `language`, or
        without it the one in the question's language where there is one. `on_subject`: the caller knows that the
        question is about the subject of the explainer, so the nearest sections are returned however far they are.
        `reranker` reads the best again, each together with the question, and orders them anew.
        """
        question = self._spelling.mended(question)
        query = self._thesaurus.query(question, self._segmenter)
        scores = self._keywords.scores(query)
        matching = {entry: float(scores[entry]) for entry in _best(scores, CANDIDATES)}
        near = self._near(question)
        learned, firmness = self._learned.near(question, CANDIDATES) if self._learned is not None else ({}, 0.0)
        fused = fuse(
            [
                (KEYWORDS_WEIGHT, _standing(matching, 0.0)),
                (VECTORS_WEIGHT, _standing(near, min(near.values(), default=0.0))),
                (LEARNED_WEIGHT, _standing(learned, min(learned.values(), default=0.0))),
                (WORDING_WEIGHT, self._same_question(question)),
            ]
        )
        versions = self._choose(list(fused), language, _language_of(question))
        covered = dict(zip(versions, self._keywords.coverage(query, list(versions)).tolist(), strict=True))
        keyword_rank = {entry: rank for rank, entry in enumerate(matching, 1)}
        vector_rank = {entry: rank for rank, entry in enumerate(near, 1)}
        noise = float(self.manifest["noise"])
        relevance = {
            entry: min(1.0, max(covered[entry], (near.get(entry, 0.0) - noise) / max(1 - noise, 1e-6)))
            for entry in versions
        }
        hits = [
            Hit(self._passages[place], fused[entry], relevance[entry], keyword_rank.get(entry), vector_rank.get(entry))
            for entry, place in islice(versions.items(), max(limit, DEEPEST, RERANKED if reranker else 0))
            if relevance[entry] > 0
        ]
        if hits and not on_subject:
            of_explainer = hits[0].passage.collection == EXPLAINER
            asked = FOUND_FLOOR[_language_of(question)] if of_explainer else RELEVANCE_FLOOR
            if max(hit.relevance for hit in hits[: max(limit, DEEPEST)]) < asked:
                return []
            if of_explainer and self._learned is not None and firmness < FIRM_FLOOR:
                return []
        if reranker is not None:
            hits[:RERANKED] = rerank(question, hits[:RERANKED], reranker)
        return hits[:limit]

    def _near(self, question: str) -> dict[int, float]:
        """The nearest entries and their cosine; none where the encoder cannot read the question."""
        if not len(self._vectors) or not question.strip() or not self.encoder.reads([question])[0]:
            return {}
        return dict(self._vectors.nearest(self.encoder.encode_question(question), CANDIDATES))

    def _same_question(self, question: str) -> dict[int, float]:
        """The entries one of whose question wordings is near the question, and how near, best first."""
        near = self._wordings.near(question, CANDIDATES)
        return {
            entry: (cosine - SAME_QUESTION) / (1 - SAME_QUESTION)
            for entry, cosine in near.items()
            if cosine > SAME_QUESTION
        }

    def _choose(self, entries: Sequence[int], language: Language | None, asked: Language) -> dict[int, int]:
        """For each entry the passage to return, in the same order; entries without one in `language` are left out."""
        chosen: dict[int, int] = {}
        for entry in entries:
            begin, end = (int(place) for place in self._entries[entry : entry + 2])
            languages = {self._passages.languages[place]: place for place in range(begin, end)}
            if language is None:
                chosen[entry] = languages.get(asked, begin)
            elif language in languages:
                chosen[entry] = languages[language]
        return chosen


def _language_of(text: str) -> Language:
    return "zh" if re.search("[\u4e00-\u9fff]", text) else "en"


def _best(scores: NDArray[np.float32], count: int) -> list[int]:
    """The entries with the highest scores above zero, best first, ties in the order of the corpus."""
    found = np.flatnonzero(scores > 0)
    if len(found) > count:
        found = found[np.argpartition(-scores[found], count - 1)[:count]]
        found.sort()
    return [int(entry) for entry in found[np.argsort(-scores[found], kind="stable")]]


def _standing(ranking: Mapping[int, float], nothing: float) -> dict[int, float]:
    """Where each score stands between the best of a ranking, 1, and its last, 0.

    A ranking that is not full reaches down to `nothing`, the score of what is not in it.
    """
    if not ranking:
        return {}
    best = max(ranking.values())
    last = min(ranking.values()) if len(ranking) == CANDIDATES else nothing
    return {entry: (score - last) / (best - last) if best > last else 1.0 for entry, score in ranking.items()}


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise IndexDamagedError(
            f"The index in {folder} cannot be read ({error}) - build it again with `qtx index`."
        ) from error
    return found


__all__ = [
    "BUNDLED",
    "RELEVANCE_FLOOR",
    "Encoder",
    "EncoderChangedError",
    "EncoderMissingError",
    "Hit",
    "Index",
    "IndexDamagedError",
    "IndexMissingError",
    "IndexUnusableError",
    "Reranker",
    "build_index",
    "content_hash",
    "fuse",
    "open_index",
    "rerank",
]
