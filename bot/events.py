"""What happens while a question is answered: a stream of small typed events that ends in the answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import Answer
from knowledge.passage import Passage
from tools.figure import Figure, Missing


@dataclass(frozen=True)
class PassagesFound:
    """The sections that will carry the answer, best first."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class FigureFetched:
    """A figure was read, live or from what is stored."""

    figure: Figure


@dataclass(frozen=True)
class FigureMissing:
    """A figure was wanted and could not be had as wanted."""

    missing: Missing


@dataclass(frozen=True)
class DraftShown:
    """What a language model has written so far, as far as it stands the checks; it takes the place of the one before.

    The answer may still be another: the whole draft is checked once more at its end.
    """

    text: str


@dataclass(frozen=True)
class TextAdded:
    """A further piece of the answer's text; the pieces joined are the text."""

    text: str


@dataclass(frozen=True)
class Answered:
    """The finished answer; always the last event."""

    answer: Answer


Event = PassagesFound | FigureFetched | FigureMissing | DraftShown | TextAdded | Answered
