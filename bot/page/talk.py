"""The conversation that a reader has before them: held by the session, kept by the history, named in the address.

Nothing here draws. Whatever the database refuses is noted as trouble, and the conversation goes on without it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from bot.answer import Answer
from bot.export import Entry, Unanswered
from bot.history import Conversation, DatabaseProblem, History, UnknownConversation, open_history
from bot.settings import Settings

COOKIE = "qtx-reader"
"""The cookie that tells this browser's conversations from others': a random word that says nothing else."""

CONVERSATION, ANSWER = "c", "a"
"""What the address of the page names."""

_READER = re.compile(r"[0-9a-f]{32}")


@dataclass
class Turn:
    """One question of the conversation and what came of it: an answer, or words on why there is none.

    `id` is that of the history, empty when nothing is kept; `mark` tells its controls from all others of the session.
    """

    question: str
    answer: Answer | None = None
    steps: tuple[str, ...] = ()
    text: str = ""
    problem: str = ""
    id: str = ""
    withheld: str = ""
    thumb: bool | None = None
    mark: str = field(default_factory=lambda: uuid.uuid4().hex[:12])


@dataclass
class Talk:
    """A conversation: whose it is and under which id it is kept, both empty before anything is."""

    turns: list[Turn] = field(default_factory=list)
    id: str = ""
    owner: str = ""

    @property
    def entries(self) -> list[Entry]:
        """The conversation as it stands in a file."""
        return [turn.answer or Unanswered(turn.question, turn.withheld) for turn in self.turns if not turn.problem]


def current() -> Talk:
    """The conversation before the reader."""
    talk: Talk = st.session_state.setdefault("talk", Talk())
    return talk


def reader() -> str:
    """Who reads: the word in the browser's cookie, or a new one for it."""
    if "reader" not in st.session_state:
        known = str(st.context.cookies.get(COOKIE, ""))
        st.session_state["reader"] = known if _READER.fullmatch(known) else uuid.uuid4().hex
    word: str = st.session_state["reader"]
    return word


def is_own() -> bool:
    """Whether the conversation is the reader's own, or not kept at all; one opened by its address may be another's."""
    talk = current()
    return not talk.id or talk.owner == reader()


def trouble() -> DatabaseProblem | None:
    """What is wrong with the database, as far as the last use showed."""
    found: DatabaseProblem | None = st.session_state.get("trouble")
    return found


def attempt(step: Callable[[], None]) -> bool:
    """Uses the history; False, and a note of the trouble, when the database cannot be used."""
    try:
        step()
    except DatabaseProblem as problem:
        st.session_state["trouble"] = problem
        return False
    st.session_state["trouble"] = None
    return True


def take_up(settings: Settings) -> None:
    """Puts the conversation that the address names before the reader, when it is another one."""
    linked = st.query_params.get(CONVERSATION, "")
    if linked and linked != current().id:
        show(settings, linked)


def name_in_address() -> None:
    """Has the address name the conversation; it loses the name when the reader visits another page."""
    kept = current().id
    if kept and st.query_params.get(CONVERSATION) != kept:
        st.query_params[CONVERSATION] = kept


def show(settings: Settings, conversation: str) -> None:
    """Puts a kept conversation before the reader, where there is one of this id."""

    def load() -> None:
        history = open_history(settings)
        found = history.conversation(conversation)
        if found is None:
            st.session_state["not_found"] = True
            forget()
            return
        st.session_state["talk"] = Talk(_turns(history, found), found.id, found.reader)
        if st.query_params.get(CONVERSATION) != found.id:
            st.query_params.pop(ANSWER, None)
            st.query_params[CONVERSATION] = found.id

    attempt(load)


def _turns(history: History, found: Conversation) -> list[Turn]:
    thumbs = {
        each.turn: each.kind == "up"
        for each in history.feedback(found.id)
        if each.reader == reader() and each.kind != "evidence"
    }
    return [
        Turn(each.question, each.answer, id=each.id, withheld=each.withheld, thumb=thumbs.get(each.id))
        for each in history.turns(found.id)
    ]


def forget() -> None:
    """Begins a new conversation; the old one stays where it is kept."""
    st.session_state["talk"] = Talk()
    for name in (CONVERSATION, ANSWER):
        st.query_params.pop(name, None)


def keep_question(settings: Settings, turn: Turn) -> None:
    """Keeps a question of the conversation before it is answered, and names the conversation in the address."""
    attempt(partial(_keep_question, open_history(settings), current(), turn))
    name_in_address()


def _keep_question(history: History, talk: Talk, turn: Turn) -> None:
    if talk.id and talk.owner != reader():
        _make_own(history, talk)
    if talk.id:
        try:
            turn.id = history.add_question(talk.id, turn.question)
            return
        except UnknownConversation:  # it was deleted elsewhere: what follows is a conversation of its own
            talk.id = ""
    begun = history.begin(reader(), turn.question)
    talk.id, talk.owner = begun.id, begun.reader
    turn.id = history.add_question(begun.id, turn.question)


def _make_own(history: History, talk: Talk) -> None:
    """Goes on in a copy: another reader's conversation stays as it is."""
    try:
        copied = history.copy(talk.id, reader())
    except UnknownConversation:
        talk.id = ""
        return
    for mine, kept in zip(talk.turns, history.turns(copied.id), strict=False):
        mine.id = kept.id
    talk.id, talk.owner = copied.id, copied.reader


def keep_answer(settings: Settings, turn: Turn) -> None:
    """Keeps the answer to a question that has been kept."""
    answer, identifier = turn.answer, turn.id
    if answer is not None and identifier:
        attempt(lambda: open_history(settings).add_answer(identifier, answer))
