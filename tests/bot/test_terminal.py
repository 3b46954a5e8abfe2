"""A conversation in the terminal, at a keyboard and through a pipe, and what can be done with it afterwards."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.answer import Answer
from bot.database import FILE
from bot.history import open_history
from bot.settings import Settings
from tests.conftest import TODAY
from tests.model.openai_server import OpenAIServer, stalls

ROOT = str(Path(__file__).parents[2])
PIZZA = "Where do people in Rome go for the best pizza at night?"
PASTA = "Where do people in Rome go for the best pasta at night?"
ID = re.compile(r"^([0-9a-f]{8})  \d{4}-\d{2}-\d{2} \d{2}:\d{2}  (.+)$", re.MULTILINE)


@pytest.fixture
def own_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the shared index and conversations of its own."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "index").symlink_to(home / "index")
    for name, value in {"QTX_HOME": str(folder), "QTX_TODAY": TODAY.isoformat(), "QTX_OFFLINE": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return folder


class Terminal:
    """Runs `qtx` in this process, with lines piped into it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str, lines: str = "") -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["qtx", *words])
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        with pytest.raises(SystemExit) as end:
            main()
        printed = self._capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err


@pytest.fixture
def qtx(own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(monkeypatch, capsys)


def test_a_pipe_of_questions_is_answered_and_kept_as_one_conversation(qtx: Terminal) -> None:
    code, out, _ = qtx("chat", lines="What is the TGA?\n\nWhat is SOFR?\n")
    assert code == 0
    assert "› What is the TGA?" in out and "› What is SOFR?" in out
    assert out.count("not investment advice") == 2 and "https://" in out
    _, listed, _ = qtx("export")
    assert [title for _, title in ID.findall(listed)] == ["What is the TGA?"]


def test_a_follow_up_is_understood_from_the_conversation(qtx: Terminal) -> None:
    _, together, _ = qtx("chat", lines="Is the ECB still shrinking its balance sheet?\nand the Bank of Japan?\n")
    second = together.split("› and the Bank of Japan?")[1]
    assert "Bank of Japan" in second and "outside what this chat covers" not in second, second


def test_the_language_can_be_switched(qtx: Terminal) -> None:
    _, out, _ = qtx("chat", lines="/language zh\nWhat is QT?\n/language zh-Hant\n/help\n/language auto\nWhat is QT?\n")
    first, second = out.split("› What is QT?")[1:]
    assert "不构成投资建议" in first and "開始新對話" in first
    assert "not investment advice" in second


def test_commands_work_on_the_conversation(qtx: Terminal, own_home: Path) -> None:
    lines = "What is QT?\n/good\n/wrong the date is off\n/rename Basics\n/new\nWhat is SOFR?\n/list\n/list basics\n"
    _, out, _ = qtx("chat", lines=lines)
    assert [title for _, title in ID.findall(out)] == ["What is SOFR?", "Basics", "Basics"]
    history = open_history(Settings(home=own_home, today=TODAY))
    assert [(each.kind, each.words) for each in history.feedback()] == [("up", ""), ("evidence", "the date is off")]
    _, out, _ = qtx("chat", "--open", "last", lines="/delete\n/list\n")
    assert [title for _, title in ID.findall(out)] == ["Basics"], out


def test_a_kept_conversation_is_gone_on_with(qtx: Terminal) -> None:
    qtx("chat", lines="Is the ECB still shrinking its balance sheet?\n")
    _, out, _ = qtx("chat", "--open", "last", lines="and the Bank of Japan?\n")
    assert "› Is the ECB still shrinking its balance sheet?" in out
    assert "Bank of Japan" in out.split("› and the Bank of Japan?")[1]
    _, listed, _ = qtx("export")
    assert len(ID.findall(listed)) == 1


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("/nonsense\n", "no command /nonsense"),
        ("/language fr\n", "not “fr”"),
        ("/export\n", "ask a question first"),
        ("/good\n", "ask a question first"),
        ("/rename X\n", "ask a question first"),
        ("/open 0000\n", "No conversation has been stored"),
        ("x" * 2001 + "\n", "shorten"),
    ],
)
def test_a_mistake_gets_one_line_and_the_conversation_goes_on(qtx: Terminal, lines: str, told: str) -> None:
    code, out, err = qtx("chat", lines=lines + "What is SOFR?\n/quit\nWhat is QT?\n")
    assert code == 0 and told in out, out
    assert "› What is SOFR?" in out and "New York Fed" in out and not err
    assert "› What is QT?" not in out, "/quit leaves"


def test_a_conversation_is_written_to_a_new_file_only(qtx: Terminal, tmp_path: Path) -> None:
    _, out, _ = qtx("chat", lines="What is SOFR?\n/export html brief.html\n/export html brief.html\n/export\n")
    assert (tmp_path / "brief.html").read_text("utf-8").startswith("<!doctype html>")
    assert "brief.html is there already" in out
    assert [file.read_text("utf-8")[:15] for file in tmp_path.glob("qt-*.md")] == ["# What is SOFR?"]


def test_export_prints_every_format_and_json_reads_back(qtx: Terminal, tmp_path: Path) -> None:
    qtx("chat", lines=f"缩表还在进行吗？\n{PIZZA}\n")
    _, listed, _ = qtx("export", "--search", "縮表")
    ((identifier, _),) = ID.findall(listed)
    _, markdown, _ = qtx("export", identifier)
    _, brief, _ = qtx("export", "last", "--format", "html")
    assert markdown.startswith("# 缩表还在进行吗？") and "不构成投资建议" in markdown and PIZZA in markdown
    assert '<html lang="zh-Hans">' in brief and "不构成投资建议" in brief
    _, table, _ = qtx("export", identifier[:5], "--format", "json")
    answers = [Answer.from_dict(turn["answer"]) for turn in json.loads(table)["turns"]]
    assert answers[0].citations and answers[0].figures and answers[1].kind == "out_of_scope"
    assert qtx("export", "last", "--output", "kept.md")[0] == 0
    assert (tmp_path / "kept.md").read_text("utf-8") == markdown
    code, _, err = qtx("export", "last", "--output", "kept.md")
    assert code != 0 and "was not written" in err
    _, none, _ = qtx("export", "--search", "zebra")
    assert "No conversation found" in none


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "last"), "has been stored yet"),
        (("export", "--format", "pdf"), "md, html or json"),
        (("chat", "--open", "abc"), "has been stored yet"),
        (("chat", "--language", "fr"), "--language must be"),
    ],
)
def test_a_mistake_on_the_command_line_gets_one_line(qtx: Terminal, words: tuple[str, ...], told: str) -> None:
    code, out, err = qtx(*words)
    assert code != 0 and not out and told in err and len(err.strip().splitlines()) == 1


def test_a_broken_database_is_named_once_and_questions_are_still_answered(qtx: Terminal, own_home: Path) -> None:
    (own_home / FILE).write_bytes(b"no database at all " * 100)
    code, out, err = qtx("chat", lines="What is QT?\nWhat is SOFR?\n/export md kept.md\n")
    assert code == 0 and out.count("not investment advice") == 2
    assert err.count("damaged or of another kind") == 1 and len(err.strip().splitlines()) == 1, err
    assert "Written to kept.md" in out
    code, _, err = qtx("export")
    assert code != 0 and "damaged or of another kind" in err
    _, out, _ = qtx("doctor", "--json")
    assert [each["state"] for each in json.loads(out) if each["about"] == "conversations"] == ["bad"]


def _heed_interrupts() -> None:
    """As in a terminal: what is started in the background, like a whole test run, ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Keyboard:
    """`qtx chat` in a terminal of its own."""

    def __init__(self, *words: str, **environment: str) -> None:
        self._own, theirs = pty.openpty()
        self.process = subprocess.Popen(  # noqa: S603 - our own command line
            [sys.executable, "-m", "bot", "chat", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "120", "PYTHONPATH": ROOT, **environment},
            start_new_session=True,
            preexec_fn=_heed_interrupts,
        )
        os.close(theirs)
        self.seen = ""

    def wait_for(self, text: str) -> str:
        """Reads until the text stands on the screen; all that stands there since the last call."""
        while text not in self.seen:
            ready, _, _ = select.select([self._own], [], [], 90)
            assert ready, f"{text!r} did not come; on the screen: {self.seen}"
            self.seen += os.read(self._own, 4096).decode("utf-8", "replace")
        before, _, self.seen = self.seen.partition(text)
        return before

    def type(self, line: str) -> None:
        os.write(self._own, f"{line}\n".encode())

    def interrupt(self, told: str) -> None:
        """Presses Ctrl-C until the program says so: a press between the prompt and the waiting for a line is lost."""
        deadline = time.monotonic() + 60
        while told not in self.seen:
            assert time.monotonic() < deadline, f"{told!r} did not come; on the screen: {self.seen}"
            self.process.send_signal(signal.SIGINT)
            again = time.monotonic() + 1  # the screen is written on all the while
            while time.monotonic() < again and told not in self.seen and select.select([self._own], [], [], 1)[0]:
                self.seen += os.read(self._own, 4096).decode("utf-8", "replace")
        self.seen = self.seen.partition(told)[2]

    def close(self) -> None:
        self.process.kill()
        self.process.wait(timeout=20)
        os.close(self._own)


@pytest.fixture
def stalling() -> Iterator[OpenAIServer]:
    with OpenAIServer(stalls(seconds=60)) as server:
        yield server


def test_interrupting_stops_an_answer_and_keeps_the_conversation(own_home: Path, stalling: OpenAIServer) -> None:
    keyboard = Keyboard(QTX_MODEL="openai:test", OPENAI_API_KEY="sk-test", OPENAI_BASE_URL=stalling.url)
    try:
        keyboard.wait_for("› ")
        keyboard.type(PIZZA)
        keyboard.wait_for("outside what this chat covers")
        keyboard.wait_for("› ")
        keyboard.type("How does QT work?")
        keyboard.wait_for("the language model")  # one of two labels: the first may flash by unseen
        keyboard.interrupt("Stopped.")
        keyboard.wait_for("› ")
        keyboard.interrupt("/quit to leave")
        keyboard.type(PASTA)
        keyboard.wait_for("outside what this chat covers")
        keyboard.wait_for("› ")
        keyboard.type("/quit")
        assert keyboard.process.wait(timeout=60) == 0
    finally:
        keyboard.close()
    history = open_history(Settings(home=own_home, today=TODAY))
    (conversation,) = history.conversations()
    turns = history.turns(conversation.id)
    assert [turn.question for turn in turns] == [PIZZA, "How does QT work?", PASTA]
    assert [turn.answer is not None for turn in turns] == [True, False, True]
