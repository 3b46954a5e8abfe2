"""A user's notes as collections: only what changed is done again, nothing that was done is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from retrieval_fakes import SmallEncoder, SmallTerm

from knowledge import shelf as module
from knowledge.shelf import NotesError, RememberingEncoder, Report, Shelf

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "desk"
    (place / "deep").mkdir(parents=True)
    (place / "cats.md").write_text("# Cats\nCats sleep most of the day.\n", encoding="utf-8")
    (place / "taxes.txt").write_text("Taxes are due in April.", encoding="utf-8")
    (place / "deep" / "限额.md").write_text("# 限额\n回购限额为五十亿元。\n", encoding="utf-8")
    return place


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "notes")


def found(shelf: Shelf, question: str) -> list[str]:
    return [hit.passage.id for hit in shelf.open(SmallEncoder()).search(question)]


def counts(report: Report) -> tuple[int, int, int, int]:
    return len(report.read), len(report.unchanged), len(report.removed), len(report.skipped)


def test_notes_in_both_languages_are_found_under_their_file_and_heading(
    shelf: Shelf, folder: Path, glossary: list[SmallTerm]
) -> None:
    report = shelf.add(folder, encoder=SmallEncoder(), glossary=glossary)
    assert counts(report) == (3, 0, 0, 0)
    assert (report.collection.name, report.collection.folder) == ("desk", folder)
    (hit, *_) = shelf.open(SmallEncoder()).search("feline sleep")
    assert (hit.passage.article, hit.passage.title, hit.passage.collection) == ("cats.md", "Cats", "notes/desk")
    assert found(shelf, "回购限额是多少?") == ["note:notes/desk/deep/限额.md#1"]


def test_only_what_changed_is_read_and_encoded_again(shelf: Shelf, folder: Path) -> None:
    shelf.add(folder, encoder=SmallEncoder())
    (folder / "taxes.txt").write_text("A levy is due in May.", encoding="utf-8")
    (folder / "new.md").write_text("Bonds mature.", encoding="utf-8")
    (folder / "cats.md").unlink()
    encoder = SmallEncoder()
    report = shelf.add(folder, encoder=encoder)
    assert (report.read, report.removed) == (("new.md", "taxes.txt"), ("cats.md",))
    assert report.unchanged == ("deep/限额.md",)
    assert sorted(encoder.passages) == ["A levy is due in May.", "Bonds mature."]
    assert found(shelf, "cats") == []
    assert found(shelf, "levy in May")[0] == "note:notes/desk/taxes.txt#1"
    assert shelf.collections()[0].files == 3


def test_a_second_look_at_the_same_files_does_nothing(shelf: Shelf, folder: Path) -> None:
    shelf.add(folder, encoder=SmallEncoder())
    stamp, encoder = shelf.stamp(), SmallEncoder()
    assert counts(shelf.add(folder, encoder=encoder)) == (0, 3, 0, 0)
    assert (shelf.stamp(), encoder.passages) == (stamp, [])


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_taken(shelf: Shelf, folder: Path) -> None:
    shelf.add(folder, encoder=SmallEncoder())
    (folder / "broken.pdf").write_bytes(b"no pdf")
    (folder / "cats.md").write_bytes(b"\0\0")
    report = shelf.add(folder, encoder=SmallEncoder())
    assert [name for name, _ in report.skipped] == ["broken.pdf", "cats.md"]
    assert all(reason for _, reason in report.skipped)
    assert found(shelf, "cats") == [], "what the file said before it was damaged is not told any more"
    assert found(shelf, "taxes")


def test_a_folder_that_is_closed_for_a_while_loses_nothing(
    shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add(folder, encoder=SmallEncoder())
    listed = os.scandir

    def scandir(place: str) -> object:
        if Path(place).name == "deep":
            raise PermissionError(13, "Permission denied", str(place))
        return listed(place)

    monkeypatch.setattr(os, "scandir", scandir)
    report = shelf.add(folder, encoder=SmallEncoder())
    assert report.skipped == (("deep", "this folder cannot be read (Permission denied)"),)
    assert report.removed == ()
    assert found(shelf, "回购限额")


def test_work_done_before_a_kill_is_kept(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    for number in range(12):
        sections = "".join(f"# Part {number} {part}\nBonds of issue {number}-{part}.\n" for part in range(60))
        (folder / f"{number:02}.md").write_text(sections, encoding="utf-8")
    code = f"""
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from retrieval_fakes import SmallEncoder
from knowledge.shelf import Shelf

class Killed(SmallEncoder):
    def encode_passages(self, texts, progress=None):
        if len(self.passages) >= 512:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode_passages(texts, progress)

Shelf(Path({str(tmp_path / "notes")!r})).add(Path({str(folder)!r}), encoder=Killed())
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own code
    assert done.returncode == -signal.SIGKILL, done.stderr
    encoder = SmallEncoder()
    report = shelf.add(folder, encoder=encoder)
    assert counts(report) == (0, 15, 0, 0), "every file had been read"
    assert len(encoder.passages) == 12 * 60 + 2 - 512, "and what had been encoded stays so"
    assert len(shelf.open(encoder)) == 12 * 60 + 3
    assert found(shelf, "issue 7-31")


def test_a_draft_or_a_damaged_piece_of_work_is_done_again(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    shelf.add(folder, encoder=SmallEncoder())
    (record, *_) = [
        file for file in (tmp_path / "notes" / "collections" / "desk").glob("*.json") if len(file.stem) > 20
    ]
    record.write_text("{", encoding="utf-8")
    for file in (tmp_path / "notes" / "encoded").glob("*.npz"):
        file.write_bytes(b"half")
    (folder / "taxes.txt").write_text("Taxes are due in May.", encoding="utf-8")
    report = shelf.add(folder, encoder=SmallEncoder())
    assert report.read == ("cats.md", "taxes.txt")
    assert len(shelf.open(SmallEncoder())) == 3


def test_another_encoder_encodes_everything_again(shelf: Shelf, folder: Path) -> None:
    shelf.add(folder, encoder=SmallEncoder())
    other = SmallEncoder("2")
    other.name = "other"
    shelf.refresh(encoder=other)
    assert len(other.passages) == 2
    assert shelf.open(other).search("cats")


def test_collections_are_kept_apart_and_can_be_forgotten(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "other" / "desk"
    second.mkdir(parents=True)
    (second / "dogs.md").write_text("Dogs bark at cats.", encoding="utf-8")
    shelf.add(folder, encoder=SmallEncoder())
    with pytest.raises(NotesError, match="--name"):
        shelf.add(second, encoder=SmallEncoder())
    shelf.add(second, "home notes", encoder=SmallEncoder())
    assert [(each.name, each.files) for each in shelf.collections()] == [("desk", 3), ("home notes", 1)]
    assert shelf.add(second, encoder=SmallEncoder()).collection.name == "home notes", "a known folder keeps its name"
    with pytest.raises(NotesError, match="desk, home notes"):
        shelf.forget("nothing", encoder=SmallEncoder())
    shelf.forget("desk", encoder=SmallEncoder())
    assert found(shelf, "cats") == ["note:notes/home notes/dogs.md#1"]
    assert (folder / "cats.md").exists()
    shelf.forget("home notes", encoder=SmallEncoder())
    assert (shelf.collections(), shelf.stamp()) == ((), None)


def test_a_folder_or_name_that_cannot_be_used_says_so(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    for place, name, told in (
        (tmp_path / "gone", "", "is not a folder"),
        (folder / "cats.md", "", "is not a folder"),
        (tmp_path / "nothing", "", "holds no Markdown"),
        (folder, "../up", "cannot be a name"),
        (folder, "a/b", "cannot be a name"),
        (folder, ".", "cannot be a name"),
    ):
        with pytest.raises(NotesError, match=told):
            shelf.add(place, name, encoder=SmallEncoder())
    assert shelf.collections() == ()


def test_progress_tells_what_is_being_done(shelf: Shelf, folder: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    shelf.add(folder, encoder=SmallEncoder(), progress=lambda *step: steps.append(step))
    assert steps[:3] == [("reading", 1, 3), ("reading", 2, 3), ("reading", 3, 3)]
    assert steps[-1][0] == "encoding" and steps[-1][1] == steps[-1][2]


def test_remembered_rows_are_those_of_the_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROUND", 2)
    texts = ["cats", "bonds", "taxes", "cats", "reserves and cats"]
    plain = SmallEncoder()
    kept = RememberingEncoder(plain, tmp_path).encode_passages(texts)
    assert np.array_equal(kept, SmallEncoder().encode_passages(texts))
    assert len(plain.passages) == 4
    again = RememberingEncoder(plain, tmp_path)
    assert np.array_equal(again.encode_passages(texts[:2]), kept[:2])
    again.forget_unused()
    assert len(plain.passages) == 4
    RememberingEncoder(plain, tmp_path).encode_passages(texts)
    assert len(plain.passages) == 6, "what was not used any more is gone"
