"""How far a learner has come in the course, and the file that carries it. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.history import Step
from knowledge.lessons import Lesson, lessons

FORMAT = "qt-explainer progress"
LARGEST = 500_000
"""Characters of a file that is read; a whole course takes about 10,000."""


class UnusableFile(Exception):
    """A file cannot be read as a learner's progress: `reason` says why. Whoever hands it in must act.

    `reason` is `not_json`, `other_file`, `no_name` or `too_large`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Progress:
    """What one learner has done: lesson, then `exercise`, `quiz-0`, `quiz-1` ..."""

    learner: str
    steps: Mapping[str, Mapping[str, Step]] = field(default_factory=dict)

    def is_right(self, lesson: str, item: str) -> bool:
        """Whether an item of a lesson has been got right."""
        step = self.steps.get(lesson, {}).get(item)
        return step is not None and step.right

    def quiz_right(self, lesson: Lesson) -> int:
        """How many questions of a lesson have been got right."""
        return sum(self.is_right(lesson.id, item) for item in items(lesson))

    def is_done(self, lesson: Lesson) -> bool:
        """Whether every question of a lesson has been got right."""
        return self.quiz_right(lesson) == len(lesson.quiz)

    def has_begun(self, lesson: Lesson) -> bool:
        """Whether anything of a lesson has been tried."""
        return bool(self.steps.get(lesson.id))

    @property
    def done(self) -> int:
        """How many lessons are done."""
        return sum(self.is_done(lesson) for lesson in lessons())

    @property
    def right(self) -> int:
        """How many questions of the whole course have been got right."""
        return sum(self.quiz_right(lesson) for lesson in lessons())

    @property
    def exercises(self) -> int:
        """How many exercises have been got right."""
        return sum(self.is_right(lesson.id, "exercise") for lesson in lessons())

    @property
    def last(self) -> datetime | None:
        """When something was done last."""
        return max((step.done_at for steps in self.steps.values() for step in steps.values()), default=None)

    def first_open(self) -> str:
        """The first lesson that is not done; the last one when all are."""
        course = lessons()
        return next((lesson.id for lesson in course if not self.is_done(lesson)), course[-1].id)


def items(lesson: Lesson) -> list[str]:
    """The questions of a lesson by the names under which they are kept."""
    return [f"quiz-{number}" for number in range(len(lesson.quiz))]


def questions() -> int:
    """How many questions the whole course has."""
    return sum(len(lesson.quiz) for lesson in lessons())


def as_file(progress: Progress, moment: datetime) -> str:
    """A learner's progress as JSON, for the learner to keep or a team lead to read."""
    written: dict[str, Any] = {
        "format": FORMAT,
        "version": 1,
        "learner": progress.learner,
        "written_at": moment.isoformat(timespec="seconds"),
        "lessons_done": progress.done,
        "lessons": [_lesson(progress, lesson) for lesson in lessons()],
    }
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def _lesson(progress: Progress, lesson: Lesson) -> dict[str, Any]:
    steps = progress.steps.get(lesson.id, {})
    return {
        "lesson": lesson.id,
        "title_en": lesson.title_en,
        "title_zh": lesson.title_zh,
        "questions": len(lesson.quiz),
        "right": progress.quiz_right(lesson),
        "done": progress.is_done(lesson),
        "steps": {
            item: {"right": step.right, "given": step.given, "done_at": step.done_at.isoformat(timespec="seconds")}
            for item, step in steps.items()
        },
    }


def from_file(text: str) -> Progress:
    """The inverse of `as_file`; lessons that this version does not have are left out. Raises: UnusableFile."""
    if len(text) > LARGEST:
        raise UnusableFile("too_large")
    try:
        written = json.loads(text)
    except ValueError as error:
        raise UnusableFile("not_json") from error
    if not isinstance(written, dict) or written.get("format") != FORMAT:
        raise UnusableFile("other_file")
    name = str(written.get("learner") or "").strip()
    if not name:
        raise UnusableFile("no_name")
    known = {lesson.id: {"exercise", *items(lesson)} for lesson in lessons()}
    steps: dict[str, dict[str, Step]] = {}
    try:
        for lesson in written["lessons"]:
            kept = {
                item: Step(
                    step["right"] is True, str(step["given"]), datetime.fromisoformat(step["done_at"]).astimezone(UTC)
                )
                for item, step in lesson["steps"].items()
                if item in known.get(lesson["lesson"], ())
            }
            if kept:
                steps[lesson["lesson"]] = kept
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnusableFile("other_file") from error
    return Progress(name[:200], steps)


def merged(one: Progress, other: Progress) -> Progress:
    """What a learner has done by either account, the later of each step."""
    steps = {lesson: dict(found) for lesson, found in one.steps.items()}
    for lesson, found in other.steps.items():
        for item, step in found.items():
            known = steps.setdefault(lesson, {}).get(item)
            if known is None or known.done_at < step.done_at:
                steps[lesson][item] = step
    return Progress(one.learner or other.learner, steps)


def overview(learners: Sequence[Progress]) -> str:
    """Several learners as CSV, one line each."""
    course = lessons()
    header = ["learner", "lessons_done", "questions_right", "exercises_right", "last_active"]
    lines = [header + [lesson.id for lesson in course]]
    for each in learners:
        last = each.last.isoformat(timespec="seconds") if each.last else ""
        row = [each.learner, str(each.done), str(each.right), str(each.exercises), last]
        lines.append(row + [f"{each.quiz_right(lesson)}/{len(lesson.quiz)}" for lesson in course])
    return "".join(",".join(_cell(cell) for cell in line) + "\n" for line in lines)


def _cell(text: str) -> str:
    """A cell of a CSV file; a name that a spreadsheet would take for a formula is marked as text."""
    safe = f"'{text}" if text[:1] in "=+-@\t\r" else text
    return '"' + safe.replace('"', '""') + '"' if any(sign in safe for sign in ',"\n\r') else safe
