"""Learn: ten lessons to read, calculate and test oneself by, with progress to take along; and the words."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from bot import gather
from bot.page.view import View, plain, words
from bot.settings import Settings
from knowledge import load
from knowledge.glossary import terms
from knowledge.lessons import Exercise, Lesson, QuizQuestion, lessons
from tools.figure import Figure


def draw(view: View, settings: Settings) -> None:
    """The whole page."""
    st.title(view.say("nav.learn"), anchor=False)
    st.markdown(f":gray[{view.say('learn.subtitle')}]")
    path, glossary = st.tabs([view.say("learn.path"), view.say("learn.glossary")])
    with path:
        _path(view, settings)
    with glossary:
        _glossary(view)


def _progress() -> dict[str, dict[str, bool]]:
    """What the reader has got right in this session: lesson -> question or exercise -> right."""
    progress: dict[str, dict[str, bool]] = st.session_state.setdefault("progress", {})
    return progress


def _path(view: View, settings: Settings) -> None:
    course = {lesson.id: lesson for lesson in lessons()}
    progress = _progress()
    done = sum(_is_done(lesson, progress) for lesson in course.values())
    st.progress(done / len(course), text=view.say("learn.done", done=done, total=len(course)))
    order = list(course)

    def named(each: str) -> str:
        mark = "✓" if _is_done(course[each], progress) else str(order.index(each) + 1)
        return f"{mark} · {view.script(course[each].title_in(view.content))}"

    chosen = st.selectbox(view.say("learn.lesson"), order, key="lesson", format_func=named)
    lesson = course[chosen]
    st.markdown(
        f":gray-badge[{view.say(f'starters.{lesson.level}')}] {plain(view.script(lesson.aim_in(view.content)))}"
    )
    _reading(view, lesson)
    _exercise(view, lesson.id, lesson.exercise, settings)
    _quiz(view, lesson)
    _take_along(view, course, progress)


def _is_done(lesson: Lesson, progress: dict[str, dict[str, bool]]) -> bool:
    got = progress.get(lesson.id, {})
    return all(got.get(f"quiz-{number}") for number in range(len(lesson.quiz)))


def _reading(view: View, lesson: Lesson) -> None:
    st.header(view.say("learn.reading"), anchor=False)
    for identifier in lesson.reading:
        passage = load.passage(identifier, view.content)
        if passage is None:
            continue
        with st.expander(words(view.script(passage.title))):
            st.markdown(plain(view.script(passage.text)))


def _exercise(view: View, lesson: str, exercise: Exercise, settings: Settings) -> None:
    st.header(view.say("learn.exercise"), anchor=False)
    st.markdown(plain(view.script(exercise.task_in(view.content))))
    with st.form(f"exercise-{lesson}", border=True):
        unit = view.script(view.phrases.say(f"page.learn.units.{exercise.unit.replace(' ', '_')}"))
        given = st.number_input(
            view.say("learn.your_number", unit=unit), value=None, format="%.2f", key=f"given-{lesson}"
        )
        asked = st.form_submit_button(view.say("learn.compare"))
    if not asked:
        return
    figure = _figure(exercise.answer, settings)
    if figure is None:
        st.info(plain(view.say("learn.no_figure")), icon=":material/info:")
    elif given is None:
        st.info(view.say("learn.no_number"), icon=":material/info:")
    else:
        told = plain(view.script(view.phrases.figure(figure)))
        right = exercise.accepts(given, figure.value)
        _progress().setdefault(lesson, {})["exercise"] = right
        shown = st.success if right else st.warning
        shown(f"{view.say('learn.right' if right else 'learn.wrong')} {told}")
    st.markdown(plain(view.script(exercise.check_in(view.content))))


def _figure(name: str, settings: Settings) -> Figure | None:
    """The figure that an exercise is compared with."""
    try:
        return gather.read_figures((name,), settings).figure(name)
    except gather.UnknownFigure:
        topics = tuple(topic for topic in gather.TOOLS)
        tools = dict.fromkeys(gather.TOOLS[topic] for topic in topics)
        for tool in tools:
            found = tool(gather.desk(settings), None).figure(name)
            if found is not None:
                return found
    return None


def _quiz(view: View, lesson: Lesson) -> None:
    st.header(view.say("learn.quiz"), anchor=False)
    for number, question in enumerate(lesson.quiz):
        _question(view, lesson.id, number, question)


def _question(view: View, lesson: str, number: int, question: QuizQuestion) -> None:
    choices = [view.script(choice) for choice in question.choices_in(view.content)]
    chosen = st.radio(
        plain(view.script(question.question_in(view.content))),
        list(range(1, len(choices) + 1)),
        index=None,
        key=f"quiz-{lesson}-{number}",
        format_func=lambda place: plain(choices[place - 1]),
    )
    if chosen is None:
        return
    right = question.is_right(chosen)
    _progress().setdefault(lesson, {})[f"quiz-{number}"] = right
    mark = f":green[:material/check_circle: {view.say('learn.right')}]"
    if not right:
        mark = f":orange[:material/cancel: {view.say('learn.wrong')}]"
    st.markdown(f"{mark} {plain(view.script(question.explanation_in(view.content)))}")


def _take_along(view: View, course: dict[str, Lesson], progress: dict[str, dict[str, bool]]) -> None:
    st.caption(view.say("learn.kept"))
    st.download_button(
        view.say("learn.progress_file"),
        json.dumps(_file(course, progress), ensure_ascii=False, indent=2),
        file_name="qt-progress.json",
        mime="application/json",
        key="progress-file",
        icon=":material/download:",
        on_click="ignore",
    )


def _file(course: dict[str, Lesson], progress: dict[str, dict[str, bool]]) -> dict[str, Any]:
    """A learner's progress as plain values, for a team lead to read."""
    return {
        "lessons": [
            {
                "lesson": lesson.id,
                "title_en": lesson.title_en,
                "title_zh": lesson.title_zh,
                "questions": len(lesson.quiz),
                "right": sum(right for name, right in progress.get(lesson.id, {}).items() if name.startswith("quiz-")),
                "exercise": progress.get(lesson.id, {}).get("exercise"),
                "done": _is_done(lesson, progress),
            }
            for lesson in course.values()
        ]
    }


def _glossary(view: View) -> None:
    wanted = (st.text_input(view.say("learn.search"), key="word") or "").strip().lower()
    found = [term for term in terms() if not wanted or any(wanted in name.lower() for name in term.names)]
    st.caption(view.say("learn.words", count=len(found)))
    for place in range(0, len(found), 2):
        for column, term in zip(st.columns(2), found[place : place + 2], strict=False):
            with column, st.container(border=True, key=f"term-{term.id}"):
                chinese = term.zh_hant if view.language == "zh-Hant" else term.zh_hans
                names = (chinese, term.en) if view.content == "zh" else (term.en, term.zh_hans)
                st.markdown(f"**{words(names[0])}** :small[:gray[{words(names[1])}]]")
                st.markdown(plain(view.script(term.definition_in(view.content))))
