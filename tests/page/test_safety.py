"""Foreign text stays text, and the server keeps to itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.page import serve
from bot.page.view import link, plain, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$5 and $6", r"\$5 and \$6"),
        ("<b>bold</b>", r"\<b>bold\</b>"),
        ("![pixel](https://x.test/a.png)", r"!\[pixel]\(https://x.test/a.png)"),
        ("[read](https://x.test)", r"[read]\(https://x.test)"),
        (":red[alarm] :material/home: at 10:30", r"\:red[alarm] \:material/home: at 10:30"),
        ("~~gone~~", r"\~\~gone\~\~"),
        ("缩表：**已结束** [1]", "缩表：**已结束** [1]"),
    ],
)
def test_text_cannot_become_anything_else(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_a_label_has_no_markup() -> None:
    assert words("**a** [b] `c`\nd") == r"\*\*a\*\* \[b\] \`c\` d"


def test_only_web_addresses_become_links() -> None:
    assert link("Board", "https://www.federalreserve.gov/a b") == "[Board](<https://www.federalreserve.gov/a%20b>)"
    assert link("trick", "javascript:alert(1)") == "trick"


def test_server_starts_wherever_it_is_called_from(tmp_path: Path) -> None:
    command = serve.command(8501, open_browser=False)
    asked = [*command[: command.index("run")], "version"]
    told = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - our own command line
    assert told.returncode == 0 and "Streamlit" in told.stdout, told


def test_server_stays_on_this_machine_and_reports_nothing() -> None:
    command = serve.command(8501, open_browser=False)
    assert "--server.address=127.0.0.1" in command
    assert "--browser.gatherUsageStats=false" in command
    assert "--server.fileWatcherType=none" in command
    assert "--server.headless=true" in command
