"""What words of a question mean, learned from the question wordings of passages.

A ridge regression maps the words of every wording to the encoder's vectors of the passage it belongs to. A question is
then near the passages that are asked for in such words. The words of all languages lead to the same vectors, so a
Chinese question is compared by meaning even where the encoder reads English only; and the encoder need not run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.keywords import Hashes, Segmenter, fold, read_array
from knowledge.wordings import Names
from knowledge.wordings import terms_of as wording_terms

Floats = NDArray[np.float32]

LEAST_WORDINGS = 100
MOST_WORDINGS = 30_000
"""There must be so many wordings to learn from; of more than so many a part will do, and the map keeps its size."""

RIDGE = 0.7
"""How far the map keeps to zero: flat from 0.3 to 1.5 on questions that it was not learned from."""

TOLERANCE = 1e-3
MOST_STEPS = 100
"""The equations are solved to this share of the residual, or for so many steps."""

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")


class Learned:
    """A map from the terms of a question to vectors, and the vectors of the passages that it leads to."""

    def __init__(self, folder: Path, names: Names, segmenter: Segmenter) -> None:
        self._names = names
        self._segmenter = segmenter
        self._hashes = Hashes(read_array(folder / "learned_terms.npy"))
        self._rarity = read_array(folder / "learned_rarity.npy")
        self._map = read_array(folder / "learned_map.npy")
        self._rows = read_array(folder / "learned_rows.npy")
        self._owners = read_array(folder / "learned_owners.npy")

    @classmethod
    def open(cls, folder: Path, names: Names, segmenter: Segmenter) -> Learned | None:
        """The map as it was built, None when there was nothing to learn from."""
        return cls(folder, names, segmenter) if (folder / "learned_map.npy").exists() else None

    @staticmethod
    def build(
        folder: Path,
        wordings: Sequence[tuple[int, str]],
        rows: Floats,
        owners: Sequence[int],
        names: Names,
        segmenter: Segmenter,
    ) -> None:
        """Learns from the wordings of entries; `rows` are the encoder's vectors, each of the entry in `owners`.

        Writes nothing when there is too little to learn from.
        """
        meaning = _meaning(rows, owners)
        usable = [(entry, text) for entry, text in wordings if entry in meaning]
        if len(usable) < LEAST_WORDINGS:
            return
        chosen = [usable[int(place)] for place in np.linspace(0, len(usable) - 1, min(len(usable), MOST_WORDINGS))]
        counted = [_weighed(text, names, segmenter) for _, text in chosen]
        frequency = Counter(term for terms in counted for term in terms)
        known = [term for term, count in frequency.items() if count > 1]
        rarity = np.log(1 + len(counted) / np.array([frequency[term] for term in known], dtype=np.float32))
        targets = np.array([meaning[entry] for entry, _ in chosen])
        middle = targets.mean(axis=0)
        learned = _ridge(_matrix(counted, known, rarity), targets - middle)

        hashes = Hashes.of(known)
        order = np.argsort(hashes)
        np.save(folder / "learned_terms.npy", hashes[order])
        np.save(folder / "learned_rarity.npy", rarity[order])
        np.save(folder / "learned_map.npy", learned[order])
        centred = rows - middle
        np.save(folder / "learned_rows.npy", centred / np.linalg.norm(centred, axis=1, keepdims=True))
        np.save(folder / "learned_owners.npy", np.array(owners, dtype=np.int32))

    def near(self, question: str, count: int) -> tuple[dict[int, float], float]:
        """The nearest entries and their cosine, best first; and how firmly the question leads to the first.

        Firmness is 0 for a question none of whose words were ever met, and near 1 for one of those learned from.
        """
        weighed = _weighed(question, self._names, self._segmenter)
        places = self._hashes.find(list(weighed))
        met = places[places >= 0]
        if not len(met):
            return {}, 0.0
        usual = float(np.max(self._rarity))
        weights = np.fromiter(weighed.values(), dtype=np.float32)
        values = weights * np.where(places >= 0, self._rarity[places], usual)
        reached = (values[places >= 0] / np.linalg.norm(values)) @ self._map[met]
        length = float(np.linalg.norm(reached))
        if not length:
            return {}, 0.0
        # Not with `@`: sharing so little work out between threads takes ten times as long on a busy machine.
        cosines = np.einsum("ij,j->i", self._rows, reached / length)
        found: dict[int, float] = {}
        for row in np.argsort(-cosines, kind="stable")[: count * 8]:
            if len(found) >= count or cosines[row] <= 0:
                break
            found.setdefault(int(self._owners[row]), float(cosines[row]))
        return found, length * max(found.values(), default=0.0)


def _meaning(rows: Floats, owners: Sequence[int]) -> dict[int, Floats]:
    """For each entry the direction of the sum of its rows."""
    found: dict[int, Floats] = {}
    for row, owner in zip(rows, owners, strict=True):
        found[owner] = found[owner] + row if owner in found else row
    return {owner: total / np.linalg.norm(total) for owner, total in found.items()}


def _terms(text: str, names: Names, segmenter: Segmenter) -> Iterator[tuple[str, float]]:
    """The terms by which wordings are compared, and Chinese words: words carry over best."""
    yield from wording_terms(text, names)
    for run in _HAN_RUN.findall(fold(text)):
        yield from ((f"word {word}", 1.0) for word in segmenter.cut(run) if len(word) > 1)


def _weighed(text: str, names: Names, segmenter: Segmenter) -> dict[str, float]:
    found: dict[str, float] = {}
    for term, weight in _terms(text, names, segmenter):
        found[term] = max(weight, found.get(term, 0.0))
    return found


def _matrix(counted: Sequence[dict[str, float]], known: Sequence[str], rarity: Floats) -> Any:
    """A sparse row of length one for each text."""
    from scipy.sparse import csr_array  # type: ignore[import-untyped]

    place = {term: number for number, term in enumerate(known)}
    rows = [{place[term]: weight for term, weight in terms.items() if term in place} for terms in counted]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((column for row in rows for column in row), dtype=np.int64)
    values = np.fromiter((value for row in rows for value in row.values()), dtype=np.float32) * rarity[columns]
    row_of = np.repeat(np.arange(len(rows)), np.diff(starts))
    lengths = np.sqrt(np.bincount(row_of, values * values, minlength=len(rows)))
    values /= lengths[row_of].astype(np.float32)
    return csr_array((values, columns, starts), shape=(len(rows), len(known)))


def _ridge(terms: Any, targets: Floats) -> Floats:
    """The map B that makes |terms B - targets|² + RIDGE |B|² least, by conjugate gradients, all columns at once."""
    transposed = terms.T.tocsr()
    found = np.zeros((terms.shape[1], targets.shape[1]), dtype=np.float32)
    residual = transposed @ targets
    step = residual
    size = np.sum(residual * residual, axis=0)
    enough = TOLERANCE**2 * size
    for _ in range(MOST_STEPS):
        if np.all(size <= enough):
            break
        applied = transposed @ (terms @ step) + np.float32(RIDGE) * step
        share = size / np.maximum(np.sum(step * applied, axis=0), np.finfo(np.float32).tiny)
        found = found + step * share
        residual = residual - applied * share
        left = np.sum(residual * residual, axis=0)
        step = residual + step * (left / np.maximum(size, np.finfo(np.float32).tiny))
        size = left
    return np.asarray(found, dtype=np.float32)
