"""Does every publisher still say what it said? A known historical value of each, read past the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from tools.catalogue import entry
from tools.errors import ToolsError
from tools.fetch import Deadline, side_by_side
from tools.figure import Missing, Series, figure_unit
from tools.series import PRODUCERS, Desk

KNOWN: tuple[tuple[str, date, float], ...] = (
    ("total_assets", date(2022, 4, 13), 8_965_487.0),
    ("iorb", date(2025, 10, 31), 3.90),
    ("sofr", date(2025, 10, 31), 4.22),
    ("on_rrp", date(2022, 12, 30), 2553.716),
    ("standing_repo", date(2025, 12, 31), 74.6),
    ("tga_daily", date(2026, 6, 30), 919_145.0),
    ("yield_10y", date(2025, 11, 28), 4.02),
    ("ecb_total_assets", date(2026, 9, 25), 5_897_262.0),
)
"""Catalogue name, date, and the value of that date in the catalogue's unit. H.4.1 and ECB values may be revised."""

TOLERANCE = 0.002


@dataclass(frozen=True, slots=True)
class Finding:
    """What one publisher answered about one known value; `agrees` is None when it could not be asked."""

    publisher: str
    name: str
    agrees: bool | None
    detail: str


def probe(desk: Desk) -> tuple[Finding, ...]:
    """Asks every publisher for its known value, side by side, without reading or changing what is stored."""
    fresh = replace(desk, folder=None, reference={}, fred_key=None, deadline=Deadline())
    assert fresh.deadline is not None  # noqa: S101 - just set
    jobs = {known: partial(fresh.read, (known[0],), known[1] + timedelta(days=12), days=40) for known in KNOWN}
    results = side_by_side(jobs, fresh.deadline, grace=1.0)
    return tuple(_finding(*known, result) for known, result in results.items())


def _finding(
    name: str, day: date, known: float, result: tuple[dict[str, Series], tuple[Missing, ...]] | ToolsError
) -> Finding:
    publisher = PRODUCERS[entry(name).sources[0].publisher]
    series, missing = ({}, ()) if isinstance(result, ToolsError) else result
    value = series[name].on(day) if name in series else None
    if value is None:
        detail = missing[0].detail if missing else f"There is no value of {day}."
        return Finding(publisher, name, None, detail)
    unit = figure_unit(entry(name).unit)
    scale = 1000 if unit != entry(name).unit else 1
    agrees = abs(value - known) <= TOLERANCE * abs(known)
    said = f"{value / scale:,.3f} {unit} on {day}, known as {known / scale:,.3f}"
    return Finding(publisher, name, agrees, said)
