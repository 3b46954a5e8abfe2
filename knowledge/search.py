"""Finds the passages that answer a question: keywords and vectors ranked apart, the rankings fused, one hit list.

IndexUnusableError            the index cannot be used
├── IndexMissingError         there is none in the folder: build it
└── IndexDamagedError         it cannot be read, or was written by another version: build it again
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.keywords import Field, KeywordIndex, Named, Progress, Segmenter, Thesaurus, names_of
from knowledge.learned import Learned
from knowledge.passage import Language, Passage, Source
from knowledge.spelling import Spelling
from knowledge.vectors import (
    BUNDLED,
    EXACT_LIMIT,
    BundledEncoder,
    Encoder,
    EncoderChangedError,
    EncoderMissingError,
    Reranker,
    Vectors,
    collection_name,
    encoder_named,
)
from knowledge.wordings import Names, Wordings

SCHEMA = 7
"""Changes whenever an index written by an older version cannot be read any more, or would rank differently."""

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

CANDIDATES = 100
"""How deep each ranking is read before they are fused."""

RERANKED = 20
"""How many of the best passages a cross-encoder reads again, where one is used."""

DEEPEST = 10
"""How many of the best passages are asked whether anything was found."""

RANK_CONSTANT = 60
"""Reciprocal rank fusion gives 1 / (RANK_CONSTANT + rank); the usual constant."""

QUESTIONS_WEIGHT = 1.5
TITLE_WEIGHT = 2.0
ARTICLE_WEIGHT = 0.5
"""What a word in a question wording, the title or the article's name counts, against one in the text."""

SAME_QUESTION = 0.3
"""From this cosine on, a question wording counts as near to the question that was asked."""

KEYWORDS_WEIGHT, VECTORS_WEIGHT, LEARNED_WEIGHT, WORDING_WEIGHT = 1.0, 1.0, 1.5, 1.5
"""What the words, the encoder, what was learned and the nearest wordings count against one another.

Chosen on the golden questions and on whole answers to questions of both languages: hit@1 and hit@3 are flat around it,
plain questions ("what is QT?") find their section, and both languages lead to the same one more often than with equal
weights."""

PIECE_LENGTH = 900
"""Letters of one piece of a long text (about 200 English tokens; the bundled encoder reads 256)."""


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
    build = folder / f"build-{uuid.uuid4().hex}"
    build.mkdir()
    try:
        manifest = _write(passages, build, encoder, glossary, chroma_url, progress)
        _publish(folder, build, manifest)
    except BaseException:
        shutil.rmtree(build, ignore_errors=True)
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
        self._passages = _StoredPassages(folder)
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


def content_hash(passages: Sequence[Passage], glossary: Sequence[Named] = ()) -> str:
    """Changes when any field of any passage, or a name or section in the glossary, does."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(_to_json(passage).encode())
    digest.update(json.dumps([(names_of(term), term.section) for term in glossary]).encode())
    return digest.hexdigest()


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


def _write(
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
    _StoredPassages.write(build, [passage for group in groups for passage in group])
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


def _publish(folder: Path, build: Path, manifest: Mapping[str, Any]) -> None:
    """Makes `build` the index of `folder` in one step; younger ones stay for those who read or write them."""
    draft = build / "manifest.json"
    draft.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    draft.replace(folder / "manifest.json")
    for each in folder.glob("build-*"):
        with suppress(FileNotFoundError):  # another process may be tidying up as well
            if each != build and each.stat().st_mtime < time.time() - BUILD_KEPT:
                shutil.rmtree(each, ignore_errors=True)


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


class _StoredPassages:
    """Passages on disk, read one at a time when they are found."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "passages.jsonl"
        self._starts: NDArray[np.int64] = np.load(folder / "passages.npy")
        self.languages: list[Language] = ["zh" if each else "en" for each in np.load(folder / "languages.npy")]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> Passage:
        with self._file.open("rb") as file:
            file.seek(int(self._starts[place]))
            return _from_json(file.read(int(self._starts[place + 1] - self._starts[place])))

    @staticmethod
    def write(folder: Path, passages: Sequence[Passage]) -> None:
        lines = [_to_json(passage).encode() + b"\n" for passage in passages]
        (folder / "passages.jsonl").write_bytes(b"".join(lines))
        np.save(folder / "passages.npy", np.cumsum([0, *(len(line) for line in lines)], dtype=np.int64))
        np.save(folder / "languages.npy", np.array([passage.language == "zh" for passage in passages], dtype=bool))


def _to_json(passage: Passage) -> str:
    """One line; what has its usual value is left out."""

    def plain(value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Source):
            return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        return [plain(each) for each in value] if isinstance(value, tuple) else value

    facts = {each.name: plain(getattr(passage, each.name)) for each in fields(passage)}
    return json.dumps({name: value for name, value in facts.items() if value not in ("", [], None)}, ensure_ascii=False)


def _from_json(line: bytes) -> Passage:
    facts = json.loads(line)
    for name in ("as_of", "ages"):
        if name in facts:
            facts[name] = date.fromisoformat(facts[name])
    for name in ("questions", "topics", "see"):
        if name in facts:
            facts[name] = tuple(facts[name])
    facts["sources"] = tuple(
        replace(Source(**source), date=date.fromisoformat(source["date"]) if source["date"] else None)
        for source in facts.get("sources", ())
    )
    return Passage(**facts)


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
