"""From a plan to its evidence: passages from the search, figures from the tools; every failure kept as an entry."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

from bot import status
from bot.answer import Evidence
from bot.calculation import arithmetic
from bot.events import Event, FigureFetched, FigureMissing, PassagesFound
from bot.evidence import bench
from bot.evidence.day_sections import ELSEWHERE, JUDGED, LEVELS, sections_on
from bot.evidence.decisions import UNKNOWN, decided
from bot.evidence.latest_figures import NOT_READ, read_latest
from bot.evidence.leading import DECLINING, banks_compared, home_of, lead_first
from bot.evidence.past_figures import Told, read_past
from bot.evidence.record import reference_series
from bot.evidence.wanted import FIGURES, asked_for, beneath
from bot.language import content_language
from bot.plan import Plan
from bot.question import days
from bot.question.asked_times import Stretch
from bot.settings import Settings
from knowledge import load
from knowledge.claims import Claim
from knowledge.events import events
from knowledge.glossary import terms
from knowledge.passage import Language, Passage
from tools import catalogue, live
from tools.computed import COMPUTED, read_named
from tools.errors import ToolsError
from tools.fetch import Deadline, side_by_side
from tools.figure import Missing, Reading
from tools.series import Desk, default_urls

if TYPE_CHECKING:
    from knowledge.search import Hit, Index
    from knowledge.vectors import Encoder, Reranker

LIMIT = 6
"""Sections gathered for one question."""

CLAIMED = 5
"""So many of the sections found may be the one of a claim that is put to its test."""

TOOLS = {
    "net_liquidity": live.net_liquidity,
    "tga": live.net_liquidity,
    "holdings": live.fed_holdings,
    "reserves": live.reserves,
    "funding": live.funding_rates,
    "on_rrp": live.funding_rates,
    "standing_repo": live.funding_rates,
    "policy_rate": live.funding_rates,
    "yields": live.treasury_yields,
}
"""The tool that serves each topic of a section; the topics of other central banks are read as plain series."""

MAIN_TOPICS = ("net_liquidity", "holdings", "funding", "yields")
"""What is printed when no figure is named."""


Found = tuple[tuple[Passage, float], ...]
"""Sections, best first, each with its relevance from 0 to 1."""


class UnknownFigure(ValueError):
    """There is no figure of that name: the message lists what there is. The asker must act."""


def gather(plan: Plan, settings: Settings) -> Generator[Event, None, Evidence]:
    """Everything the answer may rest on; what is found is reported as it comes."""
    if plan.kind == "out_of_scope":
        return Evidence()
    passages = _passages(plan, settings)
    yield PassagesFound(tuple(passage for passage, _ in passages))
    evidence = Evidence(passages=passages, decided=decided(plan))
    if plan.kind == "status" and plan.bank:
        judged = tuple(read_status(bank, settings, plan.as_of) for bank in plan.banks)
        figures = tuple(figure for status in judged for figure in status.figures)
        missing = tuple(each for status in judged for each in status.missing)
        evidence = replace(evidence, statuses=judged, figures=figures, missing=missing)
    elif plan.kind == "calculation":
        reading = _lacking(plan.wanted, settings)
        evidence = replace(evidence, figures=reading.figures, missing=reading.missing)
    else:
        evidence = _read(plan, evidence, settings)
    yield from (FigureFetched(figure) for figure in evidence.figures)
    yield from (FigureMissing(missing) for missing in evidence.missing)
    return evidence


def _read(plan: Plan, evidence: Evidence, settings: Settings) -> Evidence:
    """The figures that belong to the answer and, side by side with them, the data on which a claim is tested."""
    claim = _claim(plan, evidence)
    jobs: dict[str, Callable[[], _Figures | bench.Trial]] = {"figures": partial(_figures, plan, evidence, settings)}
    if claim is not None:
        jobs["trial"] = partial(bench.put_to_test, claim, desk(settings))
    found = side_by_side(jobs, Deadline(), grace=1.0)
    read = found["figures"]
    if isinstance(read, _Figures):
        evidence = replace(evidence, figures=read.reading.figures, missing=read.reading.missing, past=read.past)
    elif isinstance(read, ToolsError):
        evidence = replace(evidence, missing=(Missing("live figures", read.fault, read.detail),))
    if claim is None:
        return evidence
    trial = found["trial"] if isinstance(found["trial"], bench.Trial) else bench.untested(claim)
    section = load.passage(claim.section, content_language(plan.language))
    assert section is not None  # noqa: S101 - a test holds that every claim has its section
    return replace(
        evidence,
        passages=(*evidence.passages, (bench.as_passage(claim, section), 0.0)),
        missing=(Reading(missing=evidence.missing) + Reading(missing=trial.missing)).missing,
        trial=trial,
    )


class _Figures(NamedTuple):
    """The figures of an answer; those of past times also by the time asked for."""

    reading: Reading = Reading()
    past: tuple[Told, ...] = ()


def _lacking(names: tuple[str, ...], settings: Settings) -> Reading:
    """The latest figures that a calculation lacks; several of them as of one day, that of the oldest."""
    reading = read_latest(names, desk(settings)) if names else Reading()
    days = {figure.as_of for figure in reading.figures if figure.name in names}
    if len(names) < 2 or len(days) < 2:
        return reading
    day = min(days)
    return read_past(names, (Stretch(day, day),), desk(settings))[1]


def _figures(plan: Plan, evidence: Evidence, settings: Settings) -> _Figures:
    """The figures asked for, on their days; else the latest ones that belong beneath the explanation."""
    wanted = asked_for(plan, settings.today) or beneath(plan, evidence.passages[0][0] if evidence.passages else None)
    unread = (Missing(", ".join(wanted.unread), NOT_READ, "There is no series of it."),) if wanted.unread else ()
    if not wanted.names:
        return _Figures(Reading(missing=unread))
    if not wanted.times:
        return _Figures(read_latest(wanted.names, desk(settings)) + Reading(missing=unread))
    past, reading = read_past(wanted.names, wanted.times, desk(settings), change=wanted.change)
    latest = read_latest(wanted.names, desk(settings)) if wanted.now else Reading()
    return _Figures(reading + latest + Reading(missing=unread), past)


def _claim(plan: Plan, evidence: Evidence) -> Claim | None:
    """The claim to be tested, where one is made or yes or no is asked."""
    if plan.kind != "claim" and not (plan.kind in {"concept", "history"} and plan.asks_yes_or_no):
        return None
    near = [passage for passage, _ in evidence.passages[:CLAIMED]]
    return bench.claim_in(plan.query, near, content_language(plan.language))


def _passages(plan: Plan, settings: Settings) -> Found:
    """What the search finds; for a question about figures, first the section that tells of them at the time asked."""
    language = content_language(plan.language)
    limit = LIMIT * (2 if banks_compared(plan) else 1)
    hits = find_hits(plan.query, language, settings, limit, on_subject=plan.scope == "inside")
    found = _scored(hits)
    if plan.kind == "calculation":
        return _explaining(plan, found)
    wanted = asked_for(plan, settings.today)
    if not wanted:
        return with_linked(_after_cutoff(plan, _advising(plan, _scored(lead_first(plan, hits)))))
    names = (*wanted.names, *wanted.unread)
    told: tuple[Passage | None, ...]
    if plan.bank != "fed" and not wanted.names:
        told = (load.passage(ELSEWHERE.get(plan.bank, ""), language),)
    elif wanted.times:
        told = sections_on(wanted.times, names, language)[:1]
    else:
        told = tuple(load.passage(LEVELS[name], language) for name in names if name in LEVELS)[:1]
        if wanted.judged:
            told += tuple(load.passage(JUDGED[name], language) for name in names if name in JUDGED)[:1]
    first = tuple((passage, 1.0) for passage in told if passage is not None)
    return first + tuple(each for each in found if each[0].id not in {passage.id for passage, _ in first})


def with_linked(found: Found) -> Found:
    """The sections found and, behind them, those that the first one refers to: they complete it in either language."""
    if not found:
        return found
    first, known = found[0][0], {passage.id for passage, _ in found}
    linked = (load.passage(each, first.language) for each in first.see if each not in known)
    return (*found, *((passage, 0.0) for passage in linked if passage is not None))


def _after_cutoff(plan: Plan, found: Found) -> Found:
    """First that nothing is known, where all the times asked about reach past the texts."""
    if plan.kind not in {"history", "figure"} or not days.all_past(plan.query, load.CUTOFF):
        return found
    unknown = load.passage(UNKNOWN, content_language(plan.language))
    assert unknown is not None  # noqa: S101 - a test holds that the section exists
    return ((unknown, 1.0), *(each for each in found if each[0].id != UNKNOWN))


def _advising(plan: Plan, found: Found) -> Found:
    """First the section on what somebody asks advice on, where another would lead."""
    home = home_of(plan, found[0][0]) if found else ""
    first = load.passage(home, content_language(plan.language)) if home else None
    if first is None:
        return found
    return ((first, found[0][1]), *(each for each in found if each[0].id not in {first.id, DECLINING}))


def _explaining(plan: Plan, found: Found) -> Found:
    """First the section that explains the calculation, the same in either language."""
    first = load.passage(arithmetic.section(plan.query), content_language(plan.language))
    return found if first is None else ((first, 1.0), *(each for each in found if each[0].id != first.id))


def find_passages(
    query: str, language: Language, settings: Settings, limit: int = LIMIT, *, on_subject: bool = False
) -> Found:
    """The sections for a query in one language, best first, each with its relevance."""
    return _scored(find_hits(query, language, settings, limit, on_subject=on_subject))


def find_hits(
    query: str, language: Language, settings: Settings, limit: int = LIMIT, *, on_subject: bool = False
) -> Sequence[Hit]:
    """The same as the search returns them, with how they were ranked."""
    return index(settings).search(query, limit, language=language, on_subject=on_subject, reranker=reranker(settings))


def _scored(hits: Sequence[Hit]) -> Found:
    return tuple((hit.passage, hit.relevance) for hit in hits)


def read_topics(topics: tuple[str, ...], settings: Settings, as_of: date | None = None) -> Reading:
    """The figures of some topics, in their order, today or as they were known on a past day."""
    tools = tuple(dict.fromkeys(TOOLS[topic] for topic in topics if topic in TOOLS))
    readings = live.read_together(desk(settings), tools, as_of) if tools else {}
    found = sum(readings.values(), Reading())
    plain = tuple(name for topic in topics if topic not in TOOLS for name in FIGURES[topic])
    found += read_series(plain, settings, as_of)
    wanted = dict.fromkeys(name for topic in topics for name in FIGURES[topic])
    return Reading(tuple(figure for name in wanted if (figure := found.figure(name)) is not None), found.missing)


def read_series(names: tuple[str, ...], settings: Settings, as_of: date | None = None) -> Reading:
    """The last value of each of these series, of the catalogue or computed."""
    if not names:
        return Reading()
    read, missing = read_named(desk(settings), names, as_of)
    return Reading(tuple(figure for series in read.values() if (figure := series.figure()) is not None), missing)


def read_figures(names: tuple[str, ...], settings: Settings, as_of: date | None = None) -> Reading:
    """Figures by topic or by the name of a series; the main topics without a name. Raises UnknownFigure."""
    for name in names:
        if name not in {*FIGURES, *COMPUTED, *catalogue.names()}:
            series = ", ".join([*COMPUTED, *catalogue.names()])
            raise UnknownFigure(f"No figure is called {name!r}. Topics: {', '.join(FIGURES)}. Series: {series}.")
    topics = tuple(name for name in names if name in FIGURES) if names else MAIN_TOPICS
    found = read_topics(topics, settings, as_of) if topics else Reading()
    return found + read_series(tuple(name for name in names if name not in FIGURES), settings, as_of)


def read_history(name: str, settings: Settings, first: date, last: date | None = None) -> Reading:
    """Every value of one series between two days, oldest first."""
    if name not in {*COMPUTED, *catalogue.names()}:
        raise UnknownFigure(f"No series is called {name!r}. Series: {', '.join([*COMPUTED, *catalogue.names()])}.")
    read, missing = read_named(desk(settings), (name,), last, start=first)
    found = read.get(name)
    points = found.between(first, last).points if found else ()
    figures = (found.figure(day) for day, _ in points) if found else ()
    return Reading(tuple(figure for figure in figures if figure is not None), missing)


def read_status(bank: str, settings: Settings, as_of: date | None = None) -> status.Status:
    """Whether a bank's QT is running, today or on a past day with what was known then."""
    names = status.HOLDINGS.get(bank, ())
    holdings, missing = desk(settings).read(names, as_of) if names else ({}, ())
    return status.judge(bank, as_of or settings.today, events(bank), holdings, missing)


@cache
def desk(settings: Settings) -> Desk:
    """Where figures come from under these settings."""
    return Desk(
        urls={**default_urls(), **dict(settings.urls)},
        folder=settings.home / "figures",
        today=settings.today,
        offline=settings.offline,
        fred_key=settings.fred_key or None,
        reference=reference_series(),
    )


_indexes: dict[tuple[Path, str, str], Index] = {}
_opening = RLock()


def index(settings: Settings) -> Index:
    """The index over the explainer; built first when it is missing, or when content or encoder have changed.

    Many who ask at once wait for one of them to open it, and share it whatever else they have set.
    """
    from knowledge import search

    place = settings.home, settings.encoder, settings.chroma_url
    with _opening:
        if place not in _indexes:
            if not index_is_fresh(settings):
                build_index(settings)
            _indexes[place] = search.open_index(index_folder(settings))
        return _indexes[place]


def index_is_fresh(settings: Settings) -> bool:
    """Whether the index stands and fits the content and the encoder of today."""
    from knowledge import search

    try:
        found = search.open_index(index_folder(settings))
    except (search.IndexUnusableError, search.EncoderChangedError):
        return False
    return found.is_fresh(all_passages(), encoder(settings), terms())


def build_index(settings: Settings, progress: Callable[[int, int], None] | None = None) -> int:
    """Builds the index anew and returns how many sections it holds."""
    from knowledge import search

    passages = all_passages()
    search.build_index(
        passages,
        index_folder(settings),
        progress=progress,
        encoder=encoder(settings),
        glossary=terms(),
        chroma_url=settings.chroma_url,
    )
    _indexes.clear()
    return len(passages)


def encoder(settings: Settings) -> Encoder:
    """The encoder that the settings name; the bundled one by default."""
    from knowledge.vectors import encoder_named

    return encoder_named(settings.encoder)


@cache
def reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder that the settings name; none by default."""
    from knowledge.vectors import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker) if settings.reranker else None


def check_reranker(settings: Settings) -> None:
    """Loads the cross-encoder, so that a missing one is told before anything is asked. Raises RerankerMissingError."""
    chosen = reranker(settings)
    if chosen is not None:
        chosen.scores("", [""])


def index_folder(settings: Settings) -> Path:
    """Where the index of the explainer is kept."""
    return settings.home / "index"


def all_passages() -> tuple[Passage, ...]:
    """The explainer in both languages."""
    return tuple(passage for language in load.LANGUAGES for passage in load.passages(language))
