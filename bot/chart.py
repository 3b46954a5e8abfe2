"""Draws a series as a picture: one line over time, with its unit, its source and the day it was fetched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.phrasing import Phrasing
from tools.figure import Figure

FORMATS = (".svg", ".png")


class UnknownFormat(ValueError):
    """The file name ends in no known kind of picture: the message says which there are. The asker must act."""


def draw(figures: Sequence[Figure], file: Path, phrases: Phrasing) -> None:
    """Writes the chart of one series, oldest value first, into an SVG or PNG file. Raises UnknownFormat, OSError."""
    if file.suffix.lower() not in FORMATS:
        raise UnknownFormat(f"{file.name}: a chart is written as {' or '.join(FORMATS)}.")
    import vl_convert

    spec = _spec(figures, phrases)
    if file.suffix.lower() == ".svg":
        file.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")
    else:
        file.write_bytes(vl_convert.vegalite_to_png(spec, scale=2))


def _spec(figures: Sequence[Figure], phrases: Phrasing) -> dict[str, Any]:
    last = figures[-1]
    source = f"{phrases.producer(last.producer)}, {last.series}; {last.fetched_at:%Y-%m-%d}; {phrases.freshness(last)}"
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": phrases.name(last.name), "subtitle": source, "anchor": "start"},
        "width": 720,
        "height": 320,
        "data": {"values": [{"date": each.as_of.isoformat(), "value": each.value} for each in figures]},
        "mark": {"type": "line", "color": "#1f6f8b", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "date", "type": "temporal", "title": None},
            "y": {"field": "value", "type": "quantitative", "title": last.unit, "scale": {"zero": False}},
        },
    }
