"""What a central bank decided in a time that is asked about, from its policy record. Pure."""

from __future__ import annotations

import re
from datetime import date

from bot.phrasing import phrasing
from bot.plan import Plan
from bot.question.asked_times import QUARTER, Stretch
from knowledge.events import Event, events
from knowledge.passage import Passage

UNKNOWN = "where-qt-stands/unknown"
"""The section that tells what came after the knowledge ends."""

MOST = 6
"""So many events are told; of more, those of policy before levels that the market reached."""

_DECIDES = re.compile(
    r"\bmeetings?\b|\bdecid\w*|\bdecisions?\b|\bannounc\w*|\bfomc\b|\bstatement\b|\bpolicy\b"
    r"|\bwhat (?:did|has|have) (?:the )?[\w' ]{2,40}\b(?:do|done|change|say)\b"
    r"|会议|议息|例会|决定|决议|宣布|公布了|做了(?:什么|啥|哪些)|干了(?:什么|啥)|有(?:什么|啥|哪些)动作",
    re.IGNORECASE,
)
"""A decision is asked for, or what was done."""

_WENT_WRONG = re.compile(
    r"\bwhat (?:blew|went|broke|caused|happened|was going)\b|\bwhy\b|怎么回事|为什么|为何|出了什么|是什么情况",
    re.IGNORECASE,
)
"""It is asked first what happened: the sections tell that, and the answer to it."""

_HAPPENED = re.compile(r"\bhappen(?:ed|s)?\b|发生", re.IGNORECASE)
"""Of a single day the record tells this, too; of a month the sections tell it better."""

_IN_FULL = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}[日号]|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]{3,9},? \d{4}\b"
    r"|\b[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b|\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)

_NOT_POLICY = frozenset({"market", "speech"})


def decided(plan: Plan) -> tuple[Event, ...]:
    """The events on the record of the bank asked about, in the days, months or quarters asked about, oldest first.

    None where no such time is named or no decision is asked for.
    """
    times = [each for each in plan.times if each.last - each.first < QUARTER]
    of_days = bool(times) and all(each.is_day for each in times)
    asked = _DECIDES.search(plan.query) or (of_days and _HAPPENED.search(plan.query))
    if plan.kind not in {"history", "concept"} or not asked or (_WENT_WRONG.search(plan.query) and not of_days):
        return ()
    told = [each for each in events(plan.bank or "fed") if any(_in(each, time) for time in times)]
    of_policy = [each for each in told if each.kind not in _NOT_POLICY]
    return tuple((of_policy or told)[:MOST])


def tells_of_them(passage: Passage, decisions: tuple[Event, ...]) -> bool:
    """Whether a section names the day of one of the events, or the month where no more is known."""
    phrases = phrasing(passage.language)
    return any(phrases.event_date(event) in passage.text for event in decisions)


def tells_of_day(passage: Passage, day: date) -> bool:
    """Whether a section names a day; in a list perhaps without its year."""
    if passage.language == "zh":
        written = rf"(?:{day.year}年|(?<![\d年])){day.month}月{day.day}日"
    else:
        written = rf"(?<!\d){day.day} {day:%B}(?: {day.year}|(?! \d))"
    return str(day.year) in passage.text and re.search(written, passage.text) is not None


def names_a_day(query: str) -> bool:
    """Whether a question names a day in full, with its year."""
    return _IN_FULL.search(query) is not None


def _in(event: Event, time: Stretch) -> bool:
    """Whether an event was decided in this time; one known by its year only is not."""
    return event.precision != "year" and time.first <= event.date <= time.last
