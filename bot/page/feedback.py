"""What a reader says of an answer: a thumb up or down, and which evidence is wrong."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from bot.answer import Answer
from bot.history import UnknownConversation, open_history
from bot.page import talk
from bot.page.talk import Turn
from bot.page.view import View, words
from bot.settings import Settings

LONGEST = 2000
"""Characters of a report."""

_Subject = tuple[str, str, str]


def draw(view: View, turn: Turn, answer: Answer, settings: Settings) -> None:
    """Thumbs and the report, where the answer is kept for them to be kept with."""
    if not turn.id:
        return
    key = f"thumb-{turn.mark}"
    st.feedback(
        "thumbs",
        key=key,
        default=None if turn.thumb is None else int(turn.thumb),
        on_change=_rate,
        args=(settings, turn, key),
    )
    with (
        st.popover(view.say("feedback.wrong"), icon=":material/flag:", type="tertiary", key=f"wrong-{turn.mark}"),
        st.form(f"wrong-form-{turn.mark}", border=False, clear_on_submit=True),
    ):
        subjects = _subjects(view, answer)
        about = st.selectbox(
            view.say("feedback.which"),
            range(len(subjects)),
            format_func=lambda place: subjects[place][0],
            key=f"about-{turn.mark}",
        )
        said = st.text_area(view.say("feedback.why"), key=f"why-{turn.mark}", max_chars=LONGEST)
        if st.form_submit_button(view.say("feedback.send"), icon=":material/send:"):
            _report(view, settings, turn, subjects[about or 0], said)


def _subjects(view: View, answer: Answer) -> Sequence[_Subject]:
    """What can be wrong: its name for the reader, the cited passage or the figure it stands for."""
    cited = [(f"[{each.number}] {each.title}", each.passage, "") for each in answer.citations]
    figures = [
        (view.script(view.phrases.figure(each, mark=False)), "", each.name)
        for each in answer.figures
        if "_change" not in each.name
    ]
    return [(view.say("feedback.whole"), "", ""), *cited, *figures]


def _rate(settings: Settings, turn: Turn, key: str) -> None:
    given = st.session_state.get(key)
    turn.thumb = None if given is None else bool(given)

    def keep() -> None:
        try:
            open_history(settings).rate(turn.id, talk.reader(), turn.thumb)
        except UnknownConversation:  # the conversation was deleted elsewhere, and its answers with it
            turn.id = ""

    talk.attempt(keep)


def _report(view: View, settings: Settings, turn: Turn, subject: _Subject, said: str) -> None:
    if not said.strip():
        st.caption(f":orange[{words(view.say('feedback.say_why'))}]")
        return
    _, citation, figure = subject
    kept: list[bool] = []

    def keep() -> None:
        try:
            open_history(settings).report(turn.id, talk.reader(), said, citation, figure)
            kept.append(True)
        except UnknownConversation:
            turn.id = ""

    talk.attempt(keep)
    st.caption(words(view.say("feedback.thanks" if kept else "feedback.not_kept")))
