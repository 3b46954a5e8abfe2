"""For a team lead: how far several learners have come, from the database and from progress files handed in."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from bot.history import DatabaseProblem, open_history
from bot.page import tables
from bot.page.downloads import offer
from bot.page.progress import Progress, UnusableFile, as_file, from_file, merged, overview, questions
from bot.page.view import View, plain, words
from bot.settings import Settings
from knowledge.lessons import lessons


def draw(view: View, settings: Settings) -> None:
    """The overview, the files handed in, and what can be taken along."""
    st.markdown(plain(view.say("team.about")))
    handed_in = _handed_in(view)
    learners = _learners(view, settings, handed_in)
    if not learners:
        st.info(view.say("team.nobody"), icon=":material/info:")
        return
    _table(view, learners)
    _take_along(view, learners)
    _keep(view, settings, handed_in)


def _handed_in(view: View) -> list[Progress]:
    """The progress files that the lead has chosen; one that cannot be read is named with the reason."""
    files = st.file_uploader(
        view.say("team.files"), type="json", accept_multiple_files=True, key="progress_files", max_upload_size=1
    )
    found: list[Progress] = []
    for each in files:
        try:
            found.append(from_file(each.getvalue().decode("utf-8-sig", "replace")))
        except UnusableFile as problem:
            told = view.say(f"team.unusable_{problem.reason}", file=each.name)
            st.warning(plain(told), icon=":material/error:")
    return found


def _learners(view: View, settings: Settings, handed_in: list[Progress]) -> list[Progress]:
    """Everyone known, by name; what stands in a file and in the database is put together."""
    known: dict[str, Progress] = {}
    try:
        history = open_history(settings)
        known = {name: Progress(name, history.progress(name)) for name in history.learners()}
    except DatabaseProblem as problem:
        st.info(plain(view.script(problem.told(view.content))), icon=":material/info:")
    for each in handed_in:
        known[each.learner] = merged(known.get(each.learner, Progress(each.learner)), each)
    return sorted(known.values(), key=lambda each: (-each.done, -each.right, each.learner))


def _table(view: View, learners: list[Progress]) -> None:
    course = lessons()
    rows = []
    for each in learners:
        last = view.script(view.phrases.date(each.last.date())) if each.last else "–"
        path = " ".join("●" if each.is_done(one) else "◐" if each.has_begun(one) else "○" for one in course)
        rows.append(
            {
                view.say("team.learner"): f"**{words(each.learner)}**",
                view.say("team.done"): f"{each.done} / {len(course)}",
                view.say("team.lessons"): path,
                view.say("team.questions"): f"{each.right} / {questions()}",
                view.say("team.exercises"): f"{each.exercises} / {len(course)}",
                view.say("team.last"): words(last),
            }
        )
    tables.draw("team", rows, view.say("learn.team"))
    st.caption(view.say("team.signs"))


def _take_along(view: View, learners: list[Progress]) -> None:
    by_name = {each.learner: each for each in learners}
    chosen = st.selectbox(view.say("team.choose"), list(by_name), key="team_learner")
    with st.container(horizontal=True):
        offer(view.say("team.one"), lambda: as_file(by_name[chosen], datetime.now(UTC)), "qt-progress.json", "team-one")
        # With a mark that lets spreadsheets read Chinese names.
        offer(view.say("team.all"), lambda: "\ufeff" + overview(learners), "qt-learners.csv", "team-all")


def _keep(view: View, settings: Settings, handed_in: list[Progress]) -> None:
    """Takes the files' progress over into the database, when the lead asks for it."""
    if not handed_in or not st.button(view.say("team.keep"), key="team-keep", icon=":material/save:"):
        return
    try:
        history = open_history(settings)
        for each in handed_in:
            known = Progress(each.learner, history.progress(each.learner))
            for lesson, steps in each.steps.items():
                for item, step in steps.items():
                    before = known.steps.get(lesson, {}).get(item)
                    if before is None or before.done_at < step.done_at:
                        history.record_progress(each.learner, lesson, item, step.right, step.given)
        st.success(view.say("team.kept", count=len(handed_in)), icon=":material/check:")
    except DatabaseProblem as problem:
        st.info(plain(view.script(problem.told(view.content))), icon=":material/info:")
