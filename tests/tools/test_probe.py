"""Known historical values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.publishers import Publishers
from tools.probe import KNOWN, probe
from tools.series import Desk


def test_a_publisher_that_disagrees_is_named(tmp_path: Path) -> None:
    right = {name: [(day, value)] for name, day, value in KNOWN}
    with Publishers({**right, "sofr": [(date(2025, 10, 31), 3.22)]}) as publishers:
        desk = Desk(urls=publishers.urls, folder=tmp_path, today=date(2026, 10, 9))
        found = {one.name: one for one in probe(desk)}
    assert [name for name, one in found.items() if one.agrees is False] == ["sofr"]
    assert found["sofr"].publisher == "Federal Reserve Bank of New York"
    assert "3.220 percent on 2025-10-31, known as 4.220" in found["sofr"].detail
    assert all(one.agrees for name, one in found.items() if name != "sofr"), found
    assert not list(tmp_path.iterdir()), "nothing is stored"


def test_a_publisher_that_is_not_reached_neither_agrees_nor_disagrees(
    publishers: Publishers, another: Callable[..., Desk]
) -> None:
    publishers.stop("board")
    found = {one.name: one for one in probe(another())}
    assert found["total_assets"].agrees is None
    assert "could not be reached" in found["total_assets"].detail
