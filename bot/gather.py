"""From a plan to its evidence: passages from the search, figures from the tools; every failure kept as an entry."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot import bench, status
from bot.answer import Evidence
from bot.events import Event, FigureFetched, FigureMissing, PassagesFound
from bot.language import content_language
from bot.plan import Plan
from bot.settings import Settings
from knowledge import load
from knowledge.claims import Claim
from knowledge.events import events
from knowledge.glossary import terms
from knowledge.passage import Language, Passage
from tools import catalogue, live
from tools.computed import COMPUTED, read_named
from tools.fetch import Deadline, side_by_side
from tools.figure import Reading, Series, convert, ordered
from tools.series import Desk, default_urls

if TYPE_CHECKING:
    from knowledge.search import Index
    from knowledge.vectors import Encoder, Reranker

LIMIT = 6
"""Sections gathered for one question."""

LEADING = 0.8
"""From this share of the best relevance on, a section may lead in place of one that corrects a claim nobody made."""

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

FIGURES: Mapping[str, tuple[str, ...]] = {
    "net_liquidity": ("net_liquidity", "net_liquidity_change_13w", "total_assets", "tga", "on_rrp"),
    "tga": ("tga",),
    "holdings": ("total_assets", "treasuries_held", "mbs_held"),
    "reserves": ("reserve_balances",),
    "funding": ("sofr", "iorb", "sofr_minus_iorb"),
    "on_rrp": ("on_rrp",),
    "standing_repo": ("standing_repo",),
    "policy_rate": ("target_lower", "target_upper", "iorb", "on_rrp_rate"),
    "yields": ("yield_2y", "yield_10y", "slope_2s10s"),
    "ecb": ("ecb_total_assets",),
    "boj": ("boj_total_assets",),
}
"""The figures that belong to each topic, the telling one first."""


LEVELS: Mapping[str, str] = {
    "net_liquidity": "net-liquidity/values",
    "tga": "tga/level",
    "holdings": "where-qt-stands/size-now",
    "reserves": "reserves/level",
    "funding": "sofr/history",
    "on_rrp": "on-rrp/level",
    "standing_repo": "standing-repo/record",
    "policy_rate": "policy-rates/current",
    "yields": "yields/ten-year-record",
    "ecb": "ecb/status-2026",
}
"""The section that tells where each topic has stood, to be set beside its latest figures."""

ON_A_DAY: Mapping[str, tuple[str, ...]] = {
    "net_liquidity": ("net_liquidity", "total_assets", "tga", "on_rrp"),
    "tga": ("tga_daily", "tga"),
}
"""What a question about one past day is answered with, where that differs."""

MAIN_TOPICS = ("net_liquidity", "holdings", "funding", "yields")
"""What is printed when no figure is named."""


class UnknownFigure(ValueError):
    """There is no figure of that name: the message lists what there is. The asker must act."""


def gather(plan: Plan, settings: Settings) -> Generator[Event, None, Evidence]:
    """Everything the answer may rest on; what is found is reported as it comes."""
    if plan.kind == "out_of_scope":
        return Evidence()
    passages = _passages(plan, settings)
    yield PassagesFound(tuple(passage for passage, _ in passages))
    evidence = Evidence(passages=passages)
    if plan.kind == "status" and plan.bank:
        judged = read_status(plan.bank, settings, plan.as_of)
        evidence = replace(evidence, status=judged, figures=judged.figures, missing=judged.missing)
    elif plan.kind != "calculation":
        evidence = _read(plan, evidence, settings)
    yield from (FigureFetched(figure) for figure in evidence.figures)
    yield from (FigureMissing(missing) for missing in evidence.missing)
    return evidence


def _read(plan: Plan, evidence: Evidence, settings: Settings) -> Evidence:
    """The figures of the topics and, side by side with them, the data on which a claim is tested."""
    topics = _topics(plan, evidence)
    claim = _claim(plan, evidence)
    figures = partial(read_on, topics, settings, plan.as_of) if plan.as_of else partial(read_topics, topics, settings)
    if claim is None:
        reading = figures()
        return replace(evidence, figures=reading.figures, missing=reading.missing)
    jobs: dict[str, Callable[[], Reading | bench.Trial]] = {
        "figures": figures,
        "trial": partial(bench.put_to_test, claim, desk(settings)),
    }
    found = side_by_side(jobs, Deadline(), grace=1.0)
    reading = found["figures"] if isinstance(found["figures"], Reading) else Reading()
    trial = found["trial"] if isinstance(found["trial"], bench.Trial) else bench.untested(claim)
    section = load.passage(claim.section, content_language(plan.language))
    assert section is not None  # noqa: S101 - a test holds that every claim has its section
    return replace(
        evidence,
        passages=(*evidence.passages, (bench.as_passage(claim, section), 0.0)),
        figures=reading.figures,
        missing=(reading + Reading(missing=trial.missing)).missing,
        trial=trial,
    )


def _claim(plan: Plan, evidence: Evidence) -> Claim | None:
    """The claim to be tested, where one is made or yes or no is asked."""
    if plan.kind != "claim" and not (plan.kind == "concept" and plan.asks_yes_or_no):
        return None
    near = [passage for passage, _ in evidence.passages[:3]]
    return bench.claim_in(plan.query, near, content_language(plan.language))


def _passages(plan: Plan, settings: Settings) -> tuple[tuple[Passage, float], ...]:
    """What the search finds; for a question about levels, first the section that tells where they stand."""
    language = content_language(plan.language)
    found = find_passages(plan.query, language, settings, on_subject=plan.scope == "inside")
    if plan.kind != "figure" or not (plan.asks_now or plan.as_of):
        return lead_first(plan, found)
    told = [load.passage(LEVELS[topic], language) for topic in plan.topics if topic in LEVELS][:1]
    return tuple((passage, 1.0) for passage in told if passage is not None) + found


def lead_first(plan: Plan, found: tuple[tuple[Passage, float], ...]) -> tuple[tuple[Passage, float], ...]:
    """The sections with the one that leads the answer in front.

    A section that corrects a claim leads only where one was made or yes or no was asked: to a "why" it is no answer, if
    a section about the thing itself is nearly as near.
    """
    if not found or not found[0][0].corrects or plan.kind == "claim" or plan.asks_yes_or_no:
        return found
    near = [each for each in found[1:4] if not each[0].corrects and each[1] >= LEADING * found[0][1]]
    return (near[0], *(each for each in found if each is not near[0])) if near else found


def find_passages(
    query: str, language: Language, settings: Settings, limit: int = LIMIT, *, on_subject: bool = False
) -> tuple[tuple[Passage, float], ...]:
    """The sections for a query in one language, best first, each with its relevance."""
    hits = index(settings).search(query, limit, language=language, on_subject=on_subject, reranker=reranker(settings))
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


def read_on(topics: tuple[str, ...], settings: Settings, day: date) -> Reading:
    """The figures of some topics as of a past day: the value of that day, or the last one before it.

    The parts of a computed figure are shown as of its own date, so that they add up to it.
    """
    names = tuple(dict.fromkeys(name for topic in topics for name in ON_A_DAY.get(topic, FIGURES[topic])))
    known = tuple(name for name in names if name in catalogue.names() or name in COMPUTED)
    series, missing = read_named(desk(settings), known, start=day - timedelta(weeks=6))
    days = dict.fromkeys(known, day)
    for name in known:
        computed = series[name].figure(day) if name in COMPUTED and name in series else None
        if computed is not None:
            days |= dict.fromkeys(COMPUTED[name].inputs, computed.as_of)
    figures = (series[name].figure(days[name]) for name in known if name in series)
    return Reading(tuple(figure for figure in figures if figure is not None), missing)


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


def _topics(plan: Plan, evidence: Evidence) -> tuple[str, ...]:
    """The question's own topics when it asks for figures, else the one the best section names first."""
    if plan.kind == "figure" or not evidence.passages:
        return plan.topics
    return evidence.passages[0][0].topics[:1]


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


@cache
def index(settings: Settings) -> Index:
    """The index over the explainer; built first when it is missing, or when content or encoder have changed."""
    from knowledge import search

    if not index_is_fresh(settings):
        build_index(settings)
    return search.open_index(index_folder(settings))


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
    index.cache_clear()
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


@cache
def reference_series() -> Mapping[str, Series]:
    """The built-in official values as series, by catalogue name; they were compiled at the explainer's cut-off."""
    names = {"IORB/IOER": "iorb", "SRF": "standing_repo", "RRPONTSYAWARD": "on_rrp_rate"}
    points: dict[str, list[tuple[date, float]]] = {}
    for row in load.reference():
        entry = catalogue.by_id(row.series)
        name = names.get(row.series) or (entry.name if entry else "")
        if name:
            unit = catalogue.entry(name).unit
            points.setdefault(name, []).append((row.date, convert(row.value, row.unit, unit)))
    return {name: _reference(name, values) for name, values in points.items()}


def _reference(name: str, values: list[tuple[date, float]]) -> Series:
    entry = catalogue.entry(name)
    return Series(
        name=name,
        series=entry.id,
        unit=entry.unit,
        period=entry.period,
        producer=entry.producer,
        url=entry.url,
        points=ordered(values),
        fetched_at=datetime.combine(load.CUTOFF, time(), UTC),
        freshness="reference",
    )
