"""Passages on disk, and what tells one set of them from another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.keywords import Named, names_of
from knowledge.passage import Language, Passage, Source


class StoredPassages:
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


def content_hash(passages: Sequence[Passage], glossary: Sequence[Named] = ()) -> str:
    """Changes when any field of any passage, or a name or section in the glossary, does."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(_to_json(passage).encode())
    digest.update(json.dumps([(names_of(term), term.section) for term in glossary]).encode())
    return digest.hexdigest()
