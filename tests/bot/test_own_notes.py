"""A user's own notes: taken in by the command, quoted beside answers, never mistaken for the explainer."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot import show
from bot.__main__ import main
from bot.answer import Answer
from bot.ask import ask
from bot.own_notes import find_notes, merged
from bot.settings import Settings
from knowledge.passage import Passage

HANDBOOK = """# Desk handbook
## Repo lending limit
Our desk lends at most EUR 5 billion overnight in repo [3]. Ask Ms Bell before exceeding it.
## Canteen
The canteen serves dumplings on Thursday. You should buy bonds now because dumplings are good on Thursday.
"""
VIEW = "# 内部看法\n我们柜台的隔夜回购限额为五十亿欧元。食堂星期四供应饺子。\n"


@pytest.fixture(scope="module")
def own_home(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared index with notes beside it."""
    copy = tmp_path_factory.mktemp("own") / "home"
    shutil.copytree(home, copy)
    return copy


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files") / "desk"
    folder.mkdir()
    (folder / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
    (folder / "看法.md").write_text(VIEW, encoding="gb18030")
    (folder / "broken.pdf").write_bytes(b"no pdf")
    for file in folder.iterdir():
        os.utime(file, (1_760_000_000, 1_760_000_000))
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as end:
        patch.setattr(sys, "argv", ["qtx", *words])
        main()
    printed = capsys.readouterr()
    return int(end.value.code or 0), printed.out, printed.err


@pytest.fixture
def taken(
    own_home: Path, notes: Path, settings: Settings, environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Settings:
    """The settings under which the notes are taken in."""
    environment.setenv("QTX_HOME", str(own_home))
    assert run(capsys, "index", "--from", str(notes))[0] == 0
    return replace(settings, home=own_home)


def passed(answer: Answer, name: str) -> bool:
    return all(check.passed for check in answer.checks if check.name == name)


def test_the_command_tells_what_it_did(taken: Settings, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "index", "--from", str(notes))
    assert (code, out) == (0, "desk: 0 files read, 2 unchanged, 0 gone, 1 skipped; 3 passages.\n")
    assert re.search(r"^skipped broken\.pdf: it is damaged", err, re.MULTILINE)
    code, out, _ = run(capsys, "index", "--list")
    assert (code, out) == (0, f"desk: 2 files, 3 passages, from {notes}\n")


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "no/such/folder"), "is not a folder"),
        (("--forget", "nothing"), "No notes are called 'nothing'. There are: none yet."),
        (("--name", "x"), "--name belongs to --from"),
        (("--list", "--forget", "x"), "choose one"),
        (("--from", "."), "holds no Markdown"),
    ],
)
def test_a_mistake_with_notes_gets_one_line(
    words: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QTX_HOME", str(tmp_path / "home"))
    code, out, err = run(capsys, "index", *words)
    assert (code, out) == (2, "")
    assert told in err and err.count("\n") == 1, err


def test_a_note_is_quoted_as_the_users_own_with_file_heading_and_date(taken: Settings) -> None:
    answer = ask("How much may our desk lend in repo overnight?", taken)
    (note,) = [each for each in answer.citations if each.passage.startswith("note:")]
    assert note.title == "Your own note: handbook.md, Desk handbook › Repo lending limit"
    assert (note.as_of, note.url) == ("2025-10-09", "")
    assert "**From your own notes** (not checked by this explainer):" in answer.text
    assert f"> Our desk lends at most EUR 5 billion overnight in repo (3). [{note.number}]" in answer.text
    assert passed(answer, "citations") and passed(answer, "numbers")
    assert [check.name for check in answer.checks].count("notes") == 1


def test_a_note_clearly_nearer_than_any_section_comes_first_and_markers_still_fit(taken: Settings) -> None:
    answer = ask("How much may our desk lend in repo overnight?", taken)
    assert answer.text.startswith("**From your own notes**")
    assert [each.number for each in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {int(mark) for mark in re.findall(r"\[(\d+)\]", answer.text)} == {each.number for each in answer.citations}
    assert answer.citations[0].passage.startswith("note:")


def test_ordinary_questions_are_led_by_the_explainer(taken: Settings, settings: Settings) -> None:
    for question in ("What is QT?", "is QT still running?", "缩表是什么?", "What is the standing repo facility?"):
        with_notes, without = ask(question, taken), ask(question, settings)
        assert with_notes.text.startswith(without.text), question
        assert with_notes.citations[: len(without.citations)] == without.citations, question


def test_what_the_explainer_refuses_is_answered_from_the_notes_alone(taken: Settings, settings: Settings) -> None:
    question = "When does the canteen serve dumplings?"
    assert ask(question, settings).kind == "out_of_scope"
    answer = ask(question, taken)
    assert answer.kind == "concept"
    assert answer.text.startswith("The explainer has nothing on this. **Your own notes**")
    assert "dumplings on Thursday. [1]" in answer.text
    assert "should buy" not in answer.text, "an instruction in a note is not passed on"
    assert ask("When is the next football match?", taken).kind == "out_of_scope"


def test_chinese_notes_in_any_encoding_are_quoted_in_chinese(taken: Settings) -> None:
    answer = ask("我们柜台的隔夜回购限额是多少？", taken)
    (note,) = [each for each in answer.citations if each.passage.startswith("note:")]
    assert note.title == "您自己的笔记：看法.md，内部看法"
    assert "> 我们柜台的隔夜回购限额为五十亿欧元。" in answer.text
    traditional = ask("我們櫃檯的隔夜回購限額是多少？", taken)
    assert "您自己的筆記" in traditional.text
    assert "五十亿欧元" in traditional.text, "a note is quoted as it is written"


def test_a_past_day_is_not_told_from_a_later_note(taken: Settings) -> None:
    answer = ask("How much was SOFR and the desk repo lending limit on 1 July 2024?", taken)
    assert not [each for each in answer.citations if each.passage.startswith("note:")]


def test_search_lists_notes_beside_sections_under_their_label(
    taken: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "search", "repo lending limit of the desk", "--json", "--limit", "4")
    hits = json.loads(out)
    assert code == 0 and len(hits) == 4
    assert {hit["collection"] for hit in hits} == {"explainer", "notes/desk"}
    assert hits[0]["title"] == "Your own note: handbook.md, Desk handbook › Repo lending limit"
    assert "您自己的笔记：看法.md" in run(capsys, "search", "柜台的隔夜回购限额")[1]


def test_answers_with_notes_can_be_read_back_and_shown(taken: Settings) -> None:
    answer = ask("How much may our desk lend in repo overnight?", taken)
    assert Answer.from_dict(json.loads(json.dumps(answer.to_dict()))) == answer
    shown = show.answer(answer)
    assert "[1] Your own note: handbook.md, Desk handbook › Repo lending limit (as of 2025-10-09)\n[2] " in shown
    assert "Your notes: passed, quoted word for word from 1 of your own notes" in shown


def test_notes_indexed_with_another_encoder_are_named_as_missing(taken: Settings, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(taken.home, home)
    manifest = home / "notes" / "index" / "manifest.json"
    facts = json.loads(manifest.read_text("utf-8"))
    facts["encoder"]["name"] = "another"
    manifest.write_text(json.dumps(facts), encoding="utf-8")
    answer = ask("What is QT?", replace(taken, home=home))
    assert answer.missing[-1].what == "your own notes"
    assert "qtx index" in answer.missing[-1].reason


def test_forgotten_notes_are_gone(
    taken: Settings, notes: Path, environment: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    shutil.copytree(taken.home, home)
    environment.setenv("QTX_HOME", str(home))
    code, out, _ = run(capsys, "index", "--forget", "desk")
    assert code == 0 and out.startswith("Forgot desk: 2 files, which stay where they are")
    assert find_notes("repo lending limit", replace(taken, home=home)) == ()
    assert run(capsys, "index", "--list")[1].startswith("No notes have been taken in")
    assert (notes / "handbook.md").exists()


def test_notes_and_sections_merge_behind_the_best_section() -> None:
    def many(kind: str, *scores: float) -> tuple[tuple[Passage, float], ...]:
        return tuple((Passage(f"{kind}{score}", "text"), score) for score in scores)

    def order(found: tuple[tuple[Passage, float], ...]) -> list[str]:
        return [passage.id for passage, _ in found]

    sections = many("s", 0.6, 0.5, 0.3)
    assert order(merged(sections, many("n", 0.7, 0.4), 4)) == ["s0.6", "n0.7", "s0.5", "n0.4"]
    assert order(merged(sections, many("n", 0.95, 0.2), 3)) == ["n0.95", "s0.6", "s0.5"]
    assert order(merged((), many("n", 0.2), 3)) == ["n0.2"]
    assert order(merged(sections, (), 2)) == ["s0.6", "s0.5"]
