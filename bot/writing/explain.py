"""A section as the answer to a question: what to say first, how much of the detail, and what neighbours add. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.numbers.date_words import find_dates
from bot.phrasing import phrasing
from bot.split import blocks, is_prose, sentences, width, words
from bot.writing.sheet import Sheet
from bot.writing.telling import OF_A_TABLE, Asked, stands_alone
from knowledge import load
from knowledge.passage import Passage

_BULLET = re.compile(r"^[-*] ")
_WHOLE = re.compile(r"\||\d+\. ")
"""The beginning of a table or of steps, of which none can be left out."""

LENGTH = 700
"""How wide the detail beyond the opening may be, in English letters, before a reply becomes padding."""

TELLING = 0.25
"""A sentence of the detail goes before the opening when it speaks of so much more of the question, as a share of it."""

MORE = 2.0
"""And when it has so many more words of the question: one alone may be there by chance."""

TO_THE_POINT = 0.6
"""How much of the question a neighbour's sentence speaks of, at least, as a share of what the lead's opening does."""

WORTH_IT = 80
"""How wide what a neighbour adds is at least, in English letters: less is a commonplace."""

NEW = 0.4
"""The least share of what a neighbour says that the leading section has not said."""


def write(
    sheet: Sheet, passage: Passage, asked: Asked, room: float = LENGTH, *, table: bool = False, compares: bool = False
) -> None:
    """The section's opening, led by the sentence that answers better if there is one, then as much detail as fits.

    With `table` the section's first table comes before the prose of the detail, whatever its length; where the section
    `compares`, its opening stays in front.
    """
    units = _units(passage)
    better = "" if compares else _better(units, passage, asked)
    if better:
        units.remove(better)
        first = _BULLET.sub("", better)
        sheet.add(f"{first} {sheet.cite(passage, first)}")
    sheet.add(opening(sheet, passage))
    chosen = _chosen(units, asked, room / 3 if sheet.brief else room, table=table)
    for block in _regrouped(passage, chosen):
        sheet.add(f"{block} {sheet.cite(passage, block)}" if is_prose(block) else _cited_list(sheet, passage, block))


def adds(passage: Passage, lead: Passage) -> bool:
    """Whether a section begins with something that the leading one does not say; told by the English text of both.

    So both languages are completed by the same sections.
    """
    own, other = (load.passage(each.id, "en") or each for each in (passage, lead))
    said, begins = words(other.text), words(own.opening)
    return len(begins - said) >= NEW * len(begins)


def opening(sheet: Sheet, passage: Passage) -> str:
    """How a section begins, with its marker."""
    return f"{passage.opening} {sheet.cite(passage, passage.opening)}"


def alongside(sheet: Sheet, passage: Passage, lead: Passage, asked: Asked) -> str:
    """The sentence or two of a neighbour's opening that speak of the question and say what the lead does not.

    None with a date whose year only the rest of its section tells.
    """
    said, about = words(lead.text), f"{passage.title} {passage.article}"
    least = TO_THE_POINT * asked.share(lead.opening)
    fitting = [
        each
        for each in sentences(passage.opening)
        if stands_alone(each, about)
        and all(date.year is not None for date in find_dates(each))
        and asked.share(each) >= max(least, 0.01)
        and len(words(each) - said) >= NEW * len(words(each))
    ]
    best = sorted(fitting, key=asked.share, reverse=True)[:2]
    text = sheet.phrases.run_on([each for each in fitting if each in best])
    return f"{text} {sheet.cite(passage, text)}" if width(text) >= WORTH_IT else ""


def _units(passage: Passage) -> list[str]:
    """The detail of a section in pieces that can stand alone: bullets, sentences, whole tables and rows of steps."""
    units: list[str] = []
    for block in blocks(passage.text)[1:]:
        if is_prose(block):
            units += sentences(block)
        elif _WHOLE.match(block):
            units.append(block)
        else:
            units += block.splitlines()
    return units


def _better(units: Sequence[str], passage: Passage, asked: Asked) -> str:
    """The sentence of the detail that answers the question clearly better than the opening; nothing when there is none.

    The opening is measured together with the title, which says what all of the section is about. A correction stays in
    front, and so does a reason.
    """
    opening = f"{passage.title} {passage.opening}"
    alone = [unit for unit in units if not _WHOLE.match(unit) and stands_alone(unit)]
    best = max(alone, key=asked.share, default="")
    led = f"{passage.title} {best}"
    clearly = asked.share(led) >= asked.share(opening) + TELLING and asked.more(led, opening) >= MORE
    return best if best and clearly and not (passage.corrects or asked.for_a_reason) else ""


def _chosen(units: Sequence[str], asked: Asked, room: float, *, table: bool) -> set[str]:
    """The units that speak most of the question, as many as there is room for.

    A sentence that refers to a table comes only with it.
    """
    tables = [unit for unit in units if unit.startswith("|")]
    chosen = set(tables[:1]) if table else set()
    left = room
    for unit in sorted((unit for unit in units if unit not in chosen), key=asked.share, reverse=True):
        if width(unit) <= left:
            chosen.add(unit)
            left -= width(unit)
    if not chosen & set(tables):
        chosen = {unit for unit in chosen if not OF_A_TABLE.search(unit)}
    return chosen


def _regrouped(passage: Passage, chosen: set[str]) -> list[str]:
    """The chosen units in the blocks and the order they come from."""
    kept: list[str] = []
    for block in blocks(passage.text)[1:]:
        if is_prose(block):
            text = phrasing(passage.language).run_on([each for each in sentences(block) if each in chosen])
        elif _WHOLE.match(block):
            text = block if block in chosen else ""
        else:
            text = "\n".join(line for line in block.splitlines() if line in chosen)
        if text:
            kept.append(text)
    return kept


def _cited_list(sheet: Sheet, passage: Passage, block: str) -> str:
    """A list or table with its marker: on each line of a list, below a table."""
    marker = sheet.cite(passage, block)
    if block.startswith("|"):
        return f"{block}\n\n{marker}"
    return "\n".join(f"{line} {marker}" for line in block.splitlines())
