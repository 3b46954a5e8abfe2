"""A desk over publishers on loopback, on a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.publishers import Publishers, histories
from tools.series import Desk

TODAY = date(2026, 9, 18)  # a Friday: the H.4.1 of Wednesday 16 September came out the day before


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The real publishers are asked only when `-m live` says so."""
    if "live" not in str(config.getoption("markexpr")):
        for item in items:
            if item.get_closest_marker("live"):
                item.add_marker(pytest.mark.skip(reason="asks the real publishers: make live"))


@pytest.fixture(scope="session")
def points() -> dict[str, list[tuple[date, float]]]:
    return histories(TODAY, weeks=66)


@pytest.fixture(autouse=True)
def no_waiting_between_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.fetch.JITTER_SECONDS", 0.0)


@pytest.fixture
def publishers(points: dict[str, list[tuple[date, float]]]) -> Iterator[Publishers]:
    with Publishers(points) as running:
        yield running


@pytest.fixture
def desk(publishers: Publishers, tmp_path: Path) -> Desk:
    return Desk(urls=publishers.urls, folder=tmp_path, today=TODAY)


@pytest.fixture
def another(desk: Desk, publishers: Publishers) -> Callable[..., Desk]:
    """A second desk over the same publishers and folder, as a later process would make it."""

    def make(**changes: Any) -> Desk:
        return replace(desk, **{"urls": dict(publishers.urls), **changes})

    return make
