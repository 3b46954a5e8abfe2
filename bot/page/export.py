"""Series as a file to take along: CSV. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from tools.figure import Series

FRED = "https://fred.stlouisfed.org/"
"""Where series of FRED are looked up; its terms forbid handing them on, so they stay out of every file."""


def table(shown: Sequence[Series]) -> str:
    """The points of some series as CSV, each with its unit and origin."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("date", "name", "value", "unit", "period", "series", "producer", "url", "freshness", "fetched_at"))
    for series in shown:
        if series.url.startswith(FRED):
            continue
        origin = (series.period, series.series, series.producer, series.url, series.freshness)
        for day, value in series.points:
            writer.writerow((day.isoformat(), series.name, value, series.unit, *origin, series.fetched_at.isoformat()))
    return file.getvalue()
