"""Small charts in a table of figures: how each has moved over the year up to its own day.

Only what is at hand is drawn, no publisher is asked, and only a line that ends in the very figure it stands beside.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import streamlit as st

from bot import gather
from bot.page.view import View, is_dark
from bot.settings import Settings
from tools import catalogue
from tools.computed import COMPUTED, read_named
from tools.figure import Figure, Series

SPAN = timedelta(days=366)
FEWEST = 4
WIDTH, HEIGHT, EDGE = 84.0, 22.0, 2.5
COLOURS = {"light": "#0b6472", "dark": "#5fb9c7"}
KEPT = 300


def settle(settings: Settings) -> None:
    """Tells under which settings the figures of this session are read."""
    st.session_state["spark_settings"] = settings


def trends(view: View, figures: Sequence[Figure]) -> list[str]:
    """For each figure a Markdown picture of its last year, or nothing where that is not at hand."""
    settings = st.session_state.get("spark_settings")
    known = {*catalogue.names(), *COMPUTED}
    names = tuple(dict.fromkeys(figure.name for figure in figures if figure.name in known))
    if settings is None or not names:
        return [""] * len(figures)
    first = min(figure.as_of for figure in figures) - SPAN
    read = _read(replace(settings, offline=True), names, first.replace(day=1), int(time.time() // KEPT))
    return [_trend(view, figure, read.get(figure.name)) for figure in figures]


@lru_cache(maxsize=64)
def _read(settings: Settings, names: tuple[str, ...], first: date, _moment: int) -> dict[str, Series]:
    return read_named(gather.desk(settings), names, start=first)[0]


def _trend(view: View, figure: Figure, series: Series | None) -> str:
    if series is None:
        return ""
    drawn = series.between(figure.as_of - SPAN, figure.as_of)
    end = drawn.figure()
    if end is None or len(drawn.points) < FEWEST or (end.as_of, end.value) != (figure.as_of, figure.value):
        return ""
    begin = drawn.figure(drawn.points[0][0])
    assert begin is not None  # noqa: S101 - it has points
    told = view.script(
        view.phrases.say(
            "page.spark",
            first=view.phrases.date(begin.as_of),
            before=view.phrases.amount(begin.value, begin.unit),
            last=view.phrases.date(end.as_of),
            after=view.phrases.amount(end.value, end.unit),
        )
    ).replace('"', "")
    colour = COLOURS["dark" if is_dark() else "light"]
    return f'![{told}]({picture(drawn.points, colour)} "{told}")'.replace("$", "&#36;")


def picture(points: Sequence[tuple[date, float]], colour: str) -> str:
    """A line over the days as a picture that is its own address."""
    days = [day.toordinal() for day, _ in points]
    values = [value for _, value in points]
    low, high = min(values), max(values)
    wide, tall = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    places = [
        (
            EDGE + wide * (day - days[0]) / max(1, days[-1] - days[0]),
            EDGE + tall * (1 - (value - low) / (high - low) if high > low else 0.5),
        )
        for day, value in zip(days, values, strict=True)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}" height="{HEIGHT:g}">'
        f'<polyline fill="none" stroke="{colour}" stroke-width="1.5" stroke-linejoin="round" points="{line}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{colour}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
