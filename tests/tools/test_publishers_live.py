"""The real publishers: shape, unit, freshness and a known historical value of each. Run by `make live`."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from tools.catalogue import names
from tools.probe import KNOWN, probe
from tools.series import Desk, default_urls

pytestmark = pytest.mark.live
UNREACHED = {"refused", "timeout", "no_key", "offline"}


@pytest.fixture(scope="module")
def desk() -> Desk:
    key = os.environ.get("FRED_API_KEY")
    return Desk(urls=default_urls(), folder=None, today=datetime.now(UTC).date(), fred_key=key)


@pytest.mark.parametrize("name", names())
def test_a_publisher_serves_a_fresh_value(name: str, desk: Desk) -> None:
    series, missing = desk.read((name,))
    if name not in series and {one.fault for one in missing} <= UNREACHED:
        pytest.skip(f"not reachable from here: {missing}")
    assert missing == ()
    assert series[name].freshness == "live"


@pytest.mark.parametrize("name", [name for name, _, _ in KNOWN])
def test_a_publisher_still_says_what_it_said(name: str, desk: Desk) -> None:
    found = next(one for one in probe(desk) if one.name == name)
    if found.agrees is None:
        pytest.skip(found.detail)
    assert found.agrees, f"{found.publisher}: {found.detail}"
