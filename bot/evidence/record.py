"""The built-in official values as series: what is at hand when no publisher can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache

from knowledge import load
from knowledge.load import ReferenceValue
from tools import catalogue
from tools.figure import Series, convert, ordered

NAMES = {
    "IORB/IOER": "iorb",
    "SRF": "standing_repo",
    "RRPONTSYAWARD": "on_rrp_rate",
    "T10Y2Y": "slope_2s10s",
    "SOFR-IORB": "sofr_minus_iorb",
}
"""Identifiers of the record that the catalogue does not have."""

TURNING_POINTS = frozenset({"tga_week_average", "sofr_p99", "m2", "slope_2s10s", "sofr_minus_iorb"})
"""Series of which the record holds single days only: good for those days, useless as the latest value."""

EVERY_CHANGE_SINCE = date(2022, 3, 17)
"""From this day on the record holds every change of the rates that the Fed sets."""

SET_BY_THE_FED = frozenset({"iorb", "target_lower", "target_upper"})
"""Rates that stay as they are until they are changed."""


@cache
def record() -> Mapping[str, Series]:
    """Every value of the record, by the name of the series in the catalogue or among the computed ones."""
    rows: dict[str, list[ReferenceValue]] = {}
    for row in load.reference():
        entry = catalogue.by_id(row.series)
        name = NAMES.get(row.series) or (entry.name if entry else "")
        if name:
            rows.setdefault(name, []).append(row)
    return {name: _series(name, values) for name, values in rows.items()}


@lru_cache(maxsize=64)
def record_until(day: date) -> Mapping[str, Series]:
    """The record as far as it goes by a day: a desk set to a past day knows nothing of what came after it."""
    return {name: series.between(None, day) for name, series in record().items()}


def reference_series() -> Mapping[str, Series]:
    """The series of the record that can stand for a publisher: those with values all along, not single days."""
    return {name: series for name, series in record().items() if name not in TURNING_POINTS}


def is_certain(name: str, day: date) -> bool:
    """Whether the last value of the record before `day` was still that of the day."""
    return name in SET_BY_THE_FED and day >= EVERY_CHANGE_SINCE


def _series(name: str, rows: list[ReferenceValue]) -> Series:
    """One series of the record; it was compiled at the explainer's cut-off."""
    if name in catalogue.names():
        entry = catalogue.entry(name)
        identifier, unit, period, producer, url = entry.id, entry.unit, entry.period, entry.producer, entry.url
    else:
        first = rows[0]
        identifier, unit, period, producer = first.series, first.unit, first.period, first.publisher
        url = catalogue.entry("yield_10y" if name == "slope_2s10s" else "sofr").url
    return Series(
        name=name,
        series=identifier,
        unit=unit,
        period=period,
        producer=producer,
        url=url,
        points=ordered((row.date, convert(row.value, row.unit, unit)) for row in rows),
        fetched_at=datetime.combine(load.CUTOFF, time(), UTC),
        freshness="reference",
    )
