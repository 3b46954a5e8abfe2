"""What the READMEs promise works: their commands run, their tables name what there is."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import PUBLISHERS

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")


def commands(readme: str, first_word: str) -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", (ROOT / readme).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [
        line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line.startswith(first_word)
    ]


def test_both_readmes_show_the_same_commands() -> None:
    assert commands(READMES[0], "qtx ") == commands(READMES[1], "qtx ")
    assert commands(READMES[0], "make ") == commands(READMES[1], "make ") == ["make chat", "make test"]


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("line", commands(READMES[0], "qtx "))
def test_a_command_of_the_readme_runs(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", shlex.split(line))
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("target", ["chat", "test"])
def test_make_knows_the_target(target: str) -> None:
    dry = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607 - our Makefile
    assert dry.returncode == 0, dry.stderr


@pytest.mark.parametrize("readme", READMES)
def test_every_setting_is_explained(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    source = (ROOT / "bot" / "settings.py").read_text("utf-8")
    wanted = set(re.findall(r"QTX_[A-Z]+(?=\")", source)) | {f"QTX_{name.upper()}_URL" for name in PUBLISHERS}
    assert {name for name in wanted | {"FRED_API_KEY"} if f"`{name}`" not in text} == set()
