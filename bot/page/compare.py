"""Two days side by side: the yield curve, the main figures, and where the change of the balance sheet went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from bot.page import captions, charts, tables
from bot.page.kept import usual
from bot.page.stretches import BEGIN, PAIRS, pair
from bot.page.view import View, plain, words
from bot.settings import Settings
from tools.figure import Figure, Series, convert

CURVE = {
    "1M": "yield_1m",
    "3M": "yield_3m",
    "6M": "yield_6m",
    "1Y": "yield_1y",
    "2Y": "yield_2y",
    "3Y": "yield_3y",
    "5Y": "yield_5y",
    "7Y": "yield_7y",
    "10Y": "yield_10y",
    "20Y": "yield_20y",
    "30Y": "yield_30y",
}
COMPARED = (
    "total_assets",
    "treasuries_held",
    "mbs_held",
    "reserve_balances",
    "tga",
    "on_rrp",
    "net_liquidity",
    "sofr_minus_iorb",
    "yield_2y",
    "yield_10y",
    "slope_2s10s",
)
ABSORBING = ("reserve_balances_wednesday", "on_rrp", "tga")
"""The liabilities that a change of the assets is set against; what is left is currency and the rest."""
NEEDED = (*COMPARED, *CURVE.values(), *ABSORBING)
NEAR = timedelta(days=100)
"""How far from a chosen day the balance sheet may be that is taken for it; the sentence names the day taken."""
CARRIED = timedelta(days=7)
"""How old the ON RRP of a Wednesday may be."""


def draw(view: View, settings: Settings, series: Mapping[str, Series]) -> None:
    """The part of the page about two days."""
    before, after = _two_days(view, settings)
    if before == after:
        st.info(view.say("today.one_day"), icon=":material/info:")
        return
    _table(view, series, before, after)
    _curve(view, series, before, after)
    _absorbed(view, series, before, after)


def earliest(settings: Settings) -> date:
    """The earlier of the two days that the reader has chosen, before they are drawn."""
    chosen = [st.session_state.get(key) for key in ("today_before", "today_after")]
    return min((day for day in chosen if isinstance(day, date)), default=pair("year", settings.today)[0])


def _two_days(view: View, settings: Settings) -> tuple[date, date]:
    first, last = pair("year", settings.today)
    keys = usual("today_before", first), usual("today_after", last)

    def put() -> None:
        if st.session_state["today_pair"] != "own":
            st.session_state[keys[0]], st.session_state[keys[1]] = pair(st.session_state["today_pair"], settings.today)

    def own() -> None:
        st.session_state["today_pair"] = "own"

    which, left, right = st.columns([2, 1, 1])
    which.selectbox(
        view.say("today.pair"),
        PAIRS,
        key=usual("today_pair", "year"),
        on_change=put,
        format_func=lambda each: view.say(f"today.pair_{each}"),
    )
    days = [
        column.date_input(
            view.say(f"today.{name}"),
            min_value=BEGIN,
            max_value=settings.today,
            key=key,
            format="YYYY-MM-DD",
            on_change=own,
        )
        for column, name, key in zip((left, right), ("before", "after"), keys, strict=True)
    ]
    return min(days), max(days)


def _table(view: View, series: Mapping[str, Series], before: date, after: date) -> None:
    rows = []
    for name in COMPARED:
        if name not in series:
            continue
        one, other = series[name].figure(before), series[name].figure(after)
        rows.append(
            {
                view.label("figure"): words(view.script(view.phrases.name(name))),
                view.say("today.before"): _dated(view, one),
                view.say("today.after"): _dated(view, other),
                view.say("today.change"): _change(view, series[name].change_figure(f"{name}_change", before, after)),
            }
        )
    if rows:
        tables.draw("compare", rows, view.say("today.compare"))
        captions.source(view, [series[name] for name in COMPARED if name in series], "compared")


def _dated(view: View, figure: Figure | None) -> str:
    if figure is None:
        return "–"
    amount = words(view.script(view.phrases.amount(figure.value, figure.unit)))
    return f"**{amount}**  \n:small[:gray[{words(view.script(view.phrases.date(figure.as_of)))}]]"


def _change(view: View, change: Figure | None) -> str:
    if change is None:
        return "–"
    return words(view.script(view.phrases.amount(change.value, change.unit, signed=True)))


def _curve(view: View, series: Mapping[str, Series], before: date, after: date) -> None:
    yields = {maturity: series[name] for maturity, name in CURVE.items() if name in series}
    if not yields:
        return
    st.header(view.say("today.curve"), anchor=False)
    days = [day for day in (curve_day(yields, before), curve_day(yields, after)) if day is not None]
    if len(set(days)) < 2:
        st.info(view.say("today.nothing"), icon=":material/info:")
        return
    said = curve_in_words(view, series, days[0], days[1]) or view.say("today.curve")
    st.markdown(plain(said))
    captions.chart(charts.curve(view, yields, days), said)
    captions.source(view, [each.between(None, days[1]) for each in yields.values()], "curve")


def curve_day(yields: Mapping[str, Series], wanted: date) -> date | None:
    """The last day up to the one wanted of which every maturity that is at hand by then may have a value."""
    return min((point[0] for each in yields.values() if (point := each.latest(wanted)) is not None), default=None)


def curve_in_words(view: View, series: Mapping[str, Series], first: date, last: date) -> str:
    """How the short and the long end moved between two days; empty where one of them is not known."""
    ends = [series[name].on(day) for name in ("yield_2y", "yield_10y") if name in series for day in (first, last)]
    known = [end for end in ends if end is not None]
    if len(known) < 4:
        return ""
    told = {
        name: view.phrases.amount(end, "percent")
        for name, end in zip(("short_before", "short_after", "long_before", "long_after"), known, strict=True)
    }
    days = {"first": view.phrases.date(first), "last": view.phrases.date(last)}
    return view.script(view.phrases.say("page.today.curve_said", **told, **days))


def _absorbed(view: View, series: Mapping[str, Series], before: date, after: date) -> None:
    """Which liabilities gave way to the change of the assets between the two days: Wednesday levels only."""
    st.header(view.say("today.absorbed"), anchor=False)
    assets = series.get("total_assets")
    held = {name: series[name] for name in ABSORBING if name in series}
    days = common_days(assets, held) if assets else ()
    ends = [near(days, day) for day in (before, after)]
    changes = liquidity_changes(assets, held, ends[0], ends[1]) if assets and ends[0] and ends[1] else {}
    if not assets or not ends[0] or not ends[1] or not changes:
        st.info(view.say("today.absorbed_none"), icon=":material/info:")
        return
    total = view.phrases.amount(changes["total_assets"], "USD billion", signed=True)
    told = {"first": view.phrases.date(ends[0]), "last": view.phrases.date(ends[1]), "amount": total}
    said = view.script(view.phrases.say("page.today.absorbed_said", **told))
    st.markdown(plain(said))
    captions.chart(charts.waterfall(view, changes), said)
    if "other" not in changes:
        st.caption(plain(view.say("today.absorbed_rest")))
    captions.source(view, [each.between(None, ends[1]) for each in (assets, *held.values())], "absorbed")


def common_days(assets: Series, held: Mapping[str, Series]) -> tuple[date, ...]:
    """The Wednesdays on which the assets and all of the liabilities at hand are known, oldest first."""
    return tuple(
        day
        for day, _ in assets.points
        if all(
            (point := one.latest(day)) is not None and day - point[0] <= (CARRIED if name == "on_rrp" else timedelta())
            for name, one in held.items()
        )
    )


def near(days: tuple[date, ...], wanted: date) -> date | None:
    """The last of the days up to the one wanted, or else the first after it, if it is near enough."""
    before = max((day for day in days if day <= wanted), default=None)
    if before is not None and wanted - before <= NEAR:
        return before
    after = min((day for day in days if day > wanted), default=None)
    return after if after is not None and after - wanted <= NEAR else None


def liquidity_changes(assets: Series, held: Mapping[str, Series], first: date, last: date) -> dict[str, float]:
    """The change of each liability and of the assets between two common days, in USD billion.

    What is left of the assets' change is `other`, or `rest` as long as the reserves are part of it. Empty when TGA or
    ON RRP is not at hand, or when the days are not one before the other.
    """
    moved_by = assets.change(first, last)
    if moved_by is None or first >= last or not {"tga", "on_rrp"} <= set(held):
        return {}
    found: dict[str, float] = {}
    for name in ABSORBING:
        change = held[name].change(first, last) if name in held else None
        if change is not None:
            found[name] = convert(change, held[name].unit, "USD billion")
    total = convert(moved_by, assets.unit, "USD billion")
    rest = "other" if "reserve_balances_wednesday" in found else "rest"
    return {**found, rest: total - sum(found.values()), "total_assets": total}
