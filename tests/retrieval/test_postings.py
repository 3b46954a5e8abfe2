"""Weights of terms do not depend on how much of their counts is held in memory."""

from __future__ import annotations

import random

import numpy as np
import pytest

from knowledge import postings
from knowledge.postings import Counts


def weighed() -> dict[str, np.ndarray]:
    chance = random.Random(2)  # noqa: S311 - no secret
    counts, owners = Counts(), []
    for entry in range(60):
        for _ in range(1 + entry % 2):
            for part in range(2):
                counts.add(len(owners), part, chance.choices([f"w{number}" for number in range(40)], k=part * 9 + 3))
            owners.append(entry)
    terms = len(counts.vocabulary)
    place = np.arange(terms, dtype=np.int64)[::-1].copy()
    return counts.weighed(np.array([1.0, 2.0]), np.array(owners, dtype=np.int32), 60, place)


def test_blocks_of_any_size_give_the_same_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = weighed()
    for block in (1, 7, 100):
        monkeypatch.setattr(postings, "BLOCK", block)
        parts = weighed()
        assert all(np.array_equal(parts[name], whole[name]) for name in whole), block


def test_weights_are_those_of_bm25f() -> None:
    counts = Counts()
    counts.add(0, 0, ["qt", "qt", "fed"])
    counts.add(0, 1, ["qt"])
    counts.add(1, 0, ["fed"])
    found = counts.weighed(np.array([1.0, 2.0]), np.array([0, 1], dtype=np.int32), 2, np.array([0, 1]))
    body, title = 2 / (1 - 0.75 + 0.75 * 3 / 2), 2 * 1 / (1 - 0.75 + 0.75 * 1 / 1)
    rarity = np.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    expected = rarity * (body + title) * 2.2 / (body + title + 1.2)
    assert found["starts"].tolist() == [0, 1, 3]
    assert found["entry"].tolist() == [0, 0, 1]
    assert found["weight"][0] == pytest.approx(expected, rel=1e-6)


def test_nothing_counted_gives_empty_arrays() -> None:
    found = Counts().weighed(np.zeros(0), np.zeros(0, dtype=np.int32), 0, np.zeros(0, dtype=np.int64))
    assert {name: len(values) for name, values in found.items()} == {"starts": 1, "rarity": 0, "entry": 0, "weight": 0}
