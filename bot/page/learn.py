"""Learn: ten lessons to read, calculate and test oneself by, with progress kept; the words; and a view for the team."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import streamlit as st

from bot import gather
from bot.history import DatabaseProblem, History, Step, open_history
from bot.page import cards, look, summary, team
from bot.page.downloads import offer
from bot.page.kept import usual
from bot.page.progress import Progress, as_file, merged, questions
from bot.page.view import View, plain, words
from bot.settings import Settings
from knowledge import load
from knowledge.lessons import Exercise, Lesson, QuizQuestion, lessons
from tools.figure import Figure


def draw(view: View, settings: Settings) -> None:
    """The whole page; only the part that is open is worked out."""
    st.title(view.say("nav.learn"), anchor=False)
    st.markdown(f":gray[{view.say('learn.subtitle')}]")
    labels = [view.say("learn.path"), view.say("learn.glossary"), view.say("learn.team")]
    path, glossary, others = st.tabs(labels, key=f"learn_tabs_{view.language}", on_change="rerun")
    if path.open:
        with path:
            _path(view, settings)
    if glossary.open:
        with glossary:
            cards.draw(view)
    if others.open:
        with others:
            team.draw(view, settings)


def current() -> Progress:
    """The progress of whoever is learning in this session."""
    progress: Progress = st.session_state.setdefault("progress", Progress(""))
    return progress


def _path(view: View, settings: Settings) -> None:
    _learner(view, settings)
    progress = current()
    course = {lesson.id: lesson for lesson in lessons()}
    bar = st.empty()
    order = list(course)

    named = {each: _named(view, progress, course[each], number) for number, each in enumerate(order, start=1)}
    chosen = st.selectbox(
        view.say("learn.lesson"), order, key=usual("lesson", progress.first_open()), format_func=named.__getitem__
    )
    lesson = course[chosen]
    st.markdown(
        f":gray-badge[{view.say(f'starters.{lesson.level}')}] {plain(view.script(lesson.aim_in(view.content)))}"
    )
    _reading(view, lesson)
    _exercise(view, lesson.id, lesson.exercise, settings)
    _quiz(view, lesson, settings)
    bar.html(_way(view, current(), chosen))  # drawn at the end, when the last answer counts
    _onwards(view, lesson, order)
    _take_along(view, settings)
    if st.session_state.pop("lesson_begun", False):
        look.show("lesson")  # the reader has come from the end of the one before


def _named(view: View, progress: Progress, lesson: Lesson, number: int) -> str:
    mark = "✓" if progress.is_done(lesson) else "◐" if progress.has_begun(lesson) else "○"
    return f"{mark} {number} · {view.script(lesson.title_in(view.content))}"


def _way(view: View, progress: Progress, here: str) -> str:
    """The ten lessons as steps of a way: done, begun, or still ahead."""
    told = escape(view.say("learn.done", done=progress.done, total=len(lessons())))
    steps = []
    for number, lesson in enumerate(lessons(), start=1):
        state = "done" if progress.is_done(lesson) else "begun" if progress.has_begun(lesson) else "ahead"
        place = " here" if lesson.id == here else ""
        title = escape(view.script(lesson.title_in(view.content)), quote=True)
        steps.append(f'<span class="{state}{place}" title="{title}">{number}</span>')
    return f'<p class="qtx-done">{told}</p><div class="qtx-way" aria-hidden="true">{"".join(steps)}</div>'


def _learner(view: View, settings: Settings) -> None:
    """Under which name progress is kept; without one it lasts as long as this visit."""
    name = st.text_input(
        view.say("learn.name"),
        key=usual("learner", ""),
        max_chars=60,
        placeholder=view.say("learn.name_placeholder"),
        bind="query-params",
    )
    name = " ".join((name or "").split())
    if name == current().learner:
        return
    unnamed = current() if not current().learner else Progress("")
    kept = Progress(name)
    if name:
        try:
            history = open_history(settings)
            kept = merged(Progress(name, history.progress(name)), unnamed)
            for lesson, steps in unnamed.steps.items():
                for item, step in steps.items():
                    history.record_progress(name, lesson, item, step.right, step.given)
        except DatabaseProblem as problem:
            st.info(plain(view.script(problem.told(view.content))), icon=":material/info:")
            kept = Progress(name, unnamed.steps)
    st.session_state["progress"] = kept
    for key in [key for key in st.session_state if str(key).startswith("quiz-")]:
        del st.session_state[key]
    st.session_state.pop("lesson", None)


def _record(view: View, settings: Settings, lesson: str, item: str, right: bool, given: str) -> None:
    """Keeps what was done, in this session and under the learner's name; only what is new is written."""
    progress = current()
    known = progress.steps.get(lesson, {}).get(item)
    if known is not None and (known.right, known.given) == (right, given):
        return
    step = Step(right, given, datetime.now(UTC))
    st.session_state["progress"] = merged(progress, Progress(progress.learner, {lesson: {item: step}}))
    if progress.learner:
        try:
            history: History = open_history(settings)
            history.record_progress(progress.learner, lesson, item, right, given)
        except DatabaseProblem as problem:
            st.info(plain(view.script(problem.told(view.content))), icon=":material/info:")


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
        if exercise.unit == "USD billion" and view.content == "zh":
            given /= 10  # asked for in the unit that Chinese counts in
        right = exercise.accepts(given, figure.value)
        _record(view, settings, lesson, "exercise", right, f"{given:g}")
        shown = st.success if right else st.warning
        shown(f"{view.say('learn.right' if right else 'learn.wrong')} {told}")
    st.markdown(plain(view.script(exercise.check_in(view.content))))


def _figure(name: str, settings: Settings) -> Figure | None:
    """The figure that an exercise is compared with."""
    try:
        return gather.read_figures((name,), settings).figure(name)
    except gather.UnknownFigure:
        for tool in dict.fromkeys(gather.TOOLS.values()):
            found = tool(gather.desk(settings), None).figure(name)
            if found is not None:
                return found
    return None


def _quiz(view: View, lesson: Lesson, settings: Settings) -> None:
    st.header(view.say("learn.quiz"), anchor=False)
    for number, question in enumerate(lesson.quiz):
        _question(view, lesson.id, number, question, settings)


def _question(view: View, lesson: str, number: int, question: QuizQuestion, settings: Settings) -> None:
    choices = [view.script(choice) for choice in question.choices_in(view.content)]
    item = f"quiz-{number}"
    step = current().steps.get(lesson, {}).get(item)
    before = int(step.given) if step and step.given.isdecimal() and 1 <= int(step.given) <= len(choices) else None
    chosen = st.radio(
        plain(view.script(question.question_in(view.content))),
        list(range(1, len(choices) + 1)),
        key=usual(f"quiz-{lesson}-{number}", before),
        format_func=lambda place: plain(choices[place - 1]),
    )
    if chosen is None:
        return
    right = question.is_right(chosen)
    _record(view, settings, lesson, item, right, str(chosen))
    mark = f":green[:material/check_circle: {view.say('learn.right')}]"
    if not right:
        mark = f":orange[:material/cancel: {view.say('learn.wrong')}]"
    st.markdown(f"{mark} {plain(view.script(question.explanation_in(view.content)))}")


def _onwards(view: View, lesson: Lesson, order: list[str]) -> None:
    """What comes next once a lesson is done."""
    if not current().is_done(lesson):
        return
    place = order.index(lesson.id)
    if current().done == len(order):
        st.success(view.say("learn.all_done"), icon=":material/workspace_premium:")
    elif place + 1 < len(order):
        st.button(
            view.say("learn.next"),
            key="next_lesson",
            type="primary",
            icon=":material/arrow_forward:",
            on_click=lambda: st.session_state.update(lesson=order[place + 1], lesson_begun=True),
        )


def _take_along(view: View, settings: Settings) -> None:
    progress = current()
    told = "learn.kept_named" if progress.learner else "learn.kept"
    standing = view.say("learn.right_of", right=progress.right, total=questions())
    st.caption(plain(view.phrases.run_on([standing, view.say(told, name=progress.learner)])))
    with st.container(horizontal=True):
        offer(
            view.say("learn.summary_page"),
            lambda: summary.page(view, progress, settings.today),
            "qt-course.html",
            "course-summary",
        )
        offer(
            view.say("learn.progress_file"),
            lambda: as_file(progress, datetime.now(UTC)),
            "qt-progress.json",
            "progress-file",
            disabled=not progress.learner,
            help=None if progress.learner else view.say("learn.name_first"),
        )
