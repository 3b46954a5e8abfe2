"""The layout holds: who may import whom, what stays light, one copy of each sentence."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "knowledge", "tools")
FILES = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))


def imported(file: Path) -> set[str]:
    """The top-level names of everything a file imports, inside functions too, but not for type checking only."""
    tree = ast.parse(file.read_text("utf-8"))
    typing_only = {
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and isinstance(branch.test, ast.Name) and branch.test.id == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def importers(*libraries: str) -> set[str]:
    return {str(file.relative_to(ROOT)) for file in FILES if imported(file) & set(libraries)}


def test_tools_and_knowledge_know_nothing_of_each_other_or_of_the_bot() -> None:
    for file in FILES:
        package = file.relative_to(ROOT).parts[0]
        if package in {"tools", "knowledge"}:
            assert not imported(file) & (set(PACKAGES) - {package}), file


def test_each_heavy_library_has_one_home() -> None:
    assert importers("langchain", "langchain_core", "langchain_openai", "langgraph") <= {"bot/agent.py"}
    assert all(name.startswith("bot/page/") for name in importers("streamlit", "altair"))
    assert importers("chromadb", "sentence_transformers") <= {"knowledge/vectors.py"}
    assert importers("fredapi") <= {"tools/fred.py"}
    assert importers("mcp", "mcp_types") <= {"bot/mcp_server.py"}
    assert importers("sqlalchemy", "psycopg", "sqlite3") <= {"bot/database.py", "bot/history.py"}
    assert importers("httpx", "requests", "urllib3") <= {"tools/fetch.py"}


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        str(file.relative_to(ROOT))
        for file in FILES
        if any(
            isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
        )
    }
    assert readers == {"bot/settings.py"}


@pytest.mark.parametrize(
    "module", ["tools.live", "knowledge.load", "knowledge.search", "bot.ask", "bot.__main__", "bot.compose"]
)
def test_heavy_libraries_arrive_late(module: str) -> None:
    heavy = "torch transformers sentence_transformers chromadb langchain langchain_core streamlit pandas fredapi"
    code = f"import sys, {module}; print([name for name in '{heavy}'.split() if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603 - our own code
    assert found.stdout.strip() == "[]"


def test_the_packages_hold_one_docstring_each() -> None:
    for file in FILES:
        if file.name == "__init__.py":
            body = ast.parse(file.read_text("utf-8")).body
            assert len(body) == 1 and isinstance(body[0], ast.Expr), file


def sentences(language: str) -> dict[str, set[str]]:
    """Every sentence of the program by its dotted key, with the values it wants."""
    found: dict[str, set[str]] = {}

    def walk(node: object, key: str) -> None:
        if isinstance(node, dict):
            for name, below in node.items():
                walk(below, f"{key}.{name}" if key else name)
        else:
            texts = node if isinstance(node, list) else [node]
            found[key] = {
                name.split(":")[0] for text in texts for _, name, _, _ in string.Formatter().parse(str(text)) if name
            }

    walk(tomllib.loads((ROOT / "bot" / "wording" / f"{language}.toml").read_text("utf-8")), "")
    return found


def test_every_sentence_exists_in_both_languages_and_wants_the_same_values() -> None:
    english, chinese = sentences("en"), sentences("zh")
    assert set(english) == set(chinese)
    assert {key for key in english if english[key] != chinese[key]} == set()


def test_no_file_of_the_project_names_a_machine() -> None:
    folder = re.compile(r"(?<![\w.:/~-])/(?:home|root|Users|work|srv|mnt|tmp)/\w")
    named = [
        str(file.relative_to(ROOT))
        for pattern in ("*.py", "*.md", "*.toml", "Makefile", "*.yaml")
        for file in ROOT.rglob(pattern)
        if ".venv" not in file.parts and folder.search(file.read_text("utf-8"))
    ]
    assert named == []
