"""No test opens a connection except on this machine; one index over the explainer serves the whole run."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from bot.settings import Settings

hypothesis.settings.register_profile("untimed")  # a busy machine is no fault
hypothesis.settings.load_profile("untimed")

TODAY = date(2026, 11, 22)

_connect = socket.socket.connect


def _connect_on_this_machine(self: socket.socket, address: Any) -> Any:
    host = address[0] if isinstance(address, tuple) else "127.0.0.1"
    if isinstance(host, str) and (host.startswith("127.") or host in {"::1", "localhost"}):
        return _connect(self, address)
    raise ConnectionRefusedError(f"a test may not connect to {host}")


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but loopback can be reached, and no setting of the machine is read."""
    if "live" in request.keywords:
        return
    monkeypatch.setattr(socket.socket, "connect", _connect_on_this_machine)
    for name in [name for name in os.environ if name.startswith("QTX_") or name == "FRED_API_KEY"]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the index over the explainer, built once."""
    from bot.gather import build_index

    folder = tmp_path_factory.mktemp("home")
    build_index(Settings(home=folder, today=TODAY))
    return folder


@pytest.fixture
def settings(home: Path) -> Settings:
    """Offline, with the shared index, on a fixed day."""
    return Settings(home=home, today=TODAY, offline=True)


@pytest.fixture
def environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The same settings in the environment, for the command line and the page."""
    monkeypatch.setenv("QTX_HOME", str(home))
    monkeypatch.setenv("QTX_TODAY", TODAY.isoformat())
    monkeypatch.setenv("QTX_OFFLINE", "1")
    yield monkeypatch
