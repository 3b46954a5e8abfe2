"""Reads the whole explainer as a careful editor would, and names every place that breaks a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from knowledge import events, glossary, load
from knowledge.keywords import fold, names_of
from knowledge.load import CUTOFF
from knowledge.passage import Language, Passage

OPENING: dict[Language, tuple[int, int]] = {"en": (30, 85), "zh": (60, 175)}
"""How long an opening may be: words in English, characters in Chinese."""

LEAST_QUESTIONS = 12
"""Ways of asking that a section gives in each language: so many that people are found who ask otherwise."""

LONGEST_SENTENCE: dict[Language, int] = {"en": 55, "zh": 145}
HARDEST_TEXT: dict[Language, float] = {"en": 60.0, "zh": 70.0}
"""How long a sentence may be (words, characters); and how hard a text, tables left out: in English the LIX, words a
sentence plus the percentage of words of more than six letters (a broadsheet has 50 to 60), in Chinese characters a
sentence."""

PLAIN_WORDS = frozenset(
    {"runoff", "reinvestment", "yield", "abundant-reserves", "ample-reserves", "scarce-reserves", "september-2019"}
)
"""Terms that are said in plain words too: the Chinese text need not have the glossary's."""

TOLD_BY_SOURCE: dict[str, frozenset[date]] = {
    "september-2019/date": frozenset({date(2019, 9, 20)}),
    "september-2019/answer": frozenset({date(2019, 9, 20)}),
    "standing-repo/windows": frozenset({date(2025, 6, 26)}),
}
"""Days that only the sources of a section tell."""

WEDNESDAY = 2
"""The day of the weekly balance sheet: any Wednesday has its level."""
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
    problems += chain(_homeless(english), _homeless(chinese))
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
    for term in _unnamed(english.text, chinese.title + chinese.text):
        yield Problem(english.id, "zh", "words of the glossary", f"the English has {term.en!r}, none of {term.names}")


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
    for day in sorted(_days(passage.text) - _recorded() - TOLD_BY_SOURCE.get(passage.id, frozenset())):
        if day <= CUTOFF and day.weekday() != WEDNESDAY:
            yield problem("days on record", f"{day} is no day of an event, a source or a reference value")
    sentences = sentences_of(passage.text, passage.language)
    longest = max(sentences, key=lambda each: _length(each, passage.language))
    if _length(longest, passage.language) > LONGEST_SENTENCE[passage.language]:
        yield problem("length of a sentence", longest)
    hard = hardness(passage.text, passage.language)
    if hard > HARDEST_TEXT[passage.language]:
        yield problem("reading level", f"{hard:.0f}, not up to {HARDEST_TEXT[passage.language]:.0f}")


def _length(text: str, language: Language) -> int:
    return len(text.split()) if language == "en" else len(text)


def sentences_of(text: str, language: Language) -> list[str]:
    """The sentences of a text, its tables left out; an item of a list is a sentence."""
    prose = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("|"))
    ends = r"(?<=[.!?])\s+(?=[\W_]*[A-Z0-9$])|\n+" if language == "en" else r"(?<=[。！？])|\n+"
    return [each.strip() for each in re.split(ends, prose) if each.strip()]


def hardness(text: str, language: Language) -> float:
    """How hard a text is to read: for English its LIX, for Chinese the characters of a sentence in the mean."""
    sentences = sentences_of(text, language)
    if language == "zh":
        return sum(map(len, sentences)) / len(sentences)
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", " ".join(sentences))
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


def _homeless(passages: Sequence[Passage]) -> Iterator[Problem]:
    """Question wordings that stand in two sections: a question has one home."""
    homes: dict[str, str] = {}
    for passage in passages:
        for wording in {re.sub(r"[\W_]+", "", fold(each)): each for each in passage.questions}.items():
            home = homes.setdefault(wording[0], passage.id)
            if home != passage.id:
                yield Problem(passage.id, passage.language, "one home for a question", f"{wording[1]!r} is in {home}")


def _unnamed(english: str, chinese: str) -> Iterator[glossary.Term]:
    """Terms that the English text names in full and the Chinese one not, by any of the glossary's words."""
    folded = fold(chinese)
    for term in glossary.terms():
        name = re.sub(r"\s*\([^)]*\)", "", term.en)
        if term.id in PLAIN_WORDS or not re.search(rf"\b{re.escape(name)}s?\b", english, re.IGNORECASE):
            continue
        if not any(each in folded for each in names_of(term)):
            yield term


_MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(
    rf"\b(?P<d>\d{{1,2}}) (?P<m>{'|'.join(_MONTHS)}) (?P<y>(?:19|20)\d\d)\b"
    r"|(?P<zy>(?:19|20)\d\d)年(?P<zm>\d{1,2})月(?P<zd>\d{1,2})日"
)


def _days(text: str) -> set[date]:
    """Every full date of a text."""
    return {
        date(int(found["y"]), _MONTHS.index(found["m"]) + 1, int(found["d"]))
        if found["y"]
        else date(int(found["zy"]), int(found["zm"]), int(found["zd"]))
        for found in _DAY.finditer(text)
    }


@cache
def _recorded() -> frozenset[date]:
    """The days of the policy record, the reference values and the sources."""
    days = chain(
        (each.date for each in events.events()),
        (each.effective for each in events.events()),
        (each.date for each in load.reference()),
        (each.date for each in load.sources().values()),
    )
    return frozenset(day for day in days if day is not None)
