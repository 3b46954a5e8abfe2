"""What is gathered for a question, and that what is named exists."""

from __future__ import annotations

import pytest

from bot import gather
from knowledge import load
from tools import catalogue
from tools.computed import COMPUTED


@pytest.mark.parametrize("topic", sorted(load.TOPICS))
def test_every_topic_has_figures_and_a_source_for_them(topic: str) -> None:
    computed = {*COMPUTED, "net_liquidity_change_13w"}
    assert all(name in catalogue.names() or name in computed for name in gather.FIGURES[topic])
    assert topic in gather.TOOLS or all(name in catalogue.names() for name in gather.FIGURES[topic])


@pytest.mark.parametrize("section", sorted(gather.LEVELS.values()))
def test_the_section_on_a_level_exists_in_both_languages(section: str) -> None:
    assert load.passage(section, "en") is not None and load.passage(section, "zh") is not None


def test_the_reference_values_cover_the_main_figures() -> None:
    series = gather.reference_series()
    assert {"total_assets", "tga", "on_rrp", "sofr", "iorb", "yield_10y", "treasuries_held"} <= set(series)
    assert all(each.freshness == "reference" and each.points for each in series.values())
