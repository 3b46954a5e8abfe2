"""Figures and series."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.errors import MixedUnits
from tools.figure import Figure, Missing, Reading, Series, combined, convert, worst

FETCHED = datetime(2026, 9, 18, 12, 0, tzinfo=UTC)
WEEKS = ((date(2026, 9, 2), 6_740_000.0), (date(2026, 9, 9), 6_745_000.0), (date(2026, 9, 16), 6_746_548.0))
ASSETS = Series(
    name="total_assets",
    series="WALCL",
    unit="USD million",
    period="Wednesday level",
    producer="Federal Reserve Board",
    url="https://www.federalreserve.gov/releases/h41/current/",
    points=WEEKS,
    fetched_at=FETCHED,
    freshness="live",
)


def test_a_figure_has_exactly_ten_keys_and_survives_the_round_trip() -> None:
    figure = ASSETS.figure()
    assert figure is not None
    assert list(figure.to_dict()) == [
        "name", "value", "unit", "as_of", "period", "series", "producer", "url", "fetched_at", "freshness",
    ]  # fmt: skip
    assert Figure.from_dict(figure.to_dict()) == figure
    assert figure.to_dict()["as_of"] == "2026-09-16"


def test_money_is_shown_in_billions_whatever_it_is_published_in() -> None:
    figure = ASSETS.figure(date(2026, 9, 10))
    assert figure is not None
    assert (figure.value, figure.unit, figure.as_of) == (6745.0, "USD billion", date(2026, 9, 9))


def test_readings_add_up_without_repeating_themselves() -> None:
    figure = ASSETS.figure()
    assert figure is not None
    one = Reading((figure,), (Missing("tga", "timeout", "Too slow."),))
    assert one + one == one
    assert Reading.from_dict((one + Reading()).to_dict()) == one
    assert one.figure("total_assets") == figure


def test_a_series_survives_the_round_trip() -> None:
    assert Series.from_dict(ASSETS.to_dict()) == ASSETS


def test_the_latest_value_is_the_one_on_or_before_the_day() -> None:
    assert ASSETS.latest(date(2026, 9, 15)) == WEEKS[1]
    assert ASSETS.latest(date(2026, 9, 1)) is None
    assert ASSETS.on(date(2026, 9, 15)) is None
    assert ASSETS.between(date(2026, 9, 3), date(2026, 9, 16)).points == WEEKS[1:]
    assert ASSETS.last(2).points == WEEKS[1:]
    assert ASSETS.last(0).points == ()


def test_a_change_names_both_of_its_dates() -> None:
    figure = ASSETS.change_figure("total_assets_change_2w", date(2026, 9, 2), date(2026, 9, 16))
    assert figure is not None
    assert (figure.value, figure.unit, figure.period) == (6.548, "USD billion", "change from 2026-09-02 to 2026-09-16")
    assert ASSETS.change_figure("none", date(2026, 8, 1), date(2026, 9, 16)) is None


def test_units_of_different_kinds_are_never_converted() -> None:
    with pytest.raises(MixedUnits):
        convert(1.0, "USD million", "EUR million")
    with pytest.raises(MixedUnits):
        convert(1.0, "percent", "USD billion")
    with pytest.raises(MixedUnits):
        convert(1.0, "bushels", "USD billion")


@given(st.floats(min_value=-1e9, max_value=1e9), st.sampled_from(["USD", "USD billion", "USD trillion"]))
def test_converting_there_and_back_changes_nothing(value: float, unit: str) -> None:
    assert convert(convert(value, "USD million", unit), unit, "USD million") == pytest.approx(value)


def test_what_is_computed_is_as_fresh_as_its_worst_input() -> None:
    assert worst(["live", "stale", "cached"]) == "stale"
    old = Series.from_dict({**ASSETS.to_dict(), "freshness": "reference", "series": "OLD"})
    made = combined("sum", (ASSETS, old), "+", unit="USD million", period="Wednesday level", points=())
    assert (made.freshness, made.series) == ("reference", "WALCL + OLD")
