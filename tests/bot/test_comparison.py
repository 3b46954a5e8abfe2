"""The program's search beside plain LangChain retrieval, and the table that the READMEs show of both."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.evaluate import search_scores
from bot.scoring import comparison
from bot.settings import Settings

STALE = 0.03
"""How far a score in the READMEs may stand from what the search finds today."""


def table(readme: str) -> dict[str, list[float]]:
    """The rows of the table between the marks."""
    text = (comparison.ROOT / readme).read_text("utf-8")
    inside = text.partition(comparison.BEGIN)[2].partition(comparison.END)[0]
    rows = [line.strip("| ").split(" | ") for line in inside.strip().splitlines()[2:]]
    return {name: [float(cell) for cell in cells] for name, *cells in rows}


def scores(value: float) -> dict[str, dict[str, float]]:
    return {language: dict.fromkeys(comparison.MEASURES, value) for language in ("en", "zh")}


def test_both_readmes_show_the_same_scores_of_every_search() -> None:
    english, chinese = (table(readme) for readme in comparison.README_LANGUAGES)
    assert list(english.values()) == list(chinese.values())
    assert len(english) == 7, list(english)
    assert all(len(row) == 8 and all(0 <= cell <= 1 for cell in row) for row in english.values()), english
    assert sum("wordings included" in name for name in english) == 3
    assert sum("文档含问法" in name for name in chinese) == 3


def test_the_readme_shows_this_search_ahead_in_every_column() -> None:
    own, *others = table("README.md").values()
    for column, cell in enumerate(own):
        assert cell > max(row[column] for row in others), (column, cell, others)


def test_the_scores_in_the_readme_are_those_of_today(settings: Settings) -> None:
    found = search_scores(settings)
    today = [found[language][measure] for language in ("en", "zh") for measure in comparison.MEASURES]
    shown = next(iter(table("README.md").values()))
    drift = [abs(one - other) for one, other in zip(today, shown, strict=True)]
    assert max(drift) < STALE, f"run `qtx evaluate --write-readme`: {shown} is shown, {today} is found"


def test_the_table_is_written_between_the_marks_of_both_readmes(tmp_path: Path) -> None:
    for readme in comparison.README_LANGUAGES:
        (tmp_path / readme).write_text(f"before\n{comparison.BEGIN}\nold\n{comparison.END}\nafter\n", encoding="utf-8")
    comparison.write_readmes(scores(0.9), {"Chroma, wordings included": scores(0.5)}, tmp_path)
    english, chinese = ((tmp_path / readme).read_text("utf-8") for readme in comparison.README_LANGUAGES)
    assert english.startswith(f"before\n{comparison.BEGIN}\n|") and english.endswith(f"|\n{comparison.END}\nafter\n")
    assert "old" not in english
    assert "| LangChain `Chroma`, question wordings included | 0.500 |" in english
    assert "| **本检索** | 0.900 |" in chinese and "英文 hit@1" in chinese


def test_a_readme_without_marks_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("no marks\n", encoding="utf-8")
    with pytest.raises(comparison.LeftOut, match=r"README\.md"):
        comparison.write_readmes(scores(0.9), {}, tmp_path)
    assert (tmp_path / "README.md").read_text("utf-8") == "no marks\n"


def test_outside_a_checkout_the_comparison_is_left_out_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(comparison.LeftOut, match=r"^Plain LangChain retrieval is left out: [^\n]+$"):
        comparison.plain_langchain(root=tmp_path)


def test_a_comparison_that_fails_is_left_out_with_its_last_line(tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "benchmarks"
    folder.mkdir(parents=True)
    (folder / "plain_langchain.py").write_text("raise SystemExit('it rains')\n", encoding="utf-8")
    with pytest.raises(comparison.LeftOut, match="it rains"):
        comparison.plain_langchain(root=tmp_path)
    (folder / "plain_langchain.py").write_text("print('{\"Chroma\": {}}')\n", encoding="utf-8")
    assert comparison.plain_langchain(root=tmp_path) == {"Chroma": {}}


def test_langchains_retrievers_find_their_own_documents_only() -> None:
    """In a process of its own, as `qtx evaluate` runs it."""
    code = """
import json, sys
import numpy as np
from knowledge.passage import Passage
from tests.benchmarks.plain_langchain import SameEncoder, documents, retrievers

class Letters:
    def encode_passages(self, texts, progress=None):
        rows = np.array([[text.count(letter) + 0.01 for letter in "abcz"] for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)
    def encode_question(self, question):
        return self.encode_passages([question])[0]

one = [Passage(id=letter, text=f"{letter * 3} text", title=letter, questions=("zzz",)) for letter in "ab"]
two = [Passage(id="other", text="ccc", title="c")]
plain = retrievers(documents(one, wordings=False), SameEncoder(Letters()))
retrievers(documents(two, wordings=False), SameEncoder(Letters()))
found = {name: [each.metadata["id"] for each in each.invoke("bbb")] for name, each in plain.items()}
print(json.dumps([found, [each.page_content for each in documents(one, wordings=True)]]))
"""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], cwd=comparison.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found, texts = json.loads(done.stdout)
    assert {name: ids[0] for name, ids in found.items()} == dict.fromkeys(found, "b")
    assert all(sorted(ids) == ["a", "b"] for ids in found.values()), found
    assert texts == ["a\nzzz\naaa text", "b\nzzz\nbbb text"]
