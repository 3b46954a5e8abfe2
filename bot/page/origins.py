"""Sources: who publishes the figures and how old they are, what the explainer rests on, and what to know about both."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import metadata
from pathlib import Path

import streamlit as st

from bot import gather
from bot.page import tables
from bot.page.answers import BADGES
from bot.page.view import View, link, plain, words
from bot.settings import Settings
from knowledge import load
from knowledge.load import CUTOFF
from tools import catalogue
from tools.figure import Series, worst

ASKED = {
    "nyfed": "sofr",
    "fiscaldata": "tga_daily",
    "treasury": "yield_10y",
    "board": "total_assets",
    "ecb": "ecb_total_assets",
}
"""The series by which each publisher is tried."""

_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def draw(view: View, settings: Settings) -> None:
    """The whole page."""
    st.title(view.say("nav.sources"), anchor=False)
    st.markdown(f":gray[{view.say('origins.subtitle')}]")
    _publishers(view, settings)
    _knowledge(view)
    _guard(view)
    _notices(view, settings)


def _publishers(view: View, settings: Settings) -> None:
    st.header(view.say("origins.publishers"), anchor=False)
    tables.draw("publishers", _stored(view, settings), view.say("origins.publishers"))
    if settings.offline:
        st.caption(view.say("origins.offline"))
    elif st.button(view.say("origins.try"), key="try", icon=":material/sync:"):
        with st.spinner(view.say("origins.trying")):
            _try(view, settings)


def _stored(view: View, settings: Settings) -> list[dict[str, str]]:
    """What is at hand of each publisher, without asking any."""
    names = tuple(one for one in catalogue.names() if catalogue.entry(one).sources[0].publisher in ASKED)
    read, _ = gather.desk(replace(settings, offline=True)).read(names)
    by_publisher: dict[str, list[Series]] = defaultdict(list)
    for name, series in read.items():
        by_publisher[catalogue.entry(name).sources[0].publisher].append(series)
    rows = []
    for publisher in ASKED:
        held = by_publisher[publisher]
        fetched = [each for each in held if each.freshness != "reference"]
        newest = max((each.points[-1][0] for each in held), default=None)
        last_fetch = max((each.fetched_at for each in fetched), default=None)
        state = worst(each.freshness for each in (fetched or held)) if held else None
        rows.append(
            {
                view.say("origins.publisher"): words(view.script(view.phrases.say(f"publishers.{publisher}"))),
                view.say("origins.series"): str(len(held)),
                view.say("origins.newest"): _newest(view, newest, settings),
                view.say("origins.fetched"): _fetched(view, last_fetch),
                view.label("freshness"): (
                    f":{BADGES[state]}-badge[{words(view.script(view.phrases.say(f'freshness.{state}')))}]"
                    if state
                    else f":orange-badge[{words(view.say('origins.nothing'))}]"
                ),
            }
        )
    if settings.fred_key:
        rows.append(
            {
                view.say("origins.publisher"): words(view.script(view.phrases.say("publishers.fred"))),
                view.say("origins.series"): "–",
                view.say("origins.newest"): "–",
                view.say("origins.fetched"): words(view.say("origins.fred_kept")),
                view.label("freshness"): "–",
            }
        )
    return rows


def _newest(view: View, day: date | None, settings: Settings) -> str:
    """The day of the newest value, and how long ago that was."""
    if day is None:
        return "–"
    told = words(view.script(view.phrases.date(day)))
    return f"{told}  \n:small[:gray[{_ago(view, 'days', (settings.today - day).days)}]]"


def _fetched(view: View, moment: datetime | None) -> str:
    """When something was fetched last, and how long ago that was."""
    if moment is None:
        return words(view.say("origins.never"))
    minutes = max(0, round((datetime.now(UTC) - moment).total_seconds() / 60))
    key, count = ("minutes", minutes) if minutes < 120 else ("hours", minutes // 60)
    if count >= 72 and key == "hours":
        key, count = "days", count // 24
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC  \n:small[:gray[{_ago(view, key, count)}]]"


def _ago(view: View, unit: str, count: int) -> str:
    return view.say(f"origins.{unit}_old_one" if count == 1 else f"origins.{unit}_old", count=count)


def _try(view: View, settings: Settings) -> None:
    """Asks each publisher for one series and says what came back."""
    read, missing = gather.desk(settings).read(tuple(ASKED.values()))
    for publisher, name in ASKED.items():
        told = words(view.script(view.phrases.say(f"publishers.{publisher}")))
        fault = next((each for each in missing if name in each.what.split(", ")), None)
        series = read.get(name)
        if fault is not None:
            reason = words(view.script(view.phrases.gap(fault)[1]))
            st.markdown(f":orange[:material/error:] **{told}**: {reason}")
        elif series is not None and series.points:
            figure = series.figure()
            shown = words(view.script(view.phrases.figure(figure))) if figure else ""
            st.markdown(f":green[:material/check:] **{told}**: {shown}")


def _knowledge(view: View) -> None:
    st.header(view.say("origins.knowledge"), anchor=False)
    sections = len(load.passages(view.content))
    documents = sorted(load.sources().values(), key=lambda each: (each.publisher, each.title))
    cutoff = view.script(view.phrases.date(CUTOFF))
    st.markdown(plain(view.say("origins.cutoff", sections=sections, documents=len(documents), cutoff=cutoff)))
    st.markdown(plain(view.say("origins.reference", date=cutoff)))
    with st.expander(view.say("origins.documents", count=len(documents))):
        lines = []
        for each in documents:
            dated = f" · {words(view.script(view.phrases.date(each.date)))}" if each.date else ""
            second = f" :gray-badge[{words(view.say('origins.secondary'))}]" if each.secondary else ""
            title = link(view.script(each.title_in(view.content)), each.url)
            lines.append(f"- {words(each.publisher)}: {title}{dated}{second}")
        st.markdown("\n".join(lines))


def _guard(view: View) -> None:
    st.header(view.say("origins.guard"), anchor=False)
    st.markdown(plain(view.say("origins.guard_text")))


def _notices(view: View, settings: Settings) -> None:
    st.header(view.say("origins.notices"), anchor=False)
    if settings.fred_key:
        from tools.fred import FRED_NOTICE

        st.markdown(f":material/info: {plain(FRED_NOTICE)}")
        st.markdown(plain(view.say("origins.fred")))
    else:
        st.markdown(plain(view.say("origins.no_fred")))
    st.header(view.say("origins.disclaimers"), anchor=False)
    st.markdown(plain(view.script(view.phrases.say("disclaimer"))))
    st.caption(view.say("origins.version", version=_version()))


def _version() -> str:
    """That of the program as it is installed, or as its folder has it where it runs without being installed."""
    try:
        return metadata.version("qt-explainer")
    except metadata.PackageNotFoundError:
        project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
        return str(project["version"])
