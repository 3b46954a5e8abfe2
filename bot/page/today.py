"""Today: balance sheet, net liquidity, reserves, funding and curve as charts with source, date and a sentence."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import streamlit as st

from bot import gather
from bot.page import captions, charts, compare
from bot.page.answers import gaps
from bot.page.kept import usual
from bot.page.stretches import BEGIN, STRETCHES, stretch
from bot.page.view import View, plain
from bot.settings import Settings
from knowledge.events import events
from tools import computed
from tools.figure import Missing, Series

PARTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "balance": {
        "balance": ("total_assets", "treasuries_held", "mbs_held"),
        "liquidity": ("net_liquidity", "tga", "on_rrp"),
        "reserves": ("reserve_balances",),
    },
    "rates": {
        "funding": ("sofr_minus_iorb", "effr_minus_iorb"),
        "slope": ("slope_2s10s",),
    },
}
"""The panels of each part of the page, and what each draws, the telling series first."""
KEPT = 300
"""Seconds for which what was read is shown again before the publishers are asked once more."""
USUAL = "3"
"""The stretch of time that is shown before the reader chooses another."""


@dataclass(frozen=True)
class Seen:
    """The series at hand for the page, and what could not be had."""

    series: Mapping[str, Series]
    missing: tuple[Missing, ...]


def draw(view: View, settings: Settings) -> None:
    """The whole page."""
    st.title(view.say("nav.today"), anchor=False)
    st.markdown(f":gray[{view.say('today.subtitle')}]")
    labels = [*(view.say(f"today.part_{name}") for name in PARTS), view.say("today.part_two")]
    *parts, two = st.tabs(labels, key=f"today_tabs_{view.language}", on_change="rerun")
    seen = Seen({}, ())
    for part, panels in zip(parts, PARTS.values(), strict=True):
        if part.open:
            with part:
                seen = _over_time(view, settings, panels)
    if two.open:
        with two:
            with st.spinner(view.say("today.reading")):
                seen = _seen(settings, compare.NEEDED, compare.earliest(settings) - timedelta(days=31))
            compare.draw(view, settings, seen.series)
    gaps(view, [view.gap(each) for each in seen.missing], "today")
    st.caption(plain(view.script(view.phrases.say("disclaimer"))))


def prepare(view: View, settings: Settings) -> None:
    """Reads and draws for nobody what the page shows first, so that its first reader does not wait for it."""
    panels = next(iter(PARTS.values()))
    first, last = stretch(USUAL, settings.today)
    seen = _seen(settings, _named(panels), first)
    for wanted in panels.values():
        within = _within(seen, wanted, first, last)
        if within:
            _drawn(view, within, last, charts.Look(view.language, "light"))


def _over_time(view: View, settings: Settings, panels: Mapping[str, tuple[str, ...]]) -> Seen:
    """The panels of a part, over the stretch of time that the reader has chosen."""
    chosen = st.segmented_control(
        view.say("today.period"),
        STRETCHES,
        required=True,
        key=usual("today_period", USUAL),
        format_func=lambda each: view.say(f"today.years_{each}"),
    )
    first, last = stretch(chosen or USUAL, settings.today)
    with st.spinner(view.say("today.reading")):
        seen = _seen(settings, _named(panels), first)
    for name, wanted in panels.items():
        _panel(view, name, _within(seen, wanted, first, last), last)
    return seen


def _named(panels: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [each for panel in panels.values() for each in panel]


def _seen(settings: Settings, names: Sequence[str], first: date) -> Seen:
    start = max(BEGIN, first.replace(month=1, day=1))
    return _read(settings, tuple(dict.fromkeys(names)), start, int(time.time() // KEPT))


@lru_cache(maxsize=16)
def _read(settings: Settings, names: tuple[str, ...], start: date, _moment: int) -> Seen:
    """Series from `start` on; read anew after some minutes."""
    series, missing = computed.read_named(gather.desk(settings), names, start=start)
    return Seen(series, missing)


def _within(seen: Seen, wanted: Sequence[str], first: date, last: date) -> list[Series]:
    """What is at hand of these series between two days."""
    found = [seen.series[each].between(first, last) for each in wanted if each in seen.series]
    return [each for each in found if each.points]


def _drawn(view: View, within: Sequence[Series], last: date, seen: charts.Look | None = None) -> charts.Spec:
    begins = min(each.points[0][0] for each in within)
    return charts.over_time(view, within, events("fed"), begins, last, seen=seen)


def _panel(view: View, name: str, within: Sequence[Series], last: date) -> None:
    st.header(view.say(f"today.{name}"), anchor=False)
    if not within:
        st.info(view.say("today.nothing"), icon=":material/info:")
        return
    said = [captions.moved(view, each) for each in within]
    st.markdown(plain(said[0]))
    if said[1:]:
        st.caption(plain(view.phrases.run_on(said[1:])))
    captions.chart(_drawn(view, within, last), view.phrases.run_on(said))
    captions.source(view, within, name)
