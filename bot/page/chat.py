"""The chat: shows what `bot.ask` streams, and decides nothing itself."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator

import streamlit as st

from bot.answer import Answer
from bot.ask import answer_events
from bot.events import Answered, DraftShown, Event, FigureFetched, FigureMissing, PassagesFound, TextAdded
from bot.language import Language
from bot.page import actions, answers, conversations, look, models, strip, talk
from bot.page.patience import heard
from bot.page.talk import Turn
from bot.page.view import View, go, plain, words
from bot.plan import MAX_LENGTH, UnusableQuestion
from bot.settings import Settings

_log = logging.getLogger(__name__)

RECENT = 8
"""Questions that are drawn at once; the earlier ones of a long conversation on demand."""
PLACES = 4
"""Elements of a question with its answer: the question, where it was streamed, the outcome, what to ask next."""
STROKE = 0.05
"""Seconds between two drawings of an answer that comes all at once: to draw each of its pieces takes longer."""


def draw(view: View, chosen: Language | None, settings: Settings) -> None:
    """The whole page; `chosen` is the language that the reader has set for the answers."""
    typed = st.chat_input(view.say("ask"), key="asked", submit_mode="stop")
    talk.name_in_address()
    turns = talk.current().turns
    question = typed if typed is not None else st.session_state.pop("next_question", None) or _linked(turns)
    at_once = strip.is_at_hand(settings)
    top = st.container(key="top")
    if at_once:
        with top:
            strip.draw(view, settings)
    actions.prepare()
    _where(view, turns, begun=question is not None)
    starters = st.empty()
    if not turns and question is None:
        with starters.container():
            _starters(view)
    shown = _shown(view, turns)
    for number, turn in enumerate(turns):
        if number in shown:
            _exchange(view, turn, number, settings, latest=question is None and number == len(turns) - 1)
        else:
            _hold_place()
    if question is not None:
        _ask(view, question, chosen, settings, turns)
    else:
        _go_to_answer(turns)
    if not at_once:
        with top:
            strip.draw(view, settings)
    if not turns:
        look.show("top")  # otherwise a phone opens the page at its end


def _where(view: View, turns: list[Turn], *, begun: bool) -> None:
    """The title of the page until a conversation has `begun`, and what there is to say of it as a whole."""
    if st.session_state.pop("not_found", False):
        st.info(view.say("conversations.not_found"), icon=":material/info:")
    if not turns and not begun:
        st.title(view.say("title"), anchor=False)
        st.markdown(f":gray[{view.say('subtitle')}]")
    elif turns and not talk.is_own():
        st.caption(view.say("conversations.linked"))


def _shown(view: View, turns: list[Turn]) -> range:
    """Which turns are drawn: the last ones, and all when the reader wants them or the address names an earlier one."""
    room = st.empty()
    hidden = len(turns) - RECENT
    named = _named(turns)
    mark = turns[0].mark if turns else ""
    if hidden <= 0 or st.session_state.get("all_turns") == mark or (named is not None and named < hidden):
        return range(len(turns))
    label = view.say("conversations.earlier", count=hidden)
    room.button(label, key="earlier", icon=":material/history:", type="tertiary", on_click=_show_all, args=(mark,))
    return range(hidden, len(turns))


def _show_all(mark: str) -> None:
    st.session_state["all_turns"] = mark


def _named(turns: list[Turn]) -> int | None:
    """The place of the answer that the address names."""
    wanted = st.query_params.get(talk.ANSWER)
    return next((place for place, turn in enumerate(turns) if wanted and turn.id == wanted), None)


def _go_to_answer(turns: list[Turn]) -> None:
    """Brings the answer that the address names before the reader when the page is opened."""
    named = _named(turns)
    if named is not None:
        look.show(f"asked-{named}", once=turns[named].id)


def _linked(turns: list[Turn]) -> str | None:
    """The question in the address of the page, asked once."""
    linked = st.query_params.get("q")
    if linked is None:
        return None
    del st.query_params["q"]
    return None if turns else linked


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


def _hold_place() -> None:
    """Nothing, in as many places as an exchange takes: otherwise every one after it moves, and is drawn anew."""
    for _ in range(PLACES):
        st.empty()


def _exchange(view: View, turn: Turn, number: int, settings: Settings, *, latest: bool) -> None:
    _question(view, turn.question, number)
    st.empty()  # where it was streamed
    _outcome(view, turn, number, settings, latest=latest)


def _outcome(view: View, turn: Turn, number: int, settings: Settings, *, latest: bool) -> None:
    """What came of a question: the answer with what it rests on, or words on why there is none."""
    with st.chat_message(view.say("explainer"), avatar=":material/water_drop:"):
        if turn.answer is not None:
            with (
                st.container(key=f"steps-{number}"),
                st.expander(_summary(view, turn.answer), icon=":material/check_circle:", type="compact"),
            ):
                st.markdown(_listed(turn.steps or _steps_behind(view, turn.answer)))
            answers.draw(turn.answer, number, latest=latest)
            actions.draw(view, turn, number, settings, ask_next)
        else:
            _unanswered(view, turn, number)
    next_questions = st.empty()
    if latest and turn.answer is not None and turn.answer.follow_ups:
        with next_questions.container():
            st.markdown(f"## {View(turn.answer.language).say('follow_ups')}", anchors=False)
            _suggest(turn.answer.follow_ups, f"follow-{number}")


def _unanswered(view: View, turn: Turn, number: int) -> None:
    if turn.text:
        st.markdown(plain(turn.text))
    withheld = view.script(view.phrases.say(f"export.{turn.withheld}")) if turn.withheld else ""
    reason = withheld or turn.problem or view.say("stopped")
    st.info(plain(reason), icon=":material/info:")
    if len(turn.question.strip()) > MAX_LENGTH:
        label = view.say("actions.check_instead")
        if st.button(label, key=f"check-{number}", on_click=_hand_over, args=(turn.question,)):
            go("check")
    elif not turn.problem:
        st.button(
            view.say("conversations.ask_again"),
            key=f"again-{number}",
            icon=":material/refresh:",
            on_click=ask_next,
            args=(turn.question,),
        )


def _hand_over(text: str) -> None:
    st.session_state["check_text"] = text


def _question(view: View, question: str, number: int) -> None:
    with (
        st.container(key=f"asked-{number}"),
        st.chat_message(view.say("you"), avatar=":material/person:", width="content"),
    ):
        st.text(question)


def _summary(view: View, answer: Answer) -> str:
    key = "checked" if answer.figures else "checked_no_figures" if answer.citations else "checked_only"
    found = view.say(
        key,
        passages=view.count("passages", len({citation.passage for citation in answer.citations})),
        figures=view.count("figures", len(answer.figures)),
        checks=view.count("checks", len(answer.checks)),
    )
    worded = f" · {view.say('by_model')}" if answer.mode == "model" else ""
    return f"{found}{worded} · {view.say('seconds', seconds=f'{answer.seconds:.2f}')}"


def _listed(steps: tuple[str, ...]) -> str:
    return "\n".join(f"- {step}" for step in steps)


def _steps_behind(view: View, answer: Answer) -> tuple[str, ...]:
    """The steps to an answer that was given earlier, as far as the answer itself tells them."""
    titles = "; ".join(dict.fromkeys(citation.title for citation in answer.citations))
    found = view.say("found_step", titles=titles) if titles else view.say("no_section")
    read = [view.say("figure_step", figure=view.script(view.phrases.figure(each))) for each in answer.figures]
    gaps = [view.say("gap", what=gap.what, reason=gap.reason) for gap in answer.missing]
    missing = [view.say("missing_step", gap=gap) for gap in gaps]
    return tuple(words(step) for step in (found, *read, *missing))


def _ask(view: View, question: str, chosen: Language | None, settings: Settings, turns: list[Turn]) -> None:
    """Streams the answer; whatever happens, the turn is kept as far as it came."""
    turn = Turn(question)
    history = [each.question for each in turns if each.answer is not None]
    number = len(turns)
    turns.append(turn)
    _question(view, question, number)
    draft = st.empty()
    model = models.chosen()
    with draft.container(), st.chat_message(view.say("explainer"), avatar=":material/water_drop:"):
        try:
            events = answer_events(question, settings, language=chosen, history=history, model=model)
            _stream(view, turn, events, settings, worded=bool(model or settings.model))
        except UnusableQuestion:
            turn.problem = _why_unusable(view, question)
        except Exception as error:  # a page that fails says so; it does not crash
            _log.exception("A question could not be answered")
            turn.problem = view.say("failed", error=type(error).__name__)
    # The answer stands beside the emptied draft, not in its place: Streamlit merges messages that still wait to be sent
    # by their place, and a second container there could lose its order and take the whole page down.
    draft.empty()
    talk.keep_answer(settings, turn)
    _outcome(view, turn, number, settings, latest=True)
    look.show(f"asked-{number}")
    conversations.draw_again(view, settings)


def _stream(view: View, turn: Turn, events: Iterator[Event], settings: Settings, *, worded: bool) -> None:
    """Shows the answer in the making. No st.status: each one waits for 50 ms, a sixth of what an answer takes."""
    with st.container(key="making", gap="small"):
        doing, done = st.empty(), st.empty()
    room = st.empty()

    def tell(label: str) -> None:
        doing.caption(f":material/progress_activity: {words(label)}")

    tell(view.say("searching"))
    kept = drafted = False
    shown = 0.0
    if worded:
        events = heard(events, lambda: room.markdown(plain(turn.text)))
    for event in events:
        if not kept:  # only now it is known to be a question that can be answered
            kept = True
            talk.keep_question(settings, turn)
        step = _step(view, event)
        if step:
            turn.steps += (step,)
            done.markdown(_listed(turn.steps))
        if isinstance(event, PassagesFound):
            tell(view.say("found_worded" if worded else "found", count=len(event.passages)))
        elif isinstance(event, FigureFetched | FigureMissing) and worded:
            tell(view.say("wording"))
        elif isinstance(event, DraftShown):
            tell(view.say("drafting"))
            turn.text, drafted = event.text, True
            room.markdown(plain(turn.text))
        elif isinstance(event, TextAdded):
            if drafted or not turn.text:
                turn.text, drafted = "", False
                tell(view.say("writing"))
            turn.text += event.text
            if worded or time.monotonic() - shown > STROKE:
                shown = time.monotonic()
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
        return words(view.say("missing_step", gap=view.gap_told(event.missing)))
    return ""


def _why_unusable(view: View, question: str) -> str:
    if not question.strip():
        return view.say("empty_question")
    if len(question.strip()) > MAX_LENGTH:
        return view.say("long_question", count=f"{len(question.strip()):,}", limit=f"{MAX_LENGTH:,}")
    return view.say("unusable_question")
