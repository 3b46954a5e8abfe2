"""The strip on top of the chat: where a central bank's QT stands and the figures to watch, each dated."""

from __future__ import annotations

import time
from dataclasses import dataclass

import streamlit as st

from bot import gather
from bot.evidence.latest_figures import read_latest
from bot.page.answers import BADGES
from bot.page.view import View, link, words
from bot.settings import Settings
from bot.status import Status
from knowledge.events import BANKS
from tools.figure import Figure, Reading

COLOURS = {
    "running": "orange",
    "slowing": "orange",
    "ended_holding": "blue",
    "ended_growing": "green",
    "unknown": "gray",
}
WATCHED = ("net_liquidity", "sofr_minus_iorb", "yield_10y")
"""The figures of the strip for the Federal Reserve."""
CHANGES = {"net_liquidity": "net_liquidity_change_13w"}
KEPT = 300.0
"""Seconds for which a reading is shown again before the tools are asked once more."""


@dataclass(frozen=True)
class _Kept:
    until: float
    status: Status
    reading: Reading


_kept: dict[tuple[str, Settings], _Kept] = {}


def is_at_hand(settings: Settings) -> bool:
    """Whether the strip can be drawn at once, without asking a publisher."""
    found = _kept.get((_bank(), settings))
    return found is not None and found.until > time.monotonic()


def draw(view: View, settings: Settings) -> None:
    """The strip for the bank that the reader has chosen."""
    with st.container(key="strip", border=True, gap="small"):
        bank = _bank()
        found = _read(bank, settings)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.selectbox(
                view.say("strip.bank"),
                BANKS,
                key="bank",
                format_func=lambda each: view.script(view.phrases.say(f"banks.{each}")),
                label_visibility="collapsed",
                width=250,
            )
            stage = view.say(f"strip.{found.status.stage}")
            st.markdown(f":{COLOURS[found.status.verdict]}-badge[**{words(stage)}**]", width="content")
            st.markdown(_decided(view, found.status), width="content")
        figures = found.reading.figures
        if figures:
            watched = [figure for name in WATCHED for figure in figures if figure.name == name]
            cells = watched if bank == "fed" else list(figures)
            for column, figure in zip(st.columns(len(cells)), cells, strict=True):
                column.markdown(_cell(view, figure, found.reading.figure(CHANGES.get(figure.name, ""))))


def _bank() -> str:
    chosen = st.session_state.get("bank") or "fed"
    return chosen if chosen in BANKS else "fed"


def _read(bank: str, settings: Settings) -> _Kept:
    found = _kept.get((bank, settings))
    if found is None or found.until <= time.monotonic():
        status = gather.read_status(bank, settings)
        if bank == "fed":
            reading = read_latest((*WATCHED, *CHANGES.values()), gather.desk(settings))
        else:
            reading = Reading(tuple(move.last for move in status.observed), status.missing)
        found = _Kept(time.monotonic() + KEPT, status, reading)
        _kept[bank, settings] = found
    return found


def _decided(view: View, status: Status) -> str:
    """Since when, by which decision; where nothing newer is recorded, since the last that is."""
    step = status.decisive if status.verdict != "unknown" else status.last_known
    if step is None:
        return f":small[:gray[{words(view.say('strip.no_record'))}]]"
    told = view.say("strip.since", date=view.script(view.phrases.event_date(step)))
    return f":small[{link(told, step.source.url)}]"


def _cell(view: View, figure: Figure, change: Figure | None) -> str:
    parts = {name: words(view.script(text)) for name, text in view.phrases.parts(figure).items()}
    moved = ""
    if change is not None:
        amount = view.script(view.phrases.amount(change.value, change.unit, signed=True))
        moved = f" :small[{words(view.say('strip.over_13w', amount=amount))}]"
    return "  \n".join(
        (
            f":small[:gray[{parts['name']}]]",
            f"**{parts['amount']}**{moved}",
            f":small[:gray[{parts['date']}]]",
            f":small[:{BADGES[figure.freshness]}-badge[{parts['freshness']}]]",
        )
    )
