"""Checks any paragraph - a news item, another chatbot's answer - against the knowledge base and the figures at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from bot import gather
from bot.language import content_language, detect, to_simplified
from bot.numbers.guard import NumberFinding, NumberReport, check_numbers
from bot.numbers.quantities import Quantity, find_quantities
from bot.settings import Settings
from bot.split import blocks, sentences
from knowledge.events import events
from knowledge.passage import Passage
from tools import catalogue
from tools.computed import COMPUTED, read_named
from tools.figure import Figure, Missing

SECTIONS = 4
"""Sections looked up for each sentence that holds a number."""

SENTENCES = 24
"""Sentences that are looked up, so that a long article does not take minutes."""

_SERIES = {"sofr_99th": "sofr_p99", "spread_2s10s": "slope_2s10s", "broad_dollar": "dollar_broad", "soma": "soma_total"}
"""Names of the number guard that the catalogue calls otherwise."""


@dataclass(frozen=True)
class Verified:
    """What the evidence at hand says of a text: every quantity with its verdict, and what it was held against."""

    report: NumberReport
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    missing: tuple[Missing, ...]

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values, with the sources behind it."""
        return {
            **self.report.to_dict(),
            "sources": [
                {"passage": each.id, "title": each.title, "url": each.sources[0].url if each.sources else ""}
                for each in self.passages
            ],
            "figures": [figure.to_dict() for figure in self.figures],
            "missing": [missing.to_dict() for missing in self.missing],
        }


def verify(text: str, settings: Settings) -> Verified:
    """Every quantity of a text held against the nearest sections, the policy events and the figures."""
    plain = to_simplified(text)
    passages = tuple(_passages(plain, settings))
    figures, missing = _figures(find_quantities(plain), settings)
    recorded = [f"{event.date} {event.text_in(content_language(detect(text)))}" for event in events()]
    report = check_numbers(plain, [*(f"{each.as_of}\n{each.text}" for each in passages), *recorded], figures)
    return Verified(_in_words_of(text, plain, report), passages, figures, missing)


def verify_line(asked: Mapping[str, Any]) -> dict[str, Any]:
    """One line of `qtx verify --jsonl`: a text held against the evidence that the line carries; nothing is fetched.

    Raises ValueError naming the field that is missing or of the wrong kind.
    """
    text, evidence, figures = asked.get("text"), asked.get("evidence", []), asked.get("figures", [])
    if not isinstance(text, str):
        raise ValueError('"text" must be a text')
    if not isinstance(evidence, list) or not all(isinstance(each, str) for each in evidence):
        raise ValueError('"evidence" must be a list of texts')
    if not isinstance(figures, list) or not all(isinstance(each, dict) for each in figures):
        raise ValueError('"figures" must be a list of objects')
    return {"id": asked.get("id"), **check_numbers(text, evidence, figures).to_dict()}


def _passages(text: str, settings: Settings) -> Iterator[Passage]:
    language = content_language(detect(text))
    seen: set[str] = set()
    holding = (each for block in blocks(text) for each in sentences(block) if find_quantities(each))
    for sentence in islice(holding, SENTENCES):
        for passage, _ in gather.find_passages(sentence, language, settings, SECTIONS, on_subject=True):
            if passage.id not in seen:
                seen.add(passage.id)
                yield passage


def _figures(quantities: Iterable[Quantity], settings: Settings) -> tuple[tuple[Figure, ...], tuple[Missing, ...]]:
    """The official values of the series that the text names, on the days it names, and the latest ones."""
    wanted: dict[str, set[date]] = {}
    for quantity in quantities:
        for name in (quantity.series, quantity.against):
            known = _SERIES.get(name or "", name or "")
            if known in catalogue.names() or known in COMPUTED:
                wanted.setdefault(known, set()).update(_days(quantity))
    if not wanted:
        return (), ()
    first = min((day for days in wanted.values() for day in days), default=settings.today) - timedelta(weeks=6)
    series, missing = read_named(gather.desk(settings), tuple(wanted), start=first)
    found = (
        series[name].figure(day) for name, days in wanted.items() if name in series for day in (*sorted(days), None)
    )
    return tuple(dict.fromkeys(figure for figure in found if figure is not None)), missing


def _days(quantity: Quantity) -> set[date]:
    return {date(each.year, each.month, each.day) for each in quantity.dates if each.year and each.month and each.day}


def _in_words_of(text: str, plain: str, report: NumberReport) -> NumberReport:
    """The findings with the words as the text writes them, where the conversion kept every place."""
    if len(text) != len(plain):
        return report
    numbers = tuple(_reworded(finding, text) for finding in report.numbers)
    return NumberReport(report.supported, numbers)


def _reworded(finding: NumberFinding, text: str) -> NumberFinding:
    return replace(finding, text=text[finding.start : finding.end])
