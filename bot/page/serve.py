"""Starts the Streamlit server on 127.0.0.1 with nothing that leaks: no usage statistics, no file watcher."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.page import theme

APP = Path(__file__).with_name("app.py")
SERVER = Path(__file__).with_name("server.py")

OPTIONS = (
    "--server.address=127.0.0.1",
    "--server.fileWatcherType=none",
    "--browser.gatherUsageStats=false",
    "--client.toolbarMode=minimal",
    "--client.showErrorDetails=none",
    "--client.showErrorLinks=false",
    "--global.developmentMode=false",
    "--server.showEmailPrompt=false",
    "--runner.magicEnabled=false",
    # Otherwise every object of the process is gone through after each run: most of what a run takes.
    "--runner.postScriptGC=false",
    # Otherwise any page of Streamlit's cloud could hold this one in a frame and steer it.
    "--client.allowedOrigins=http://127.0.0.1",
)


def command(port: int, open_browser: bool) -> list[str]:
    """The command line of the server."""
    return [
        sys.executable,
        str(SERVER),
        "run",
        str(APP),
        f"--server.port={port}",
        f"--server.headless={str(not open_browser).lower()}",
        *OPTIONS,
        *theme.options(),
    ]


def run(port: int, open_browser: bool) -> int:
    """Serves the page until it is stopped; the exit code."""
    try:
        return subprocess.run(command(port, open_browser), check=False).returncode  # noqa: S603 - our own command line
    except KeyboardInterrupt:
        return 0
