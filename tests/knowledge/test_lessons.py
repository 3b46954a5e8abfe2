from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from knowledge import lessons as module
from knowledge.lessons import Lesson, lessons
from knowledge.load import ContentError, passage, passages
from tests.same_figures import days, decimals, money
from tools.catalogue import catalogue

CHINESE = re.compile("[\u4e00-\u9fff]")
COMPUTED = {"net_liquidity", "sofr_minus_iorb", "effr_minus_iorb", "slope_2s10s", "breakeven_10y"}
EXAMPLE = """
[[lesson]]
id = "what-qt-is"
level = "newcomer"
title_en = "What QT is"
title_zh = "什么是缩表"
aim_en = "Say what it is."
aim_zh = "说清是什么。"
reading = ["qt-basics/what"]

[lesson.exercise]
inputs = ["total_assets"]
answer = "total_assets_change_13w"
unit = "USD billion"
tolerance = 1.0
task_en = "Subtract."
task_zh = "相减。"
check_en = "Compare."
check_zh = "核对。"

[[lesson.quiz]]
question_en = "Does it shrink?"
question_zh = "会变小吗？"
choices_en = ["Yes", "No", "Perhaps"]
choices_zh = ["会", "不会", "也许"]
right = 1
explanation_en = "It does."
explanation_zh = "会。"
section = "qt-basics/what"
"""


def pairs_of(lesson: Lesson) -> list[tuple[str, str]]:
    """Every text of a lesson in English and in Chinese."""
    exercise = lesson.exercise
    pairs = [
        (lesson.title_en, lesson.title_zh),
        (lesson.aim_en, lesson.aim_zh),
        (exercise.task_en, exercise.task_zh),
        (exercise.check_en, exercise.check_zh),
    ]
    for each in lesson.quiz:
        pairs += [(each.question_en, each.question_zh), (each.explanation_en, each.explanation_zh)]
        pairs += zip(each.choices_en, each.choices_zh, strict=True)
    return pairs


def test_there_are_ten_lessons_with_five_questions_each() -> None:
    assert len(lessons()) == 10
    assert {lesson.id: len(lesson.quiz) for lesson in lessons()} == {lesson.id: 5 for lesson in lessons()}
    assert {lesson.level for lesson in lessons()} == {"newcomer", "practitioner", "expert"}


def test_no_question_is_asked_twice() -> None:
    asked = Counter(each.question_en for lesson in lessons() for each in lesson.quiz)
    assert not [question for question, count in asked.items() if count > 1]


def test_the_right_choice_stands_anywhere() -> None:
    positions = Counter(each.right for lesson in lessons() for each in lesson.quiz)
    assert max(positions.values()) <= 20, positions


def test_sections_exist() -> None:
    named = {section for lesson in lessons() for section in lesson.reading}
    named |= {each.section for lesson in lessons() for each in lesson.quiz}
    missing = sorted(section for section in named if None in (passage(section, "en"), passage(section, "zh")))
    assert not missing, missing


def test_figures_are_known() -> None:
    known = set(catalogue()) | COMPUTED
    for lesson in lessons():
        exercise = lesson.exercise
        assert set(exercise.inputs) <= known, lesson.id
        assert re.sub(r"_change_(?:4|13|52)w$", "", exercise.answer) in known, lesson.id
        assert exercise.answer not in exercise.inputs, lesson.id


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.id)
def test_both_languages_tell_the_same_figures(lesson: Lesson) -> None:
    for english, chinese in pairs_of(lesson):
        assert not CHINESE.search(english) and (CHINESE.search(chinese) or english == chinese), (english, chinese)
        assert money(english) == money(chinese) or "-40 - 50 + 20" in english, (english, chinese)
        assert days(english) == days(chinese), (english, chinese)
        assert decimals(english) == decimals(chinese), (english, chinese)


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.id)
def test_figures_of_an_explanation_stand_in_its_section(lesson: Lesson) -> None:
    for each in lesson.quiz:
        section = passage(each.section, "en")
        assert section is not None
        told, known = each.explanation_en, f"{section.text} {each.question_en}"
        assert set(money(told)) <= set(money(known)), (told, each.section)
        assert decimals(told) <= decimals(known), (told, each.section)
        assert days(told) <= days(known), (told, each.section)


def test_figures_of_an_example_stand_in_the_explainer() -> None:
    explainer = " ".join(each.text for each in passages("en"))
    for lesson in lessons():
        told = lesson.exercise.check_en
        amounts = set(money(told)) & set(money(explainer))
        worked_out = {round(abs(one - other), 3) for one in amounts for other in amounts}
        assert set(money(told)) <= amounts | worked_out, lesson.id
        assert decimals(told) <= decimals(explainer), lesson.id
        assert days(told) <= days(explainer), lesson.id


def test_an_exercise_accepts_what_rounds_to_the_live_figure() -> None:
    exercise = next(lesson.exercise for lesson in lessons() if lesson.id == "net-liquidity")
    assert exercise.accepts(5809.0, 5808.976) and not exercise.accepts(5_809_000.0, 5808.976)


def test_a_choice_is_judged() -> None:
    question = lessons()[0].quiz[0]
    assert [question.is_right(position) for position in (1, 2, 3)].count(True) == 1


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('level = "newcomer"', 'level = "easy"', "level"),
        ('title_zh = "什么是缩表"\n', "", "title_zh"),
        ('aim_en = "Say what it is."', 'aim_en = " "', "aim_en"),
        ('reading = ["qt-basics/what"]', "reading = []", "reading"),
        ('inputs = ["total_assets"]', "inputs = [1]", "inputs"),
        ("tolerance = 1.0", 'tolerance = "small"', "tolerance"),
        ('choices_en = ["Yes", "No", "Perhaps"]', 'choices_en = ["Yes", "No"]', "choices_en"),
        ('choices_zh = ["会", "不会", "也许"]', 'choices_zh = ["会", "不会"]', "choices_zh"),
        ("right = 1", "right = 4", "right"),
        ('task_en = "Subtract."', 'task_en = "Subtract."\ncolour = "red"', "colour"),
    ],
)
def test_a_broken_lesson_is_named_with_its_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    path = tmp_path / "lessons.toml"
    path.write_text(EXAMPLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        module._read(path)
    message = str(caught.value)
    assert "lessons.toml" in message and "what-qt-is" in message and f"'{field}'" in message, message


def test_a_repeated_lesson_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lessons.toml"
    path.write_text(EXAMPLE * 2, encoding="utf-8")
    with pytest.raises(ContentError, match="used twice"):
        module._read(path)
