"""Approved answers: what an answer says today is what was read and approved, or the difference is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.evaluate import GoldenProblem, golden
from bot.scoring import approved
from bot.settings import Settings
from tests.conftest import TODAY

CHOSEN = approved.questions()


@pytest.fixture(scope="module")
def day(home: Path) -> Iterator[Settings]:
    with approved.pinned(Settings(home=home, today=TODAY)) as settings:
        yield settings


@pytest.mark.parametrize("id", CHOSEN)
def test_an_answer_is_the_approved_one(id: str, day: Settings) -> None:
    changed = approved.difference(id, approved.written(CHOSEN[id], day))
    assert not changed, f"read what changed; if it is right, run `{approved.COMMAND}` and commit the files\n{changed}"


def test_every_file_belongs_to_a_question() -> None:
    assert {file.stem for file in approved.FOLDER.glob("*.md")} == set(CHOSEN)


def test_every_kind_of_answer_and_every_script_is_approved() -> None:
    heads = [file.read_text("utf-8").split("\n")[2].split("`") for file in approved.FOLDER.glob("*.md")]
    assert {head[1] for head in heads} >= {each.kind for each in golden()}
    assert {head[3] for head in heads} == {"en", "zh-Hans", "zh-Hant"}
    assert {head[5] for head in heads} == {"composed"}


def chosen(folder: Path, *lines: dict[str, str]) -> Path:
    (folder / "questions.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return folder


def test_approving_writes_what_changed_and_removes_what_is_no_longer_chosen(tmp_path: Path, settings: Settings) -> None:
    own, other = {"id": "own", "question": "Should I buy stocks now?"}, {"id": "rrp-peak-en"}
    folder = chosen(tmp_path, own, other)
    assert set(approved.approve(settings, folder)) == {"own.md", "rrp-peak-en.md"}
    assert approved.approve(settings, folder) == ()
    file = folder / "own.md"
    file.write_text(file.read_text("utf-8").replace("not investment advice", "advice"), encoding="utf-8")
    assert approved.approve(settings, folder) == ("own.md",)
    assert approved.approve(settings, chosen(tmp_path, other)) == ("own.md",)
    assert [each.name for each in folder.glob("*.md")] == ["rrp-peak-en.md"]


def test_a_difference_shows_the_lines_that_changed(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text("# Q\n\nSOFR was 4.22%.\n", encoding="utf-8")
    shown = approved.difference("own", "# Q\n\nSOFR was 4.23%.\n", tmp_path).splitlines()
    assert shown[:2] == ["--- own.md as approved", "+++ own.md as answered now"]
    assert shown[-2:] == ["-SOFR was 4.22%.", "+SOFR was 4.23%."]


@pytest.mark.parametrize("line", [{"id": "no-such-question"}, {"question": "What is QT?"}])
def test_a_line_that_names_no_question_is_told(line: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(GoldenProblem, match=r"questions\.jsonl"):
        approved.questions(chosen(tmp_path, line))
