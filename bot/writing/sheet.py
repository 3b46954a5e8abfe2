"""The sheet on which an answer is written: its paragraphs, the citations they need, the figures they show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.answer import Citation, Draft, Kind
from bot.numbers.date_words import find_dates
from bot.phrasing import Phrasing
from bot.split import words
from knowledge.events import Event
from knowledge.passage import Passage, Source
from tools.figure import Figure

AHEAD = timedelta(days=60)
"""So far ahead of its own day a source may tell of what is to come: a decision that takes effect later."""
MOSTLY = 0.7
"""From this share of its words on a text counts as said."""


def source_of(passage: Passage, quote: str) -> Source | None:
    """The first source of a section, or, where that is older than the latest day of a quote, the first that is not.

    A source without a date is kept up to date by its publisher.
    """
    known = passage.as_of or date.max
    told = (each.first for each in find_dates(quote) if each.month is not None)
    days = [day for day in told if day is not None and day <= known]  # what is planned for later is told before
    dated = [each for each in passage.sources if each.date and days and each.date >= max(days) - AHEAD]
    first = next(iter(passage.sources), None)
    return first if first is None or first.date is None or first in dated else next(iter(dated), first)


class Sheet:
    """The answer while it is being written: paragraphs, the citations they need, the figures they show."""

    def __init__(self, phrases: Phrasing, today: date, *, brief: bool = False) -> None:
        self.brief = brief
        self.say = phrases.say
        self.phrases = phrases
        self.today = today
        self._paragraphs: list[str] = []
        self._citations: list[Citation] = []
        self._figures: list[Figure] = []

    def add(self, text: str) -> None:
        """A further paragraph."""
        if text:
            self._paragraphs.append(text)

    def says(self, text: str) -> bool:
        """Whether most of what a text says stands on the sheet already."""
        said = words("\n".join(self._paragraphs))
        spoken = words(text)
        return len(spoken & said) >= MOSTLY * len(spoken)

    def has_cited(self, passage: Passage) -> bool:
        """Whether a section has a marker already."""
        return any(each.passage == passage.id for each in self._citations)

    def cite(self, passage: Passage, quote: str) -> str:
        """The marker for a quotation from a section; one marker a section, its quotes joined."""
        before = next((each.quote for each in self._citations if each.passage == passage.id), "")
        source = source_of(passage, f"{before}\n{quote}")
        return self._marker(
            Citation(
                number=0,
                passage=passage.id,
                title=f"{passage.title} — {self.phrases.source(source)}" if source else passage.title,
                url=source.url if source else "",
                quote=quote,
                as_of=passage.as_of.isoformat() if passage.as_of else "",
            )
        )

    def cite_event(self, event: Event) -> str:
        """The marker for a policy event."""
        language = self.phrases.language
        return self._marker(
            Citation(
                number=0,
                passage=event.id,
                title=self.phrases.source(event.source),
                url=event.source.url,
                quote=event.text_in(language),
                as_of=event.date.isoformat(),
            )
        )

    def event(self, event: Event) -> str:
        """A policy event with its day and its marker."""
        told = event.text_in(self.phrases.language)
        return self.say("status.event", date=self.phrases.event_date(event), text=told, marker=self.cite_event(event))

    def list_events(self, heading: str, events: Iterable[Event]) -> None:
        """A paragraph of policy events in a list."""
        self.add("\n".join([heading, "", *(f"- {self.event(event)}" for event in events)]))

    def _marker(self, citation: Citation) -> str:
        for index, known in enumerate(self._citations):
            if known.passage == citation.passage:
                if citation.quote not in known.quote:
                    quote = f"{known.quote}\n{citation.quote}"
                    self._citations[index] = replace(citation, number=known.number, quote=quote)
                return f"[{known.number}]"
        number = len(self._citations) + 1
        self._citations.append(replace(citation, number=number))
        return f"[{number}]"

    def list_figures(self, figures: Iterable[Figure]) -> None:
        """Figures that the text has already put into words."""
        self._figures += [figure for figure in dict.fromkeys(figures) if figure not in self._figures]

    def draft(self, kind: Kind, follow_ups: tuple[str, ...]) -> Draft:
        """The finished page."""
        return Draft(kind, "\n\n".join(self._paragraphs), tuple(self._citations), tuple(self._figures), follow_ups)
