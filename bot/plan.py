"""From a question to a plan: its kind, its language, the figures it wants. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot import language as languages
from bot.answer import Kind
from bot.calculation import arithmetic
from bot.language import Language
from bot.phrasing import phrasing
from bot.question import cues, days, subjects, turns
from bot.question.asked_times import Stretch, asked_times
from bot.question.counted import counted
from bot.question.follow_up import completed, points_back
from bot.question.kinds import Scope, figure_topics, kind_of, presumes, scope_of, topics_of
from bot.question.named_series import WITHOUT_SERIES, series_named
from bot.question.questions import split_questions
from bot.question.rounds import round_days

__all__ = ["MAX_LENGTH", "Plan", "UnusableQuestion", "make_plan", "split_questions"]

MAX_LENGTH = 2000
"""The longest question, in characters, that is answered."""

_MARKS = "".join(sorted(set(" .,;:!?。，；：！？")))

REMEMBERED = 6
"""So many earlier questions of a conversation are looked back on."""


class UnusableQuestion(ValueError):
    """The question is empty or too long: the message says what to do. The asker must act."""


@dataclass(frozen=True)
class Plan:
    """What a question asks for.

    `query` is what the knowledge base is searched for: the question without orders to the program, completed from the
    conversation when it is a follow-up, with relative days written out. `topics` name the figures wanted; `as_of` is
    the past day asked about. `bank` is empty when central banks in general, or one not told of, are asked about;
    `banks` are all that are named, in the order of the question. `wanted` are the series whose latest value a
    calculation lacks. `asks_now` says that the latest value is wanted, not one that the record holds; `asks_yes_or_no`
    that a correction may open the answer; `presumes` that the question takes something for granted, so that a
    correction found for it makes it a claim. `must_name` are names of which a section has to speak, or nothing was
    found. `series` are the series named, by their names in the catalogue, `times` the past days and stretches of time
    named. `counted` are the people or institutions whose number is asked for; `in_a_table` that a table is, `shortly`
    that a sentence or two is wanted.
    """

    question: str
    language: Language
    kind: Kind
    scope: Scope
    query: str
    topics: tuple[str, ...] = ()
    bank: str = "fed"
    banks: tuple[str, ...] = ("fed",)
    as_of: date | None = None
    wanted: tuple[str, ...] = ()
    asks_now: bool = False
    asks_yes_or_no: bool = False
    presumes: bool = False
    must_name: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    times: tuple[Stretch, ...] = ()
    counted: str = ""
    shortly: bool = False
    in_a_table: bool = False


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
    now = today or datetime.now(UTC).date()
    simplified = languages.to_simplified(asked)
    ordered = re.sub(r"\s[\s.,;!]*$", "", turns.INJECTION.sub(" ", simplified).strip().lstrip(_MARKS))
    query = _in_context(days.absolute(ordered or simplified, now), [days.absolute(each, now) for each in history])
    text = _folded(query)
    scope = _scope(text, orders=ordered != simplified) if ordered else "outside"
    day = days.asked_day(query, now)
    kind = kind_of(text, scope, now)
    named = _unknown_names(text, query, kind, now)
    bank = _bank(text, named)
    series = series_named(query, bank)
    times = asked_times(query, now)
    if kind == "figure" and bank == "fed" and not times:
        times = round_days(text)
    return Plan(
        question=question.strip(),
        language=spoken,
        kind="concept" if kind == "status" and named else kind,
        scope=_settled(scope, kind, text, series),
        query=query,
        topics=topics_of(text),
        bank=bank,
        banks=_banks(text, bank),
        as_of=day if kind in {"figure", "status"} else None,
        wanted=arithmetic.needs(query) if kind == "calculation" else (),
        asks_yes_or_no=bool(cues.YES_OR_NO.search(text)) and not cues.EITHER_OR.search(text),
        asks_now=day is None and _asks_now(text, kind, series, past=days.speaks_of_past(query, now)),
        presumes=presumes(text),
        must_name=named,
        series=series,
        times=times,
        counted=counted(text),
        shortly=cues.SHORTLY.search(text) is not None,
        in_a_table=cues.IN_A_TABLE.search(text) is not None,
    )


def _folded(query: str) -> str:
    return languages.to_simplified(query).lower().replace("’", "'")


def _scope(text: str, *, orders: bool) -> Scope:
    """The scope of what is asked, or calculated; nothing but orders to the program are another subject."""
    scope = scope_of(text)
    if scope == "doubtful" and arithmetic.is_of_subject(text):
        return "inside"
    return "outside" if orders and scope == "doubtful" else scope


def _settled(scope: Scope, kind: Kind, text: str, series: Sequence[str]) -> Scope:
    """Doubtful words are of the subject where a known series or somebody's money is asked about."""
    if scope == "doubtful" and kind == "figure" and set(series) - WITHOUT_SERIES:
        return "inside"
    return "inside" if scope == "doubtful" and kind == "advice" and subjects.MONEY.search(text) else scope


def _in_context(asked: str, history: Sequence[str]) -> str:
    """The question completed from the conversation, each earlier one completed from those before it."""
    known: list[str] = []
    for each in (*history[-REMEMBERED:], asked):
        text = _folded(each)
        known.append(completed(each, known) if known and _is_follow_up(text) else each)
    return known[-1]


def _is_follow_up(text: str) -> bool:
    """Whether a question needs the one before it: it says so, or is short and names no subject of its own."""
    if turns.FOLLOW_UP.search(text):
        return True
    return scope_of(text) == "doubtful" and (points_back(text) or not turns.WITHOUT_SUBJECT.sub("", text).strip(_MARKS))


def _asks_now(text: str, kind: Kind, series: Sequence[str], *, past: bool) -> bool:
    """Whether the latest value is wanted: it says so, or a level is asked for without a time or an extreme."""
    if not figure_topics(text) and not series:
        return False
    if cues.LEVEL.search(text) and not cues.PEAK.search(text):
        return True
    return kind == "figure" and not past and not cues.EXTREME.search(text) and not cues.CHANGE.search(text)


def _bank(text: str, named: Sequence[str]) -> str:
    if subjects.SEVERAL_BANKS.search(text) or named:
        return ""
    return next((bank for bank, words in subjects.BANKS.items() if words.search(text)), "fed")


def _banks(text: str, bank: str) -> tuple[str, ...]:
    """Every bank that is named, in the order of the question; the one it is about where none or only that is."""
    if not bank:
        return ()
    named = {each: match.start() for each, words in subjects.BANKS.items() if (match := words.search(text))}
    if named and (match := subjects.FED.search(text)):
        named["fed"] = match.start()
    return tuple(sorted(named, key=named.__getitem__)) or (bank,)


def _unknown_names(text: str, query: str, kind: Kind, today: date) -> tuple[str, ...]:
    """What a section must name to answer: a bank outside the ten, a date to come of a figure, or what none can name.

    The last is a single user of a facility: what is published are totals.
    """
    banks = [match[match.lastgroup or 0] for match in subjects.OTHER_BANK.finditer(text)]
    years = [each for each in days.beyond(query, today) if kind in {"figure", "history"}]
    return (*banks, *years, *(f"«{match[0]}»" for match in turns.NAMELESS.finditer(text)))
