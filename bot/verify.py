"""Checks any paragraph - a news item, another chatbot's answer - against the knowledge base and the figures at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from bot import gather
from bot.language import content_language, detect, to_simplified
from bot.numbers.clauses import pieces
from bot.numbers.evidence_facts import label_of
from bot.numbers.guard import NumberFinding, NumberReport, check_numbers
from bot.numbers.quantities import Quantity, find_quantities
from bot.settings import Settings
from bot.split import blocks, sentences
from knowledge.events import Event, events
from knowledge.passage import Passage, Source
from tools import catalogue
from tools.computed import COMPUTED, read_named
from tools.figure import Figure, Missing

SECTIONS = 4
"""Sections looked up for each sentence that holds a number."""

SENTENCES = 24
"""Sentences that are looked up, so that a long article does not take minutes."""

LONGEST = 50_000
"""Characters of a text that are checked at once."""

_SERIES = {"sofr_99th": "sofr_p99", "spread_2s10s": "slope_2s10s", "broad_dollar": "dollar_broad", "soma": "soma_total"}
"""Names of the number guard that the catalogue calls otherwise."""


@dataclass(frozen=True)
class Backing:
    """What a finding rests on: the figures it names, or the passage or policy event it quotes."""

    figures: tuple[Figure, ...] = ()
    passage: Passage | None = None
    event: Event | None = None

    @property
    def source(self) -> Source | None:
        """The document behind the words quoted."""
        if self.event is not None:
            return self.event.source
        return self.passage.sources[0] if self.passage is not None and self.passage.sources else None

    def to_dict(self) -> dict[str, Any]:
        """Figures, or the section and its document; empty when nothing speaks for or against the number."""
        if self.figures:
            return {"figures": [figure.to_dict() for figure in self.figures]}
        named = self.passage.id if self.passage else self.event.id if self.event else None
        source = {"title": self.source.title, "url": self.source.url} if self.source else {}
        return {} if named is None else {"passage": named, **source}


@dataclass(frozen=True)
class Verified:
    """What the evidence at hand says of a text: every quantity with its verdict, and what it was held against."""

    report: NumberReport
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    missing: tuple[Missing, ...]
    backing: tuple[Backing, ...] = field(default=())  # one for each number of the report

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values, with the sources behind it."""
        numbers = [
            {**finding.to_dict(), "source": backing.to_dict()}
            for finding, backing in zip(self.report.numbers, self.backing, strict=True)
        ]
        return {
            "supported": self.report.supported,
            "numbers": numbers,
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
    figures, missing = _figures((each for _, piece in pieces(plain) for each in find_quantities(piece)), settings)
    language = content_language(detect(text))
    recorded = [(f"{event.date} {event.text_in(language)}", Backing(event=event)) for event in events()]
    told = [*((f"{each.as_of}\n{each.text}", Backing(passage=each)) for each in passages), *recorded]
    report = check_numbers(plain, [words for words, _ in told], figures)
    backing = tuple(_backing(finding, told, figures) for finding in report.numbers)
    return Verified(_in_words_of(text, plain, report), passages, figures, missing, backing)


def _backing(finding: NumberFinding, told: Sequence[tuple[str, Backing]], figures: tuple[Figure, ...]) -> Backing:
    """Where the evidence of a finding stands."""
    if not finding.evidence:
        return Backing()
    named = tuple(figure for figure in figures if label_of(figure) in finding.evidence)
    if named:
        return Backing(figures=named)
    words = finding.evidence.removeprefix("computed: ")
    return next((found for text, found in told if words in " ".join(text.split())), Backing())


def verify_line(asked: Mapping[str, Any]) -> dict[str, Any]:
    """One line of `qtx verify --jsonl`: a text held against the evidence that the line carries; nothing is fetched.

    Raises ValueError naming the field that is missing or of the wrong kind.
    """
    text, evidence, figures = asked.get("text"), asked.get("evidence") or [], asked.get("figures") or []
    if not isinstance(text, str):
        raise ValueError('"text" must be a text')
    if len(text) > LONGEST:
        raise ValueError(f'"text" has {len(text):,} characters, more than {LONGEST:,}: check it in parts')
    if not isinstance(evidence, list) or not all(isinstance(each, str) for each in evidence):
        raise ValueError('"evidence" must be a list of texts')
    if not isinstance(figures, list) or not all(isinstance(each, dict) for each in figures):
        raise ValueError('"figures" must be a list of objects')
    if not all(
        isinstance(each.get("name"), str) and isinstance(each.get("value"), (int, float, str)) for each in figures
    ):
        raise ValueError('each of "figures" needs a "name" and a "value"')
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
    return {each.last for each in quantity.dates if each.last is not None and not each.fiscal}


def _in_words_of(text: str, plain: str, report: NumberReport) -> NumberReport:
    """The findings with the words as the text writes them, where the conversion kept every place."""
    if len(text) != len(plain):
        return report
    numbers = tuple(_reworded(finding, text) for finding in report.numbers)
    return NumberReport(report.supported, numbers)


def _reworded(finding: NumberFinding, text: str) -> NumberFinding:
    return replace(finding, text=text[finding.start : finding.end])
