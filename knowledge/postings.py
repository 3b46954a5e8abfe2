"""From counts of terms to what a BM25F search adds up: in which entries each term stands, and with what weight.

The counts of a hundred thousand passages are some tens of millions of rows. They wait in a file, and are worked through
a block of terms at a time, so that memory does not grow with the corpus.
"""

from __future__ import annotations

import tempfile
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

K1 = 1.2
B = 0.75
"""The usual BM25 constants: saturation of repeated words, and how much a long text is discounted."""

BLOCK = 1_000_000
"""Rows that are held in memory at once."""

_ROW = np.dtype([("term", "<i4"), ("version", "<i4"), ("count", "<i4"), ("length", "<i4"), ("part", "<i2")])


class Counts:
    """Term counts of one index under construction: one row for each term of each field of each version of an entry."""

    def __init__(self) -> None:
        self.vocabulary: dict[str, int] = {}
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the counts
        self._rows = 0
        self._documents: Counter[int] = Counter()
        self._columns = {name: array("h" if name == "part" else "i") for name in _ROW.names or ()}

    def add(self, version: int, part: int, terms: Sequence[str]) -> None:
        """The terms of one field; called once for each field of each version, in the order of versions."""
        counted = Counter(terms)
        known, size = self.vocabulary, len(counted)
        self._columns["term"].extend([known.setdefault(term, len(known)) for term in counted])
        self._columns["version"].extend(repeat(version, size))
        self._columns["count"].extend(counted.values())
        self._columns["length"].extend(repeat(len(terms), size))
        self._columns["part"].extend(repeat(part, size))
        self._documents[part] += size > 0
        if len(self._columns["term"]) >= BLOCK:
            self._put_away()

    def _put_away(self) -> None:
        """Writes the rows that are in memory behind those in the file."""
        rows = np.empty(len(self._columns["term"]), dtype=_ROW)
        for name, column in self._columns.items():
            rows[name] = np.frombuffer(column, dtype=_ROW[name]) if len(column) else 0
            self._columns[name] = array(column.typecode)
        self._file.write(rows.tobytes())
        self._rows += len(rows)

    def weighed(
        self, field_weights: NDArray[Any], owners: NDArray[np.int32], size: int, place: NDArray[np.int64]
    ) -> dict[str, NDArray[Any]]:
        """BM25F: counts of fields discounted by length and summed, saturated, and multiplied by the term's rarity.

        `field_weights[part]` and `owners[version]` say how much a field counts and which entry a version belongs to;
        `place[term]` is where a term is to stand. Versions of an entry stand side by side: the heaviest speaks for it.
        """
        self._put_away()
        average = self._average_lengths(len(field_weights))
        weights = field_weights.astype(np.float32)
        found = _Found()
        for first, last in self._blocks(place):
            rows = self._rows_of(place, first, last)
            part = rows["part"]
            length = rows["length"].astype(np.float32)
            frequency = weights[part] * rows["count"].astype(np.float32) / (1 - B + B * length / average[part])
            at, entry, frequency = _by_entry(place[rows["term"]], rows["version"], frequency, owners)
            holders = np.bincount(at - first, minlength=last - first)
            rarity = np.log(1 + (size - holders + 0.5) / (holders + 0.5)).astype(np.float32)
            weight = rarity[at - first] * frequency * np.float32(K1 + 1) / (frequency + np.float32(K1))
            found.add(holders, rarity, entry, weight)
        self._file.close()
        return found.arrays()

    def _chunks(self) -> Iterator[NDArray[Any]]:
        for start in range(0, self._rows, BLOCK):
            self._file.seek(start * _ROW.itemsize)
            yield np.frombuffer(self._file.read(BLOCK * _ROW.itemsize), dtype=_ROW)

    def _average_lengths(self, parts: int) -> Floats:
        occurrences = np.zeros(parts)
        for rows in self._chunks():
            occurrences += np.bincount(rows["part"], weights=rows["count"], minlength=parts)
        documents = np.array([self._documents[part] for part in range(parts)])
        average: Floats = np.maximum(occurrences / np.maximum(documents, 1), 1).astype(np.float32)
        return average

    def _blocks(self, place: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
        """The places from first to before last whose rows fit into memory together; one term at least."""
        sizes = np.zeros(len(place), dtype=np.int64)
        for rows in self._chunks():
            sizes += np.bincount(place[rows["term"]], minlength=len(place))
        ends = np.cumsum(sizes)
        first = 0
        while first < len(place):
            before = ends[first - 1] if first else 0
            last = max(first + 1, int(np.searchsorted(ends, before + BLOCK, side="right")))
            yield first, last
            first = last

    def _rows_of(self, place: NDArray[np.int64], first: int, last: int) -> NDArray[Any]:
        chosen = []
        for rows in self._chunks():
            at = place[rows["term"]]
            chosen.append(rows[(at >= first) & (at < last)])
        return np.concatenate(chosen)


def _by_entry(
    place: NDArray[np.int64], version: NDArray[np.int32], frequency: Floats, owners: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32], Floats]:
    """Fields of a version summed up, the heaviest version of each entry kept; by place, then by entry."""
    key = place * max(len(owners), 1) + version
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    frequency = np.add.reduceat(frequency[order], first) if len(first) else frequency
    place, entry = place[order][first], owners[version[order][first]]
    first = np.flatnonzero(np.diff(place, prepend=-1) | np.diff(entry, prepend=-1))
    frequency = np.maximum.reduceat(frequency, first) if len(first) else frequency
    return place[first], entry[first], frequency


class _Found:
    """The arrays of the index as they grow, a block at a time; the long ones in files."""

    def __init__(self) -> None:
        self._holders: list[NDArray[np.int64]] = []
        self._rarity: list[Floats] = []
        self._entry, self._weight = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115

    def add(self, holders: NDArray[np.int64], rarity: Floats, entry: NDArray[np.int32], weight: Floats) -> None:
        self._holders.append(holders)
        self._rarity.append(rarity)
        self._entry.write(entry.astype(np.int32).tobytes())
        self._weight.write(weight.astype(np.float32).tobytes())

    def arrays(self) -> dict[str, NDArray[Any]]:
        holders = np.concatenate([np.zeros(1, dtype=np.int64), *self._holders])
        return {
            "starts": np.cumsum(holders).astype(np.int64),
            "rarity": np.concatenate([np.zeros(0, dtype=np.float32), *self._rarity]),
            "entry": _mapped(self._entry, np.dtype(np.int32)),
            "weight": _mapped(self._weight, np.dtype(np.float32)),
        }


def _mapped(file: IO[bytes], kind: np.dtype[Any]) -> NDArray[Any]:
    """What a file holds, read as it is used; the file goes when the array does."""
    with file:
        file.flush()
        return np.memmap(file, dtype=kind, mode="r") if file.tell() else np.zeros(0, dtype=kind)
