"""The course: what a learner does is kept, can be taken along, handed in and printed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.history import Step, open_history
from bot.page import cards, summary
from bot.page.progress import Progress, UnusableFile, as_file, from_file, merged, overview, questions
from bot.page.view import View
from bot.settings import Settings
from knowledge.glossary import terms
from knowledge.lessons import lessons
from tests.page.conftest import elements
from tests.page.test_pages import open_page, said

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FIRST = lessons()[0]


def progress_of(name: str, count: int = 1, *, right: bool = True) -> Progress:
    """A learner who has answered all questions of the first lessons."""
    steps = {
        lesson.id: {f"quiz-{number}": Step(right, "1", MOMENT) for number in range(len(lesson.quiz))}
        for lesson in lessons()[:count]
    }
    return Progress(name, steps)


@pytest.mark.usefixtures("environment")
def test_quiz_explains_and_counts() -> None:
    page = open_page("learn")
    for number, question in enumerate(FIRST.quiz):
        page.radio(key=f"quiz-{FIRST.id}-{number}").set_value(question.right).run()
    assert not page.exception
    assert said(page).count("Right.") == len(FIRST.quiz), said(page)
    progress = page.session_state["progress"]
    assert progress.is_done(FIRST) and progress.done == 1
    page.button(key="next_lesson").click().run()
    assert page.selectbox(key="lesson").value == lessons()[1].id


@pytest.mark.usefixtures("environment")
def test_wrong_answer_is_explained_and_does_not_count() -> None:
    page = open_page("learn")
    wrong = 2 if FIRST.quiz[0].right == 1 else 1
    page.radio(key=f"quiz-{FIRST.id}-0").set_value(wrong).run()
    assert "Not quite." in said(page) and FIRST.quiz[0].explanation_en[:40] in said(page)
    assert page.session_state["progress"].right == 0


def test_progress_is_kept_under_a_name_and_comes_back(
    environment: pytest.MonkeyPatch, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("learner")
    environment.setenv("QTX_HOME", str(home))
    page = open_page("learn")
    page.radio(key=f"quiz-{FIRST.id}-0").set_value(FIRST.quiz[0].right).run()
    page.text_input(key="learner").set_value("Li  Wei").run()
    assert "Kept under “Li Wei”" in said(page), said(page)
    page.radio(key=f"quiz-{FIRST.id}-1").set_value(FIRST.quiz[1].right).run()
    kept = open_history(replace(settings, home=home)).progress("Li Wei")
    assert set(kept[FIRST.id]) == {"quiz-0", "quiz-1"}, "what was done before the name was given is kept too"
    again = open_page("learn", learner="Li Wei")
    assert again.session_state["progress"].right == 2
    assert again.radio(key=f"quiz-{FIRST.id}-0").value == FIRST.quiz[0].right, "the answer given stands again"
    again.text_input(key="learner").set_value("Somebody else").run()
    assert again.session_state["progress"].right == 0, "learners do not get each other's answers"
    assert again.radio(key=f"quiz-{FIRST.id}-0").value is None


def test_progress_lasts_for_the_visit_when_the_database_cannot_be_used(
    environment: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    blocked = tmp_path_factory.mktemp("blocked") / "file"
    blocked.write_text("not a folder")
    environment.setenv("QTX_HOME", str(blocked))
    page = open_page("learn", learner="Li")
    page.radio(key=f"quiz-{FIRST.id}-0").set_value(FIRST.quiz[0].right).run()
    assert not page.exception
    assert page.info, "the reader is told that nothing is kept"
    assert page.session_state["progress"].right == 1


def test_progress_file_comes_back_as_it_was() -> None:
    progress = progress_of("李伟", 3)
    assert from_file(as_file(progress, MOMENT)) == progress
    assert json.loads(as_file(progress, MOMENT))["lessons_done"] == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no json", "not_json"),
        ("[1, 2]", "other_file"),
        ('{"format": "something else"}', "other_file"),
        ('{"format": "qt-explainer progress", "learner": " ", "lessons": []}', "no_name"),
        ('{"format": "qt-explainer progress", "learner": "Li", "lessons": 7}', "other_file"),
        ('{"format": "qt-explainer progress", "learner": "Li", "lessons": [{"steps": []}]}', "other_file"),
        (" " * 600_000, "too_large"),
    ],
)  # fmt: skip
def test_other_files_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        from_file(text)
    assert refused.value.reason == reason
    for language in ("en", "zh-Hans"):
        assert "x.json" in View(language).say(f"team.unusable_{reason}", file="x.json")


def test_lessons_and_items_of_another_version_are_left_out() -> None:
    written = json.loads(as_file(progress_of("Li"), MOMENT))
    step = {"right": True, "given": "1", "done_at": MOMENT.isoformat()}
    written["lessons"].append({"lesson": "of-the-future", "steps": {"quiz-0": step}})
    written["lessons"][0]["steps"]["quiz-99"] = step
    assert from_file(json.dumps(written)) == progress_of("Li")


def test_later_step_counts_when_two_accounts_are_put_together() -> None:
    early, late = progress_of("Li", right=False), progress_of("Li")
    later = {name: replace(step, done_at=MOMENT + timedelta(days=1)) for name, step in late.steps[FIRST.id].items()}
    for one, other in ((early, Progress("Li", {FIRST.id: later})), (Progress("Li", {FIRST.id: later}), early)):
        assert merged(one, other).is_done(FIRST)


def test_overview_is_one_line_a_learner_and_no_formula() -> None:
    lines = overview([progress_of("李伟", 2), progress_of("=HYPERLINK(1)")]).splitlines()
    assert len(lines) == 3
    assert lines[1].startswith(f"李伟,2,{sum(len(lesson.quiz) for lesson in lessons()[:2])},0,2026-11-20")
    assert lines[2].startswith("'=HYPERLINK(1)")


def test_team_lead_sees_learners_and_files_handed_in(
    environment: pytest.MonkeyPatch, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("team")
    environment.setenv("QTX_HOME", str(home))
    history = open_history(replace(settings, home=home))
    for number in range(len(FIRST.quiz)):
        history.record_progress("Ann", FIRST.id, f"quiz-{number}", True, "1")
    page = open_page("learn", learn_tabs_en="Team")
    files = elements(page, "file_uploader")[0]
    files.set_value(
        [("li.json", as_file(progress_of("李伟", 2), MOMENT).encode(), "application/json"),
         ("bad.json", b"{}", "application/json")]
    ).run()  # fmt: skip
    assert not page.exception, page.exception
    cells = page.table[0].value.to_numpy().ravel().tolist()
    assert [cell for cell in cells if "Ann" in str(cell) or "李伟" in str(cell)] == ["**李伟**", "**Ann**"], cells
    assert "2 / 10" in cells and "1 / 10" in cells
    assert "bad.json is not a progress file" in page.warning[0].value
    page.button(key="team-keep").click().run()
    assert set(open_history(replace(settings, home=home)).learners()) == {"Ann", "李伟"}


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_summary_can_be_printed_and_runs_nothing(language: str) -> None:
    progress = merged(
        progress_of("<b>Li</b>", 2), Progress("", {lessons()[2].id: {"quiz-0": Step(False, "1", MOMENT)}})
    )
    view = View(language)  # type: ignore[arg-type]
    written = summary.page(view, progress, date(2026, 11, 22))
    assert "<b>Li" not in written and "<script" not in written and "http" not in written
    assert view.script(view.phrases.say("disclaimer")).replace("'", "&#x27;") in written
    missed = lessons()[2].quiz[0]
    assert view.script(missed.question_in(view.content)).replace("'", "&#x27;") in written, (
        "what went wrong is explained"
    )
    assert f"2 / {questions()}" not in written
    right = sum(len(lesson.quiz) for lesson in lessons()[:2])
    assert str(right) in written


@pytest.mark.usefixtures("environment")
def test_a_word_can_be_looked_up_in_either_language() -> None:
    page = open_page("learn", learn_tabs_en="Words")
    page.text_input(key="word").set_value("逆回购").run()
    assert "ON RRP" in said(page), said(page)


def test_card_speaks_both_languages() -> None:
    term = terms()[0]
    english, chinese = cards.card(View("en"), term), cards.card(View("zh-Hans"), term)
    assert english.startswith(f"**{term.en}") and chinese.startswith(f"**{term.zh_hans}")
    for card in (english, chinese):
        assert term.zh_hans in card and term.en in card
