"""What is configured, which publishers answer, how old the stored figures are, and whether the index is fresh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot import gather
from bot.settings import Settings
from tools import catalogue


@dataclass(frozen=True)
class Finding:
    """One thing examined: good, fair (works, with a limit worth knowing) or bad (needs the user)."""

    about: str
    state: Literal["good", "fair", "bad"]
    detail: str


@dataclass(frozen=True)
class Findings:
    """All that was examined."""

    findings: tuple[Finding, ...]

    def to_dict(self) -> list[dict[str, Any]]:
        """The findings as plain JSON values."""
        return [asdict(finding) for finding in self.findings]


def examine(settings: Settings) -> Findings:
    """Looks at everything an answer depends on; asks each publisher for one of its series unless offline."""
    return Findings(
        (
            Finding("data folder", "good", str(settings.home)),
            Finding("date", "good", settings.today.isoformat()),
            Finding("model", "good", settings.model or "none: answers are composed from the knowledge base"),
            _index(settings),
            _conversations(settings),
            *_publishers(settings),
            *_stored(settings),
            _fred(settings),
        )
    )


def probe(settings: Settings) -> Findings:
    """Asks each publisher for a value that is known from the past, and says which one disagrees and how."""
    from tools.probe import probe as ask_each

    if settings.offline:
        return Findings((Finding("publishers", "fair", "offline: none is asked"),))
    states: dict[bool | None, Literal["good", "fair", "bad"]] = {True: "good", False: "bad", None: "fair"}
    return Findings(
        tuple(
            Finding(f"{found.publisher}, {found.name}", states[found.agrees], found.detail)
            for found in ask_each(gather.desk(settings))
        )
    )


def _index(settings: Settings) -> Finding:
    count = len(gather.all_passages())
    if gather.index_is_fresh(settings):
        return Finding("index", "good", f"fresh, {count} sections")
    return Finding(
        "index",
        "fair",
        f"missing or out of date for {count} sections: it is built at the next question, or now with `qtx index`",
    )


def _conversations(settings: Settings) -> Finding:
    from bot.history import DatabaseProblem, open_history

    try:
        history = open_history(settings)
        return Finding("conversations", "good", f"{len(history.conversations())} kept, in {history.place}")
    except DatabaseProblem as problem:
        return Finding("conversations", "bad", str(problem))


def _publishers(settings: Settings) -> Iterator[Finding]:
    if settings.offline:
        yield Finding("publishers", "fair", "offline: none is asked")
        return
    asked = {
        "nyfed": "sofr",
        "fiscaldata": "tga_daily",
        "treasury": "yield_10y",
        "board": "total_assets",
        "ecb": "ecb_total_assets",
    }
    read, missing = gather.desk(settings).read(tuple(asked.values()))
    for publisher, name in asked.items():
        fault = next((each for each in missing if name in each.what.split(", ")), None)
        series = read.get(name)
        latest = series.latest() if series else None
        if fault is not None:
            yield Finding(publisher, "bad", f"{fault.fault}: {fault.detail}")
        elif series is not None and latest is not None:
            yield Finding(publisher, "good", f"{name} of {latest[0]}, {series.freshness}")
        else:
            yield Finding(publisher, "bad", f"no value for {name}")


def _stored(settings: Settings) -> Iterator[Finding]:
    desk = gather.desk(settings)
    stored = [series for name in catalogue.names() if (series := desk.stored(name)) is not None]
    if not stored:
        yield Finding(
            "stored figures", "fair", "none yet: built-in reference values are used until a publisher has answered"
        )
    for series in stored:
        last = series.points[-1][0] if series.points else "no day"
        yield Finding(
            f"stored {series.name}", "good", f"value of {last}, fetched {series.fetched_at:%Y-%m-%d %H:%M} UTC"
        )


def _fred(settings: Settings) -> Finding:
    if not settings.fred_key:
        return Finding(
            "FRED", "fair", "no FRED_API_KEY: series that only FRED has (S&P 500, VIX, dollar index) are left out"
        )
    from tools.fred import FRED_NOTICE

    return Finding("FRED", "good", f"key set. {FRED_NOTICE}")
