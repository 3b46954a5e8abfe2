"""The program's search beside plain LangChain retrieval on the same sections, and the table of both in the READMEs."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

Scores = Mapping[str, Mapping[str, float]]
"""By language ("en", "zh"), then by measure."""

ROOT = Path(__file__).parents[2]
PACKAGES = ("langchain_community", "langchain_classic", "langchain_chroma", "rank_bm25")
MEASURES = ("hit@1", "hit@3", "MRR", "nDCG@10")
README_LANGUAGES = {"README.md": "en", "README.zh-CN.md": "zh"}
BEGIN, END = "<!-- retrieval: written by `qtx evaluate --write-readme` -->", "<!-- end of retrieval -->"

_WORDS = {
    "en": {"own": "**This search**", "wordings": ", question wordings included", "en": "English", "zh": "Chinese"},
    "zh": {"own": "**本检索**", "wordings": "，文档含问法", "en": "英文", "zh": "中文"},
}


class LeftOut(Exception):
    """LangChain's retrieval cannot be run here: the message says why, in one line, and what would change that."""


def plain_langchain(encoder: str = "", root: Path = ROOT) -> dict[str, Scores]:
    """The scores of LangChain's own retrievers over the same sections, by retriever. Raises LeftOut.

    They run in a process of their own: this program loads none of the packages they need. `encoder` is the name of the
    encoder that both use, the bundled one by default.
    """
    if not (root / "tests" / "benchmarks" / "plain_langchain.py").exists():
        raise LeftOut("Plain LangChain retrieval is left out: it comes with a checkout of the project.")
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise LeftOut(
            f"Plain LangChain retrieval is left out: {', '.join(missing)} is not installed"
            " - `pip install -c constraints.txt -e '.[test]'` brings it."
        )
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.benchmarks.plain_langchain", encoder],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        told = done.stderr.strip().splitlines() or ["no message"]
        raise LeftOut(f"Plain LangChain retrieval is left out: it ended with an error ({told[-1]}).")
    found: dict[str, Scores] = json.loads(done.stdout)
    return found


def readme_table(own: Scores, plain: Mapping[str, Scores], language: str) -> str:
    """The scores as a Markdown table in the language of a README: a row for each search."""
    words = _WORDS[language]
    rows = {words["own"]: own}
    for name, scores in plain.items():
        retriever, _, variant = name.partition(",")
        rows[f"LangChain `{retriever}`" + (words["wordings"] if variant else "")] = scores
    languages = sorted({each for scores in rows.values() for each in scores})
    columns = [(each, measure) for each in languages for measure in MEASURES]
    lines = [
        "| | " + " | ".join(f"{words[each]} {measure}" for each, measure in columns) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    lines += [
        f"| {name} | " + " | ".join(f"{scores[each][measure]:.3f}" for each, measure in columns) + " |"
        for name, scores in rows.items()
    ]
    return "\n".join(lines)


def write_readmes(own: Scores, plain: Mapping[str, Scores], root: Path = ROOT) -> tuple[Path, ...]:
    """Puts the table between the two marks of each README. Raises LeftOut when a README has no such marks."""
    written = []
    for name, language in README_LANGUAGES.items():
        file = root / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        before, begin, rest = text.partition(BEGIN)
        _, end, after = rest.partition(END)
        if not begin or not end:
            raise LeftOut(f"The table was not written: {file.name} has no place marked for it.")
        file.write_text(f"{before}{BEGIN}\n{readme_table(own, plain, language)}\n{END}{after}", encoding="utf-8")
        written.append(file)
    return tuple(written)
