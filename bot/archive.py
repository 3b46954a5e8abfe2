"""Finds a kept conversation by what a person types, lists them, and writes one as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from bot import export
from bot.history import Conversation, History

Format = Literal["md", "html", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
LAST = "last"
"""What names the conversation that was changed last."""
SHORT = 8
"""Characters of an id that are shown; any beginning that only one conversation has will do."""


class NoSuchConversation(Exception):
    """What was typed names no conversation, or several. The user must act.

    `reason` is `none`, `empty` or `several`, the key of the sentence; `name` is what was typed.
    """

    def __init__(self, reason: str, name: str) -> None:
        super().__init__(reason, name)
        self.reason = reason
        self.name = name


def find(history: History, name: str) -> Conversation:
    """The conversation of this id or beginning of an id, or the last. Raises NoSuchConversation, DatabaseProblem."""
    known = history.conversations(limit=1 if name == LAST else None)
    if not known:
        raise NoSuchConversation("empty", name)
    if name == LAST:
        return known[0]
    found = [each for each in known if name and each.id.startswith(name.lower())]
    if len(found) != 1:
        raise NoSuchConversation("several" if found else "none", name)
    return found[0]


def line(conversation: Conversation) -> str:
    """A conversation in a list: the beginning of its id, when it was changed last (local time), its title."""
    changed = conversation.changed_at.astimezone()
    return f"{conversation.id[:SHORT]}  {changed:%Y-%m-%d %H:%M}  {conversation.title}"


def text(history: History, conversation: Conversation, form: Format) -> str:
    """A whole conversation in one of the formats."""
    turns = history.turns(conversation.id)
    if form == "json":
        return export.as_json(conversation, turns)
    return written(export.entries(turns), form)


def written(entries: Sequence[export.Entry], form: Format) -> str:
    """Questions and answers as Markdown or as an HTML brief; nothing when there are none."""
    if not entries:
        return ""
    return export.brief(entries) if form == "html" else export.markdown(entries)


def save(file: Path, content: str) -> None:
    """Writes a file that must not be there yet. Raises OSError."""
    with file.open("x", encoding="utf-8") as stream:
        stream.write(content)
