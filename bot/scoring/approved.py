"""Approved answers: a chosen set of questions answered on a pinned day and kept as files, so that a change is read.

`tests/golden/approved/questions.jsonl` names golden questions by their id, or brings questions of its own. Beside it
stands one Markdown file a question, as the terminal shows the answer. They are answered offline, on one day, from the
built-in reference values alone, without a model.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from difflib import unified_diff
from pathlib import Path

from bot import gather, show
from bot.answer import Answer
from bot.ask import ask
from bot.evaluate import GOLDEN, GoldenProblem, golden
from bot.settings import Settings

FOLDER = GOLDEN.parent / "approved"
TODAY = date(2026, 11, 22)
"""The day on which the approved answers are given, whatever day it is."""
COMMAND = "qtx evaluate --approve"


def questions(folder: Path = FOLDER) -> dict[str, str]:
    """The chosen questions by their id. Raises GoldenProblem."""
    file = folder / "questions.jsonl"
    known = {each.id: each.question for each in golden()}
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        return {str(line["id"]): str(line.get("question") or known[line["id"]]) for line in lines}
    except OSError as error:
        raise GoldenProblem(f"{file} cannot be read ({error.strerror}): run this from a checkout.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldenProblem(
            f'{file.name}: a line must name a golden question or hold "id" and "question": {error}'
        ) from error


@contextmanager
def pinned(settings: Settings) -> Iterator[Settings]:
    """The same settings on the approved day: offline, without a model, key or stored figure."""
    with tempfile.TemporaryDirectory() as home:
        gather.index_folder(replace(settings, home=Path(home))).symlink_to(gather.index_folder(settings).resolve())
        yield Settings(home=Path(home), today=TODAY, encoder=settings.encoder, offline=True)


def written(question: str, settings: Settings) -> str:
    """An answer as its file holds it."""
    return page(ask(question, settings))


def page(answer: Answer) -> str:
    """An answer in Markdown, with everything but the time it took."""
    head = f"# {answer.question}\n\n`{answer.kind}` · `{answer.language}` · `{answer.mode}`"
    return f"{head}\n\n{show.answer(answer)}\n"


def difference(id: str, fresh: str, folder: Path = FOLDER) -> str:
    """What changed since an answer was approved, as lines taken out and put in; nothing when it is the same."""
    file = folder / f"{id}.md"
    approved = file.read_text(encoding="utf-8") if file.is_file() else ""
    lines = unified_diff(
        approved.splitlines(),
        fresh.splitlines(),
        f"{file.name} as approved",
        f"{file.name} as answered now",
        lineterm="",
    )
    return "\n".join(lines)


def approve(settings: Settings, folder: Path = FOLDER) -> tuple[str, ...]:
    """Writes every approved answer anew and returns the names of the files that changed. Raises GoldenProblem."""
    chosen = questions(folder)
    changed = []
    with pinned(settings) as day:
        for id, question in chosen.items():
            fresh = written(question, day)
            if difference(id, fresh, folder):
                (folder / f"{id}.md").write_text(fresh, encoding="utf-8", newline="\n")
                changed.append(f"{id}.md")
    for file in sorted(folder.glob("*.md")):
        if file.stem not in chosen:
            file.unlink()
            changed.append(file.name)
    return tuple(changed)
