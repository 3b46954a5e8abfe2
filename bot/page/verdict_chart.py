"""The result of a claim's test as bars: what was measured beside what is on record, period by period."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from bot.evidence.bench import Trial
from bot.page import charts
from bot.page.charts import Look, Row, Spec
from bot.page.view import View

COLOURS = {"light": ("#2f7d4f", "#b23a48", "#6b7280"), "dark": ("#7bc796", "#ea8b96", "#a3adb3")}
"""Borne out, not borne out, shown for comparison only."""
NAME_LINE = 19
"""Pixels that a line of a name down the side takes, with the air around it."""


def bars(view: View, trial: Trial) -> Spec:
    """One bar a period and series for the record, and one for the data at hand; the bound of the test as a rule."""
    return _bars(charts.look(view), trial)


@lru_cache(maxsize=32)
def _bars(seen: Look, trial: Trial) -> Spec:
    view, test = seen.view, trial.claim.test
    kinds = [view.say("lab.now"), view.say("lab.recorded")]
    states = [view.say("lab.yes"), view.say("lab.no"), view.say("lab.beside")]
    factor = 10.0 if test.unit.startswith("USD") and view.content == "zh" else 1.0
    rows: list[Row] = []
    for run in trial.runs:
        judged = [(kinds[0], run.measured.values if run.measured else ()), (kinds[1], run.period.recorded)]
        for kind, values in judged:
            state = states[2] if run.period.beside or not values else states[0 if test.holds(values) else 1]
            for place, value in enumerate(values):
                name = view.script(view.phrases.name(test.series[place])) if len(values) > 1 else ""
                rows.append(
                    {
                        "period": charts.in_lines(view, view.script(run.period.name_in(view.content)), 20),
                        "place": f"{name} {kind}".strip(),
                        "kind": kind,
                        "value": round(value * factor, 3),
                        "state": state,
                    }
                )
    unit = _unit(view, test.unit)
    order = list(dict.fromkeys(row["period"] for row in rows))
    signs = [
        ("ground", colour, state)
        for colour, state in zip(COLOURS[seen.mode], states, strict=True)
        if any(row["state"] == state for row in rows)
    ]
    data: dict[str, list[Row]] = {"bars": rows}
    base: Any = alt.Chart(alt.NamedData("bars")).encode(
        y=alt.Y("period:N", title=None, sort=order, axis=charts.NAMES),
        yOffset=alt.YOffset("place:N"),
        x=alt.X("value:Q", title=unit, axis=alt.Axis(tickCount=5, format=",.2~f")),
        color=alt.Color("state:N", scale=alt.Scale(domain=states, range=list(COLOURS[seen.mode])), legend=None),
        opacity=alt.Opacity("kind:N", scale=alt.Scale(domain=kinds, range=[1.0, 0.45]), legend=None),
        tooltip=[
            alt.Tooltip("period:N", title=view.say("lab.period")),
            alt.Tooltip("place:N", title=" "),
            alt.Tooltip("value:Q", title=unit, format=",.2f"),
        ],
    )
    layers = [base.mark_bar(cornerRadius=2)]
    bound = test.holds_above if test.holds_above is not None else test.holds_below
    if bound is not None and test.judge == "each":
        told = view.say("lab.bound_above" if test.holds_above is not None else "lab.bound_below")
        data["bound"] = [{"value": bound * factor, "text": told}]
        rule = alt.Chart(alt.NamedData("bound")).mark_rule(strokeDash=[4, 3], color=charts.RULE, strokeWidth=1.5)
        layers.append(rule.encode(x="value:Q", tooltip=[alt.Tooltip("text:N", title=" "), "value:Q"]))
    bars_high = 34 * len(rows) // (2 if len(rows) > 12 else 1)
    names_high = NAME_LINE * len(order) * (1 + max(name.count("|") for name in order))
    height = max(120, max(bars_high, names_high) + 60)
    return charts.spec(alt.layer(*layers).properties(height=height), data, signs)


def _unit(view: View, unit: str) -> str:
    key = unit.removesuffix(" a month").replace(" ", "_")
    told = charts.unit_label(view, "USD billion") if unit.startswith("USD") else view.say(f"charts.{key}")
    return told if not unit.endswith(" a month") else view.say("lab.a_month", amount=told)
