"""Charts of series: lines over the times of QT and of purchases, curves of two days, changes that add up.

Altair builds each chart once; what goes to the browser is kept, since drawing a page again must not take long. What its
colours mean stands above the chart, not in it: words of a page find room on a phone, words of a picture take it away.
"""

from __future__ import annotations

import re
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
HEIGHT = 280
SMALL = {"light": "#5a646b", "dark": "#a9b3b9"}
NAMES = alt.Axis(labelExpr="split(datum.label, '|')", labelLimit=190, labelOverlap=False, labelFontSize=12)
"""The names down the side of a chart, as `in_lines` breaks them."""
LEFT = ("other", "rest")
"""What is left of a sum, as against the series that are named."""

Row = dict[str, Any]
Spec = dict[str, Any]
"""A chart as Vega-Lite, with its data; `usermeta` holds its key."""
Sign = tuple[str, str, str]
"""One line of a chart's key: `line`, `dashes`, `dotted` or `ground`, its colour, and what it stands for."""


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
    seen: Look | None = None,
) -> Spec:
    """Series of one unit as lines, the times of QT and purchases shaded behind, decisions as thin rules.

    `projected` continues series of the same names, dashed, from its first day on. `tested` frames periods. Without
    `seen` it is drawn for the reader of this run.
    """
    return _over_time(seen or look(view), tuple(shown), tuple(events), first, last, tuple(projected), tuple(tested))


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
    base = _over("lines").encode(
        x=alt.X("date:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap=True, grid=False, tickCount=6)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5, format=",.2~f")),
        color=alt.Color("name:N", scale=colours, legend=None),
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
        lines = lines.encode(strokeDash=alt.StrokeDash("drawn:N", scale=dashes, legend=None))
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
    chart = alt.layer(*layers).resolve_scale(color="independent").properties(height=HEIGHT)
    return spec(chart, data, _signs(view, seen.mode, names, data))


def _signs(view: View, mode: str, names: Sequence[str], data: Mapping[str, list[Row]]) -> list[Sign]:
    """What the lines, and the grounds that are in sight, stand for."""
    signs: list[Sign] = [("line", colour, name) for colour, name in zip(LINES[mode], names, strict=False)]
    if "start" in data:
        signs.append(("dashes", RULE, view.say("charts.projection")))
    shaded = {row["kind"] for row in data["shades"]}
    signs += [("ground", colour, told) for colour, told in _grounds(view, mode) if told in shaded]
    if data["rules"]:
        signs.append(("dotted", RULE, view.say("charts.decision")))
    return signs


def _grounds(view: View, mode: str) -> list[tuple[str, str]]:
    return list(zip(BANDS[mode], (view.say("charts.qt"), view.say("charts.buying")), strict=True))


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
    told_days = list(dict.fromkeys(row["day"] for row in rows))
    colours = alt.Scale(domain=told_days, range=list(LINES[seen.mode][: len(days)]))
    chart = (
        _over("curve")
        .mark_line(point=alt.OverlayMarkDef(filled=True, aria=False), strokeWidth=2)
        .encode(
            x=alt.X("maturity:N", title=None, sort=[name for name, _ in yields], axis=alt.Axis(labelAngle=0)),
            y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5)),
            color=alt.Color("day:N", sort=None, scale=colours, legend=None),
            tooltip=[
                alt.Tooltip("maturity:N", title=view.label("figure")),
                alt.Tooltip("day:N", title=view.label("as_of")),
                alt.Tooltip("value:Q", title=unit, format=".2f"),
            ],
        )
        .properties(height=HEIGHT)
    )
    signs = [("line", colour, day) for colour, day in zip(LINES[seen.mode], told_days, strict=False)]
    return spec(chart, {"curve": rows}, signs)


def waterfall(view: View, changes: Mapping[str, float]) -> Spec:
    """Changes in USD billion that add up, as steps from zero to their sum, which is the last of them."""
    return _waterfall(look(view), tuple(changes.items()))


@lru_cache(maxsize=16)
def _waterfall(seen: Look, changes: tuple[tuple[str, float], ...]) -> Spec:
    view = seen.view
    factor = 10.0 if view.content == "zh" else 1.0
    unit = unit_label(view, "USD billion")
    rows: list[Row] = []
    level = 0.0
    for place, (item, change) in enumerate(changes):
        total = place == len(changes) - 1
        begins = 0.0 if total else level
        level = begins + change * factor
        name = view.say(f"today.{item}") if item in LEFT else _name(view, item)
        row = {"name": name, "lines": in_lines(view, name, 20), "from": begins, "to": level}
        row["kind"] = "total" if total else "up" if change >= 0 else "down"
        row["amount"] = view.script(view.phrases.amount(change, "USD billion", signed=True))
        rows.append({**row, "end": max(begins, level)})
    colours = alt.Scale(
        domain=["up", "down", "total"], range=[BANDS[seen.mode][1], BANDS[seen.mode][0], LINES[seen.mode][0]]
    )
    ends = [0.0, *(float(row["to"]) for row in rows)]
    room = (max(ends) - min(ends)) * 0.6  # for the amounts, which stand behind the bars
    across = alt.Scale(domain=[min(ends) - room / 9, max(ends) + room], nice=False)
    base = _over("steps").encode(y=alt.Y("lines:N", title=None, sort=[row["lines"] for row in rows], axis=NAMES))
    bars = base.mark_bar(cornerRadius=2, height=alt.RelativeBandSize(0.6)).encode(
        x=alt.X("from:Q", title=unit, scale=across, axis=alt.Axis(tickCount=5, format=",.2~f", labelBound=True)),
        x2="to:Q",
        color=alt.Color("kind:N", scale=colours, legend=None),
        tooltip=[alt.Tooltip("name:N", title=view.label("figure")), alt.Tooltip("amount:N", title=unit)],
    )
    ink = SMALL[seen.mode]
    told = base.mark_text(align="left", dx=6, color=ink, fontSize=12).encode(x="end:Q", text="amount:N")
    return spec(alt.layer(bars, told).properties(height=46 * len(rows) + 50), {"steps": rows})


def in_lines(view: View, name: str, longest: int) -> str:
    """A name broken at `|`, so that it finds room beside a chart."""
    if view.content == "en":
        return "|".join(wrap(name, longest, break_long_words=False))
    return name if len(name) < longest / 2 else re.sub(r"(?<=[，、])|(?=（)", "|", name, count=1)


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


def spec(chart: Any, data: Mapping[str, list[Row]], signs: Sequence[Sign] = ()) -> Spec:
    """The chart as Vega-Lite, without Altair's own looks, each named set of data in its place, and its key."""
    made: Spec = chart.to_dict(validate=False)
    made["usermeta"] = {"key": list(signs)}
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
    grounds = _grounds(view, mode)
    scale = alt.Scale(domain=[told for _, told in grounds], range=[colour for colour, _ in grounds])
    chart: alt.Chart = (
        _over("shades")
        .mark_rect(opacity=0.13)
        .encode(
            x="first:T",
            x2="last:T",
            color=alt.Color("kind:N", scale=scale, legend=None),
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
