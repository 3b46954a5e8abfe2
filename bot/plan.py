"""From a question to a plan: its kind, its language, the figures it wants. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot import arithmetic, cues
from bot import language as languages
from bot.answer import Kind
from bot.language import Language
from bot.numbers.quantities import Quantity, find_quantities
from bot.phrasing import phrasing
from bot.questions import split_questions

__all__ = ["MAX_LENGTH", "Plan", "UnusableQuestion", "make_plan", "split_questions"]

MAX_LENGTH = 2000
"""The longest question, in characters, that is answered."""

Scope = Literal["inside", "doubtful", "outside"]
"""Whether the words are of this subject, of another, or cannot tell."""


class UnusableQuestion(ValueError):
    """The question is empty or too long: the message says what to do. The asker must act."""


@dataclass(frozen=True)
class Plan:
    """What a question asks for.

    `query` is what the knowledge base is searched for: the question, completed from the conversation when it is a
    follow-up. `topics` name the figures wanted; `as_of` is the past day asked about.
    `given` are the quantities that the question itself states, for arithmetic. `asks_now` says that the latest value is
    wanted, not one that the record holds; `asks_yes_or_no` that a correction may open the answer.
    """

    question: str
    language: Language
    kind: Kind
    scope: Scope
    query: str
    topics: tuple[str, ...] = ()
    bank: str = "fed"
    as_of: date | None = None
    given: tuple[Quantity, ...] = ()
    asks_now: bool = False
    asks_yes_or_no: bool = False


def make_plan(
    question: str, *, language: Language | None = None, history: Sequence[str] = (), today: date | None = None
) -> Plan:
    """The plan for a question. `history` holds the earlier questions of the conversation, oldest first.

    Raises UnusableQuestion when there is nothing to answer or too much.
    """
    asked = unicodedata.normalize("NFKC", question).strip()
    spoken = language or languages.detect(asked[:MAX_LENGTH])
    if not asked or len(asked) > MAX_LENGTH:
        say = phrasing(languages.content_language(spoken)).say
        key = "plan.too_long" if asked else "plan.empty"
        raise UnusableQuestion(languages.in_language(say(key, length=len(asked), most=MAX_LENGTH), spoken))
    text = languages.to_simplified(asked).lower()
    scope = _scope(text)
    query = cues.INJECTION.sub(" ", languages.to_simplified(asked)).strip() or languages.to_simplified(asked)
    if history and _is_follow_up(text, scope):
        query = f"{history[-1]} {query}"
        text = f"{languages.to_simplified(history[-1]).lower()} {text}"
        scope = _scope(text)
    given = tuple(each for each in find_quantities(query) if each.kind != "date")
    past_day = _past_day(query, today)
    kind = _kind(text, scope, given, dated=past_day is not None)
    return Plan(
        question=question.strip(),
        language=spoken,
        kind=kind,
        scope=scope,
        query=query,
        topics=_topics(text),
        bank=_bank(text),
        as_of=past_day if kind in {"figure", "status"} else None,
        given=given if kind == "calculation" else (),
        asks_yes_or_no=_matches(cues.YES_OR_NO, text),
        asks_now=bool(_figure_topics(text)) and _matches(cues.LEVEL, text),
    )


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _scope(text: str) -> Scope:
    """Inside: words of the subject. Outside: words of another. Otherwise what is found has to decide."""
    if _matches(cues.NOT_OURS, text):
        return "outside"
    return "inside" if _matches(cues.SUBJECT, text) else "doubtful"


def _is_follow_up(text: str, scope: Scope) -> bool:
    """Whether a question needs the one before it: it says so, or is short and names no subject of its own."""
    short = len(text) <= 12 if re.search(r"[\u4e00-\u9fff]", text) else len(text.split()) <= 5
    return _matches(cues.FOLLOW_UP, text) or (scope != "inside" and short)


def _kind(text: str, scope: Scope, given: Sequence[Quantity], *, dated: bool) -> Kind:
    """The kind the words show; what is found may still turn it into `claim`, `not_found` or `out_of_scope`."""
    if _matches(cues.ADVICE, text):
        return "advice"
    if scope == "outside":
        return "out_of_scope"
    if not _matches(cues.WHY, text) and not _matches(cues.CLAIM, text) and arithmetic.recognise(given, text):
        return "calculation"
    if _matches(cues.STATUS, text) and not _matches(cues.NOT_STATUS, text):
        return "status"
    if _matches(cues.CLAIM, text):
        return "claim"
    if _matches(cues.COMPARISON, text):
        return "comparison"
    if not _matches(cues.REASON, text) and _asks_figure(text, dated=dated):
        return "figure"
    if _matches(cues.HISTORY, text):
        return "history"
    return "concept"


def _asks_figure(text: str, *, dated: bool) -> bool:
    """Whether a number is asked for: the latest value of a series, its value on a day, or one that the record holds."""
    latest = bool(_figure_topics(text)) and (_matches(cues.LEVEL, text) or dated)
    return latest or _matches(cues.RECORD, text)


def _figure_topics(text: str) -> tuple[str, ...]:
    return tuple(topic for topic in _topics(text) if topic != "holdings" or _matches(cues.SIZE, text))


def _topics(text: str) -> tuple[str, ...]:
    return tuple(topic for topic, words in cues.TOPICS.items() if words.search(text))


def _bank(text: str) -> str:
    return next((bank for bank, words in cues.BANKS.items() if words.search(text)), "fed")


def _past_day(query: str, today: date | None) -> date | None:
    """The one full date that the question names, when it lies in the past."""
    mentions = {(each.year, each.month, each.day) for quantity in find_quantities(query) for each in quantity.dates}
    year, month, number = mentions.pop() if len(mentions) == 1 else (None, None, None)
    day = date(year, month, number) if year and month and number else None
    return day if day is not None and (today is None or day < today) else None
