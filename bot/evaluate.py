"""The golden set and its scores: are the right sections found, and do the answers say what they must?"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from bot.answer import REFUSALS, Answer
from bot.ask import ask
from bot.gather import find_passages
from bot.language import content_language, in_language
from bot.plan import make_plan
from bot.settings import Settings

GOLDEN = Path(__file__).parents[1] / "tests" / "golden" / "questions.jsonl"
DEPTH = 10

Search = Callable[[str, str], Sequence[str]]
"""A way of searching: question and language ("en", "zh") to the ids of sections, best first."""


class GoldenProblem(Exception):
    """The golden set cannot be read: the message names the file and the line. Its writer must act."""


@dataclass(frozen=True)
class Golden:
    """One question with the sections that answer it, best first, and the facts an answer must hold."""

    id: str
    language: str
    question: str
    kind: str
    sections: tuple[str, ...]
    facts: tuple[str, ...]
    pair: str = ""


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


def answer_scores(
    questions: Sequence[Golden], settings: Settings, progress: Callable[[int, int], None] | None = None
) -> dict[str, dict[str, float]]:
    """What the answers to the golden questions hold, for each language; shares of 1, seconds in the median."""
    answers: dict[str, Answer] = {}
    for number, each in enumerate(questions, start=1):
        answers[each.id] = ask(each.question, settings)
        if progress is not None:
            progress(number, len(questions))
    languages = sorted({each.language[:2] for each in questions})
    return {
        language: _language_scores([each for each in questions if each.language[:2] == language], answers)
        for language in languages
    } | {"pairs": _pair_scores(questions, answers)}


def _language_scores(questions: Sequence[Golden], answers: Mapping[str, Answer]) -> dict[str, float]:
    wanted = [each for each in questions if each.kind in REFUSALS]
    refused = [each for each in questions if answers[each.id].kind in REFUSALS]
    held = [each for each in questions if each.facts]
    sought = [each for each in questions if each.sections]
    seconds = sorted(answers[each.id].seconds for each in questions)
    return {
        "facts present": _share(_facts_present(each, answers[each.id]) for each in held),
        "cites a right section": _share(
            any(citation.passage in each.sections for citation in answers[each.id].citations) for each in sought
        ),
        "kind": _share(answers[each.id].kind == each.kind for each in questions),
        "language": _share(answers[each.id].language == each.language for each in questions),
        "numbers checked": _share(_passed(answers[each.id], "numbers") for each in questions),
        "citations checked": _share(_passed(answers[each.id], "citations") for each in questions),
        "refusal precision": _share(each in wanted for each in refused),
        "refusal recall": _share(each in refused for each in wanted),
        "refused though in scope": _share(each in refused for each in questions if each not in wanted),
        "seconds, median": seconds[len(seconds) // 2],
    }


def _facts_present(question: Golden, answer: Answer) -> bool:
    """Whether every fact stands in the text or in a figure beside it."""
    text = "".join(answer.text.split())
    return all("".join(in_language(fact, answer.language).split()) in text for fact in question.facts)


def _pair_scores(questions: Sequence[Golden], answers: Mapping[str, Answer]) -> dict[str, float]:
    """How often a question and its counterpart in the other language give the same figures and sources."""
    by_id = {each.id: each for each in questions}
    pairs = [(each, by_id[each.pair]) for each in questions if each.pair in by_id and each.language == "en"]
    both = [(answers[one.id], answers[other.id]) for one, other in pairs]
    return {
        "same kind": _share(one.kind == other.kind for one, other in both),
        "same figures": _share(one.figures == other.figures for one, other in both),
        "same first source": _share(
            [each.passage for each in one.citations[:1]] == [each.passage for each in other.citations[:1]]
            for one, other in both
        ),
    }


def _passed(answer: Answer, name: str) -> bool:
    return all(check.passed for check in answer.checks if check.name == name)


def _share(values: Iterable[bool]) -> float:
    counted = list(values)
    return fmean(counted) if counted else 1.0


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


def evaluate(settings: Settings, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """All scores of this program over the golden set."""
    questions = golden()
    return {
        "search": search_scores(settings),
        "answers": answer_scores(questions, settings, progress),
    }
