"""Conversations with their answers, what readers say of them, and how far learners have come.

An answer is kept as the JSON that `Answer.to_dict` writes, so it comes back exactly as it was given. An answer that
rests on values had through FRED is not kept: FRED's terms forbid storing them; its question is. No key is ever kept.

Every method raises DatabaseProblem when the database cannot be used; the chat goes on without it.
"""

from __future__ import annotations

import json
import time
import unicodedata
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Insert, RowMapping, Update, and_, delete, exc, exists, insert, or_, select, update

from bot import database as db
from bot.answer import Answer
from bot.database import Database, DatabaseProblem
from bot.export import may_be_kept
from bot.language import to_simplified
from bot.settings import Settings
from tools.errors import ToolsError

__all__ = [
    "Conversation",
    "DatabaseProblem",
    "Feedback",
    "History",
    "Step",
    "Turn",
    "UnknownConversation",
    "open_history",
]

TITLE = 80
"""Characters of a title."""

FeedbackKind = Literal["up", "down", "evidence"]


class UnknownConversation(Exception):
    """There is no conversation of this id, or no longer: it may have been deleted elsewhere."""


@dataclass(frozen=True)
class Conversation:
    """One conversation as it is listed. `reader` tells whose it is; times are UTC."""

    id: str
    reader: str
    title: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Turn:
    """A question of a conversation and its answer; none when it was stopped, or `withheld` says why it is not there.

    `fred`: it may not be stored; `unreadable`: what is stored is not an answer that this release can read.
    """

    id: str
    question: str
    answer: Answer | None
    asked_at: datetime
    withheld: str = ""


@dataclass(frozen=True)
class Feedback:
    """What a reader says of an answer: a thumb, or that a piece of evidence is wrong, and why.

    `citation` is the id of the cited passage, `figure` the name of the figure; both empty for the whole answer.
    """

    turn: str
    reader: str
    kind: FeedbackKind
    citation: str
    figure: str
    words: str
    given_at: datetime


@dataclass(frozen=True)
class Step:
    """One thing that a learner has done in a lesson: whether it was right, what was given as the answer, and when."""

    right: bool
    given: str
    done_at: datetime


class History:
    """The kept conversations, feedback and progress."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def place(self) -> str:
        """Where everything is kept: a file, or a server without its password. Raises DatabaseProblem."""
        return self._database.place

    # Conversations

    def conversations(
        self, reader: str | None = None, search: str = "", limit: int | None = None
    ) -> tuple[Conversation, ...]:
        """Those of a reader, or all, newest first; with `search` those that have all its words in title or turns."""
        table = db.conversations
        asked = select(table).order_by(table.c.changed_at.desc(), table.c.id).limit(limit)
        if reader is not None:
            asked = asked.where(table.c.reader == reader)
        for word in _folded(search).split():
            said = exists().where(
                and_(db.turns.c.conversation == table.c.id, db.turns.c.folded.contains(word, autoescape=True))
            )
            asked = asked.where(or_(table.c.folded.contains(word, autoescape=True), said))
        with self._database.reading() as connection:
            return tuple(_conversation(row) for row in connection.execute(asked).mappings())

    def conversation(self, identifier: str) -> Conversation | None:
        """The conversation of this id."""
        asked = select(db.conversations).where(db.conversations.c.id == _storable(identifier))
        with self._database.reading() as connection:
            row = connection.execute(asked).mappings().first()
        return _conversation(row) if row else None

    def turns(self, conversation: str) -> tuple[Turn, ...]:
        """What was asked and answered in a conversation, oldest first."""
        asked = select(db.turns).where(db.turns.c.conversation == _storable(conversation)).order_by(db.turns.c.number)
        with self._database.reading() as connection:
            return tuple(_turn(row) for row in connection.execute(asked).mappings())

    def begin(self, reader: str, title: str) -> Conversation:
        """A new conversation of a reader."""
        moment = _now()
        values = {"id": _new_id(), "reader": reader, **_title(title), "created_at": moment, "changed_at": moment}
        with self._database.writing() as connection:
            connection.execute(insert(db.conversations).values(values))
        return _conversation(values)

    def add_question(self, conversation: str, question: str) -> str:
        """Keeps a question before it is answered; its id. Raises UnknownConversation."""
        identifier, moment, asked = _new_id(), _now(), _storable(question)
        try:
            with self._database.writing() as connection:
                connection.execute(
                    insert(db.turns).values(
                        id=identifier, conversation=conversation, question=asked, folded=_folded(asked), asked_at=moment
                    )
                )
                connection.execute(_touched(conversation, moment))
        except exc.IntegrityError:
            raise UnknownConversation(conversation) from None
        return identifier

    def add_answer(self, turn: str, answer: Answer) -> None:
        """Keeps the answer to a question that was kept before, unless it may not be kept."""
        values: dict[str, Any] = {"answer": None, "withheld": "fred"}
        if may_be_kept(answer):
            written = json.dumps(answer.to_dict(), ensure_ascii=False)
            values = {"answer": _storable(written), "withheld": ""}
            values["folded"] = _folded(f"{answer.question}\n{answer.text}")
        with self._database.writing() as connection:
            connection.execute(update(db.turns).where(db.turns.c.id == turn).values(values))

    def rename(self, conversation: str, title: str) -> None:
        """Gives a conversation another title; an empty one changes nothing."""
        if title.strip():
            with self._database.writing() as connection:
                changed = update(db.conversations).where(db.conversations.c.id == conversation)
                connection.execute(changed.values(_title(title)))

    def delete(self, conversation: str) -> None:
        """Removes a conversation with its answers and what was said of them."""
        with self._database.writing() as connection:
            connection.execute(delete(db.conversations).where(db.conversations.c.id == conversation))

    def copy(self, conversation: str, reader: str) -> Conversation:
        """The same conversation for another reader to go on with. Raises UnknownConversation."""
        with self._database.writing() as connection:
            row = connection.execute(
                select(db.conversations).where(db.conversations.c.id == conversation)
            ).mappings().first()  # fmt: skip
            if row is None:
                raise UnknownConversation(conversation)
            moment = _now()
            values = {**row, "id": _new_id(), "reader": reader, "created_at": moment, "changed_at": moment}
            connection.execute(insert(db.conversations).values(values))
            _copy_turns(connection, conversation, values["id"])
        return _conversation(values)

    # What readers say of answers

    def rate(self, turn: str, reader: str, up: bool | None) -> None:
        """A reader's thumb for an answer, in place of an earlier one; None takes it back."""
        own = and_(db.feedback.c.turn == turn, db.feedback.c.reader == reader, db.feedback.c.kind != "evidence")
        with self._known_turn(turn) as connection:
            connection.execute(delete(db.feedback).where(own))
            if up is not None:
                connection.execute(_said(turn, reader, "up" if up else "down"))

    def report(self, turn: str, reader: str, words: str, citation: str = "", figure: str = "") -> None:
        """A reader's word that a cited passage or a figure of an answer is wrong, or its evidence as a whole."""
        with self._known_turn(turn) as connection:
            connection.execute(_said(turn, reader, "evidence", citation, figure, words))

    def feedback(self, conversation: str | None = None) -> tuple[Feedback, ...]:
        """What was said of the answers of one conversation, or of all, oldest first."""
        asked = select(db.feedback).order_by(db.feedback.c.number)
        if conversation is not None:
            asked = asked.join(db.turns).where(db.turns.c.conversation == conversation)
        with self._database.reading() as connection:
            return tuple(_feedback(row) for row in connection.execute(asked).mappings())

    # How far learners have come

    def record_progress(self, learner: str, lesson: str, item: str, right: bool, given: str = "") -> None:
        """What a learner has done: `item` is `read`, `exercise` or `quiz-0`, `quiz-1` ...; the last time counts."""
        table = db.progress
        name = _storable(learner.strip())[:200]
        own = and_(table.c.learner == name, table.c.lesson == lesson, table.c.item == item)
        values = {"right": right, "given": _storable(given), "done_at": _now()}
        for last in (False, True):
            try:
                with self._database.writing() as connection:
                    if not connection.execute(update(table).where(own).values(values)).rowcount:
                        connection.execute(insert(table).values(learner=name, lesson=lesson, item=item, **values))
                return
            except exc.IntegrityError:  # another process has just recorded the same item: this one replaces it
                if last:
                    raise

    def progress(self, learner: str) -> dict[str, dict[str, Step]]:
        """What a learner has done: lesson, then item."""
        table = db.progress
        asked = select(table).where(table.c.learner == _storable(learner.strip())[:200]).order_by(table.c.done_at)
        found: dict[str, dict[str, Step]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(asked).mappings():
                found.setdefault(row["lesson"], {})[row["item"]] = Step(
                    row["right"], row["given"], _moment(row["done_at"])
                )
        return found

    def learners(self) -> tuple[str, ...]:
        """The names of all learners with progress, in order."""
        asked = select(db.progress.c.learner).distinct().order_by(db.progress.c.learner)
        with self._database.reading() as connection:
            return tuple(connection.execute(asked).scalars())

    def forget_learner(self, learner: str) -> None:
        """Removes a learner's progress."""
        with self._database.writing() as connection:
            connection.execute(delete(db.progress).where(db.progress.c.learner == _storable(learner.strip())[:200]))

    @contextmanager
    def _known_turn(self, turn: str) -> Iterator[Connection]:
        """A connection to write what refers to a turn. Raises UnknownConversation."""
        try:
            with self._database.writing() as connection:
                yield connection
        except exc.IntegrityError:
            raise UnknownConversation(turn) from None


def open_history(settings: Settings) -> History:
    """The history under these settings; nothing is opened before it is used."""
    return _history(settings.database_url, settings.home)


@cache
def _history(address: str, home: Path) -> History:
    return History(Database(address, home))


def title_of(question: str) -> str:
    """A question as the title of its conversation: one line, shortened."""
    line = " ".join(_storable(question).split())
    return line if len(line) <= TITLE else f"{line[: TITLE - 1].rstrip()}…"


def _title(title: str) -> dict[str, str]:
    shown = title_of(title)
    return {"title": shown, "folded": _folded(shown)}


def _touched(conversation: str, moment: int) -> Update:
    return update(db.conversations).where(db.conversations.c.id == conversation).values(changed_at=moment)


def _copy_turns(connection: Connection, conversation: str, copy: str) -> None:
    rows = connection.execute(
        select(db.turns).where(db.turns.c.conversation == conversation).order_by(db.turns.c.number)
    ).mappings()
    for row in rows.all():
        kept = {name: value for name, value in row.items() if name != "number"}
        connection.execute(insert(db.turns).values({**kept, "id": _new_id(), "conversation": copy}))


def _said(turn: str, reader: str, kind: FeedbackKind, citation: str = "", figure: str = "", words: str = "") -> Insert:
    about = {"citation": _storable(citation), "figure": _storable(figure), "words": _storable(words.strip())}
    return insert(db.feedback).values(turn=turn, reader=reader, kind=kind, given_at=_now(), **about)


def _conversation(row: RowMapping | Mapping[str, Any]) -> Conversation:
    return Conversation(row["id"], row["reader"], row["title"], _moment(row["created_at"]), _moment(row["changed_at"]))


def _turn(row: RowMapping) -> Turn:
    answer, withheld = None, row["withheld"]
    if row["answer"]:
        try:
            answer = Answer.from_dict(json.loads(row["answer"]))
        except (ValueError, KeyError, TypeError, ToolsError):  # of another release, or damaged: the reader is told
            withheld = "unreadable"
    return Turn(row["id"], row["question"], answer, _moment(row["asked_at"]), withheld)


def _feedback(row: RowMapping) -> Feedback:
    return Feedback(
        row["turn"], row["reader"], row["kind"], row["citation"], row["figure"], row["words"], _moment(row["given_at"])
    )


def _folded(text: str) -> str:
    """A text as it is searched: one width, one script, one case."""
    return to_simplified(unicodedata.normalize("NFKC", _storable(text))).casefold()


def _storable(text: str) -> str:
    """Text that either database takes: without zero characters and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _new_id() -> str:
    return uuid.uuid4().hex


def _now() -> int:
    return time.time_ns() // 1000


def _moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1e6, UTC)
