"""Which of the sections found leads the answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.evidence.day_sections import tells_of
from bot.plan import Plan
from bot.question import cues
from bot.question.named_series import WITHOUT_SERIES

if TYPE_CHECKING:
    from knowledge.search import Hit

Hits = Sequence["Hit"]

NEAR = 4
"""A section that leads in place of the first is at the most so far down."""

INSTEAD = 0.8
"""From this share of the best relevance on, a section may lead in place of one that fits the question less."""

FITTING = 0.7
"""From this share of the best score on, a section that corrects leads where a claim is made."""

ADVISING = 0.5
"""From this share of the best relevance on, a section on strategies leads where advice is asked for."""

STRATEGIES, FIRST_ROUND = "strategies/", "qt1/"
"""The articles on what people do and why, and on the QT of 2017 to 2019."""

_NAMES_A_ROUND = re.compile(
    r"qt ?[12]\b|first|second|rounds?\b|20(?:1[4-9]|2[0-5])|第[一二]轮|两轮|上一轮|首轮|1[789]年|钱荒", re.ASCII
)
_FIRST = re.compile(r"qt ?1\b|\bfirst (?:round|qt)\b|第一轮|首轮", re.ASCII)
_SECOND = re.compile(r"qt ?2\b|\bsecond\b|\bboth\b|\brounds\b|第二轮|两轮", re.ASCII)
_FED = re.compile(r"\bfed\b|\bfederal reserve\b|美联储|联储局", re.ASCII | re.IGNORECASE)


def lead_first(plan: Plan, found: Hits) -> Hits:
    """The sections, best first, with the one that leads the answer in front."""
    if not found:
        return found
    fitting = _meant(plan, found) or _instead(plan, found)
    return (fitting[0], *(each for each in found if each is not fitting[0])) if fitting else found


def _meant(plan: Plan, found: Hits) -> Hits:
    """The sections about what is named: both banks of a comparison, the series of a record, the first round of QT."""
    query = plan.query.lower()
    if plan.kind == "comparison" and plan.bank not in {"", "fed"} and _FED.search(query):
        return [each for each in found if each.passage.bank == plan.bank and _FED.search(each.passage.text)]
    series = _series(plan)
    if plan.kind == "figure" and series and cues.PEAK.search(query):
        return [each for each in found if tells_of(each.passage, series)]
    if _FIRST.search(query) and not _SECOND.search(query):
        return [each for each in found if each.passage.id.startswith(FIRST_ROUND)]
    return ()


def _instead(plan: Plan, found: Hits) -> Hits:
    """The sections that fit the kind of the question where the first does not.

    Where no round of QT is named the latest is meant. A section that corrects leads where a claim is made, one on
    strategies where advice is asked for; where neither a claim is made nor yes or no asked, a correction is no answer.
    """
    first, near = found[0], [each for each in found[:NEAR] if each.relevance >= INSTEAD * found[0].relevance]
    if first.passage.id.startswith(FIRST_ROUND) and not _NAMES_A_ROUND.search(plan.query.lower()):
        return [each for each in near if not each.passage.id.startswith(FIRST_ROUND)]
    if plan.kind == "advice":
        advising = [each for each in found if each.passage.id.startswith(STRATEGIES)]
        return [each for each in advising if each.relevance >= ADVISING * first.relevance]
    if plan.kind == "claim":
        series = _series(plan)
        about = [each for each in found[:NEAR] if not series or tells_of(each.passage, series)]
        correcting = [each for each in about if each.passage.corrects and each.score >= FITTING * first.score]
        return correcting or ([] if first in about else about)
    if first.passage.corrects and not plan.asks_yes_or_no and plan.kind != "figure":
        return [each for each in near if not each.passage.corrects]
    return ()


def _series(plan: Plan) -> set[str]:
    """The series that the question names, of those that there are."""
    return set(plan.series) - WITHOUT_SERIES
