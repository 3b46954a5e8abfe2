"""The bench where a claim is put to its test on the data at hand, not to a slogan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from bot.split import words
from knowledge.claims import Claim, ClaimTest, Period, Verdict, claims
from knowledge.load import CUTOFF
from knowledge.passage import Language, Passage
from tools.computed import read_named
from tools.errors import NOT_COMPUTED, ToolsError
from tools.figure import Figure, Missing, Series
from tools.measures import Measure, Measured, measure
from tools.series import Desk

BEFORE = timedelta(days=45)
"""How much earlier than the first period its series are read, so that a value stands at its start."""

COLLECTION = "claims"
"""Marks the texts that are the record of a claim among the passages of an answer."""

SAME, ALIKE = 0.55, 0.38
"""How alike a question and a wording of a claim must be, alone and where the search has found the claim's section."""

_MEASURES: dict[str, Measure] = {"correlation_levels": "levels", "correlation_changes": "changes"}
_UNITS = {"index points": "index", "USD billion a month": "USD billion", "correlation": "ratio"}


@dataclass(frozen=True, slots=True)
class Run:
    """One period of a test: what the data at hand show, or nothing where they do not cover it.

    `holds` says whether the claim holds in it, by the data or else by the record; `agrees` whether the data lie within
    the tolerance of the record, None without data.
    """

    period: Period
    measured: Measured | None
    holds: bool
    agrees: bool | None

    @property
    def values(self) -> tuple[float, ...]:
        """What was measured, or else what is recorded, in the unit of the test."""
        return self.measured.values if self.measured else self.period.recorded


@dataclass(frozen=True, slots=True)
class Trial:
    """A claim put to its test over all of its periods, with what could not be read for it."""

    claim: Claim
    runs: tuple[Run, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Everything that was measured, period after period."""
        return tuple(figure for run in self.runs if run.measured for figure in run.measured.figures)

    @property
    def verdict(self) -> Verdict:
        """What follows from the periods in which the claim is tested."""
        held = [run.holds for run in self.runs if not run.period.beside]
        if all(held):
            return "supported"
        if not any(held):
            return "not_supported"
        return self.claim.verdict if self.claim.verdict in ("partly", "unstable") else "partly"


def as_passage(claim: Claim, section: Passage) -> Passage:
    """What the record says of a claim, as a text that can be cited; the sources are those of its section."""
    language = section.language
    result = claim.result_in(language)
    return Passage(
        id=f"claims/{claim.id}",
        text=f"{result}\n\n{claim.method_in(language)}",
        language=language,
        title=claim.statement_in(language).rstrip(".。"),
        opening=result,
        sources=section.sources,
        as_of=CUTOFF,
        collection=COLLECTION,
    )


def claim_in(question: str, passages: Sequence[Passage], language: Language) -> Claim | None:
    """The claim that a question makes in the same words; fewer will do where a section found explains the claim."""
    found = {passage.id for passage in passages}
    near = {claim.id: _likeness(question, claim, language) for claim in claims()}
    asked = _markets(question)
    fitting = [
        each
        for each in claims()
        if near[each.id] >= (ALIKE if each.section in found else SAME)
        and not _is_of_another(asked, _markets(each.statement_in(language)))
    ]
    return max(fitting, key=lambda claim: near[claim.id], default=None)


_MARKETS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\b(?:stocks?|shares|equit\w+|s&p|nasdaq)\b|股|标普|纳指",
        r"\byields?\b|\bbonds?\b|\btreasur(?:y|ies)\b|\b10-?y|收益率|债|长端",
        r"\bgold\b|黄金|金价",
        r"\b(?:bitcoin|btc|crypto)\b|比特币|币圈",
        r"\b(?:dollar|dxy)\b|美元指数|美元(?:走|升|贬|涨|跌|汇)",
        r"\bvix\b|\bvolatility\b|波动",
    )
)
"""What a claim is about, beside QT and the balance sheet."""


def _markets(text: str) -> frozenset[int]:
    return frozenset(place for place, words in enumerate(_MARKETS) if words.search(text))


def _is_of_another(asked: frozenset[int], claimed: frozenset[int]) -> bool:
    """Whether a question names a market and a claim names others: shares, where the claim is about bonds."""
    return bool(asked and claimed) and not asked & claimed


def _likeness(question: str, claim: Claim, language: Language) -> float:
    """How many words the question shares with the nearest wording of the claim: 0 none, 1 all of both.

    What many claims say ("QT", "缩表") tells none from another and does not count.
    """
    common = _said_by_many(language)
    asked = words(question) - common
    said = [words(each) - common for each in (claim.statement_in(language), *claim.wordings_in(language))]
    return max(2 * len(asked & each) / max(1, len(asked) + len(each)) for each in said)


@cache
def _said_by_many(language: Language) -> frozenset[str]:
    """The words that more than a fifth of all claims have."""
    counts = Counter(word for claim in claims() for word in words(claim.statement_in(language)))
    return frozenset(word for word, count in counts.items() if count > len(claims()) / 5)


def untested(claim: Claim) -> Trial:
    """The claim with its record alone."""
    runs = tuple(Run(period, None, claim.test.holds(period.recorded), None) for period in claim.test.periods)
    return Trial(claim, runs)


def put_to_test(claim: Claim, desk: Desk, periods: Sequence[Period] | None = None) -> Trial:
    """Runs the test of a claim on what the desk can read; `periods` are those of the claim unless others are given.

    A period of one's own has no record: where the data do not cover it, it is left out and said to be missing.
    """
    chosen = tuple(claim.test.periods if periods is None else periods)
    first = min(period.first for period in chosen) - BEFORE
    series, missing = read_named(desk, claim.test.series, start=first)
    runs = [_run(claim.test, period, series) for period in chosen]
    gaps = [*missing]
    if any(run.measured is None for run in runs) and not missing:
        gaps.append(Missing(", ".join(claim.test.series), NOT_COMPUTED, "The values at hand do not cover the period."))
    return Trial(claim, tuple(run for run in runs if run.values), tuple(gaps))


def _run(test: ClaimTest, period: Period, series: dict[str, Series]) -> Run:
    measured = _measured(test, period, series)
    values = measured.values if measured else period.recorded
    agrees = test.agrees(period, values) if measured and period.recorded else None
    return Run(period, measured, bool(values) and test.holds(values), agrees)


def _measured(test: ClaimTest, period: Period, series: dict[str, Series]) -> Measured | None:
    if any(name not in series for name in test.series):
        return None
    how = _MEASURES.get(test.kind) or test.measure
    logs = [transform == "log" for transform in test.transforms]
    try:
        return measure(
            how,  # type: ignore[arg-type]
            [series[name] for name in test.series],
            period.first,
            period.last,
            logs=logs,
            unit=_unit(test),
        )
    except ToolsError:
        return None


def _unit(test: ClaimTest) -> str:
    """The unit in which values are measured; a difference of rates is told in percentage points by itself."""
    if test.measure in ("percent", "share_of_change") or test.unit in ("percentage points", "correlation"):
        return ""
    return _UNITS.get(test.unit, test.unit)
