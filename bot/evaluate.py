"""The golden set and its scores: are the right sections found, and do the answers say what they must?"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

from bot.answer import Answer
from bot.ask import ask
from bot.gather import find_passages
from bot.language import content_language
from bot.plan import make_plan
from bot.scoring.scores import Golden, answer_scores, guard_scores
from bot.settings import Settings

GOLDEN = Path(__file__).parents[1] / "tests" / "golden" / "questions.jsonl"
NUMBER_CASES = GOLDEN.parents[1] / "checks" / "number_cases.jsonl"
DEPTH = 10

Search = Callable[[str, str], Sequence[str]]
"""A way of searching: question and language ("en", "zh") to the ids of sections, best first."""


class GoldenProblem(Exception):
    """The golden set cannot be read: the message names the file and the line. Its writer must act."""


def golden(file: Path = GOLDEN) -> tuple[Golden, ...]:
    """Every golden question. Raises GoldenProblem."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise GoldenProblem(f"{file} cannot be read ({error.strerror}): run this from a checkout.") from error
    return tuple(_golden(file, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _golden(file: Path, number: int, line: str) -> Golden:
    try:
        table = json.loads(line)
        fields = {**table, "sections": tuple(table["sections"]), "facts": tuple(table["facts"])}
        return Golden(**{name: value for name, value in fields.items() if value is not None})
    except (ValueError, KeyError, TypeError) as error:
        raise GoldenProblem(f"{file.name}, line {number}: {error}") from error


def retrieval_scores(questions: Iterable[Golden], search: Search) -> dict[str, dict[str, float]]:
    """hit@1, hit@3, MRR and nDCG@10 of a search, for each language."""
    found: dict[str, list[tuple[float, float, float, float]]] = {}
    for each in questions:
        if each.sections:
            ranked = list(search(each.question, each.language[:2]))[:DEPTH]
            found.setdefault(each.language[:2], []).append(_ranking(ranked, each.sections))
    names = ("hit@1", "hit@3", "MRR", "nDCG@10")
    return {
        language: {name: fmean(row[place] for row in rows) for place, name in enumerate(names)}
        for language, rows in sorted(found.items())
    }


def _ranking(ranked: Sequence[str], right: Sequence[str]) -> tuple[float, float, float, float]:
    place = next((index for index, section in enumerate(ranked) if section in right), None)
    gains = sum(1 / math.log2(index + 2) for index, section in enumerate(ranked) if section in right)
    ideal = sum(1 / math.log2(index + 2) for index in range(min(len(right), DEPTH)))
    if place is None:
        return 0.0, 0.0, 0.0, 0.0
    return float(place < 1), float(place < 3), 1 / (place + 1), gains / ideal


def own_search(settings: Settings) -> Search:
    """The search that the answers use."""

    def search(question: str, language: str) -> list[str]:
        plan = make_plan(question, today=settings.today)
        found = find_passages(
            plan.query, content_language(plan.language), settings, DEPTH, on_subject=plan.scope == "inside"
        )
        return [passage.id for passage, _ in found]

    return search


def table(scores: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """Scores as a Markdown table: a row for each measure and system, a column for each language."""
    columns = sorted({column for rows in scores.values() for column in rows})
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for system, rows in scores.items():
        for name in dict.fromkeys(name for row in rows.values() for name in row):
            cells = [f"{rows[column][name]:.3f}" if name in rows.get(column, {}) else "" for column in columns]
            lines.append(f"| {system}: {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def search_scores(settings: Settings) -> dict[str, dict[str, float]]:
    """What this program's search finds for the golden questions, for each language."""
    return retrieval_scores(golden(), own_search(settings))


def own_answers(
    questions: Sequence[Golden], settings: Settings, progress: Callable[[int, int], None] | None = None
) -> dict[str, Answer]:
    """The answers to the golden questions, by the question's id."""
    found: dict[str, Answer] = {}
    for number, each in enumerate(questions, start=1):
        found[each.id] = ask(each.question, settings)
        if progress is not None:
            progress(number, len(questions))
    return found


def number_cases(file: Path = NUMBER_CASES) -> tuple[dict[str, Any], ...]:
    """True and falsified texts with their evidence, as the number guard is put to them. Raises GoldenProblem."""
    try:
        return tuple(json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    except OSError as error:
        raise GoldenProblem(f"{file} cannot be read ({error.strerror}): run this from a checkout.") from error
    except ValueError as error:
        raise GoldenProblem(f"{file.name}: {error}") from error


def evaluate(
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
    questions: Sequence[Golden] | None = None,
    cases: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """All scores of this program: composed, and when a model is configured in its words, too. Raises GoldenProblem."""
    asked = golden() if questions is None else questions
    composed = own_answers(asked, replace(settings, model=""), progress)
    scores = {
        "search": retrieval_scores(asked, own_search(settings)),
        "number guard": guard_scores(number_cases() if cases is None else cases),
        "answers": answer_scores(asked, composed),
    }
    if settings.model:
        worded = own_answers(asked, settings, progress)
        scores[f"answers by {settings.model}"] = answer_scores(asked, worded, by_model=True)
    return scores
