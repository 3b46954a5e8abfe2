"""The user's own notes beside an answer: quoted word for word, marked as theirs, and never part of its evidence.

They come in after the answer is written and checked. So no number of the answer can rest on a note, no language model
reads one, and nothing that a note says can tell the program what to do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.answer import REFUSALS, Answer, Check, Citation, Gap
from bot.checks import MARKER, instructs
from bot.language import content_language, in_language
from bot.phrasing import Phrasing, phrasing
from bot.plan import Plan
from bot.settings import Settings
from bot.split import sentences, words
from knowledge.passage import Language, Passage

if TYPE_CHECKING:
    from knowledge.search import Index
    from knowledge.shelf import Shelf

Found = tuple[tuple[Passage, float], ...]
"""Passages, best first, each with its relevance from 0 to 1."""

BESIDE: Mapping[Language, float] = {"en": 0.45, "zh": 0.3}
"""From this relevance on, by the language of the question, a note is quoted beside an answer; where the explainer has
none, from `ALONE` on. Chosen with a quarter of the explainer as notes: of the golden questions that are refused every
one stays below `ALONE`, and one in twenty comes above `BESIDE`."""
ALONE: Mapping[Language, float] = {"en": 0.55, "zh": 0.4}

CLEARLY_BETTER = 1.5
"""A note goes before the answer only if it is so many times as relevant as the section that leads it."""

NEVER_AFTER = frozenset({"status", "calculation", "advice", "claim"})
"""Kinds of answers that always come before the notes."""

MOST = 2
"""Notes quoted in one answer."""

QUOTED = {"en": 320, "zh": 140}
"""Characters quoted of one note."""


class NotesOutdated(Exception):
    """The index over the notes was built with another encoder or version. The user must index them again."""


def shelf(settings: Settings) -> Shelf:
    """Where the notes of these settings are kept."""
    from knowledge.shelf import Shelf

    return Shelf(settings.home / "notes")


def find_notes(query: str, settings: Settings, limit: int = MOST) -> Found:
    """The notes that speak of a query; none while there are no notes. Raises NotesOutdated."""
    stamp = shelf(settings).stamp()
    if stamp is None:
        return ()
    hits = _opened(settings, stamp).search(query, limit, on_subject=True)
    return tuple((hit.passage, hit.relevance) for hit in hits)


@lru_cache(maxsize=4)
def _opened(settings: Settings, stamp: int) -> Index:
    from bot import gather
    from knowledge.search import IndexUnusableError
    from knowledge.vectors import EncoderChangedError

    try:
        return shelf(settings).open(gather.index(settings).encoder)
    except (IndexUnusableError, EncoderChangedError) as error:
        raise NotesOutdated(
            "Your own notes were indexed with another encoder or version: run `qtx index` once."
        ) from error


def beside(answer: Answer, plan: Plan, settings: Settings, lead: float) -> Answer:
    """The answer with what the user's own notes say; `lead` is the relevance of the section that leads the answer.

    A question that the explainer refuses is answered from the notes alone where they clearly speak of it.
    """
    phrases = phrasing(content_language(plan.language))
    try:
        found = find_notes(plan.query, settings, 2 * MOST)
    except NotesOutdated:
        gap = Gap(*(in_language(phrases.say(f"notes.{key}"), answer.language) for key in ("what", "outdated")))
        return replace(answer, missing=(*answer.missing, gap))
    refused = answer.kind in REFUSALS
    floor = (ALONE if refused else BESIDE)[phrases.language]
    chosen = [
        (note, quote)
        for note, relevance in found
        if relevance >= floor and _known_by(note, plan) and (quote := _quote(note, plan.query))
    ][:MOST]
    if not chosen:
        return answer
    first = refused or (answer.kind not in NEVER_AFTER and found[0][1] >= CLEARLY_BETTER * lead)
    return _joined(answer, chosen, phrases, first=first, alone=refused)


def _known_by(note: Passage, plan: Plan) -> bool:
    """Whether a note had been written by the day at which the question stands."""
    return plan.as_of is None or note.as_of is None or note.as_of <= plan.as_of


def _quote(note: Passage, query: str) -> str:
    """The sentences of a note that share most with the question, in their order, one a line; never an instruction."""
    asked = words(query)
    told = [each for line in note.text.splitlines() for each in sentences(line) if not instructs(each)]
    kept: list[int] = []
    room = QUOTED[note.language]
    for place in sorted(range(len(told)), key=lambda place: -len(asked & words(told[place])))[:MOST]:
        if not kept or len(told[place]) <= room:
            kept.append(place)
            room -= len(told[place])
    return "\n".join(_shortened(told[place], QUOTED[note.language]) for place in sorted(kept))


def _shortened(sentence: str, most: int) -> str:
    return sentence if len(sentence) <= most else f"{sentence[:most].rstrip()} …"


def _joined(
    answer: Answer, chosen: Sequence[tuple[Passage, str]], phrases: Phrasing, *, first: bool, alone: bool
) -> Answer:
    """The answer and the quotes, numbered in the order in which they stand."""
    before = 0 if first else len(answer.citations)
    after = len(chosen) if first else 0

    def script(text: str) -> str:
        return in_language(text, answer.language)

    citations = [
        Citation(number, note.id, script(label(note, phrases)), "", quote, note.as_of.isoformat() if note.as_of else "")
        for number, (note, quote) in enumerate(chosen, start=before + 1)
    ]
    heading = script(phrases.say("notes.alone" if alone else "notes.beside"))
    quoted = [f"> {_harmless(line)} [{each.number}]" for each in citations for line in each.quote.splitlines()]
    notes = f"{heading}\n\n" + "\n>\n".join(quoted)
    text = MARKER.sub(lambda mark: f"[{int(mark[1]) + after}]", answer.text)
    own = [replace(each, number=each.number + after) for each in answer.citations]
    return replace(
        answer,
        kind="concept" if alone else answer.kind,
        text=notes if alone else f"{notes}\n\n{text}" if first else f"{text}\n\n{notes}",
        citations=tuple([*citations, *own] if first else [*own, *citations]),
        checks=(*answer.checks, Check("notes", True, script(phrases.say("checks.notes", count=len(chosen))))),
    )


def _harmless(line: str) -> str:
    """A line of a note that cannot be taken for a marker of the answer."""
    return MARKER.sub(r"(\1)", line)


def label(note: Passage, phrases: Phrasing) -> str:
    """What a note is called: that it is the user's own, its file, and the heading or page."""
    page = re.fullmatch(r"p\. (\d+)", note.title)
    place = phrases.say("notes.page", page=page[1]) if page else note.title
    key = "notes.title_at" if place else "notes.title"
    return phrases.say(key, file=note.article, place=place)


def is_note(passage: Passage) -> bool:
    """Whether a passage is the user's own."""
    return passage.collection.startswith("notes/")


def merged(found: Found, notes: Found, limit: int) -> Found:
    """Sections and notes as one list: the best section leads, unless a note is clearly better."""
    if not found or not notes:
        return (found or notes)[:limit]
    lead, rest = found[:1], [*found[1:], *notes]
    if notes[0][1] >= CLEARLY_BETTER * lead[0][1]:
        lead, rest = notes[:1], [*found, *notes[1:]]
    return (*lead, *sorted(rest, key=lambda each: -each[1]))[:limit]
