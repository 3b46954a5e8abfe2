"""Conversations come back as they were given, in SQLite and in PostgreSQL, whoever else writes and whatever breaks."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.answer import Answer, Check, Citation, Gap
from bot.database import FILE, Database, DatabaseProblem
from bot.history import History, UnknownConversation
from tests import postgres
from tools.figure import Figure

FIGURE = Figure(
    name="sofr",
    value=3.9000000000000004,
    unit="percent",
    as_of=date(2026, 9, 30),
    period="daily",
    series="SOFR",
    producer="Federal Reserve Bank of New York",
    url="https://www.newyorkfed.org/markets/reference-rates/sofr",
    fetched_at=datetime(2026, 10, 1, 12, 30, 15, 123456, tzinfo=UTC),
    freshness="cached",
)
ANSWER = Answer(
    question="缩表之后SOFR是多少？",
    language="zh-Hans",
    kind="figure",
    mode="composed",
    text="SOFR为**3.90%** [1]。\n\n- 100% 的说法_不成立_",
    citations=(Citation(1, "sofr/what", "SOFR", "https://www.newyorkfed.org/", "“一种利率”", "2026-10-08"),),
    figures=(FIGURE,),
    missing=(Gap("EFFR", "发布机构没有应答"),),
    checks=(Check("numbers", True, "1 of 1"),),
    follow_ups=("那2019年呢？",),
    disclaimer="不构成投资建议。",
    seconds=0.123,
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if postgres.WHY_NOT:
        pytest.skip(postgres.WHY_NOT)
    with postgres.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return ""
    return postgres.new_database(request.getfixturevalue("server"))


Open = Callable[..., Database]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Open]:
    """Opens databases in a folder of the test and closes them at its end."""
    with ExitStack() as opened:

        def at(address: str = "", folder: Path = tmp_path) -> Database:
            made = Database(address, folder)
            opened.callback(made.close)
            return made

        yield at


@pytest.fixture
def history(address: str, database: Open) -> History:
    return History(database(address))


def kept(history: History, question: str = "What is QT?", reader: str = "a", **changed: object) -> tuple[str, str]:
    """A conversation of one turn with an answer; the ids of both."""
    conversation = history.begin(reader, question)
    turn = history.add_question(conversation.id, question)
    history.add_answer(turn, replace(ANSWER, question=question, **changed))  # type: ignore[arg-type]
    return conversation.id, turn


def test_an_answer_comes_back_exactly_as_it_was_given(history: History) -> None:
    conversation, turn = kept(history, ANSWER.question)
    (found,) = history.turns(conversation)
    assert found.id == turn and found.question == ANSWER.question
    assert found.answer == ANSWER
    assert found.answer is not None
    assert json.dumps(found.answer.to_dict()) == json.dumps(ANSWER.to_dict()), "to the last digit and in order"


def test_the_conversation_that_was_asked_last_stands_first(history: History) -> None:
    first, _ = kept(history, "What is QT?")
    second, _ = kept(history, "What is the TGA?")
    assert [each.id for each in history.conversations()] == [second, first]
    history.add_question(first, "And in 2019?")
    assert [each.id for each in history.conversations()] == [first, second]
    assert [each.question for each in history.turns(first)] == ["What is QT?", "And in 2019?"]
    assert [each.id for each in history.conversations(limit=1)] == [first]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("sofr", {"rates"}),
        ("SOFR 利率", set()),
        ("縮表", {"rates", "renamed"}),
        ("缩表", {"rates", "renamed"}),
        ("100%", {"rates"}),
        ("1_0", set()),
        ("treasury ACCOUNT", {"account"}),
        ("account cash", {"account"}),
        ("", {"rates", "account", "renamed"}),
        ("pizza", set()),
    ],
)
def test_words_are_found_in_titles_questions_and_answers(history: History, search: str, found: set[str]) -> None:
    names = {
        kept(history, "Ｑ1：缩表之后SOFR是多少？")[0]: "rates",
        kept(history, "What is the Treasury's account?", text="The Treasury account holds cash.")[0]: "account",
        kept(history, "Anything", text="Nothing.")[0]: "renamed",
    }
    renamed = next(each for each, name in names.items() if name == "renamed")
    history.rename(renamed, "关于缩表")
    assert {names[each.id] for each in history.conversations(search=search)} == found


def test_each_reader_has_conversations_of_their_own(history: History) -> None:
    mine, _ = kept(history, reader="me")
    yours, _ = kept(history, reader="you")
    assert [each.id for each in history.conversations("me")] == [mine]
    assert {each.id for each in history.conversations()} == {mine, yours}
    copied = history.copy(yours, "me")
    assert [each.answer for each in history.turns(copied.id)] == [each.answer for each in history.turns(yours)]
    history.delete(copied.id)
    assert history.turns(yours), "a copy is a thing of its own"


def test_a_conversation_is_renamed_and_deleted_with_all_that_belongs_to_it(history: History) -> None:
    conversation, turn = kept(history)
    history.rate(turn, "a", up=True)
    history.rename(conversation, "  Run-off\nand   reserves ")
    found = history.conversation(conversation)
    assert found is not None and found.title == "Run-off and reserves"
    history.rename(conversation, "   ")
    assert history.conversation(conversation) == found, "an empty title changes nothing"
    history.delete(conversation)
    assert history.conversation(conversation) is None
    assert not history.turns(conversation) and not history.feedback()
    with pytest.raises(UnknownConversation):
        history.add_question(conversation, "And in 2019?")
    with pytest.raises(UnknownConversation):
        history.rate(turn, "a", up=False)


def test_feedback_stays_with_the_answer_it_concerns(history: History) -> None:
    conversation, turn = kept(history)
    other, _ = kept(history)
    history.rate(turn, "a", up=True)
    history.rate(turn, "a", up=False)
    history.rate(turn, "b", up=True)
    history.report(turn, "a", " The date is wrong; 日期不对 ", citation="sofr/what")
    history.report(turn, "a", "It is 3.88%", figure="sofr")
    said = [(each.reader, each.kind, each.citation, each.figure, each.words) for each in history.feedback(conversation)]
    assert said == [
        ("a", "down", "", "", ""),
        ("b", "up", "", "", ""),
        ("a", "evidence", "sofr/what", "", "The date is wrong; 日期不对"),
        ("a", "evidence", "", "sofr", "It is 3.88%"),
    ]
    history.rate(turn, "a", up=None)
    assert [each.kind for each in history.feedback() if each.reader == "a"] == ["evidence", "evidence"]
    assert not history.feedback(other)


def test_progress_is_kept_by_learner(history: History) -> None:
    history.record_progress("李雷", "what-qt-is", "quiz-0", right=False, given="2")
    history.record_progress("李雷 ", "what-qt-is", "quiz-0", right=True, given="1")
    history.record_progress("李雷", "what-qt-is", "read", right=True)
    history.record_progress("Ana", "reserves", "exercise", right=False, given="3.2")
    found = history.progress("李雷")
    assert {item: (step.right, step.given) for item, step in found["what-qt-is"].items()} == {
        "quiz-0": (True, "1"),
        "read": (True, ""),
    }
    assert set(history.learners()) == {"Ana", "李雷"}
    history.forget_learner("Ana")
    assert history.learners() == ("李雷",) and history.progress("Ana") == {}


def test_values_of_fred_are_not_stored(history: History) -> None:
    index = replace(FIGURE, name="sp500", value=6123.45, url="https://fred.stlouisfed.org/series/SP500")
    conversation, _ = kept(history, text="The S&P 500 closed at 6,123.45.", figures=(FIGURE, index))
    (turn,) = history.turns(conversation)
    assert turn.answer is None and turn.withheld == "fred" and turn.question == "What is QT?"
    assert not history.conversations(search="6,123.45")


def test_an_answer_that_cannot_be_read_is_said_so(address: str, database: Open) -> None:
    opened = database(address)
    history = History(opened)
    conversation, turn = kept(history)
    with opened.writing() as connection:
        connection.exec_driver_sql("UPDATE qtx_turns SET answer = '{}'")
    (found,) = history.turns(conversation)
    assert found.id == turn and found.answer is None and found.withheld == "unreadable"


def test_odd_characters_do_no_harm(history: History) -> None:
    conversation = history.begin("a", "zero \x00 half \ud83d '; DROP TABLE qtx_turns; -- 🏦")
    turn = history.add_question(conversation.id, "zero \x00 half \ud83d 🏦")
    history.report(turn, "a", "\x00\udcff")
    assert history.turns(conversation.id)[0].question == "zero  half ? 🏦"
    assert history.conversation("\ud83d") is None


def test_it_is_all_there_after_a_restart(address: str, database: Open) -> None:
    conversation, _ = kept(History(database(address)))
    reopened = History(database(address))
    assert [each.answer is not None for each in reopened.turns(conversation)] == [True]


WRITER = """
import sys
from pathlib import Path
from bot.database import Database
from bot.history import History
name, address, folder = sys.argv[1:]
history = History(Database(address, Path(folder)))
sys.stdin.readline()
for number in range(25):
    conversation = history.begin(name, f"{name} {number}")
    history.add_question(conversation.id, "What is QT?")
    history.record_progress("shared", "lesson", "read", right=True, given=name)
"""


def test_several_processes_write_at_once_and_nothing_is_lost(address: str, database: Open, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER]
    writers = [
        subprocess.Popen([*command, name, address, str(tmp_path)], stdin=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own code
        for name in ("one", "two", "three")
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"go\n")
        writer.stdin.flush()
    for writer in writers:
        _, told = writer.communicate(timeout=120)
        assert writer.returncode == 0, told.decode()
    history = History(database(address))
    for name in ("one", "two", "three"):
        found = history.conversations(name)
        assert {each.title for each in found} == {f"{name} {number}" for number in range(25)}
        assert all(len(history.turns(each.id)) == 1 for each in found)
    assert history.progress("shared")["lesson"]["read"].given in {"one", "two", "three"}


def trouble(database: Database) -> DatabaseProblem:
    """What a first write meets."""
    with pytest.raises(DatabaseProblem) as problem:
        History(database).begin("a", "What is QT?")
    for line in (str(problem.value), problem.value.told("zh")):
        assert len(line.splitlines()) == 1 and line, line
    return problem.value


def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, database: Open) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database at all " * 100)
    problem = trouble(database())
    assert problem.reason == "broken" and str(tmp_path / FILE) in str(problem)
    assert (tmp_path / FILE).read_bytes().startswith(b"this is no database")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, database: Open) -> None:
    (tmp_path / "file").write_text("in the way")
    problem = trouble(database(folder=tmp_path / "file" / "home"))
    assert problem.reason == "unwritable" and "QTX_HOME" in str(problem)


def test_a_file_that_may_only_be_read_is_still_read(tmp_path: Path, database: Open) -> None:
    conversation, _ = kept(History(database()))
    readonly = History(database(f"sqlite:///file:{tmp_path / FILE}?mode=ro&uri=true"))
    assert readonly.turns(conversation)
    with pytest.raises(DatabaseProblem) as problem:
        readonly.rename(conversation, "Other")
    assert problem.value.reason == "unwritable"


def test_a_database_of_a_later_release_is_left_alone(tmp_path: Path, database: Open) -> None:
    kept(History(database()))
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE qtx_version SET number = 99")
    connection.close()
    assert trouble(database()).reason == "newer"


def test_a_server_that_is_away_is_named_without_its_password(database: Open) -> None:
    away = database("postgresql://user:hidden-word@127.0.0.1:1/qtx")
    problem = trouble(away)
    assert problem.reason == "unreachable" and "127.0.0.1/qtx" in str(problem)
    assert "hidden-word" not in str(problem) and "hidden-word" not in repr(problem)
    assert trouble(away).reason == "unreachable"


@pytest.mark.parametrize("address", ["nonsense", "mysql://host/name", "postgresql+psycopg://host:port/x", "://"])
def test_an_address_that_is_none_is_named(address: str, database: Open) -> None:
    problem = trouble(database(address))
    assert problem.reason == "address" and "QTX_DATABASE_URL" in str(problem)
