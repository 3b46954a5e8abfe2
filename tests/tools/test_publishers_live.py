"""The real publishers: shape, unit, freshness and a known historical value of each. Run by `make live`."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tools.series import Desk, default_urls

pytestmark = pytest.mark.live
TODAY = datetime.now(UTC).date()
KNOWN = {  # name: a date long past, and its value in the catalogue's unit
    "total_assets": (date(2022, 4, 13), 8_965_487.0),
    "tga": (date(2022, 4, 13), None),
    "reserve_balances": (date(2022, 6, 1), 3_322_000.0),
    "iorb": (date(2025, 10, 31), 3.90),
    "sofr": (date(2025, 10, 31), 4.22),
    "effr": (date(2025, 10, 31), None),
    "on_rrp": (date(2025, 12, 31), 105.993),
    "standing_repo": (date(2025, 12, 31), 74.6),
    "soma_total": (date(2021, 10, 27), 7_977_583.5),
    "tga_daily": (date(2026, 6, 30), 919_145.0),
    "yield_10y": (date(2025, 11, 28), 4.02),
    "real_yield_10y": (date(2025, 11, 28), None),
    "ecb_total_assets": (date(2026, 9, 25), 5_897_262.0),
    "ecb_deposit_rate": (date(2025, 10, 31), 2.0),
}


def desk(folder: Path) -> Desk:
    return Desk(urls=default_urls(), folder=folder, today=TODAY, fred_key=os.environ.get("FRED_API_KEY"))


@pytest.mark.parametrize("name", KNOWN)
def test_a_publisher_serves_a_fresh_value(name: str, tmp_path: Path) -> None:
    series, missing = desk(tmp_path).read((name,))
    assert [one for one in missing if one.fault not in {"refused", "timeout"}] == [], missing
    if not series:
        pytest.skip(f"not reachable from here: {missing}")
    assert series[name].freshness == "live"


@pytest.mark.parametrize("name", [name for name, (_, known) in KNOWN.items() if known is not None])
def test_a_publisher_serves_a_known_historical_value(name: str, tmp_path: Path) -> None:
    day, known = KNOWN[name]
    series, missing = desk(tmp_path).read((name,), start=day)
    if name not in series:
        pytest.skip(f"not reachable from here: {missing}")
    assert series[name].on(day) == pytest.approx(known, rel=2e-4), f"{name} on {day}"
