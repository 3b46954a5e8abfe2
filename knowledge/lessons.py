"""Ten lessons for a new analyst, and the reader of `lessons.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from knowledge.load import FOLDER, ContentError, check_fields, read_toml
from knowledge.passage import Language, Level

_LESSON_FIELDS = {
    "id": str,
    "level": str,
    "title_en": str,
    "title_zh": str,
    "aim_en": str,
    "aim_zh": str,
    "reading": list,
    "exercise": dict,
    "quiz": list,
}
_EXERCISE_FIELDS = {
    "inputs": list,
    "answer": str,
    "unit": str,
    "tolerance": float,
    "task_en": str,
    "task_zh": str,
    "check_en": str,
    "check_zh": str,
}
_QUESTION_FIELDS = {
    "question_en": str,
    "question_zh": str,
    "choices_en": list,
    "choices_zh": list,
    "right": int,
    "explanation_en": str,
    "explanation_zh": str,
    "section": str,
}


@dataclass(frozen=True, slots=True)
class Exercise:
    """One task on live figures.

    `inputs` names the figures to look up, `answer` the computed figure that the learner's number is compared with:
    right when it lies within `tolerance`, both in `unit`. `check_*` says how to verify it, with a dated example.
    """

    inputs: tuple[str, ...]
    answer: str
    unit: str
    tolerance: float
    task_en: str
    task_zh: str
    check_en: str
    check_zh: str

    def task_in(self, language: Language) -> str:
        """What to do, in the reader's language."""
        return self.task_zh if language == "zh" else self.task_en

    def check_in(self, language: Language) -> str:
        """How to verify it, in the reader's language."""
        return self.check_zh if language == "zh" else self.check_en

    def accepts(self, given: float, live: float) -> bool:
        """Whether a learner's number agrees with the live figure."""
        return abs(given - live) <= self.tolerance + 1e-9


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A question with three or four choices in the same order in both languages.

    `right` is the position of the right choice, counted from 1; `section` is the id of the section that the explanation
    rests on.
    """

    question_en: str
    question_zh: str
    choices_en: tuple[str, ...]
    choices_zh: tuple[str, ...]
    right: int
    explanation_en: str
    explanation_zh: str
    section: str

    def question_in(self, language: Language) -> str:
        """The question in the reader's language."""
        return self.question_zh if language == "zh" else self.question_en

    def choices_in(self, language: Language) -> tuple[str, ...]:
        """The choices in the reader's language."""
        return self.choices_zh if language == "zh" else self.choices_en

    def explanation_in(self, language: Language) -> str:
        """Why the right choice is right, in the reader's language."""
        return self.explanation_zh if language == "zh" else self.explanation_en

    def is_right(self, position: int) -> bool:
        """Whether the choice at this position, counted from 1, is the right one."""
        return position == self.right


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: what it is for, the sections to read in order, an exercise on live figures and a quiz."""

    id: str
    level: Level
    title_en: str
    title_zh: str
    aim_en: str
    aim_zh: str
    reading: tuple[str, ...]
    exercise: Exercise
    quiz: tuple[QuizQuestion, ...]

    def title_in(self, language: Language) -> str:
        """The title in the reader's language."""
        return self.title_zh if language == "zh" else self.title_en

    def aim_in(self, language: Language) -> str:
        """The aim in the reader's language."""
        return self.aim_zh if language == "zh" else self.aim_en


@cache
def lessons() -> tuple[Lesson, ...]:
    """Every lesson, in the order of `lessons.toml`. Raises ContentError naming the lesson and the field."""
    return _read(FOLDER / "lessons.toml")


def _read(path: Path) -> tuple[Lesson, ...]:
    found: dict[str, Lesson] = {}
    for number, table in enumerate(read_toml(path).get("lesson", []), start=1):
        place = str(table.get("id", f"lesson {number}"))
        if place in found:
            raise ContentError(path, place, "field 'id' is used twice")
        found[place] = _lesson(path, place, table)
    return tuple(found.values())


def _lesson(path: Path, place: str, table: dict[str, Any]) -> Lesson:
    _check(path, place, table, _LESSON_FIELDS)
    if not re.fullmatch(r"[a-z0-9-]+", table["id"]):
        raise ContentError(path, place, "field 'id' must be small letters, digits and hyphens")
    if table["level"] not in get_args(Level):
        raise ContentError(path, place, f"field 'level' must be one of {', '.join(get_args(Level))}")
    quiz = tuple(
        _question(path, f"{place}, question {number}", each) for number, each in enumerate(table["quiz"], start=1)
    )
    exercise = _exercise(path, f"{place}, exercise", table["exercise"])
    reading = _words(path, place, "reading", table["reading"])
    return Lesson(**{**table, "reading": reading, "exercise": exercise, "quiz": quiz})


def _exercise(path: Path, place: str, table: dict[str, Any]) -> Exercise:
    _check(path, place, table, _EXERCISE_FIELDS)
    inputs = _words(path, place, "inputs", table["inputs"])
    return Exercise(**{**table, "inputs": inputs})


def _question(path: Path, place: str, table: dict[str, Any]) -> QuizQuestion:
    _check(path, place, table, _QUESTION_FIELDS)
    choices = {name: _words(path, place, name, table[name]) for name in ("choices_en", "choices_zh")}
    if not 3 <= len(choices["choices_en"]) <= 4:
        raise ContentError(path, place, "field 'choices_en' must have three or four choices")
    if len(choices["choices_zh"]) != len(choices["choices_en"]):
        raise ContentError(path, place, "field 'choices_zh' must have as many choices as 'choices_en'")
    if not 1 <= table["right"] <= len(choices["choices_en"]):
        raise ContentError(path, place, "field 'right' must be the position of a choice, counted from 1")
    return QuizQuestion(**{**table, **choices})


def _check(path: Path, place: str, table: dict[str, Any], fields: Mapping[str, type]) -> None:
    """Every field there, of its type, and no text empty."""
    check_fields(path, place, table, fields, fields)
    for name, value in table.items():
        if isinstance(value, str) and not value.strip():
            raise ContentError(path, place, f"field '{name}' is empty")


def _words(path: Path, place: str, name: str, value: list[Any]) -> tuple[str, ...]:
    """The texts of a list, each once, at least one."""
    if not value or not all(isinstance(each, str) and each.strip() for each in value):
        raise ContentError(path, place, f"field '{name}' must list texts")
    if len(set(value)) != len(value):
        raise ContentError(path, place, f"field '{name}' has the same entry twice")
    return tuple(value)
