"""What kind of question a text looks like, learned from the questions in `examples/`: a linear model over its letters.

Each file of `examples/` holds questions of one kind, a line each. `python -m bot.question.learned_kinds` learns from
them anew and writes `kinds.npz`, which is all that answering needs.
"""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from bot.answer import Kind
from bot.language import to_simplified
from bot.question.subjects import ANY_BANK

FOLDER = Path(__file__).parent
MODEL = FOLDER / "kinds.npz"

BUCKETS = 1 << 15
"""So many places are there for pieces of text; those that fall together share one."""

LONGEST = 4
"""So many characters, or one word less, has the longest piece."""

STRENGTH = 10.0
"""How freely the model follows the examples (the inverse of the ridge): flat from 3 to 30."""

LEAST = -12.0
"""The log-likelihood of what is all but excluded."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z0']+|[\u4e00-\u9fff]")


def examples() -> Mapping[Kind, tuple[str, ...]]:
    """The questions that the model is learned from, by kind."""
    kinds = (kind for kind in get_args(Kind) if (FOLDER / "examples" / f"{kind}.txt").exists())
    return {
        kind: tuple((FOLDER / "examples" / f"{kind}.txt").read_text(encoding="utf-8").splitlines()) for kind in kinds
    }


def likelihoods(text: str) -> Mapping[Kind, float]:
    """The log-likelihood of each kind for a question, folded as a plan folds it."""
    model = _model()
    places, values = _vector(text, model.rarity)
    scores = values @ model.weights[places] + model.bias
    scores -= np.max(scores)
    scores -= np.log(np.sum(np.exp(scores)))
    return {kind: max(LEAST, float(score)) for kind, score in zip(model.kinds, scores, strict=True)}


def learned_from() -> str:
    """A fingerprint of the examples that the model was learned from."""
    return _model().learned_from


def fingerprint(questions: Mapping[Kind, tuple[str, ...]]) -> str:
    """Changes when any of the examples does."""
    lines = (f"{kind}\t{question}\n" for kind, texts in questions.items() for question in texts)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


class _Model:
    """Weights of every piece of text for every kind, as they were learned."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as stored:
            self.kinds: tuple[Kind, ...] = tuple(str(kind) for kind in stored["kinds"])  # type: ignore[misc]
            self.rarity = stored["rarity"].astype(np.float32)
            self.weights = stored["weights"].astype(np.float32) * stored["scale"]
            self.bias = stored["bias"]
            self.learned_from = str(stored["learned_from"])


@cache
def _model() -> _Model:
    return _Model(MODEL)


def _pieces(text: str) -> Iterator[str]:
    """Runs of characters and of words; a bank is any bank, a number any number."""
    plain = _NUMBER.sub("0", ANY_BANK.sub(" bnk ", text))
    padded = f" {plain} "
    for length in range(1, LONGEST + 1):
        yield from (f"c{padded[place : place + length]}" for place in range(len(padded) - length + 1))
    words = _WORD.findall(plain)
    for length in range(1, LONGEST):
        yield from ("w" + " ".join(words[place : place + length]) for place in range(len(words) - length + 1))


def _counted(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The places of the pieces of a text, and how much each counts: the first time most."""
    counts = Counter(zlib.crc32(piece.encode()) % BUCKETS for piece in _pieces(text))
    places = np.fromiter(counts, dtype=np.int64, count=len(counts))
    return places, 1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))


def _vector(text: str, rarity: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """A text as a vector of length one."""
    places, values = _counted(text)
    values = values * rarity[places]
    return places, values / np.linalg.norm(values)


def _learn(questions: Mapping[Kind, tuple[str, ...]]) -> dict[str, Any]:
    """The arrays of `kinds.npz`. Deterministic: the same examples give the same model."""
    from scipy.sparse import csr_array  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    texts = [to_simplified(text).lower().replace("’", "'") for each in questions.values() for text in each]
    kinds = [kind for kind, each in questions.items() for _ in each]
    seen = Counter(place for text in texts for place in set(_counted(text)[0].tolist()))
    frequency = np.array([seen[place] for place in range(BUCKETS)], dtype=np.float32)
    # What stands in one example only says nothing of others.
    rarity = np.where(frequency > 1, 1 + np.log((1 + len(texts)) / (1 + frequency)), 0).astype(np.float16)
    rows = [_vector(text, rarity.astype(np.float32)) for text in texts]
    starts = np.cumsum([0, *(len(places) for places, _ in rows)])
    columns, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    matrix = csr_array((values, columns, starts), shape=(len(texts), BUCKETS))
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(matrix, kinds)
    scale = np.float32(np.max(np.abs(model.coef_)) / 127)
    return {
        "kinds": model.classes_.astype(str),
        "rarity": rarity,
        "weights": np.round(model.coef_.T / scale).astype(np.int8),
        "scale": scale,
        "bias": model.intercept_.astype(np.float32),
        "learned_from": np.array(fingerprint(questions)),
    }


if __name__ == "__main__":
    found = examples()
    np.savez_compressed(MODEL, **_learn(found))
    sys.stdout.write(f"{MODEL.name}: learned from {sum(map(len, found.values())):,} questions\n")
