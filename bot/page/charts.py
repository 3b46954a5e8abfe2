"""Charts of series: lines over the times of QT and of purchases, and curves of two days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt

from bot.page.view import View, is_dark
from knowledge.events import Event
from tools.figure import Series, convert

LINES = {"light": ("#0b6472", "#c77d1e", "#8a5a9e", "#5f7183"), "dark": ("#5fb9c7", "#e3a35c", "#c39ad6", "#a9b8c4")}
BANDS = {"light": ("#c77d1e", "#3f8f63"), "dark": ("#e3a35c", "#7bc796")}
TIGHTENING = frozenset({"running", "slowing"})
BUYING = frozenset({"growing", "ended_growing"})

Row = dict[str, Any]


def bands(events: Sequence[Event], first: date, last: date) -> list[tuple[str, date, date]]:
    """The times of QT and of purchases between two days: kind, first day, last day. Pure."""
    steps = [event for event in events if event.stance]
    found: list[tuple[str, date, date]] = []
    for place, step in enumerate(steps):
        until = steps[place + 1].from_date if place + 1 < len(steps) else last
        kind = "qt" if step.stance in TIGHTENING else "buying" if step.stance in BUYING else ""
        begins, ends = max(step.from_date, first), min(until, last)
        if not kind or begins >= ends:
            continue
        if found and found[-1][0] == kind and found[-1][2] == begins:
            begins = found.pop()[1]
        found.append((kind, begins, ends))
    return found


def over_time(view: View, shown: Sequence[Series], events: Sequence[Event], first: date, last: date) -> alt.LayerChart:
    """Several series of one unit as lines, the times of QT and purchases shaded behind, decisions as thin rules."""
    mode = "dark" if is_dark() else "light"
    names = [view.script(view.phrases.name(series.name)) for series in shown]
    unit = unit_label(view, shown[0].unit)
    rows = [
        {"date": day.isoformat(), "value": round(value, 4), "name": name}
        for series, name in zip(shown, names, strict=True)
        for day, value in scaled(view, series)
    ]
    colours = alt.Scale(domain=names, range=list(LINES[mode][: len(names)]))
    base = _over(rows).encode(
        x=alt.X("date:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap=True, grid=False, tickCount=6)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5, format=",.2~f")),
        color=alt.Color("name:N", title=None, scale=colours, legend=alt.Legend(orient="top", labelLimit=320)),
        tooltip=[
            alt.Tooltip("name:N", title=view.label("figure")),
            alt.Tooltip("date:T", title=view.label("as_of"), format="%Y-%m-%d"),
            alt.Tooltip("value:Q", title=unit, format=",.2f"),
        ],
    )
    layers = [_shades(view, bands(events, first, last), mode), _decisions(view, events, first, last)]
    layers += [base.mark_line(strokeWidth=2), base.mark_circle(size=70, opacity=0).encode(color=alt.value("#888888"))]
    chart: alt.LayerChart = alt.layer(*layers).resolve_scale(color="independent").properties(height=300)
    return chart


def curve(view: View, yields: Mapping[str, Series], days: Iterable[date]) -> alt.Chart:
    """The yields of several days by maturity."""
    mode = "dark" if is_dark() else "light"
    rows: list[Row] = []
    for day in days:
        for maturity, series in yields.items():
            point = series.latest(day)
            if point is not None:
                told = view.script(view.phrases.date(day))
                rows.append({"maturity": maturity, "value": point[1], "day": told, "of": point[0].isoformat()})
    unit = unit_label(view, "percent")
    chart: alt.Chart = (
        _over(rows)
        .mark_line(point=True, strokeWidth=2)
        .encode(
            x=alt.X("maturity:N", title=None, sort=list(yields), axis=alt.Axis(labelAngle=0)),
            y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5)),
            color=alt.Color("day:N", title=None, sort=None, scale=alt.Scale(range=list(LINES[mode])))
            if rows
            else alt.value(LINES[mode][0]),
            tooltip=[
                alt.Tooltip("maturity:N", title=view.label("figure")),
                alt.Tooltip("of:N", title=view.label("as_of")),
                alt.Tooltip("value:Q", title=unit, format=".2f"),
            ],
        )
        .properties(height=280)
    )
    return chart


def _over(rows: list[Row]) -> alt.Chart:
    return alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]


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


def _shades(view: View, found: Sequence[tuple[str, date, date]], mode: str) -> alt.Chart:
    told = {"qt": view.say("charts.qt"), "buying": view.say("charts.buying")}
    rows = [{"first": first.isoformat(), "last": last.isoformat(), "kind": told[kind]} for kind, first, last in found]
    scale = alt.Scale(domain=list(told.values()), range=list(BANDS[mode]))
    chart: alt.Chart = (
        _over(rows)
        .mark_rect(opacity=0.13)
        .encode(
            x="first:T",
            x2="last:T",
            color=alt.Color("kind:N", title=None, scale=scale, legend=alt.Legend(orient="top", symbolOpacity=0.4)),
        )
    )
    return chart


def _decisions(view: View, events: Sequence[Event], first: date, last: date) -> alt.Chart:
    rows = [
        {"date": event.from_date.isoformat(), "text": view.script(event.text_in(view.content))}
        for event in events
        if event.stance and first <= event.from_date <= last
    ]
    chart: alt.Chart = (
        _over(rows)
        .mark_rule(strokeDash=[3, 3], opacity=0.55, color="#8a949b", strokeWidth=1.5)
        .encode(
            x="date:T",
            tooltip=[
                alt.Tooltip("date:T", title=view.label("as_of"), format="%Y-%m-%d"),
                alt.Tooltip("text:N", title=view.say("charts.decision")),
            ],
        )
    )
    return chart


def with_today(view: View, chart: alt.LayerChart, day: date) -> alt.LayerChart:
    """The chart with a rule on the day from which on it is a projection."""
    rule = (
        _over([{"date": day.isoformat(), "text": view.say("charts.projected")}])
        .mark_rule(color="#8a949b", strokeWidth=1.5)
        .encode(x="date:T", tooltip=[alt.Tooltip("text:N", title=" ")])
    )
    return alt.layer(*chart.layer, rule).resolve_scale(color="independent").properties(height=300)  # type: ignore[no-any-return]


def waterfall(view: View, changes: Mapping[str, float]) -> alt.LayerChart | alt.FacetChart:
    """Changes that add up, as steps from zero to their sum, which is the last of them."""
    mode = "dark" if is_dark() else "light"
    factor = 10.0 if view.content == "zh" else 1.0
    unit = unit_label(view, "USD billion")
    names = {name: view.say("today.other") if name == "other" else _name(view, name) for name in changes}
    rows: list[Row] = []
    level = 0.0
    for name, change in changes.items():
        begins = 0.0 if name == list(changes)[-1] else level
        level = begins + change * factor
        kind = "total" if name == list(changes)[-1] else "up" if change >= 0 else "down"
        amount = view.script(view.phrases.amount(change, "USD billion", signed=True))
        row = {"name": names[name], "from": begins, "to": level, "kind": kind, "amount": amount}
        rows.append({**row, "top": max(begins, level)})
    colours = alt.Scale(domain=["up", "down", "total"], range=[BANDS[mode][1], BANDS[mode][0], LINES[mode][0]])
    base = _over(rows).encode(
        x=alt.X("name:N", title=None, sort=list(names.values()), axis=alt.Axis(labelAngle=0, labelLimit=140))
    )
    bars = base.mark_bar(size=44, cornerRadius=2).encode(
        y=alt.Y("from:Q", title=unit, axis=alt.Axis(tickCount=5, format=",.2~f")),
        y2="to:Q",
        color=alt.Color("kind:N", scale=colours, legend=None),
        tooltip=[alt.Tooltip("name:N", title=view.label("figure")), alt.Tooltip("amount:N", title=unit)],
    )
    told = base.mark_text(dy=-9, color="#8a949b", fontSize=12).encode(y="top:Q", text="amount:N")
    return alt.layer(bars, told).properties(height=280)


def _name(view: View, name: str) -> str:
    return view.script(view.phrases.name(name))
