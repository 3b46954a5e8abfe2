"""How far back something looks, and by how much it came early or late: `the first in two years`, `提前两个月`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.numbers.clauses import sentences
from bot.numbers.context import Context
from bot.numbers.date_words import DateMention, find_dates
from bot.numbers.lengths import Length, lengths_in
from bot.numbers.number_words import normalise

_EXTREMES = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\bfirst\b|首次|第一次|首度",
        r"\bhighest\b|\b(?:high|peak)\b|最高|新高",
        r"\blowest\b|\blow\b|最低|新低",
        r"\b(?:largest|biggest|most)\b|最[大多]",
        r"\b(?:smallest|fewest|least)\b|最[小少]",
    )
)
_AHEAD = re.compile(
    r"\bin (?:the )?(?:just |a little |well |slightly )?"
    r"(?:over |under |about |around |almost |nearly |(?:more|less) than |some |past |last )?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"多?(?:以来|来|内)")
_SINCE = re.compile(r"\bsince\s*(?:the |early |late |mid-?)?$|(?:自|从)\s*$", re.IGNORECASE)
_TO_NOW = re.compile(r"\s*以?来")
_EARLY = re.compile(r"\s*(?:earlier|sooner|ahead of)\b", re.IGNORECASE)
_LATE = re.compile(r"\s*(?:later|behind schedule)\b", re.IGNORECASE)
_EARLY_BEFORE, _LATE_BEFORE = re.compile(r"(?:提前|提早|早)了?$"), re.compile(r"(?:推迟|延后|延迟|晚)了?$")


def wrong_reaches(context: Context) -> Iterator[tuple[Length, str]]:
    """The lengths for which something is the first or the highest that the days of the evidence do not bear out.

    The evidence tells since when; each comes with the sentence that does.
    """
    for length in lengths_in(context.text):
        kinds = _reached(context.text, length)
        known = [(day, told) for day, sort, told in _since(context) if sort & kinds]
        later = _days_of(context)
        if known and later and not any(_lies_between(length, day, each) for day, _ in known for each in later):
            yield length, known[0][1]


def _reached(text: str, length: Length) -> frozenset[int]:
    """Of which extremes a length is told: `the first increase in two years`, `两年来首次`."""
    norm = normalise(text)
    if _AHEAD.search(norm[: length.start]):
        words = re.split(r"[.;,](?!\d)", norm[: length.start])[-1]
    elif behind := _BEHIND.match(norm, length.end):
        words = re.split(r"[,，;；。]", norm[behind.end() :])[0][:12]
    else:
        return frozenset()
    return _extremes(words)


def _extremes(words: str) -> frozenset[int]:
    return frozenset(place for place, form in enumerate(_EXTREMES) if form.search(words))


def _since(context: Context) -> Iterator[tuple[DateMention, frozenset[int], str]]:
    """The days since when the evidence says that something had not been so, and of which extremes it says it."""
    for source in dict.fromkeys(f.source for f in context.facts if f.source):
        norm = normalise(source)
        for sentence in sentences(norm):
            for day in (each for each in find_dates(source) if sentence.holds(each.start)):
                if _SINCE.search(norm[: day.start]) or _TO_NOW.match(norm, day.end):
                    told = norm[sentence.start : sentence.end]
                    yield day, _extremes(told), " ".join(told.split())


def _days_of(context: Context) -> list[DateMention]:
    own = [q.dates[0] for q in context.siblings if q.kind == "date"]
    return own + [d for f in context.facts for d in f.quantity.dates]


def _lies_between(length: Length, since: DateMention, day: DateMention) -> bool:
    if None in (since.first, since.last, day.first, day.last):
        return False
    shortest, longest = (day.first - since.last).days, (day.last - since.first).days  # type: ignore[operator]
    room = max(length.room, 0.03 * length.days)
    return longest > 0 and shortest - room <= length.days <= longest + room


def wrong_sides(context: Context) -> Iterator[tuple[Length, str]]:
    """The lengths by which something is told as late where the evidence tells as many as early, and the reverse."""
    known = [
        (length, side, source)
        for source in dict.fromkeys(f.source for f in context.facts if f.source)
        for length in lengths_in(source)
        if (side := _side(source, length))
    ]
    for length in lengths_in(context.text):
        side = _side(context.text, length)
        alike = [(other, source) for each, other, source in known if abs(each.days - length.days) <= 0.03 * length.days]
        if side and alike and all(other != side for other, _ in alike):
            yield length, alike[0][1]


def _side(text: str, length: Length) -> int:
    """-1 where a length is told as early, +1 as late, 0 as neither."""
    norm = normalise(text)
    if _EARLY.match(norm, length.end) or _EARLY_BEFORE.search(norm[: length.start]):
        return -1
    return 1 if _LATE.match(norm, length.end) or _LATE_BEFORE.search(norm[: length.start]) else 0
