"""Check a text: every quantity of a pasted paragraph, coloured by what the evidence at hand says of it."""

from __future__ import annotations

import streamlit as st

from bot.numbers.guard import NumberFinding
from bot.page import tables
from bot.page.answers import BADGES, gaps
from bot.page.view import View, link, plain, words
from bot.settings import Settings
from bot.show import worked_out
from bot.verify import Backing, Verified, verify
from tools.figure import Figure
from tools.fred import notice

LONGEST = 8000
"""Characters that are read at once."""
COLOURS = {"supported": "green", "contradicted": "red", "unsupported": "orange"}


def draw(view: View, settings: Settings) -> None:
    """The whole page."""
    st.title(view.say("check.title"), anchor=False)
    st.markdown(f":gray[{view.say('check.subtitle')}]")
    with st.form("check", border=False):
        text = st.text_area(
            view.say("check.label"),
            key="check_text",
            height=200,
            placeholder=view.say("check.placeholder"),
        )
        asked = st.form_submit_button(view.say("check.go"), type="primary", icon=":material/fact_check:")
    if not asked and not text:
        st.button(
            view.say("check.try"),
            key="check_example",
            icon=":material/arrow_forward:",
            type="tertiary",
            on_click=lambda: st.session_state.update(check_text=view.say("check.example")),
        )
        return
    if not text or not text.strip():
        st.info(view.say("check.empty"), icon=":material/info:")
        return
    if len(text) > LONGEST:
        st.info(view.say("check.long", count=f"{len(text):,}", limit=f"{LONGEST:,}"), icon=":material/info:")
        return
    with st.spinner(view.say("check.working")):
        found = verify(text, settings)
    _show(view, text, found)
    gaps(view, [view.gap(each) for each in found.missing], "check")
    st.caption(plain(view.script(notice(view.phrases.say("disclaimer"), found.figures))))


def coloured(text: str, findings: tuple[NumberFinding, ...]) -> str:
    """The text as Markdown, each quantity on the colour of its verdict."""
    parts, place = [], 0
    for finding in sorted(findings, key=lambda each: each.start):
        if finding.start < place:
            continue
        parts.append(_lines(text[place : finding.start]))
        parts.append(f":{COLOURS[finding.verdict]}-background[{words(text[finding.start : finding.end])}]")
        place = finding.end
    parts.append(_lines(text[place:]))
    return "".join(parts)


def _lines(text: str) -> str:
    return "  \n".join(words(line) for line in text.split("\n"))


def _show(view: View, text: str, found: Verified) -> None:
    findings = found.report.numbers
    if not findings:
        st.info(view.say("check.none"), icon=":material/info:")
        return
    st.markdown(
        " ".join(
            _badge(view, verdict, view.say("check.counted", count=sum(each.verdict == verdict for each in findings)))
            for verdict in COLOURS
        )
    )
    with st.container(border=True, key="checked-text"):
        st.markdown(coloured(text, findings))
    rows = [
        {
            view.say("check.quantity"): f"**{words(finding.text)}**",
            view.say("check.verdict"): _badge(view, finding.verdict),
            view.say("check.evidence"): _evidence(view, finding, backing),
        }
        for finding, backing in zip(findings, found.backing, strict=True)
    ]
    tables.draw("check", rows, view.say("check.title"), prose=3)
    st.caption(plain(view.say("check.limits")))


def _badge(view: View, verdict: str, count: str = "") -> str:
    return f":{COLOURS[verdict]}-badge[{words(view.say(f'check.{verdict}') + count)}]"


def _evidence(view: View, finding: NumberFinding, backing: Backing) -> str:
    """What speaks for or against a number: the dated figures with their publishers, or the words and their document."""
    if backing.figures:
        first = [words(view.script(line)) for line in worked_out(view.phrases, finding)]
        return "  \n".join([*first, *(_figure(view, figure) for figure in backing.figures)])
    told = words(_short(view.script((finding.evidence or view.say("check.no_evidence")).removeprefix("computed: "))))
    behind = backing.passage.sources if backing.passage else (backing.event.source,) if backing.event else ()
    links = " · ".join(link(view.script(view.phrases.source(each)), each.url) for each in behind)
    return f"{told}  \n:small[{links}]" if links else told


def _figure(view: View, figure: Figure) -> str:
    """A figure with its date and what that means, its freshness and who made it."""
    told = {name: words(view.script(part)) for name, part in view.phrases.parts(figure).items()}
    producer = link(view.script(view.phrases.producer(figure.producer)), figure.url)
    return (
        f"{view.say('gap', what=told['name'], reason=told['amount'])}  \n"
        f":small[{told['date']} · {told['period']} · {producer}] :{BADGES[figure.freshness]}-badge[{told['freshness']}]"
    )


def _short(text: str) -> str:
    return text if len(text) <= 240 else f"{text[:240]} …"
