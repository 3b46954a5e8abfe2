"""Words of a Chinese or English text, and their BM25 ranking.

A text is folded first (NFKC, lower case, Traditional to Simplified), then read as English words (stemmed, with forms
kept together such as `2s10s` or `H.4.1`), Chinese words (jieba) and pairs of neighbouring Chinese characters. Words
carry the meaning; pairs still match where two texts are cut into words differently.
"""

from __future__ import annotations

import json
import re
import threading
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.postings import Counts

if TYPE_CHECKING:
    import jieba  # type: ignore[import-untyped]

Floats = NDArray[np.float32]
Entries = NDArray[np.int64]
Progress = Callable[[int, int], None]

WORD, PAIR, CHARACTER = "", "\x02", "\x03"
"""What stands before a term of each kind, so that a pair is not taken for a word of two characters."""

PAIR_WEIGHT = 0.5
CHARACTER_WEIGHT = 0.3
"""What a pair and a character count beside a word: together they match where two texts are cut into words differently,
or use a short form (降准 for 降低存款准备金率), and words still decide."""

LETTERS_WEIGHT = 3.0
"""A word in letters counts as much as a Chinese word of three characters with the pairs and characters repeating it."""

SYNONYM_WEIGHT = 0.5
"""A match through the glossary counts less than a match of the words that were asked."""

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_LETTER = rf"(?:(?![{_HAN}_])\w)"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<latin>{_LETTER}+(?:[.,\-'/&]{_LETTER}+)*)")
_SEPARATOR = re.compile(r"[.,\-'/&]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*\Z")
_HAS_HAN = re.compile(rf"[{_HAN}]")


_ENGLISH = (
    "a about after all also am an and any are as at be been being but by can could did do does doing done for "
    "from get got had has have having he her him his how i if in into is it its just let like me might more "
    "most much must my no nor not of off on one only or other our out over own please she should so some such "
    "tell than that the their them then there these they this those to too up very was we were what when where "
    "which while who whom whose why will with would you your whats thats dont doesnt isnt im ive"
)
_CHINESE = (
    "的 了 是 在 和 与 及 或 而 且 也 都 就 还 又 被 把 将 对 向 从 到 以 为 于 由 其 之 这 那 该 此 有 会 能 "
    "可 要 个 些 吗 呢 吧 啊 呀 嘛 么 哪 谁 几 很 更 最 已 所 着 过 得 地 你 我 他 她 它 们 我们 你们 他们 "
    "什么 为什么 为何 怎么 怎样 怎么样 如何 哪些 哪个 哪里 哪儿 多少 多久 "
    "是否 是不是 有没有 请问 请 一个 一些 这个 那个 这些 那些 可以 "
    "能够 因为 所以 但是 但 如果 以及 关于 对于 "
    "进行 没有 不是 还是 还有 就是 到底 究竟 一下 的话"
)
_STOP_WORDS = frozenset(f"{_ENGLISH} {_CHINESE}".split())


def fold(text: str) -> str:
    """The text in one shape: NFKC, lower case, straight apostrophes, Traditional characters as Simplified."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    if not _HAS_HAN.search(folded):
        return folded
    return str(_simplifier().convert(folded))


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


class _Stemmers(threading.local):
    """A stemmer for each thread: one keeps the word it works on in itself."""

    @cached_property
    def english(self) -> Any:
        import snowballstemmer  # type: ignore[import-untyped]

        return snowballstemmer.stemmer("english")


_stemmers = _Stemmers()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    if not word.isascii():
        word = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    return str(_stemmers.english.stemWord(word)) if word.isalpha() else word


@lru_cache(maxsize=200_000)
def _latin_words(token: str) -> tuple[str, ...]:
    """The words of one run of letters and digits: `t-bills` is `tbill`, `t` and `bill`; `1,000` is `1000`."""
    if _NUMBER.match(token):
        return (token.replace(",", ""),)
    token = token.removesuffix("'s")
    parts = [part for part in _SEPARATOR.split(token) if part]
    if len(parts) < 2:
        return () if token in _STOP_WORDS else (stem(token),)
    whole = "".join(parts)
    kept = [stem(whole), *(stem(part) for part in parts if part not in _STOP_WORDS and len(part) > 1)]
    return () if whole in _STOP_WORDS else tuple(kept)


def read_array(path: Path) -> NDArray[Any]:
    """A saved array of which only what is used is read from disk."""
    return np.asarray(np.load(path, mmap_mode="r"))


class Hashes:
    """A number for each of very many strings, looked up on disk without reading them all: opening costs nothing."""

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        self.keys = keys

    @staticmethod
    def of(texts: Iterable[str]) -> NDArray[np.uint64]:
        """64-bit hashes, the same on every machine."""
        digests = b"".join(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts)
        return np.frombuffer(digests, dtype="<u8").astype(np.uint64)

    def find(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """The place of each text among the keys, -1 for one that is not there."""
        if not len(self.keys):
            return np.full(len(texts), -1, dtype=np.int64)
        wanted = self.of(texts)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[places] == wanted, places, -1)


@cache
def _jieba_hashes() -> NDArray[np.uint64]:
    return Hashes.of(_jieba_dictionary()[0])


class _StoredFrequencies:
    """jieba's word frequencies, read from disk one by one: loading jieba's own dictionary takes a second."""

    def __init__(self, hashes: Hashes, counts: NDArray[np.int32]) -> None:
        self._hashes = hashes
        self._counts = counts
        self._known: dict[str, int] = {}

    def _count(self, word: str) -> int:
        """The word's frequency; -1 for one that neither is a word nor begins one."""
        if word not in self._known:
            if len(self._known) > 100_000:
                self._known.clear()
            place = int(self._hashes.find([word])[0])
            self._known[word] = -1 if place < 0 else int(self._counts[place])
            return -1 if place < 0 else int(self._counts[place])
        return self._known.get(word, -1)

    def __contains__(self, word: str) -> bool:
        return self._count(word) >= 0

    def __getitem__(self, word: str) -> int:
        return self._count(word)

    def get(self, word: str, default: int | None = None) -> int | None:
        count = self._count(word)
        return default if count < 0 else count


@cache
def _jieba_dictionary() -> tuple[Mapping[str, int], int]:
    """jieba's own dictionary with every beginning of a word, and the sum of its frequencies."""
    folder = Path(_import_jieba().__file__).parent
    counts: dict[str, int] = {}
    total = 0
    for line in (folder / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        counts[word] = int(count)
        total += int(count)
        for end in range(1, len(word)):
            counts.setdefault(word[:end], 0)
    return counts, total


def _import_jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's source has escapes that newer Pythons warn of
        import jieba
    return jieba


class Segmenter:
    """Cuts Chinese into words with jieba, without jieba's cache file and log lines."""

    def __init__(self, frequencies: Any, total: int) -> None:
        self._frequencies = frequencies
        self._total = total
        self._tokenizer: jieba.Tokenizer = _import_jieba().Tokenizer()
        self._tokenizer.FREQ = frequencies
        self._tokenizer.total = total
        self._tokenizer.initialized = True

    @classmethod
    def with_words(cls, words: Iterable[str] = ()) -> Segmenter:
        """jieba's dictionary and these words beside it (the glossary's terms)."""
        counts, total = _jieba_dictionary()
        segmenter = cls(dict(counts), total)
        for word in words:
            if len(word) > 1 and all(_HAS_HAN.match(letter) for letter in word):
                segmenter._tokenizer.add_word(word)
        return segmenter

    def cut(self, text: str) -> Iterator[str]:
        """The words of a run of Chinese characters."""
        yield from self._tokenizer.cut(text)

    def knows(self, word: str) -> bool:
        """Whether the dictionary has this word."""
        return bool(self._frequencies.get(word))

    def parts(self, word: str) -> Iterator[str]:
        """The shorter words inside a long word, so that 流动 finds 流动性."""
        for size in (2, 3):
            if len(word) > size:
                grams = (word[start : start + size] for start in range(len(word) - size + 1))
                yield from (gram for gram in grams if self._frequencies.get(gram))

    def save(self, folder: Path) -> None:
        """Writes the dictionary so that `open` needs no time."""
        added = islice(self._frequencies, len(_jieba_dictionary()[0]), None)
        hashes = np.concatenate([_jieba_hashes(), Hashes.of(added)])
        order = np.argsort(hashes)
        np.save(folder / "dictionary.npy", hashes[order])
        np.save(folder / "frequencies.npy", np.fromiter(self._frequencies.values(), dtype=np.int32)[order])
        (folder / "dictionary.json").write_text(json.dumps({"total": self._tokenizer.total}), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Segmenter:
        """The segmenter as it was saved."""
        hashes = Hashes(read_array(folder / "dictionary.npy"))
        counts = read_array(folder / "frequencies.npy")
        total = json.loads((folder / "dictionary.json").read_text(encoding="utf-8"))["total"]
        return cls(_StoredFrequencies(hashes, counts), int(total))


def terms_of(text: str, segmenter: Segmenter) -> list[str]:
    """Every term of a text: words without stop words, and for Chinese their characters and all pairs of characters.

    Pairs are taken across stop words too: 还在 and 是什么 tell short questions apart, and weigh little where they
    are common.
    """
    terms: list[str] = []
    for run in _RUN.finditer(fold(text)):
        if run["latin"]:
            terms.extend(_latin_words(run["latin"]))
            continue
        han = run["han"]
        for word in segmenter.cut(han):
            if word not in _STOP_WORDS:
                terms.extend(segmenter.parts(word))
                terms.append(word)
                terms.extend(CHARACTER + character for character in word)
        terms.extend(PAIR + han[start : start + 2] for start in range(len(han) - 1))
    return terms


def _kind(term: str) -> str:
    return term[0] if term[0] in (PAIR, CHARACTER) else WORD


def _weights(terms: Iterable[str]) -> dict[str, float]:
    weights = {PAIR: PAIR_WEIGHT, CHARACTER: CHARACTER_WEIGHT}
    return {term: weights.get(_kind(term), 1.0 if _HAS_HAN.match(term) else LETTERS_WEIGHT) for term in terms}


class Named(Protocol):
    """A glossary term, as far as retrieval needs it: its names in both languages."""

    @property
    def en(self) -> str: ...
    @property
    def zh_hans(self) -> str: ...
    @property
    def zh_hant(self) -> str: ...
    @property
    def aliases_en(self) -> Sequence[str]: ...
    @property
    def aliases_zh(self) -> Sequence[str]: ...
    @property
    def section(self) -> str: ...


def names_of(term: Named) -> tuple[str, ...]:
    """Every name of a term, folded: `quantitative tightening (QT)` gives both forms."""
    found: dict[str, None] = {}
    for name in (term.en, term.zh_hans, term.zh_hant, *term.aliases_en, *term.aliases_zh):
        for form in re.split(r"[()（）]", name):
            if form.strip():
                found[fold(form).strip()] = None
    return tuple(found)


@dataclass(frozen=True)
class Concept:
    """Something a question names: the terms of the name used, and those of its other names."""

    own: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Query:
    """What is looked up: the terms of the question with their weights, and the concepts it names."""

    terms: Mapping[str, float]
    concepts: tuple[Concept, ...] = ()


class Thesaurus:
    """The glossary as groups of names for one thing."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._groups = [[(name, _spoken(name)) for name in group] for group in groups]

    def query(self, question: str, segmenter: Segmenter) -> Query:
        """The question's terms, and for each thing it names the other names of that thing."""
        folded = fold(question)
        spoken = _spoken(folded)
        concepts = []
        for group in self._groups:
            used = {name for name, stems in group if _names(name, stems, folded, spoken)}
            if used:
                own = max((tuple(terms_of(name, segmenter)) for name in sorted(used)), key=len)
                others = (_firm_terms(name, segmenter) for name, _ in group if name not in used)
                concepts.append(Concept(own, tuple(other for other in others if other)))
        return Query(_weights(terms_of(question, segmenter)), tuple(concepts))


def _firm_terms(name: str, segmenter: Segmenter) -> tuple[str, ...]:
    """The words and pairs of a name: a single character of a name that was not used says nothing."""
    return tuple(term for term in terms_of(name, segmenter) if _kind(term) != CHARACTER)


def _spoken(folded: str) -> str:
    """The words in letters of a folded text, each with a blank on both sides; empty when there are none."""
    runs = (run["latin"].removesuffix("'s") for run in _RUN.finditer(folded) if run["latin"])
    words = [stem("".join(_SEPARATOR.split(run))) for run in runs]
    return f" {' '.join(words)} " if words else ""


def _names(name: str, stems: str, folded: str, spoken: str) -> bool:
    if _HAS_HAN.search(name):
        return len(name) > 1 and name in folded
    return bool(stems) and stems in spoken


@dataclass(frozen=True)
class Field:
    """One part of a document: its weight against the body of the text, and what it says.

    Fields of the same name have their lengths compared, so the name says the language too.
    """

    name: str
    weight: float
    text: str


ARRAYS = ("starts", "rarity", "entry", "weight")
"""What is kept of an index: where each term's entries start, its rarity, the entries, and the term's weight in each."""


FEW = 16
"""Entries are looked up in a list one by one while they are so many times fewer; else the list is spread out."""


def _places_in(listed: NDArray[Any], wanted: Entries) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which of the wanted entries a list in rising order has, and where in it those stand."""
    if not len(listed):
        return np.zeros(len(wanted), dtype=np.bool_), np.zeros(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(listed, wanted), len(listed) - 1)
    among = listed[at] == wanted
    return among, at[among]


class KeywordIndex:
    """BM25 over entries whose versions (languages) and fields are read as one document.

    A term's weight in an entry is that of the version where it weighs most. Weights are worked out when the index is
    built, so that a search only adds them up; the arrays are read from disk as they are needed.
    """

    def __init__(self, size: int, hashes: Hashes, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.size = size
        self._hashes = hashes
        self._arrays = arrays

    @classmethod
    def build(
        cls, entries: Sequence[Sequence[Sequence[Field]]], segmenter: Segmenter, progress: Progress | None = None
    ) -> KeywordIndex:
        """`entries[i]` holds the versions of one entry, each a list of fields."""
        counts = Counts()
        parts: dict[tuple[str, str], int] = {}
        weights: list[float] = []
        owners: list[int] = []
        for number, versions in enumerate(entries):
            for version in versions:
                for each in version:
                    kinds: dict[str, list[str]] = {}
                    for term in terms_of(each.text, segmenter):
                        kinds.setdefault(_kind(term), []).append(term)
                    for kind, terms in kinds.items():
                        part = parts.setdefault((each.name, kind), len(parts))
                        if part == len(weights):
                            weights.append(each.weight)
                        counts.add(len(owners), part, terms)
                owners.append(number)
            if progress is not None:
                progress(number + 1, len(entries))
        hashes = Hashes.of(counts.vocabulary)
        by_hash = np.argsort(hashes)
        place = np.empty_like(by_hash)
        place[by_hash] = np.arange(len(by_hash))
        arrays = counts.weighed(np.array(weights), np.array(owners, dtype=np.int32), len(entries), place)
        return cls(len(entries), Hashes(hashes[by_hash]), arrays)

    def save(self, folder: Path) -> None:
        """Writes the index into an existing folder."""
        np.save(folder / "hashes.npy", self._hashes.keys)
        for name, values in self._arrays.items():
            np.save(folder / f"{name}.npy", values)
        (folder / "keywords.json").write_text(json.dumps({"size": self.size}), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> KeywordIndex:
        """The index as it was saved; only what a search needs is read."""
        size = json.loads((folder / "keywords.json").read_text(encoding="utf-8"))["size"]
        arrays = {name: read_array(folder / f"{name}.npy") for name in ARRAYS}
        return cls(int(size), Hashes(read_array(folder / "hashes.npy")), arrays)

    def scores(self, query: Query) -> Floats:
        """The BM25 score of every entry."""
        every = np.arange(self.size)
        total = self._weight_in(query.terms, every)
        for entries, gain in self._synonyms(query, self._weight_in, every):
            total[entries] += gain
        return total

    def coverage(self, query: Query, entries: Sequence[int] | None = None) -> Floats:
        """How much of what is asked these entries, or all, speak of: 0 nothing, 1 every word; rare words count more."""
        asked = np.arange(self.size) if entries is None else np.array(entries, dtype=np.int64)
        order = np.argsort(asked)
        rising = asked[order]
        total = self._cover_in(query.terms, rising)
        for better, gain in self._synonyms(query, self._cover_in, rising):
            total[np.searchsorted(rising, better)] += gain
        result = np.empty_like(total)
        result[order] = total / np.float32(self._mass(query.terms) or 1.0)
        return result

    def _weight_in(self, terms: Mapping[str, float], entries: Entries) -> Floats:
        """What the terms weigh in some entries."""
        weight = self._arrays["weight"]
        return self._added_up(entries, ((factor, span, weight[span]) for _, factor, span in self._postings(terms)))

    def _cover_in(self, terms: Mapping[str, float], entries: Entries) -> Floats:
        """How rare those of the terms are that some entries have."""
        rarity = self._arrays["rarity"]
        return self._added_up(entries, ((factor, span, rarity[place]) for place, factor, span in self._postings(terms)))

    def _added_up(self, entries: Entries, parts: Iterable[tuple[np.float32, slice, Any]]) -> Floats:
        """The sum of factor times value for each of the entries, over the terms that stand in it."""
        if len(entries) * FEW > self.size:
            every = np.zeros(self.size, dtype=np.float32)
            for factor, span, value in parts:
                every[self._arrays["entry"][span]] += factor * value
            return every if len(entries) == self.size else every[entries]
        total = np.zeros(len(entries), dtype=np.float32)
        for factor, span, value in parts:
            among, at = _places_in(self._arrays["entry"][span], entries)
            total[among] += factor * (value[at] if np.ndim(value) else value)
        return total

    def _postings(self, terms: Mapping[str, float]) -> Iterator[tuple[int, np.float32, slice]]:
        """For each known term its place, its weight in the question and where its entries stand."""
        for place, factor in self._places(terms):
            if place >= 0:
                yield place, np.float32(factor), slice(*self._arrays["starts"][place : place + 2].tolist())

    def _having_all(self, terms: Mapping[str, float], among: Entries) -> Entries:
        """Those of some entries that have every one of the terms."""
        listed = [self._arrays["entry"][span] for _, _, span in self._postings(terms)]
        if not listed or len(listed) < len(terms):
            return among[:0]
        listed.sort(key=len)
        if len(among) == self.size:
            among, listed = listed[0].astype(np.int64), listed[1:]
        for each in listed:
            if len(among) * FEW > len(each):
                here = np.zeros(self.size, dtype=np.bool_)
                here[each] = True
                among = among[here[among]]
            else:
                among = among[_places_in(each, among)[0]]
        return among

    def _synonyms(
        self, query: Query, worth: Callable[[Mapping[str, float], Entries], Floats], among: Entries
    ) -> Iterator[tuple[Entries, Floats]]:
        """For each thing that is named, the entries with the whole of another of its names, and how much better that is
        than what they have of the name that was used."""
        for concept in query.concepts:
            own_terms = {term: query.terms.get(term, 0.0) for term in concept.own}
            own_mass = self._mass(own_terms)
            best = np.zeros(self.size, dtype=np.float32)
            for other in concept.others:
                terms = _weights(other)
                having = self._having_all(terms, among)
                if len(having):
                    share = np.float32(SYNONYM_WEIGHT * own_mass / self._mass(terms))
                    best[having] = np.maximum(best[having], share * worth(terms, having))
            entries = np.flatnonzero(best)
            if len(entries):
                yield entries, np.maximum(best[entries] - worth(own_terms, entries), np.float32(0))

    def _places(self, terms: Mapping[str, float]) -> Iterable[tuple[int, float]]:
        return zip(self._hashes.find(list(terms)).tolist(), terms.values(), strict=True)

    def _mass(self, terms: Mapping[str, float]) -> float:
        """The summed rarity of terms; a term that no entry has is the rarest."""
        unknown = float(np.log(1 + (self.size + 0.5) / 0.5))
        rarity = self._arrays["rarity"]
        return sum(weight * (float(rarity[place]) if place >= 0 else unknown) for place, weight in self._places(terms))
