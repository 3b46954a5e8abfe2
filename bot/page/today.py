"""Today: balance sheet, net liquidity, reserves, funding and curve as charts with source, date and a sentence."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bot import gather
from bot.page import charts, export
from bot.page.answers import BADGES
from bot.page.view import View, link, plain, words
from bot.settings import Settings
from knowledge.events import events
from tools import computed
from tools.figure import Figure, Missing, Series, convert

PANELS: Mapping[str, tuple[str, ...]] = {
    "balance": ("total_assets", "treasuries_held", "mbs_held"),
    "liquidity": ("net_liquidity", "tga", "on_rrp"),
    "reserves": ("reserve_balances",),
    "funding": ("sofr_minus_iorb", "effr_minus_iorb"),
    "slope": ("slope_2s10s",),
}
"""What each panel draws, the telling series first."""
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
YEARS: Mapping[str, int] = {"1": 1, "3": 3, "5": 5, "all": 0}
BEGIN = date(2015, 1, 1)
KEPT = 300


@dataclass(frozen=True)
class _Seen:
    series: Mapping[str, Series]
    missing: tuple[Missing, ...]


def draw(view: View, settings: Settings) -> None:
    """The whole page."""
    st.title(view.say("nav.today"), anchor=False)
    st.markdown(f":gray[{view.say('today.subtitle')}]")
    chosen = st.segmented_control(
        view.say("today.period"),
        list(YEARS),
        default="3",
        required=True,
        key="today_period",
        format_func=lambda each: view.say(f"today.years_{each}"),
    )
    years = YEARS[chosen or "3"]
    first = settings.today - timedelta(days=round(365.25 * years)) if years else BEGIN
    with st.spinner(view.say("today.reading")):
        seen = _read(settings, first, int(time.time() // KEPT))
    for name, wanted in PANELS.items():
        _panel(view, name, [seen.series[each] for each in wanted if each in seen.series], first, settings.today)
    before, after = _two_days(view, settings)
    _curve(view, seen, before, after)
    _compare(view, seen, before, after)
    _absorbed(view, seen, before, after)
    if seen.missing:
        with st.container(key="missing-today"):
            gaps = [": ".join(view.script(part) for part in view.phrases.gap(each)) for each in seen.missing]
            st.markdown("\n".join([f"**{view.label('missing')}**", "", *(f"- {words(gap)}" for gap in gaps)]))
    st.caption(plain(view.script(view.phrases.say("disclaimer"))))


@lru_cache(maxsize=16)
def _read(settings: Settings, first: date, _moment: int) -> _Seen:
    """Every series of the page from `first` on; read anew after some minutes."""
    names = tuple(
        dict.fromkeys((*(each for panel in PANELS.values() for each in panel), *CURVE.values(), *COMPARED, *ABSORBING))
    )
    series, missing = computed.read_named(gather.desk(settings), names, start=first)
    return _Seen(series, missing)


def _panel(view: View, name: str, shown: list[Series], first: date, last: date) -> None:
    st.header(view.say(f"today.{name}"), anchor=False)
    within = [each.between(first, last) for each in shown]
    within = [each for each in within if each.points]
    if not within:
        st.info(view.say("today.nothing"), icon=":material/info:")
        return
    said = moved(view, within[0])
    st.markdown(plain(said))
    begins = min(each.points[0][0] for each in within)
    st.altair_chart(charts.over_time(view, within, events("fed"), begins, last), width="stretch", alt=said)
    _source(view, within, name)


def moved(view: View, series: Series) -> str:
    """Where a series stands, and how far it has moved over what is shown, in words."""
    last = series.figure()
    change = series.change_figure(f"{series.name}_change", series.points[0][0], series.points[-1][0])
    if last is None:
        return view.say("today.nothing")
    told = {
        "name": view.phrases.name(series.name),
        "level": view.phrases.amount(last.value, last.unit, signed="minus" in series.name),
        "date": view.phrases.date(last.as_of),
    }
    if change is None:
        return view.script(view.phrases.say("page.today.stands", **told))
    told["first"] = view.phrases.date(series.points[0][0])
    told["amount"] = view.phrases.amount(abs(change.value), change.unit)
    direction = "rose" if change.value > 0 else "fell" if change.value < 0 else "same"
    return view.script(view.phrases.say(f"page.today.{direction}", **told))


def _source(view: View, shown: list[Series], name: str) -> None:
    """Who made the figures, of which day the last is and how fresh it is; and the way to take them along."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        sources = _producers(view, shown)
        fresh = view.script(view.phrases.say(f"freshness.{shown[0].freshness}"))
        day = words(view.script(view.phrases.date(shown[0].points[-1][0])))
        badge = f":{BADGES[shown[0].freshness]}-badge[{words(fresh)}]"
        st.markdown(f":small[{' · '.join(sources)} · {day}] {badge}", width="content")
        st.download_button(
            view.say("today.download"),
            export.table(shown),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"download-{name}",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )


def _producers(view: View, shown: list[Series]) -> list[str]:
    """Each agency once, with the page where its figures are looked up; of several, that of a series of its own."""
    own = {each.producer: each.url for each in shown if "; " not in each.producer}
    joint = {name: each.url for each in shown for name in each.producer.split("; ")}
    return [link(view.script(view.phrases.producer(name)), url) for name, url in {**joint, **own}.items()]


def _two_days(view: View, settings: Settings) -> tuple[date, date]:
    st.header(view.say("today.compare"), anchor=False)
    left, right = st.columns(2)
    today = settings.today
    before = _day(left, view.say("today.before"), today - timedelta(days=365), today, "today_before")
    after = _day(right, view.say("today.after"), today, today, "today_after")
    return min(before, after), max(before, after)


def _day(column: DeltaGenerator, label: str, usual: date, last: date, key: str) -> date:
    return column.date_input(label, usual, min_value=BEGIN, max_value=last, key=key, format="YYYY-MM-DD")


def _curve(view: View, seen: _Seen, before: date, after: date) -> None:
    yields = {maturity: seen.series[name] for maturity, name in CURVE.items() if name in seen.series}
    if not yields:
        return
    st.markdown(f"**{view.say('today.curve')}**")
    st.altair_chart(charts.curve(view, yields, (before, after)), width="stretch", alt=view.say("today.curve"))
    _source(view, list(yields.values()), "curve")


def _compare(view: View, seen: _Seen, before: date, after: date) -> None:
    rows = []
    for name in COMPARED:
        series = seen.series.get(name)
        if series is None:
            continue
        one, other = series.figure(before), series.figure(after)
        change = series.change_figure(f"{name}_change", before, after)
        rows.append(
            {
                view.label("figure"): words(view.script(view.phrases.name(name))),
                view.say("today.before"): _dated(view, one),
                view.say("today.after"): _dated(view, other),
                view.say("today.change"): _change(view, change),
            }
        )
    if rows:
        with st.container(key="figures-compare"):
            st.table(rows, border="horizontal", hide_index=True, alt=view.say("today.compare"))


def _absorbed(view: View, seen: _Seen, before: date, after: date) -> None:
    """Which liabilities gave way to the change of the assets between the two days: Wednesday levels only."""
    st.header(view.say("today.absorbed"), anchor=False)
    assets = seen.series.get("total_assets")
    held = {name: seen.series[name] for name in ABSORBING if name in seen.series}
    ends = [point[0] for day in (before, after) if assets and (point := assets.latest(day))]
    changes = liquidity_changes(assets, held, ends[0], ends[1]) if assets and len(ends) == 2 else {}
    if not changes:
        st.info(view.say("today.absorbed_none"), icon=":material/info:")
        return
    total = view.phrases.amount(changes["total_assets"], "USD billion", signed=True)
    told = {"first": view.phrases.date(ends[0]), "last": view.phrases.date(ends[1]), "amount": total}
    said = view.script(view.phrases.say("page.today.absorbed_said", **told))
    st.markdown(plain(said))
    st.altair_chart(charts.waterfall(view, changes), width="stretch", alt=said)
    _source(view, [*([assets] if assets else []), *held.values()], "absorbed")


def liquidity_changes(assets: Series, held: Mapping[str, Series], first: date, last: date) -> dict[str, float]:
    """The change of each liability and of the assets between two days, in USD billion; empty when one is unknown."""
    found: dict[str, float] = {}
    for name in ABSORBING:
        series = held.get(name)
        change = None if series is None or not _covers(series, first) else series.change(first, last)
        if series is None or change is None:
            return {}
        found[name] = convert(change, series.unit, "USD billion")
    moved_by = assets.change(first, last)
    if moved_by is None or first >= last:
        return {}
    total = convert(moved_by, assets.unit, "USD billion")
    return {**found, "other": total - sum(found.values()), "total_assets": total}


def _covers(series: Series, day: date) -> bool:
    """Whether a series knows the day, or one a few days before it."""
    point = series.latest(day)
    return point is not None and (day - point[0]).days < 7


def _dated(view: View, figure: Figure | None) -> str:
    if figure is None:
        return "–"
    amount = words(view.script(view.phrases.amount(figure.value, figure.unit)))
    return f"**{amount}** :small[{words(view.script(view.phrases.date(figure.as_of)))}]"


def _change(view: View, change: Figure | None) -> str:
    if change is None:
        return "–"
    return words(view.script(view.phrases.amount(change.value, change.unit, signed=True)))
