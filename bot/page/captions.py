"""A chart and what stands beside it: a sentence that says what it shows, its key, who made the figures, a download."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from bot.page import export
from bot.page.answers import BADGES
from bot.page.charts import Spec
from bot.page.downloads import offer
from bot.page.view import View, link, plain, words
from tools.figure import Series, worst
from tools.fred import FRED_NOTICE, PAGES


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


def chart(drawn: Spec, said: str) -> None:
    """A chart below its key; `said` tells those who cannot see it what it shows."""
    signs = "".join(
        f'<li><span class="{sign}" style="color:{colour}"></span>{escape(told)}</li>'
        for sign, colour, told in drawn["usermeta"]["key"]
    )
    if signs:
        st.html(f'<ul class="qtx-key">{signs}</ul>')
    st.vega_lite_chart({name: part for name, part in drawn.items() if name != "usermeta"}, width="stretch", alt=said)


def source(view: View, shown: Sequence[Series], name: str) -> None:
    """Who made the figures, of which day the last is and how fresh they are; and the way to take them along."""
    with st.container(
        key=f"origin-{name}", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        freshness = worst(each.freshness for each in shown)
        fresh = words(view.script(view.phrases.say(f"freshness.{freshness}")))
        day = words(view.script(view.phrases.date(max(each.points[-1][0] for each in shown))))
        told = f":small[{' · '.join(producers(view, shown))} · {day}] :{BADGES[freshness]}-badge[{fresh}]"
        st.markdown(told, width="content")
        offer(
            view.say("today.download"),
            lambda: export.table(shown),
            f"{name}.csv",
            f"download-{name}",
            type="tertiary",
            help=view.say("today.download_help"),
        )
    if any(each.url.startswith(PAGES) for each in shown):
        st.caption(plain(FRED_NOTICE))


def producers(view: View, shown: Sequence[Series]) -> list[str]:
    """Each agency once, with the page where its figures are looked up; of several, that of a series of its own."""
    own = {each.producer: each.url for each in shown if "; " not in each.producer}
    joint = {name: each.url for each in shown for name in each.producer.split("; ")}
    return [link(view.script(view.phrases.producer(name)), url) for name, url in {**joint, **own}.items()]
