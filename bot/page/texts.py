"""Check a text: every quantity of a pasted paragraph, coloured by what the evidence at hand says of it."""

from __future__ import annotations

import streamlit as st

from bot.numbers.guard import NumberFinding
from bot.page.view import View, plain, words
from bot.settings import Settings
from bot.verify import verify

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
        return
    if not text or not text.strip():
        st.info(view.say("check.empty"), icon=":material/info:")
        return
    if len(text) > LONGEST:
        st.info(view.say("check.long", count=f"{len(text):,}", limit=f"{LONGEST:,}"), icon=":material/info:")
        return
    with st.spinner(view.say("check.working")):
        findings = verify(text, settings).report.numbers
    _show(view, text, findings)
    st.caption(plain(view.script(view.phrases.say("disclaimer"))))


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


def _show(view: View, text: str, findings: tuple[NumberFinding, ...]) -> None:
    if not findings:
        st.info(view.say("check.none"), icon=":material/info:")
        return
    counted = {verdict: sum(each.verdict == verdict for each in findings) for verdict in COLOURS}
    badges = [
        f":{COLOURS[verdict]}-badge[{words(view.say(f'check.{verdict}'))}: {count}]"
        for verdict, count in counted.items()
    ]
    st.markdown(" ".join(badges))
    with st.container(border=True, key="checked-text"):
        st.markdown(coloured(text, findings))
    rows = [
        {
            view.say("check.quantity"): f"**{words(finding.text)}**",
            view.say(
                "check.verdict"
            ): f":{COLOURS[finding.verdict]}-badge[{words(view.say(f'check.{finding.verdict}'))}]",
            view.say("check.evidence"): words(_short(view.script(finding.evidence or view.say("check.no_evidence")))),
        }
        for finding in findings
    ]
    with st.container(key="figures-check"):
        st.table(rows, border="horizontal", hide_index=True, alt=view.say("check.title"))
    st.caption(plain(view.say("check.limits")))


def _short(text: str) -> str:
    return text if len(text) <= 240 else f"{text[:240]} …"
