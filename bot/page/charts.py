"""Charts of series: lines over the times of QT and of purchases, curves of two days, changes that add up.

Altair builds each chart once; what goes to the browser is kept, since drawing a page again must not take long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from textwrap import wrap
from typing import Any

import altair as alt

from bot.language import Language
from bot.page.stretches import bands
from bot.page.view import View, is_dark
from knowledge.events import Event
from tools.figure import Series, convert

LINES = {"light": ("#0b6472", "#c77d1e", "#8a5a9e", "#5f7183"), "dark": ("#5fb9c7", "#e3a35c", "#c39ad6", "#a9b8c4")}
BANDS = {"light": ("#c77d1e", "#3f8f63"), "dark": ("#e3a35c", "#7bc796")}
RULE = "#8a949b"
MOST_TOUCHED = 400
"""About as many points of a chart tell their value when they are touched."""
LEFT = ("other", "rest")
"""What is left of a sum, as against the series that are named."""

Row = dict[str, Any]
Spec = dict[str, Any]
"""A chart as Vega-Lite, with its data."""


@dataclass(frozen=True)
class Look:
    """What a chart depends on beside its data."""

    language: Language
    mode: str

    @property
    def view(self) -> View:
        """The reader's language."""
        return View(self.language)


def look(view: View) -> Look:
    """How the reader who is looking now sees charts."""
    return Look(view.language, "dark" if is_dark() else "light")


def over_time(
    view: View,
    shown: Sequence[Series],
    events: Sequence[Event],
    first: date,
    last: date,
    projected: Sequence[Series] = (),
    tested: Sequence[tuple[date, date]] = (),
) -> Spec:
    """Series of one unit as lines, the times of QT and purchases shaded behind, decisions as thin rules.

    `projected` continues series of the same names, dashed, from its first day on. `tested` frames periods.
    """
    return _over_time(look(view), tuple(shown), tuple(events), first, last, tuple(projected), tuple(tested))


@lru_cache(maxsize=64)
def _over_time(
    seen: Look,
    shown: tuple[Series, ...],
    events: tuple[Event, ...],
    first: date,
    last: date,
    projected: tuple[Series, ...],
    tested: tuple[tuple[date, date], ...],
) -> Spec:
    view = seen.view
    unit = unit_label(view, shown[0].unit)
    names = list(dict.fromkeys(_name(view, series.name) for series in shown))
    drawn = ("actual", view.say("charts.actual")), ("projected", view.say("charts.projection"))
    rows = [
        {"date": day.isoformat(), "value": round(value, 4), "name": _name(view, series.name), "drawn": told}
        for (_, told), group in zip(drawn, (shown, projected), strict=True)
        for series in group
        for day, value in scaled(view, series)
    ]
    colours = alt.Scale(domain=names, range=list(LINES[seen.mode][: len(names)]))
    # Long names stand under each other, so that a phone does not cut them off.
    legend = alt.Legend(orient="top", columns=1 if sum(map(len, names)) > 30 else 2, labelLimit=280)
    base = _over("lines").encode(
        x=alt.X("date:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap=True, grid=False, tickCount=6)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5, format=",.2~f")),
        color=alt.Color("name:N", title=None, scale=colours, legend=legend),
        tooltip=[
            alt.Tooltip("name:N", title=view.label("figure")),
            alt.Tooltip("date:T", title=view.label("as_of"), format="%Y-%m-%d"),
            alt.Tooltip("value:Q", title=unit, format=",.2f"),
            *([alt.Tooltip("drawn:N", title=" ")] if projected else []),
        ],
    )
    lines = base.mark_line(strokeWidth=2)
    if projected:
        dashes = alt.Scale(domain=[told for _, told in drawn], range=[[1, 0], [5, 4]])
        lines = lines.encode(
            strokeDash=alt.StrokeDash("drawn:N", title=None, scale=dashes, legend=alt.Legend(orient="bottom"))
        )
    layers = [_shades(view, seen.mode), _decisions(view)] if events else []
    touched = base.mark_circle(size=70, opacity=0).encode(color=alt.value("#888888")).properties(data=_named("touched"))
    layers += [lines, touched]
    data = {
        "lines": rows,
        "touched": _thinned(rows),
        "shades": _shaded(view, events, first, last),
        "rules": _decided(view, events, first, last),
    }
    if projected:
        layers.append(_start())
        data["start"] = [
            {"date": min(each.points[0][0] for each in projected).isoformat(), "text": view.say("charts.projected")}
        ]
    if tested:
        layers.insert(0, _frames(seen.mode))
        data["tested"] = [
            {"first": begins.isoformat(), "last": ends.isoformat(), "text": view.say("charts.tested")}
            for begins, ends in tested
        ]
    chart = alt.layer(*layers).resolve_scale(color="independent").properties(height=300)
    return spec(chart, data)


def curve(view: View, yields: Mapping[str, Series], days: Sequence[date]) -> Spec:
    """The yields by maturity on several days; a maturity without a value of the very day is left out."""
    return _curve(look(view), tuple(yields.items()), tuple(days))


@lru_cache(maxsize=16)
def _curve(seen: Look, yields: tuple[tuple[str, Series], ...], days: tuple[date, ...]) -> Spec:
    view = seen.view
    rows: list[Row] = []
    for day in days:
        for maturity, series in yields:
            value = series.on(day)
            if value is not None:
                told = view.script(view.phrases.date(day))
                rows.append({"maturity": maturity, "value": value, "day": told})
    unit = unit_label(view, "percent")
    colours = alt.Scale(
        domain=list(dict.fromkeys(row["day"] for row in rows)), range=list(LINES[seen.mode][: len(days)])
    )
    chart = (
        _over("curve")
        .mark_line(point=alt.OverlayMarkDef(filled=True, aria=False), strokeWidth=2)
        .encode(
            x=alt.X("maturity:N", title=None, sort=[name for name, _ in yields], axis=alt.Axis(labelAngle=0)),
            y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5)),
            color=alt.Color("day:N", title=None, sort=None, scale=colours, legend=alt.Legend(orient="top")),
            tooltip=[
                alt.Tooltip("maturity:N", title=view.label("figure")),
                alt.Tooltip("day:N", title=view.label("as_of")),
                alt.Tooltip("value:Q", title=unit, format=".2f"),
            ],
        )
        .properties(height=280)
    )
    return spec(chart, {"curve": rows})


def waterfall(view: View, changes: Mapping[str, float]) -> Spec:
    """Changes in USD billion that add up, as steps from zero to their sum, which is the last of them."""
    return _waterfall(look(view), tuple(changes.items()))


@lru_cache(maxsize=16)
def _waterfall(seen: Look, changes: tuple[tuple[str, float], ...]) -> Spec:
    view = seen.view
    factor = 10.0 if view.content == "zh" else 1.0
    unit = unit_label(view, "USD billion")
    names = [view.say(f"today.{name}") if name in LEFT else _name(view, name) for name, _ in changes]
    rows: list[Row] = []
    level = 0.0
    for place, (_, change) in enumerate(changes):
        total = place == len(changes) - 1
        begins = 0.0 if total else level
        level = begins + change * factor
        kind = "total" if total else "up" if change >= 0 else "down"
        amount = view.script(view.phrases.amount(change, "USD billion", signed=True))
        lines = "|".join(wrap(names[place], 7 if view.content == "zh" else 12, break_long_words=view.content == "zh"))
        row = {"name": names[place], "lines": lines, "from": begins, "to": level, "kind": kind, "amount": amount}
        rows.append({**row, "top": max(begins, level)})
    colours = alt.Scale(
        domain=["up", "down", "total"], range=[BANDS[seen.mode][1], BANDS[seen.mode][0], LINES[seen.mode][0]]
    )
    # Names are broken into lines, so that five of them fit beside each other on a phone.
    axis = alt.Axis(labelAngle=0, labelLimit=110, labelExpr="split(datum.label, '|')", labelOverlap=False)
    base = _over("steps").encode(x=alt.X("lines:N", title=None, sort=[row["lines"] for row in rows], axis=axis))
    bars = base.mark_bar(cornerRadius=2, width=alt.RelativeBandSize(0.62)).encode(
        y=alt.Y("from:Q", title=unit, axis=alt.Axis(tickCount=5, format=",.2~f")),
        y2="to:Q",
        color=alt.Color("kind:N", scale=colours, legend=None),
        tooltip=[alt.Tooltip("name:N", title=view.label("figure")), alt.Tooltip("amount:N", title=unit)],
    )
    told = base.mark_text(dy=-9, color=RULE, fontSize=12).encode(y="top:Q", text="amount:N")
    return spec(alt.layer(bars, told).properties(height=300), {"steps": rows})


def scaled(view: View, series: Series) -> list[tuple[date, float]]:
    """The points in the unit that the reader's language counts in: billions of dollars, 亿美元."""
    if series.unit.startswith("USD"):
        factor = 10.0 if view.content == "zh" else 1.0
        return [(day, convert(value, series.unit, "USD billion") * factor) for day, value in series.points]
    return list(series.points)


def unit_label(view: View, unit: str) -> str:
    """The name of the unit that `scaled` counts in."""
    key = "money" if unit.startswith("USD") else unit.replace(" ", "_")
    return view.say(f"charts.{key}")


def _thinned(rows: list[Row]) -> list[Row]:
    """Some of the points, to be touched with the pointer: a browser is slow with thousands of them."""
    step = len(rows) // MOST_TOUCHED + 1
    by_value = sorted(rows, key=lambda row: float(row["value"]))
    telling = {id(row) for row in (*rows[-1:], *by_value[:1], *by_value[-1:])}
    return [row for place, row in enumerate(rows) if place % step == 0 or id(row) in telling]


def _named(name: str) -> alt.NamedData:
    return alt.NamedData(name)


def _over(name: str) -> alt.Chart:
    """A chart over data that are put in at the end: Altair copies and checks whatever it carries, again and again."""
    return alt.Chart(_named(name))


def spec(chart: Any, data: Mapping[str, list[Row]]) -> Spec:
    """The chart as Vega-Lite, without Altair's own looks, each named set of data in its place."""
    made: Spec = chart.to_dict(validate=False)
    made["config"] = {"aria": False}  # the sentence beside the chart tells what hundreds of marks would
    for part in (made, *made.get("layer", ())):
        name = part.get("data", {}).get("name")
        if name is not None:
            part["data"] = {"values": data[name]}
        if "mark" in part:
            part["mark"]["aria"] = False
    return made


def _shaded(view: View, events: Sequence[Event], first: date, last: date) -> list[Row]:
    told = {"qt": view.say("charts.qt"), "buying": view.say("charts.buying")}
    return [
        {"first": begins.isoformat(), "last": ends.isoformat(), "kind": told[kind]}
        for kind, begins, ends in bands(events, first, last)
    ]


def _shades(view: View, mode: str) -> alt.Chart:
    told = [view.say("charts.qt"), view.say("charts.buying")]
    scale = alt.Scale(domain=told, range=list(BANDS[mode]))
    chart: alt.Chart = (
        _over("shades")
        .mark_rect(opacity=0.13)
        .encode(
            x="first:T",
            x2="last:T",
            color=alt.Color("kind:N", title=None, scale=scale, legend=alt.Legend(orient="bottom", symbolOpacity=0.4)),
        )
    )
    return chart


def _decided(view: View, events: Sequence[Event], first: date, last: date) -> list[Row]:
    return [
        {"date": event.from_date.isoformat(), "text": view.script(event.text_in(view.content))}
        for event in events
        if event.stance and first <= event.from_date <= last
    ]


def _decisions(view: View) -> alt.Chart:
    chart: alt.Chart = (
        _over("rules")
        .mark_rule(strokeDash=[3, 3], opacity=0.55, color=RULE, strokeWidth=1.5)
        .encode(
            x="date:T",
            tooltip=[
                alt.Tooltip("date:T", title=view.label("as_of"), format="%Y-%m-%d"),
                alt.Tooltip("text:N", title=view.say("charts.decision")),
            ],
        )
    )
    return chart


def _frames(mode: str) -> alt.Chart:
    """The periods of a test."""
    chart: alt.Chart = (
        _over("tested")
        .mark_rect(color=LINES[mode][0], opacity=0.12, stroke=LINES[mode][0], strokeWidth=1.5)
        .encode(x="first:T", x2="last:T", tooltip=[alt.Tooltip("text:N", title=" ")])
    )
    return chart


def _start() -> alt.Chart:
    """A rule on the day from which on it is a projection."""
    chart: alt.Chart = (
        _over("start")
        .mark_rule(color=RULE, strokeWidth=1.5)
        .encode(x="date:T", tooltip=[alt.Tooltip("text:N", title=" ")])
    )
    return chart


def _name(view: View, name: str) -> str:
    return view.script(view.phrases.name(name))
