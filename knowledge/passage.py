"""The values that retrieval hands on: a source, and a passage that rests on sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Language = Literal["en", "zh"]
EXPLAINER = "explainer"
"""The collection that the explainer's own sections are in."""
Level = Literal["newcomer", "practitioner", "expert"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document or release that a passage or an event rests on.

    `secondary` marks a second-hand account (press, research note): what rests on it is told with its source and date.
    `url` is the document itself, or for a second-hand account the official page where it can be confirmed.
    """

    id: str
    publisher: str
    title: str
    title_zh: str
    url: str
    date: date | None = None
    secondary: bool = False

    def title_in(self, language: Language) -> str:
        """The title in the reader's language."""
        return self.title_zh if language == "zh" else self.title


@dataclass(frozen=True, slots=True)
class Passage:
    """One section of the explainer, or one text of another corpus, in one language.

    `id` is the same in both languages. `opening` answers the section's questions by itself; `text` is the opening and
    the detail, without the heading. `as_of` dates the text; after `ages` it may be out of date and is marked so in an
    answer. `corrects` is the mistaken claim that a misconception section opens by correcting.
    """

    id: str
    text: str
    language: Language = "en"
    title: str = ""
    article: str = ""
    level: Level = "newcomer"
    opening: str = ""
    questions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    as_of: date | None = None
    ages: date | None = None
    see: tuple[str, ...] = ()
    bank: str = ""
    corrects: str = ""
    collection: str = field(default=EXPLAINER)

    @classmethod
    def of_text(cls, id: str, text: str, title: str = "", collection: str = "notes") -> Passage:
        """A passage made of bare text: the door for other corpora. The language is read off the script."""
        language: Language = "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in text) else "en"
        return cls(id=id, text=text, language=language, title=title, opening=text, collection=collection)
