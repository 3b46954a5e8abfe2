"""Reads the whole explainer as a careful editor would, and names every place that breaks a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from knowledge import load
from knowledge.load import CUTOFF
from knowledge.passage import Language, Passage

OPENING: dict[Language, tuple[int, int]] = {"en": (30, 85), "zh": (60, 175)}
"""How long an opening may be: words in English, characters in Chinese."""

LEAST_QUESTIONS = 3
SHARED = ("level", "topics", "sources", "as_of", "ages", "see", "bank")
"""What a section states once for both languages."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One place that breaks a rule: its writer must act."""

    section: str
    language: str
    rule: str
    detail: str

    def __str__(self) -> str:
        return f"{self.section} ({self.language}): {self.rule}: {self.detail}"


def review() -> tuple[Problem, ...]:
    """Every problem of the explainer, in the order of its sections. Raises ContentError when a file cannot be read."""
    english, chinese = load.passages("en"), load.passages("zh")
    known = {each.id for each in english}
    alone = known ^ {each.id for each in chinese}
    problems = [
        Problem(each, "en, zh", "both languages", "the section stands in one of them only") for each in sorted(alone)
    ]
    other = {each.id: each for each in chinese}
    for each in english:
        if each.id in other:
            problems += _pair(each, other[each.id])
    problems += chain.from_iterable(_section(each, known) for each in (*english, *chinese))
    return tuple(problems)


def _pair(english: Passage, chinese: Passage) -> Iterator[Problem]:
    for field in SHARED:
        if getattr(english, field) != getattr(chinese, field):
            yield Problem(english.id, "en, zh", "same facts", f"field '{field}' differs")
    if bool(english.corrects) != bool(chinese.corrects):
        yield Problem(english.id, "en, zh", "same facts", "field 'corrects' stands in one language only")
    different = digits(english.text) ^ digits(chinese.text)
    if different:
        yield Problem(english.id, "en, zh", "same numbers", ", ".join(sorted(different)))


def digits(text: str) -> set[str]:
    """The significant digits of every longer number: $2,553.7bn and 25,537亿美元 are the same; years are left out."""
    found = re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    bare = (
        number.replace(",", "").replace(".", "").strip("0")
        for number in found
        if not re.fullmatch(r"(?:19|20)\d\d", number)
    )
    return {each for each in bare if len(each) >= 3}


def _section(passage: Passage, known: set[str]) -> Iterator[Problem]:
    def problem(rule: str, detail: str) -> Problem:
        return Problem(passage.id, passage.language, rule, detail)

    length = len(passage.opening.split()) if passage.language == "en" else len(passage.opening)
    low, high = OPENING[passage.language]
    if not low <= length <= high:
        yield problem("length of the opening", f"{length}, not {low} to {high}")
    if len(passage.questions) < LEAST_QUESTIONS:
        yield problem("questions", f"{len(passage.questions)}, not at least {LEAST_QUESTIONS}")
    if not passage.sources:
        yield problem("sources", "none")
    if passage.as_of is None or passage.as_of > CUTOFF:
        yield problem("date", f"{passage.as_of} is not a day up to {CUTOFF}")
    for link in passage.see:
        if link not in known:
            yield problem("links", f"{link} leads nowhere")
