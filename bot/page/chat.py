"""The chat: shows what `bot.ask` streams, and decides nothing itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import streamlit as st

from bot.answer import Answer
from bot.ask import answer_events
from bot.events import Answered, Event, FigureFetched, FigureMissing, PassagesFound, TextAdded
from bot.language import Language
from bot import export
from bot.page import answers, look, strip
from bot.page.view import View, go, plain, words
from bot.plan import MAX_LENGTH, UnusableQuestion
from bot.settings import Settings

_log = logging.getLogger(__name__)


@dataclass
class Turn:
    """One question of the conversation and what came of it: an answer, or words on why there is none."""

    question: str
    answer: Answer | None = None
    steps: tuple[str, ...] = ()
    text: str = ""
    problem: str = ""


def draw(view: View, chosen: Language | None, settings: Settings) -> None:
    """The whole page; `chosen` is the language that the reader has set for the answers."""
    turns: list[Turn] = st.session_state.setdefault("turns", [])
    typed = st.chat_input(view.say("ask"), key="asked", submit_mode="stop")
    question = typed if typed is not None else st.session_state.pop("next_question", None) or _linked(turns)
    at_once = strip.is_at_hand(settings)
    top = st.container(key="top")
    if at_once:
        with top:
            strip.draw(view, settings)
    if not turns:
        st.title(view.say("title"), anchor=False)
        st.markdown(f":gray[{view.say('subtitle')}]")
    starters = st.empty()
    if not turns and question is None:
        with starters.container():
            _starters(view)
    for number, turn in enumerate(turns):
        _exchange(view, turn, number, latest=question is None and number == len(turns) - 1)
    if question is not None:
        _ask(view, question, chosen, settings, turns)
    if not at_once:
        with top:
            strip.draw(view, settings)


def _linked(turns: list[Turn]) -> str | None:
    """The question in the address of the page, asked once."""
    linked = st.query_params.get("q")
    if linked is None:
        return None
    del st.query_params["q"]
    return None if turns else linked


def forget() -> None:
    """Begins a new conversation."""
    st.session_state["turns"] = []


def ask_next(question: str) -> None:
    """Has the question asked when the page is drawn next."""
    st.session_state["next_question"] = question


def _starters(view: View) -> None:
    st.markdown(f"## {view.say('begin')}", anchors=False)
    levels = ("newcomer", "practitioner", "expert")
    for level, tab in zip(levels, st.tabs([view.say(f"starters.{level}") for level in levels]), strict=True):
        with tab:
            starters = view.phrases.lines(f"page.starters.{level}_questions")
            _suggest(tuple(view.script(question) for question in starters), f"starter-{level}")


def _suggest(questions: tuple[str, ...], place: str) -> None:
    with st.container(key=f"suggest-{place}", gap="small"):
        for number, question in enumerate(questions):
            st.button(
                words(question),
                key=f"{place}-{number}",
                width="stretch",
                icon=":material/arrow_forward:",
                on_click=ask_next,
                args=(question,),
            )


def _exchange(view: View, turn: Turn, number: int, *, latest: bool) -> None:
    _question(view, turn.question, number)
    st.empty()  # where it was streamed
    _outcome(view, turn, number, latest=latest)


def _outcome(view: View, turn: Turn, number: int, *, latest: bool) -> None:
    """What came of a question: the answer with what it rests on, or words on why there is none."""
    with st.chat_message(view.say("explainer"), avatar=":material/water_drop:"):
        if turn.answer is not None:
            with (
                st.container(key=f"steps-{number}"),
                st.status(_summary(view, turn.answer), state="complete", type="compact"),
            ):
                _steps(turn.steps)
            answers.draw(turn.answer, number, latest=latest)
            _actions(view, turn.answer, number)
        else:
            if turn.text:
                st.markdown(plain(turn.text))
            st.info(plain(turn.problem or view.say("stopped")), icon=":material/info:")
            if len(turn.question.strip()) > MAX_LENGTH:
                label = view.say("actions.check_instead")
                if st.button(label, key=f"check-{number}", on_click=_hand_over, args=(turn.question,)):
                    go("check")
    next_questions = st.empty()
    if latest and turn.answer is not None and turn.answer.follow_ups:
        with next_questions.container():
            st.markdown(f"## {View(turn.answer.language).say('follow_ups')}", anchors=False)
            _suggest(turn.answer.follow_ups, f"follow-{number}")


def _actions(view: View, answer: Answer, number: int) -> None:
    """What a reader can do with an answer: have it again, change the question, take it along."""
    with st.container(key=f"actions-{number}", horizontal=True, gap="small"):
        st.button(
            view.say("actions.again"),
            key=f"again-{number}",
            icon=":material/refresh:",
            type="tertiary",
            on_click=ask_next,
            args=(answer.question,),
        )
        with (
            st.popover(view.say("actions.edit"), icon=":material/edit:", type="tertiary", key=f"edit-{number}"),
            st.form(f"edit-form-{number}", border=False),
        ):
            changed = st.text_area(view.say("you"), answer.question, key=f"changed-{number}")
            if st.form_submit_button(view.say("actions.ask")) and changed.strip():
                ask_next(changed)
                st.rerun()
        with st.popover(view.say("actions.export"), icon=":material/download:", type="tertiary", key=f"take-{number}"):
            _take_along(view, [answer], f"answer-{number}")
            st.code(answer.text, language=None, wrap_lines=True, height=180)
            st.caption(view.say("actions.link"))
            st.code(f"?q={quote(answer.question)}", language=None, wrap_lines=True)


def _take_along(view: View, taken: list[Answer], place: str) -> None:
    st.download_button(
        view.say("actions.markdown"),
        export.markdown(taken),
        file_name="qt-answer.md",
        mime="text/markdown",
        key=f"md-{place}",
        icon=":material/description:",
        on_click="ignore",
        width="stretch",
    )
    st.download_button(
        view.say("actions.brief"),
        export.brief(taken),
        file_name="qt-brief.html",
        mime="text/html",
        key=f"html-{place}",
        icon=":material/print:",
        on_click="ignore",
        width="stretch",
    )


def take_conversation_along(view: View) -> None:
    """The whole conversation as files, for the sidebar."""
    taken = [turn.answer for turn in st.session_state.get("turns", []) if turn.answer is not None]
    if taken:
        with st.popover(view.say("actions.export_all"), icon=":material/download:", width="stretch", key="take-all"):
            _take_along(view, taken, "conversation")


def _hand_over(text: str) -> None:
    st.session_state["check_text"] = text


def _question(view: View, question: str, number: int) -> None:
    with (
        st.container(key=f"asked-{number}"),
        st.chat_message(view.say("you"), avatar=":material/person:", width="content"),
    ):
        st.text(question)


def _summary(view: View, answer: Answer) -> str:
    found = view.say(
        "checked",
        passages=view.count("passages", len({citation.passage for citation in answer.citations})),
        figures=view.count("figures", len(answer.figures)),
        checks=view.count("checks", len(answer.checks)),
    )
    worded = f" · {view.say('by_model')}" if answer.mode == "model" else ""
    return f"{found}{worded} · {view.say('seconds', seconds=f'{answer.seconds:.2f}')}"


def _steps(steps: tuple[str, ...]) -> None:
    st.markdown("\n".join(f"- {step}" for step in steps))


def _ask(view: View, question: str, chosen: Language | None, settings: Settings, turns: list[Turn]) -> None:
    """Streams the answer; whatever happens, the turn is kept as far as it came."""
    turn = Turn(question)
    history = [each.question for each in turns if each.answer is not None]
    number = len(turns)
    turns.append(turn)
    _question(view, question, number)
    draft = st.empty()
    with draft.container(), st.chat_message(view.say("explainer"), avatar=":material/water_drop:"):
        try:
            events = answer_events(question, settings, language=chosen, history=history)
            _stream(view, turn, events, worded=bool(settings.model))
        except UnusableQuestion:
            turn.problem = _why_unusable(view, question)
        except Exception as error:  # a page that fails says so; it does not crash
            _log.exception("A question could not be answered")
            turn.problem = view.say("failed", error=type(error).__name__)
    # The answer stands beside the emptied draft, not in its place: Streamlit merges messages that still wait to be sent
    # by their place, and a second container there could lose its order and take the whole page down.
    draft.empty()
    _outcome(view, turn, number, latest=True)
    look.show(f"asked-{number}")


def _stream(view: View, turn: Turn, events: Iterator[Event], *, worded: bool) -> None:
    steps = st.status(view.say("searching"), type="compact")
    room = st.empty()
    for event in events:
        step = _step(view, event)
        if step:
            turn.steps += (step,)
            steps.markdown(f"- {step}")
        if isinstance(event, PassagesFound):
            steps.update(label=view.say("found", count=len(event.passages)))
        elif isinstance(event, FigureFetched | FigureMissing) and worded:
            steps.update(label=view.say("wording"))
        elif isinstance(event, TextAdded):
            if not turn.text:
                steps.update(label=view.say("writing"))
            turn.text += event.text
            room.markdown(plain(turn.text))
        elif isinstance(event, Answered):
            turn.answer = event.answer


def _step(view: View, event: Event) -> str:
    """What an event says to the reader while the answer is in the making."""
    if isinstance(event, PassagesFound):
        titles = "; ".join(view.script(passage.title) for passage in event.passages)
        return words(view.say("found_step", titles=titles) if titles else view.say("no_section"))
    if isinstance(event, FigureFetched):
        return words(view.say("figure_step", figure=view.script(view.phrases.figure(event.figure))))
    if isinstance(event, FigureMissing):
        gap = ": ".join(view.script(part) for part in view.phrases.gap(event.missing))
        return words(view.say("missing_step", gap=gap))
    return ""


def _why_unusable(view: View, question: str) -> str:
    if not question.strip():
        return view.say("empty_question")
    if len(question.strip()) > MAX_LENGTH:
        return view.say("long_question", count=f"{len(question.strip()):,}", limit=f"{MAX_LENGTH:,}")
    return view.say("unusable_question")
