"""The catalogue of series."""

from __future__ import annotations

import re

import pytest

from tools import releases
from tools.catalogue import by_id, catalogue, entries, entry, names
from tools.errors import UnknownSeries


def test_there_are_enough_series_and_every_one_has_both_names() -> None:
    assert len(names()) >= 45
    for one in catalogue().values():
        assert re.search(r"[一-鿿]", one.zh) or one.zh == one.en, f"{one.name} has no Chinese name"
        assert not re.search(r"[一-鿿]", one.en), f"{one.name} has no English name"
        assert one.label("zh-Hant") == one.zh
        assert one.label("en") == one.en


def test_names_and_identifiers_are_unique() -> None:
    assert len({one.id for one in catalogue().values()}) == len(names())
    assert len({one.en for one in catalogue().values()}) == len(names())
    assert len({one.zh for one in catalogue().values()}) == len(names())


def test_fred_is_always_the_last_source() -> None:
    for one in catalogue().values():
        publishers = [source.publisher for source in one.sources]
        assert "fred" not in publishers[:-1], one.name


def test_wednesday_levels_and_week_averages_are_told_apart() -> None:
    assert entry("tga").period == "Wednesday level"
    assert entry("tga_week_average").period == "average of the week ending Wednesday"
    assert entry("reserve_balances").period == "average of the week ending Wednesday"
    assert entry("on_rrp").unit == "USD billion"
    assert entry("total_assets").unit == "USD million"


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownSeries):
        entries(["total_assets", "made_up"])
    assert by_id("WALCL") == entry("total_assets")
    assert by_id("SWPT") is None


def test_every_calendar_knows_when_the_next_value_is_due() -> None:
    from datetime import date

    for one in catalogue().values():
        day = date(2026, 9, 16)
        assert releases.next_due(one.calendar, one.frequency, day) > releases.published(one.calendar, day), one.name
