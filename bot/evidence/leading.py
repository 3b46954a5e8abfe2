"""Which of the sections found leads the answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.evidence.day_sections import tells_of
from bot.plan import Plan
from bot.question import cues, subjects
from bot.question.named_series import WITHOUT_SERIES
from bot.split import width
from knowledge.passage import Passage

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
"""From this share of the best relevance or score on, a section on strategies leads where advice is asked for."""

AS_WELL = 0.8
"""From this share of the best score on, another section leads in place of a correction where nothing is claimed."""

COMPARING, NEARER = 0.75, 0.6
"""From this share of the best score on, a section that compares leads where a comparison is asked for; from the second
on, if it is the more relevant one. One that speaks of clearly less of the question has to rank nearly as high."""

SPECIAL = 0.6
"""From this share of the best score on, a section that goes into a thing leads in place of one that says what it is."""

AS_HIGH, MUCH_MORE = 0.9, 1.5
"""From this share of the best score on, a section leads that is so many times as relevant."""

LONG = 90
"""A question so wide, in English letters, tells of a case and does not ask what a thing is."""

DEFINING = "/what"
"""The end of the id of a section that says what a thing is."""

OF_THE_SUBJECT = {"treasuries_held", "total_assets"}
"""Series whose names are as often the subject of a claim as a figure that it is about: `they dumped Treasuries`."""

STRATEGIES, FIRST_ROUND = "strategies/", "qt1/"
"""The articles on what people do and why, and on the QT of 2017 to 2019."""

DECLINING = "strategies/no-advice"
"""The section that only says why there is no advice."""

_HOMES = (
    (
        re.compile(r"\bmortgage|\bhome loan|\brefinanc|房贷|按揭|房屋贷款|房屋貸款", re.ASCII),
        "mbs/end-of-qt",
        ("mbs/",),
    ),
    (
        re.compile(
            r"(?=.*(?:\bmoney (?:market )?funds?\b|货币(?:市场)?基金|货基))(?=.*(?:\brrp\b|reverse repo|逆回购))",
            re.ASCII,
        ),
        "on-rrp/why-fell",
        ("on-rrp/",),
    ),
    (re.compile(r"\bbonds?\b|\btreasur(?:y|ies)\b|债", re.ASCII), "strategies/bills-or-bonds", (STRATEGIES, "mbs/")),
)
"""Where it is told what goes on with what somebody asks advice on, and the articles that tell it as well."""

_NAMES_A_ROUND = re.compile(
    r"qt ?[12]\b|first|second|rounds?\b|20(?:1[4-9]|2[0-5])|第[一二]轮|两轮|上一轮|首轮|1[789]年|钱荒", re.ASCII
)
_FIRST = re.compile(r"qt ?1\b|\bfirst (?:round|qt)\b|第一轮|首轮", re.ASCII)
_SECOND = re.compile(r"qt ?2\b|\bsecond\b|\bboth\b|\brounds\b|第二轮|两轮", re.ASCII)
_LATEST = re.compile(r"qt ?2\b|\b(?:this|latest|last|recent) (?:round|qt)|第二轮|这一?轮|本轮|最近一轮", re.ASCII)
_DEFINES = re.compile(
    r"\bwhat(?:'s| is| are)\b|\bexplain\b|是什么|是啥|什么是|什么叫|个啥|啥意思|讲讲|介绍", re.ASCII | re.IGNORECASE
)
_OF_RATES = re.compile(r"\brates?\b|\bhikes?\b|利率|加息|降息", re.ASCII)
_SHRINKS = re.compile(r"\bqt\b|quantitative tightening|shr[aiu]nk|run-?off|缩", re.ASCII)
_FED = re.compile(r"\bfed\b|\bfederal reserve\b|美联储|联储局", re.ASCII | re.IGNORECASE)


def lead_first(plan: Plan, found: Hits) -> Hits:
    """The sections, best first, with the one that leads the answer in front."""
    if not found:
        return found
    fitting = _meant(plan, found) or _instead(plan, found) or _more_relevant(found)
    return (fitting[0], *(each for each in found if each is not fitting[0])) if fitting else found


def home_of(plan: Plan, lead: Passage) -> str:
    """The id of the section on what advice is asked about, where the search found none that tells of it."""
    if plan.kind != "advice" or plan.bank != "fed":
        return ""
    told = "" if lead.id == DECLINING else lead.id
    named = ((home, articles) for words, home, articles in _HOMES if words.search(plan.query.lower()))
    home, articles = next(named, ("", ()))
    return "" if told.startswith(articles) else home


def _more_relevant(found: Hits) -> Hits:
    """The sections that rank as high as the first, or nearly, and speak of much more of the question."""
    near = [each for each in found[1:NEAR] if each.score >= AS_HIGH * found[0].score and not each.passage.corrects]
    return [each for each in near if each.relevance >= MUCH_MORE * found[0].relevance]


def _meant(plan: Plan, found: Hits) -> Hits:
    """The sections about what is named: both banks of a comparison, the series of a record, the round of QT."""
    query = plan.query.lower()
    if plan.kind == "comparison" and _others_named(query) == (plan.bank,) and _FED.search(query):
        own = [each for each in found if each.passage.bank == plan.bank and _FED.search(each.passage.text)]
        return [each for each in own if _FED.search(each.passage.title)] or own
    series = _series(plan)
    if plan.kind == "figure" and series and cues.PEAK.search(query):
        return [each for each in found if tells_of(each.passage, series)]
    if _FIRST.search(query) and not _SECOND.search(query):
        return [each for each in found if each.passage.id.startswith(FIRST_ROUND)]
    if _LATEST.search(query) and not _FIRST.search(query) and found[0].passage.id.startswith(FIRST_ROUND):
        return [each for each in found if not each.passage.id.startswith(FIRST_ROUND)]
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
        if plan.bank != "fed":
            return ()
        return [each for each in found if each.passage.id.startswith(STRATEGIES) and _advises(each, first)]
    if plan.kind == "claim":
        return _on_a_claim(plan, found)
    if first.passage.corrects and not plan.asks_yes_or_no and plan.kind != "figure":
        as_near = [each for each in found[:NEAR] if each in near or each.score >= AS_WELL * first.score]
        return [each for each in as_near if not each.passage.corrects]
    if plan.kind == "comparison" and not _compares(first.passage):
        comparing = [each for each in found if _compares(each.passage)]
        return [each for each in comparing if each.score >= _least(each, first) * first.score]
    if first.passage.id.endswith(DEFINING) and width(plan.query) > LONG and not _DEFINES.search(plan.query.lower()):
        special = [e for e in found[1:NEAR] if not (e.passage.id.endswith(DEFINING) or e.passage.corrects)]
        return [each for each in special if each.score >= SPECIAL * first.score]
    return ()


def _advises(each: Hit, first: Hit) -> bool:
    return each.relevance >= ADVISING * first.relevance or each.score >= ADVISING * first.score


def _on_a_claim(plan: Plan, found: Hits) -> Hits:
    """The sections that correct, of those that tell of the series named; else those that tell of it at all."""
    first, series = found[0], _series(plan) - OF_THE_SUBJECT
    about = [each for each in found[:NEAR] if not series or tells_of(each.passage, series)]
    correcting = [each for each in about if each.passage.corrects and each.score >= FITTING * first.score]
    return correcting or ([] if first in about else about)


def _least(each: Hit, first: Hit) -> float:
    if each.relevance < INSTEAD * first.relevance:
        return AS_HIGH
    return NEARER if each.relevance > first.relevance else COMPARING


def _compares(passage: Passage) -> bool:
    return cues.COMPARISON.search(passage.title.lower()) is not None


def banks_compared(plan: Plan) -> tuple[str, ...]:
    """The central banks other than the Fed that are to be compared with each other, in a fixed order."""
    query = plan.query.lower()
    named = _others_named(query)
    return named if plan.kind == "comparison" and len(named) > 1 and not _FED.search(query) else ()


def _others_named(query: str) -> tuple[str, ...]:
    """The central banks other than the Fed that a question names."""
    return tuple(bank for bank, words in subjects.BANKS.items() if bank != "fed" and words.search(query))


def sides(plan: Plan, found: Sequence[Passage]) -> tuple[Passage, ...]:
    """The first section found of each of the banks compared; nothing unless there is one of every bank.

    One that sets a bank beside the Fed is about another comparison, and so is one on rates where none are asked about;
    of those left, one on how the bank shrinks comes first where that is compared.
    """
    alone = [each for each in found if not _FED.search(each.title)]
    if not _OF_RATES.search(plan.query.lower()):
        alone = [each for each in alone if not _OF_RATES.search(each.title.lower())]
    if _SHRINKS.search(plan.query.lower()):
        alone.sort(key=lambda each: _SHRINKS.search(each.title.lower()) is None)
    own = [next((each for each in alone if each.bank == bank), None) for bank in banks_compared(plan)]
    return () if None in own else tuple(each for each in own if each is not None)


def _series(plan: Plan) -> set[str]:
    """The series that the question names, of those that there are."""
    return set(plan.series) - WITHOUT_SERIES
