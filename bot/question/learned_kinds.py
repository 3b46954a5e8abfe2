"""What kind of question a text looks like, learned from the questions in `examples/`: a linear model over its pieces.

The pieces are runs of letters and of words as they stand, and runs and pairs of words with every name, amount and date
written alike, so that a form of asking is known again whatever it is about. Each file of `examples/` holds questions
of one kind, a line each. `python -m bot.question.learned_kinds` learns from them anew and writes `kinds.npz`, which is
all that answering needs.
"""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from bot.answer import Kind
from bot.language import to_simplified
from bot.question.subjects import ANY_BANK, SUBJECT

FOLDER = Path(__file__).parent
MODEL = FOLDER / "kinds.npz"

BUCKETS = 1 << 17
"""So many places are there for pieces of text; those that fall together share one."""

LONGEST = 4
"""So many characters, or one word less, has the longest piece."""

APART = 4
"""So many words at the most is one word of a pair behind the other."""

RIDGE = 0.25
"""How much is taken off what the examples say (a ridge): flat from 0.15 to 0.7."""

SHARPNESS = 10.0
"""What turns the scores, which are near 0 and 1, into log-likelihoods: the best on examples left out."""

LEAST = -12.0
"""The log-likelihood of what is all but excluded."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z0']+|[\u4e00-\u9fff]|[?!=]")
_FORM_WORD = re.compile(r"[a-z']+|0|[\u4e00-\u9fff]|[?!=,;.]")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_ALIKE = (
    (
        re.compile(
            r"[$€£¥]?\s?\d[\d,.]*\s?(?:bn|tn|mn|[bmt]\b|billion|trillion|million|万亿|亿|万)(?:美元|欧元|英镑|元|镑)?"
            r"|[$€£]\s?\d[\d,.]*k?"
        ),
        " amt ",
    ),
    (re.compile(r"\d[\d.]*\s?(?:%|percent|per cent|bps?\b|basis points?|个?基点|个点|厘)"), " pct "),
    (re.compile(r"(?:19|20)\d\d(?:年(?:\d+月(?:\d+[日号])?)?)?"), " yr "),
    (re.compile(rf"\b(?:{_MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b|\d+月(?:份|\d+[日号])?"), " mon "),
    (ANY_BANK, " bnk "),
    (SUBJECT, " sbj "),
    (_NUMBER, " 0 "),
)
"""What is written alike, whichever it is: amounts, rates, years, months, banks, names of the subject, numbers."""


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
    yield from _runs("w", _WORD.findall(plain))


def _forms(text: str) -> Iterator[str]:
    """Runs and pairs of words with names, amounts and dates written alike."""
    for pattern, alike in _ALIKE:
        text = pattern.sub(alike, text)
    words = _FORM_WORD.findall(text)
    yield from _runs("f", words)
    for place, word in enumerate(words):
        yield from (f"p{word}_{other}" for other in words[place + 2 : place + APART + 1])


def _runs(mark: str, words: Sequence[str]) -> Iterator[str]:
    for length in range(1, LONGEST):
        yield from (mark + " ".join(words[place : place + length]) for place in range(len(words) - length + 1))


def _counted(pieces: Iterator[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The places of some pieces, and how much each counts: the first time most."""
    counts = Counter(zlib.crc32(piece.encode()) % BUCKETS for piece in pieces)
    places = np.fromiter(counts, dtype=np.int64, count=len(counts))
    return places, 1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))


def _vector(text: str, rarity: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """A text as a vector: its pieces and its forms, each of length one."""
    parts = []
    for pieces in (_pieces(text), _forms(text)):
        places, values = _counted(pieces)
        values = values * rarity[places]
        parts.append((places, values / max(float(np.linalg.norm(values)), 1e-6)))
    return np.concatenate([places for places, _ in parts]), np.concatenate([values for _, values in parts])


def _learn(questions: Mapping[Kind, tuple[str, ...]]) -> dict[str, Any]:
    """The arrays of `kinds.npz`: a ridge regression on each kind. The same examples give the same model."""
    from scipy.sparse import csr_array  # type: ignore[import-untyped]

    texts = [to_simplified(text).lower().replace("’", "'") for each in questions.values() for text in each]
    kinds = sorted(questions)
    asked = [kind for kind, some in questions.items() for _ in some]
    of_kind = np.array([[kind == each for each in kinds] for kind in asked], dtype=float)
    counted = [(_counted(_pieces(text))[0], _counted(_forms(text))[0]) for text in texts]
    seen = Counter(place for both in counted for places in both for place in set(places.tolist()))
    frequency = np.array([seen[place] for place in range(BUCKETS)], dtype=np.float32)
    # What stands in one example only says nothing of others.
    rarity = np.where(frequency > 1, 1 + np.log((1 + len(texts)) / (1 + frequency)), 0).astype(np.float16)
    rows = [_vector(text, rarity.astype(np.float32)) for text in texts]
    starts = np.cumsum([0, *(len(places) for places, _ in rows)])
    columns, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    matrix = csr_array((values.astype(np.float64), columns, starts), shape=(len(texts), BUCKETS))
    share = of_kind.mean(axis=0)
    alike = (matrix @ matrix.T).toarray() + 2 * RIDGE * np.eye(len(texts))
    weights = matrix.T @ np.linalg.solve(alike, of_kind - share) * SHARPNESS
    scale = np.float32(np.max(np.abs(weights)) / 127)
    return {
        "kinds": np.array(kinds),
        "rarity": rarity,
        "weights": np.round(weights / scale).astype(np.int8),
        "scale": scale,
        "bias": (share * SHARPNESS).astype(np.float32),
        "learned_from": np.array(fingerprint(questions)),
    }


if __name__ == "__main__":
    found = examples()
    np.savez_compressed(MODEL, **_learn(found))
    sys.stdout.write(f"{MODEL.name}: learned from {sum(map(len, found.values())):,} questions\n")
