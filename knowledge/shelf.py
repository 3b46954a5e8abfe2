"""A user's own notes as collections: which folders they come from, what was read, and the index over all of them.

    collections/<name>/folder.json    where the files are
    collections/<name>/<file>.json    the passages of one file, and what the file looked like when it was read
    encoded/*.npz                     vectors of texts, a few hundred a file
    index/                            the index over the passages of all collections

Every one of these files is written whole or not at all, as soon as its work is done: an interruption costs at most one
file that was being read, or a few hundred texts that were being encoded.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import uuid
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np

from knowledge.keywords import Named
from knowledge.notes import READER, UnreadableNoteError, files_in, read_note, visible
from knowledge.passage import Passage
from knowledge.search import Index, IndexUnusableError, build_index, open_index
from knowledge.vectors import Encoder, EncoderChangedError, Floats

Stage = Literal["reading", "encoding"]
Progress = Callable[[Stage, int, int], None]
"""Called with what is being done, how much of it is done and how much there is."""

ROUND = 256
"""Texts that are encoded between two writes."""

_NAME = re.compile(r"\w[\w .-]{0,63}")
_KEPT = ("id", "text", "language", "title", "article", "opening", "collection")


class NotesError(Exception):
    """Notes cannot be added or forgotten: the message says why and what to do. The user must act."""


@dataclass(frozen=True)
class Collection:
    """The notes of one folder. `files` is how many of its files are in the index."""

    name: str
    folder: Path
    files: int = 0
    passages: int = 0


@dataclass(frozen=True)
class Report:
    """What adding a folder has done. `skipped` holds files that cannot be read, each with the reason."""

    collection: Collection
    read: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()


class Shelf:
    """All collections of notes of one data folder."""

    def __init__(self, home: Path) -> None:
        self._collections = home / "collections"
        self._encoded = home / "encoded"
        self._index = home / "index"

    def collections(self) -> tuple[Collection, ...]:
        """What there is, by name."""
        return tuple(self._collection(place.parent.name) for place in sorted(self._collections.glob("*/folder.json")))

    def add(
        self,
        folder: Path,
        name: str = "",
        *,
        encoder: Encoder,
        glossary: Sequence[Named] = (),
        progress: Progress | None = None,
    ) -> Report:
        """Takes in the notes of a folder, or what has changed in it since; a collection is called after its folder.

        Raises: NotesError for a folder or a name that cannot be used.
        """
        folder = folder.expanduser()
        if not folder.is_dir():
            raise NotesError(f"{folder} is not a folder: name the one that holds your notes.")
        folder = folder.resolve()
        name = self._named(folder, name)
        report = self._read(folder, name, progress)
        self.refresh(encoder=encoder, glossary=glossary, progress=progress)
        return report

    def forget(self, name: str, *, encoder: Encoder, glossary: Sequence[Named] = ()) -> Collection:
        """Takes a collection out of the index; the files themselves stay as they are. Raises NotesError."""
        known = {each.name: each for each in self.collections()}
        if name not in known:
            there = ", ".join(known) or "none yet"
            raise NotesError(f"No notes are called {name!r}. There are: {there}.")
        (self._collections / name / "folder.json").unlink()
        shutil.rmtree(self._collections / name, ignore_errors=True)
        self.refresh(encoder=encoder, glossary=glossary)
        return known[name]

    def passages(self) -> tuple[Passage, ...]:
        """Every passage of every collection."""
        return tuple(
            passage
            for collection in self.collections()
            for record in self._records(collection.name).values()
            for passage in _passages(record)
        )

    def refresh(self, *, encoder: Encoder, glossary: Sequence[Named] = (), progress: Progress | None = None) -> None:
        """Builds the index again if the notes or the encoder are not those that it was built from."""
        passages = self.passages()
        if not passages:
            shutil.rmtree(self._index, ignore_errors=True)
            shutil.rmtree(self._encoded, ignore_errors=True)
            return
        with suppress(IndexUnusableError, EncoderChangedError):
            if open_index(self._index, encoder=encoder).is_fresh(passages, encoder, glossary):
                return
        remembering = RememberingEncoder(encoder, self._encoded)
        build_index(
            passages,
            self._index,
            encoder=remembering,
            glossary=glossary,
            progress=(lambda done, total: progress("encoding", done, total)) if progress else None,
        )
        remembering.forget_unused()

    def stamp(self) -> int | None:
        """Changes whenever the index does; None while there are no notes."""
        try:
            return (self._index / "manifest.json").stat().st_mtime_ns
        except OSError:
            return None

    def open(self, encoder: Encoder) -> Index:
        """The index over all notes. Raises IndexUnusableError, EncoderChangedError."""
        return open_index(self._index, encoder=encoder)

    def _named(self, folder: Path, name: str) -> str:
        """The name of the collection that holds this folder's notes, or the one that it is given."""
        known = {each.name: each.folder for each in self.collections()}
        if not name:
            name = next((each for each, place in known.items() if place == folder), "") or _slug(folder.name)
        if not _NAME.fullmatch(name):
            raise NotesError(f"{name!r} cannot be a name: use letters, figures, blanks, dots and dashes.")
        if known.get(name, folder) != folder:
            raise NotesError(f"{name!r} already holds the notes of {known[name]}: give these another name (--name).")
        return name

    def _read(self, folder: Path, name: str, progress: Progress | None) -> Report:
        """Reads what is new or has changed, and drops what is gone."""
        skipped: list[tuple[str, str]] = []
        closed: list[str] = []

        def unreadable(error: OSError) -> None:
            closed.append(os.path.relpath(error.filename, folder))
            skipped.append((visible(closed[-1]), f"this folder cannot be read ({error.strerror})"))

        found = list(files_in(folder, unreadable))
        place = self._collections / name
        if not found and not place.exists():
            raise NotesError(f"{folder} holds no Markdown, text or PDF file.")
        place.mkdir(parents=True, exist_ok=True)
        _write(place / "folder.json", {"folder": str(folder)})
        records = self._records(name)
        read: list[str] = []
        unchanged: list[str] = []
        for number, file in enumerate(found, start=1):
            path = os.path.relpath(file, folder)
            key, shown = _key(path), visible(path)
            try:
                record, is_new = _record(file, path, f"notes/{name}", records.pop(key, None))
            except UnreadableNoteError as error:
                skipped.append((shown, str(error)))
                (place / f"{key}.json").unlink(missing_ok=True)
            else:
                _write(place / f"{key}.json", record)
                (read if is_new else unchanged).append(shown)
            if progress is not None:
                progress("reading", number, len(found))
        removed = [key for key, each in records.items() if not any(_is_below(each["file"], top) for top in closed)]
        for key in removed:
            (place / f"{key}.json").unlink(missing_ok=True)
        gone = tuple(str(records[key]["file"]) for key in removed)
        return Report(self._collection(name), tuple(read), tuple(unchanged), gone, tuple(skipped))

    def _collection(self, name: str) -> Collection:
        facts = json.loads((self._collections / name / "folder.json").read_text(encoding="utf-8"))
        records = self._records(name).values()
        return Collection(name, Path(facts["folder"]), len(records), sum(len(each["passages"]) for each in records))

    def _records(self, name: str) -> dict[str, dict[str, Any]]:
        """What is kept of each file, by its key; what cannot be read any more counts as not there."""
        found = {}
        for file in sorted((self._collections / name).glob("*.json")):
            with suppress(OSError, ValueError):
                if file.name != "folder.json":
                    found[file.stem] = json.loads(file.read_text(encoding="utf-8"))
        return found


def _record(file: Path, path: str, collection: str, before: Mapping[str, Any] | None) -> tuple[Mapping[str, Any], bool]:
    """What is kept of a file, and whether it had to be read. Raises UnreadableNoteError."""
    try:
        facts = file.stat()
        looks = {"reader": READER, "size": facts.st_size, "changed": facts.st_mtime_ns}
        if before is not None and all(before.get(name) == value for name, value in looks.items()):
            return before, False
    except OSError as error:
        raise UnreadableNoteError(f"it cannot be read ({error.strerror})") from error
    passages = read_note(file, path, collection)
    kept = [{name: getattr(passage, name) for name in _KEPT} for passage in passages]
    as_of = passages[0].as_of
    return {**looks, "file": visible(path), "as_of": as_of.isoformat() if as_of else "", "passages": kept}, True


def _passages(record: Mapping[str, Any]) -> Iterator[Passage]:
    as_of = date.fromisoformat(record["as_of"]) if record["as_of"] else None
    yield from (replace(Passage(**each), as_of=as_of) for each in record["passages"])


def _key(path: str) -> str:
    return hashlib.blake2b(os.fsencode(path), digest_size=16).hexdigest()


def _is_below(path: str, folder: str) -> bool:
    return Path(visible(folder)) in Path(path).parents


def _slug(name: str) -> str:
    return re.sub(r"[^\w .-]", "", visible(name)).lstrip(" .-")[:64].strip() or "notes"


def _write(file: Path, facts: Mapping[str, Any]) -> None:
    """Writes a file whole or not at all."""
    draft = file.with_suffix(f".{uuid.uuid4().hex[:8]}.draft")
    draft.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    draft.replace(file)


class RememberingEncoder:
    """An encoder that keeps on disk what it has encoded, so that no text is encoded twice, not even after a crash."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._folder = folder
        self._used: dict[bytes, Floats] = {}

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    def reads(self, texts: Sequence[str]) -> list[bool]:
        return self._encoder.reads(texts)

    def encode_question(self, question: str) -> Floats:
        return self._encoder.encode_question(question)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Floats:
        """Rows for texts; only those that are not kept yet are encoded, and kept at once, a round at a time."""
        keys = [self._key(text) for text in texts]
        wanted = dict(zip(keys, texts, strict=True))
        known = {key: row for key, row in self._kept() if key in wanted}
        missing = sorted((key for key in wanted if key not in known), key=lambda key: -len(wanted[key]))
        for start in range(0, len(missing), ROUND):
            chosen = missing[start : start + ROUND]
            rows = self._encoder.encode_passages([wanted[key] for key in chosen])
            self._keep(chosen, rows)
            known.update(zip(chosen, rows, strict=True))
            if progress is not None:
                progress(len(texts) - len(missing) + start + len(chosen), len(texts))
        self._used |= known
        return np.array([known[key] for key in keys], dtype=np.float32)

    def forget_unused(self) -> None:
        """Keeps only what has been asked for since this encoder was made, in one file."""
        before = list(self._folder.glob("*.npz"))
        if self._used:
            self._keep(list(self._used), np.array(list(self._used.values()), dtype=np.float32))
        for file in before:
            file.unlink(missing_ok=True)

    def _key(self, text: str) -> bytes:
        return hashlib.blake2b(f"{self.fingerprint}\0{text}".encode(), digest_size=16).digest()

    def _keep(self, keys: Sequence[bytes], rows: Floats) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"{uuid.uuid4().hex}.draft"
        with draft.open("wb") as file:
            np.savez(file, keys=np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(-1, 16), rows=rows)
        draft.replace(draft.with_suffix(".npz"))

    def _kept(self) -> Iterator[tuple[bytes, Floats]]:
        for file in self._folder.glob("*.npz"):
            with suppress(OSError, ValueError, KeyError, zipfile.BadZipFile), np.load(file) as kept:
                yield from zip((key.tobytes() for key in kept["keys"]), kept["rows"], strict=True)
