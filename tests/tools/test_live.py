"""The callable tools over publishers on loopback."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.publishers import Publishers
from tools import live
from tools.errors import FAULTS, MixedPeriods
from tools.figure import Reading
from tools.liquidity import net_liquidity
from tools.series import Desk

from .conftest import TODAY
from .test_figure import ASSETS

WEDNESDAY = date(2026, 9, 16)


def value(reading: Reading, name: str) -> float:
    figure = reading.figure(name)
    assert figure is not None, f"{name} is not among {[one.name for one in reading.figures]}; {reading.missing}"
    return figure.value


def test_net_liquidity_is_total_assets_less_tga_less_on_rrp_of_one_wednesday(desk: Desk) -> None:
    reading = live.net_liquidity(desk)
    parts = value(reading, "total_assets"), value(reading, "tga"), value(reading, "on_rrp")
    assert value(reading, "net_liquidity") == pytest.approx(parts[0] - parts[1] - parts[2], abs=0.002)
    assert value(reading, "net_liquidity") == pytest.approx(5794, abs=40), "billions, not thousand-fold off"
    dates = {figure.as_of for figure in reading.figures if figure.name != "net_liquidity_estimate"}
    assert dates == {WEDNESDAY}
    assert {figure.freshness for figure in reading.figures} == {"live"}
    assert reading.missing == ()
    assert reading.figure("net_liquidity_change_13w") is not None


def test_week_average_tga_is_refused(desk: Desk) -> None:
    series, _ = desk.read(("total_assets", "tga_week_average", "on_rrp"))
    with pytest.raises(MixedPeriods):
        net_liquidity(series["total_assets"], series["tga_week_average"], series["on_rrp"])


def test_a_wednesday_without_on_rrp_takes_the_day_before_and_says_so(publishers: Publishers, desk: Desk) -> None:
    publishers.points["on_rrp"] = [point for point in publishers.points["on_rrp"] if point[0] != WEDNESDAY]
    reading = live.net_liquidity(desk)
    assert value(reading, "net_liquidity") > 0
    lent = reading.figure("on_rrp")
    assert lent is not None and lent.as_of == WEDNESDAY - timedelta(days=1)
    assert [missing.fault for missing in reading.missing] == ["carried_forward"]


def test_without_a_matching_wednesday_an_estimate_says_that_it_is_one(publishers: Publishers, desk: Desk) -> None:
    late = WEDNESDAY + timedelta(days=2)
    publishers.points["on_rrp"] = [point for point in publishers.points["on_rrp"] if point[0] == late]
    reading = live.net_liquidity(desk)
    estimate = reading.figure("net_liquidity")
    assert estimate is not None and estimate.as_of == late
    assert estimate.period == f"estimate: Wednesday levels of {WEDNESDAY}, ON RRP of {late}"
    assert [missing.fault for missing in reading.missing] == ["estimated"]


def test_the_funding_spread_is_of_one_date_in_basis_points(desk: Desk) -> None:
    reading = live.funding_rates(desk)
    spread, sofr, iorb = (reading.figure(name) for name in ("sofr_minus_iorb", "sofr", "iorb"))
    assert spread is not None and sofr is not None and iorb is not None
    assert spread.unit == "basis points"
    assert spread.as_of == sofr.as_of == date(2026, 9, 17), "SOFR is published on the next business day"
    assert abs(spread.value) < 20
    assert reading.missing == ()


def test_the_two_windows_of_the_standing_repo_are_added(publishers: Publishers, desk: Desk) -> None:
    publishers.points["standing_repo"] = [(day, 74.6) for day, _ in publishers.points["standing_repo"]]
    assert value(live.funding_rates(desk), "standing_repo") == 74.6


def test_slopes_are_differences_of_one_day(desk: Desk) -> None:
    reading = live.treasury_yields(desk)
    assert value(reading, "slope_2s10s") == pytest.approx(value(reading, "yield_10y") - value(reading, "yield_2y"))
    assert value(reading, "breakeven_10y") == pytest.approx(
        value(reading, "yield_10y") - value(reading, "real_yield_10y")
    )
    slope = reading.figure("slope_2s10s")
    assert slope is not None and slope.unit == "percentage points"


def test_holdings_come_with_their_changes(desk: Desk) -> None:
    reading = live.fed_holdings(desk)
    assert {"total_assets", "treasuries_held", "mbs_held", "mbs_held_change_13w"} <= {f.name for f in reading.figures}
    change = reading.figure("treasuries_held_change_4w")
    assert change is not None and change.period == "change from 2026-08-19 to 2026-09-16"


@pytest.mark.parametrize("tool", live.TOOLS, ids=lambda tool: tool.__name__)
def test_as_of_uses_only_what_was_published_by_then(tool: Callable[..., Reading], desk: Desk) -> None:
    reading = tool(desk, as_of=date(2026, 8, 12))
    assert reading.figures
    for figure in reading.figures:
        assert figure.as_of <= date(2026, 8, 12)
        if figure.period == "Wednesday level":
            assert figure.as_of == date(2026, 8, 5), "the level of a Wednesday is published on the Thursday"
        if figure.name == "sofr":
            assert figure.as_of == date(2026, 8, 11)


@pytest.mark.parametrize("tool", live.TOOLS + live.MORE_TOOLS, ids=lambda tool: tool.__name__)
def test_every_tool_says_what_a_model_has_to_know(tool: Callable[..., Reading]) -> None:
    text = inspect.getdoc(tool) or ""
    assert text.splitlines()[0].strip().endswith((".", "?"))
    assert "Args:" in text
    for name in inspect.signature(tool).parameters:
        assert f"    {name}: " in text, f"{tool.__name__} does not explain {name}"
    assert inspect.signature(tool).return_annotation in {"Reading", Reading}


def test_there_are_at_most_twelve_tools() -> None:
    assert 5 <= len(live.TOOLS) < len(live.TOOLS + live.MORE_TOOLS) <= 12


def test_the_same_question_is_asked_once(publishers: Publishers, desk: Desk) -> None:
    live.net_liquidity(desk)
    asked = publishers.count()
    assert asked == 3
    again = live.net_liquidity(desk)
    assert publishers.count() == asked, "nothing new can have been published"
    assert {figure.freshness for figure in again.figures} == {"cached"}


def test_every_fault_of_a_reading_is_a_known_code(publishers: Publishers, desk: Desk) -> None:
    publishers.set_fault("nyfed", "html")
    publishers.set_fault("board", "500")
    for tool in live.TOOLS:
        for missing in tool(desk).missing:
            assert missing.fault in FAULTS


# ---- tools with questions of their own


def test_between_wednesdays_an_estimate_is_labelled_as_one(desk: Desk) -> None:
    estimate = live.net_liquidity(desk).figure("net_liquidity_estimate")
    assert estimate is not None
    assert estimate.as_of == date(2026, 9, 17), "the Daily Treasury Statement comes a day later"
    assert estimate.period.startswith("estimate")


def test_who_absorbed_adds_up_to_the_change_of_total_assets(desk: Desk) -> None:
    reading = live.who_absorbed(desk, date(2025, 11, 5), date(2026, 6, 3))
    names = ("on_rrp_change", "reserve_balances_change", "tga_week_average_change", "other_liabilities_change")
    assert sum(value(reading, name) for name in names) == pytest.approx(value(reading, "total_assets_change"), abs=0.01)
    assert {figure.period for figure in reading.figures} == {"change from 2025-11-05 to 2026-06-03"}
    assert reading.missing == ()


def test_who_absorbed_without_an_end_goes_to_the_last_wednesday(desk: Desk) -> None:
    assert {figure.as_of for figure in live.who_absorbed(desk, date(2026, 6, 3)).figures} == {WEDNESDAY}


def test_two_dates_are_compared_by_the_day_a_value_is_of(desk: Desk) -> None:
    reading = live.compare_dates(desk, ["total_assets", "sofr_minus_iorb"], date(2026, 3, 4), date(2026, 9, 16))
    levels = [figure for figure in reading.figures if figure.name == "total_assets"]
    assert [figure.as_of for figure in levels] == [date(2026, 3, 4), WEDNESDAY]
    assert value(reading, "total_assets_change") == pytest.approx(levels[1].value - levels[0].value, abs=0.002)
    assert reading.figure("sofr_minus_iorb_change") is not None


def test_a_history_shows_months_with_high_and_low(publishers: Publishers, desk: Desk) -> None:
    reading = live.series_history(desk, "net_liquidity", date(2025, 9, 1))
    shown = [figure for figure in reading.figures if figure.name == "net_liquidity"]
    assert len({(figure.as_of.year, figure.as_of.month) for figure in shown}) == len(shown) == 13
    high = reading.figure("net_liquidity_high")
    assert high is not None and high.value >= max(figure.value for figure in shown)
    assert live.series_history(desk, "made_up", date(2025, 9, 1)).missing[0].fault == "unknown_series"


def test_a_relation_comes_with_sample_period_and_interval(desk: Desk) -> None:
    reading = live.relation(desk, "total_assets", "yield_10y", date(2025, 9, 1))
    figure = reading.figure("correlation_changes")
    assert figure is not None and "observations from" in figure.period
    assert value(reading, "correlation_changes_low") <= figure.value <= value(reading, "correlation_changes_high")


def test_a_projection_starts_from_todays_levels(desk: Desk) -> None:
    reading = live.runoff_projection(desk, months=2, treasury_cap=25, mbs_cap=35)
    held = [figure for figure in reading.figures if figure.name == "treasuries_held_projected"]
    assert [figure.as_of for figure in held] == [date(2026, 9, 30), date(2026, 10, 31)]
    assert held[0].value - held[1].value == pytest.approx(25)
    assert all(figure.period.startswith("projection from the levels of 2026-09-16") for figure in reading.figures)


def test_the_pace_stands_beside_the_caps_in_force(desk: Desk) -> None:
    reading = live.runoff_pace(desk)
    assert value(reading, "runoff_cap_treasuries") == value(reading, "runoff_cap_mbs") == 0.0
    assert value(live.runoff_pace(desk, as_of=date(2025, 11, 20)), "runoff_cap_mbs") == 35.0
    pace = reading.figure("runoff_pace_treasuries_13w")
    assert pace is not None and pace.period == "average change a month from 2026-06-17 to 2026-09-16"


def test_quarter_ends_are_marked(another: Callable[..., Desk]) -> None:
    reading = live.funding_rates(another(), as_of=date(2026, 7, 1))
    sofr = reading.figure("sofr")
    assert sofr is not None
    assert (sofr.as_of, sofr.period) == (date(2026, 6, 30), "daily, quarter end")


def test_importing_the_tools_is_light() -> None:
    code = "import sys, tools.live; print(*(set(sys.modules) & {'pandas', 'numpy', 'httpx', 'fredapi', 'scipy'}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout.strip() == ""


def test_the_day_of_the_tests_is_a_friday() -> None:
    assert TODAY.weekday() == 4


def test_the_notice_goes_with_every_figure_of_fred_and_with_no_other() -> None:
    from tools.fred import FRED_NOTICE, PAGES, notice

    ours = ASSETS.figure()
    assert ours is not None
    theirs = replace(ours, url=f"{PAGES}WALCL")
    assert notice("Text.", [ours]) == "Text."
    assert notice("Text.", [ours, theirs]) == f"Text. {FRED_NOTICE}"
