"""How near a question is to the wordings of the questions that sections answer.

Small words count here: "why QT" and "what QT" ask for different sections. Names of one thing are one term, in whichever
language they are said, so that a question finds wordings in both.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.keywords import Hashes, fold, read_array, stem

_TOKEN = re.compile(r"\x02\d+\x02|[a-z0-9]+(?:[.'-][a-z0-9]+)*|[\u3400-\u4dbf\u4e00-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
CONCEPT = "\x02"
CONCEPT_WEIGHT = 2.0
PAIR_WEIGHT = 0.7
CHARACTER_WEIGHT = 0.35
"""Next to a whole word: a thing that the glossary names, two neighbouring terms, and a single Chinese character."""


class Names:
    """Replaces every name of a thing by the thing's number."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._number = {name: number for number, group in enumerate(groups) for name in group if len(name) > 1}
        names = sorted(self._number, key=len, reverse=True)
        forms = (
            re.escape(name) if _HAN.search(name) else rf"(?<![a-z0-9]){re.escape(name)}(?:s|'s)?(?![a-z0-9])"
            for name in names
        )
        self._pattern = re.compile("|".join(forms)) if names else None

    def replaced(self, text: str) -> str:
        """The folded text with numbers for names."""
        folded = fold(text)
        if self._pattern is None:
            return folded
        return self._pattern.sub(lambda match: f" {CONCEPT}{self._of(match[0])}{CONCEPT} ", folded)

    def _of(self, name: str) -> int:
        for form in (name, name.removesuffix("s"), name.removesuffix("'s")):
            if form in self._number:
                return self._number[form]
        raise KeyError(name)


def terms_of(text: str, names: Names) -> Iterator[tuple[str, float]]:
    """Every term of a wording with its weight: words and pairs of words, Chinese characters and pairs of them."""
    before = ""
    for match in _TOKEN.finditer(names.replaced(text)):
        token = match[0]
        if _HAN.match(token):
            yield from ((character, CHARACTER_WEIGHT) for character in token)
            yield from ((token[place : place + 2], PAIR_WEIGHT) for place in range(len(token) - 1))
            before = ""
            continue
        word = token if token.startswith(CONCEPT) else stem(token)
        yield word, CONCEPT_WEIGHT if token.startswith(CONCEPT) else 1.0
        if before:
            yield f"{before} {word}", PAIR_WEIGHT / 2
        before = word


class Wordings:
    """All wordings as weighted terms, kept by term, so that a question meets only those it shares a term with."""

    def __init__(self, folder: Path, names: Names) -> None:
        self._names = names
        self._hashes = Hashes(read_array(folder / "wording_terms.npy"))
        self._starts = read_array(folder / "wording_starts.npy")
        self._places = read_array(folder / "wording_places.npy")
        self._weights = read_array(folder / "wording_weights.npy")
        self._rarity = read_array(folder / "wording_rarity.npy")
        self._owners = read_array(folder / "wording_owners.npy")

    @staticmethod
    def build(folder: Path, texts: Sequence[str], owners: Sequence[int], names: Names) -> None:
        """Writes the wordings of entries into the folder."""
        counted = [_weighed(text, names) for text in texts]
        frequency = Counter(term for terms in counted for term in terms)
        rarity = {term: math.log(1 + len(texts) / count) for term, count in frequency.items()}
        vectors = [{term: weight * rarity[term] for term, weight in terms.items()} for terms in counted]
        lengths = [math.sqrt(sum(value * value for value in vector.values())) or 1.0 for vector in vectors]
        rows: dict[str, list[tuple[int, float]]] = {term: [] for term in frequency}
        for place, (vector, length) in enumerate(zip(vectors, lengths, strict=True)):
            for term, value in vector.items():
                rows[term].append((place, value / length))
        hashes = Hashes.of(rows)
        order = np.argsort(hashes)
        terms = list(rows)
        ordered = [rows[terms[place]] for place in order]
        np.save(folder / "wording_terms.npy", hashes[order])
        np.save(folder / "wording_starts.npy", np.cumsum([0, *(len(row) for row in ordered)], dtype=np.int64))
        np.save(folder / "wording_places.npy", np.array([place for row in ordered for place, _ in row], dtype=np.int32))
        np.save(
            folder / "wording_weights.npy", np.array([value for row in ordered for _, value in row], dtype=np.float32)
        )
        np.save(folder / "wording_rarity.npy", np.array([rarity[terms[place]] for place in order], dtype=np.float32))
        np.save(folder / "wording_owners.npy", np.array(owners, dtype=np.int32))

    def near(self, question: str, count: int) -> dict[int, float]:
        """The entries with the nearest wordings, best first, and how near: the cosine, from 0 to 1."""
        weighed = _weighed(question, self._names)
        if not weighed or not len(self._owners):
            return {}
        places = self._hashes.find(list(weighed))
        usual = (
            float(np.max(self._rarity)) if len(self._rarity) else 1.0
        )  # a term that no wording has is as rare as the rarest
        values = np.array(
            [
                weight * (float(self._rarity[at]) if at >= 0 else usual)
                for weight, at in zip(weighed.values(), places, strict=True)
            ]
        )
        scores = np.zeros(len(self._owners), dtype=np.float32)
        for value, at in zip(values, places, strict=True):
            if at >= 0:
                begin, end = int(self._starts[at]), int(self._starts[at + 1])
                np.add.at(scores, self._places[begin:end], value * self._weights[begin:end])
        scores /= float(np.sqrt(np.sum(values * values))) or 1.0
        return _best_of_each(scores, self._owners, count)


def _weighed(text: str, names: Names) -> dict[str, float]:
    found: dict[str, float] = {}
    for term, weight in terms_of(text, names):
        found[term] = max(weight, found.get(term, 0.0))
    return found


def _best_of_each(scores: NDArray[np.float32], owners: NDArray[np.int32], count: int) -> dict[int, float]:
    best: dict[int, float] = {}
    for place in np.argsort(-scores, kind="stable")[: count * 8]:
        if scores[place] <= 0 or len(best) >= count:
            break
        best.setdefault(int(owners[place]), float(scores[place]))
    return best
