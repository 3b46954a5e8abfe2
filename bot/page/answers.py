"""Draws an answer: its text, its sources opened to the quoted passage, its figures, its gaps and its checks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

import streamlit as st

from bot.answer import Answer, Citation
from bot.page import spark
from bot.page.glossed import explained
from bot.page.quotes import highlighted
from bot.page.view import View, link, plain, words
from tools.figure import Figure

BADGES = {"live": "green", "cached": "blue", "stale": "orange", "reference": "gray"}
"""The colour of each freshness."""

_MARKER = re.compile(r"\[(\d{1,2})\]")


def draw(answer: Answer, number: int, *, latest: bool = True) -> None:
    """The answer and all it rests on, in the answer's own language; `number` tells it from others on the page."""
    view = View(answer.language)
    with st.container(key=f"text-{number}"):
        st.markdown(with_markers(answer, number))
    with st.container(key=f"below-{number}"):
        gaps(view, [(gap.what, gap.reason) for gap in answer.missing], str(number))
        _citations(view, answer, number)
        _figures(view, answer, number, opened=latest)
        _checks(view, answer)
        with st.container(key=f"disclaimer-{number}"):
            st.caption(plain(answer.disclaimer))


def with_markers(answer: Answer, number: int) -> str:
    """The text as Markdown, each marker a link to its source below."""
    known = {citation.number for citation in answer.citations}

    def marker(found: re.Match[str]) -> str:
        place = int(found[1])
        return f"[{place}](#source-{number}-{place})" if place in known else f"\\[{place}\\]"

    return explained(_MARKER.sub(marker, plain(answer.text)), answer.language)


def figure_rows(view: View, figures: tuple[Figure, ...]) -> list[dict[str, str]]:
    """The figures as a table of Markdown cells: name, value, date and its meaning, freshness, link."""
    say, script = view.label, view.script
    rows = []
    for figure, trend in zip(figures, spark.trends(view, figures), strict=True):
        told = {name: words(script(text)) for name, text in view.phrases.parts(figure).items()}
        producer = link(script(view.phrases.producer(figure.producer)), figure.url)
        rows.append(
            {
                say("figure"): told["name"],
                say("value"): f"**{told['amount']}** {trend}".strip(),
                say("as_of"): f"{told['date']} :small[· {told['period']}]",
                say("freshness"): f":{BADGES[figure.freshness]}-badge[{told['freshness']}]",
                say("producer"): f"{producer} :small[{words(figure.series)}]",
            }
        )
    return rows


def _citations(view: View, answer: Answer, number: int) -> None:
    if not answer.citations:
        return
    st.markdown(f"## {view.label('sources')}", anchors=False)
    for citation in answer.citations:
        dated = f" :gray[· {words(_day(view, citation.as_of))}]" if citation.as_of else ""
        with (
            st.container(key=f"source-{number}-{citation.number}"),
            st.expander(f":primary-badge[{citation.number}] {words(citation.title)}{dated}"),
        ):
            _citation(view, answer, citation)


def _citation(view: View, answer: Answer, citation: Citation) -> None:
    st.markdown(highlighted(citation, answer.language))
    host = urlsplit(citation.url).hostname or citation.url
    source = link(view.say("source_link", host=host), citation.url) if citation.url else words(citation.title)
    dated = f" · {words(view.say('as_of', date=_day(view, citation.as_of)))}" if citation.as_of else ""
    st.caption(f"{source}{dated}")


def _figures(view: View, answer: Answer, number: int, *, opened: bool) -> None:
    if not answer.figures:
        return
    newest = view.phrases.date(max(figure.as_of for figure in answer.figures))
    key = "figures_note" if len(answer.figures) > 1 else "figures_note_one"
    note = view.say(key, count=len(answer.figures), date=view.script(newest))
    with st.container(key=f"figures-{number}"), st.expander(f"**{view.label('figures')}** :gray[· {note}]", opened):
        st.table(figure_rows(view, answer.figures), border="horizontal", hide_index=True, alt=view.label("figures"))


def gaps(view: View, missing: Sequence[tuple[str, str]], name: str) -> None:
    """What was wanted and why it could not be had, where there is any."""
    if missing:
        with st.container(key=f"missing-{name}"):
            lines = [view.say("gap", what=f"**{words(what)}**", reason=words(reason)) for what, reason in missing]
            st.markdown("\n".join([f"**{view.say('missing')}**", "", *(f"- {line}" for line in lines)]))


def _checks(view: View, answer: Answer) -> None:
    failed = sum(not check.passed for check in answer.checks)
    total = len(answer.checks)
    if failed:
        label = f":orange[:material/error:] {view.say('some_failed', failed=failed, total=total)}"
    else:
        label = f":green[:material/verified:] {view.say('all_passed', total=total)}"
    with st.expander(label):
        for check in answer.checks:
            mark = ":green[:material/check:]" if check.passed else ":orange[:material/close:]"
            verdict = view.label("passed" if check.passed else "failed")
            name = f"**{words(view.label(f'check_{check.name}'))}**"
            st.markdown(f"{mark} {view.say('check_line', name=name, verdict=verdict, detail=words(check.detail))}")


def _day(view: View, text: str) -> str:
    try:
        return view.script(view.phrases.date(date.fromisoformat(text)))
    except ValueError:
        return text
