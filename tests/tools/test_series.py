"""Series by name: source order, freshness, and every fault of every publisher."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from tests.publishers import HOSTILE, PUBLISHERS, Publishers
from tools import live
from tools.errors import FAULTS
from tools.figure import Figure, Series
from tools.series import Desk, default_urls

from .conftest import TODAY
from .test_figure import ASSETS

KEY = "0123456789abcdef0123456789abcdef".replace("0", "z")
OF_PUBLISHER = {
    "nyfed": ("on_rrp", "sofr", "effr", "standing_repo", "soma_total", "sofr_30d"),
    "fiscaldata": ("tga_daily",),
    "treasury": ("yield_10y", "real_yield_10y"),
    "board": ("total_assets", "reserve_balances", "iorb"),
    "ecb": ("ecb_total_assets", "ecb_deposit_rate"),
    "fred": ("vix",),
}
EVERYTHING = tuple(name for names in OF_PUBLISHER.values() for name in names)
EXPECTED = {
    "500": "upstream_down",
    "429": "rate_limited",
    "truncated": "upstream_down",
    "html": "upstream_down",
    "nothing": "empty",
    "refused": "refused",
    "stale": "stale",
    "marks": "empty",
    "absurd": "implausible",
    "redirect": "redirected",
    "garbage": "parse",
}


def check_values(series: dict[str, Series], points: dict[str, list[tuple[date, float]]]) -> None:
    for name, one in series.items():
        truth = dict(points[name])
        for day, value in one.points:
            assert truth.get(day) == pytest.approx(value, rel=1e-9, abs=1e-9), f"a wrong figure: {name} on {day}"


@pytest.mark.parametrize("fault", EXPECTED)
@pytest.mark.parametrize("publisher", [publisher for publisher in PUBLISHERS if publisher != "fred"])
def test_a_fault_is_named_and_no_figure_is_wrong(
    publisher: str, fault: str, publishers: Publishers, another: Callable[..., Desk]
) -> None:
    publishers.set_fault(publisher, fault)
    desk = another()
    start = time.monotonic()
    series, missing = desk.read(EVERYTHING[:-1])
    assert time.monotonic() - start < 3
    check_values(series, publishers.points)
    named = {one.fault: one.what.split(", ") for one in missing}
    # Policy rates are written forward: on any day their last rows are marks.
    concerned = set(OF_PUBLISHER[publisher]) - ({"iorb", "ecb_deposit_rate"} if fault == "marks" else set())
    assert concerned <= set(named[EXPECTED[fault]]), missing
    others = {name for other, names in OF_PUBLISHER.items() if other != publisher for name in names} - {"vix"}
    assert others <= set(series), "the healthy publishers are not affected"
    assert all(series[name].freshness == "live" for name in others)


@pytest.mark.parametrize("fault", ["slow", "drip", "drip_headers", "black_hole"])
def test_slowness_ends_with_the_deadline(
    fault: str, publishers: Publishers, another: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.fetch.Deadline.__init__.__defaults__", (1.2, 0.8))
    publishers.set_fault("board", fault)
    desk = another()
    start = time.monotonic()
    series, missing = desk.read(("total_assets", "sofr"))
    assert time.monotonic() - start < 2
    assert "sofr" in series
    assert [(one.fault, one.what) for one in missing] == [("timeout", "total_assets")]
    start = time.monotonic()
    desk.read(("total_assets", "sofr"))
    assert time.monotonic() - start < 0.3, "a host that failed is left alone"


@pytest.mark.parametrize("pair", list(combinations(("nyfed", "board", "treasury"), 2)), ids="-".join)
@pytest.mark.parametrize("faults", [("500", "absurd"), ("html", "refused"), ("marks", "garbage")], ids="-".join)
def test_faults_in_pairs_stay_apart(
    pair: tuple[str, str], faults: tuple[str, str], publishers: Publishers, another: Callable[..., Desk]
) -> None:
    for publisher, fault in zip(pair, faults, strict=True):
        publishers.set_fault(publisher, fault)
    series, missing = another().read(EVERYTHING[:-1])
    check_values(series, publishers.points)
    assert len(missing) >= 2
    assert all(one.fault in FAULTS for one in missing)


def test_every_other_request_failing_costs_no_figure(publishers: Publishers, desk: Desk) -> None:
    for publisher in ("board", "fiscaldata", "ecb"):
        publishers.set_fault(publisher, "flaky")
    series, _ = desk.read(("total_assets", "tga_daily", "ecb_total_assets"))
    assert {one.freshness for one in series.values()} == {"live"}


@pytest.mark.parametrize("publisher", ["nyfed", "board", "treasury"])
def test_another_unit_is_refused_and_never_converted(publisher: str, publishers: Publishers, desk: Desk) -> None:
    publishers.set_fault(publisher, "unit")
    names = OF_PUBLISHER[publisher][:2]
    series, missing = desk.read(names)
    check_values(series, publishers.points)
    assert {one.fault for one in missing} <= {"unit_changed", "implausible"}
    assert {name for one in missing for name in one.what.split(", ")} == set(names)


def test_declared_units_are_compared_with_the_catalogue(publishers: Publishers, desk: Desk) -> None:
    for publisher in ("board", "fiscaldata", "ecb"):
        publishers.set_fault(publisher, "unit")
    _, missing = desk.read(("reserve_balances", "tga_daily", "ecb_total_assets"))
    assert [one.fault for one in missing] == ["unit_changed"] * 3


def test_a_value_dated_in_the_future_is_left_out_and_reported(publishers: Publishers, desk: Desk) -> None:
    publishers.set_fault("nyfed", "future")
    publishers.set_fault("board", "future")
    series, missing = desk.read(("sofr", "total_assets"))
    assert all(one.points[-1][0] <= TODAY for one in series.values())
    assert {one.fault for one in missing} == {"future_date"}
    assert {one.freshness for one in series.values()} == {"live"}, "the newest real value is still the newest"


def test_a_desk_set_to_a_past_day_sees_a_feed_go_on_without_complaint(publishers: Publishers, desk: Desk) -> None:
    past = replace(desk, today=date(2026, 6, 12))
    series, missing = past.read(("sofr", "yield_2y", "soma_total", "total_assets", "iorb"))
    assert missing == ()
    assert all(one.points[-1][0] <= date(2026, 6, 12) for one in series.values())
    assert series["total_assets"].points[-1][0] == date(2026, 6, 10)


def test_an_absurd_newest_value_leaves_the_one_before_marked_as_stale(publishers: Publishers, desk: Desk) -> None:
    publishers.set_fault("board", "absurd")
    series, missing = desk.read(("total_assets",))
    one = series["total_assets"]
    assert (one.points[-1][0], one.freshness) == (date(2026, 9, 9), "stale")
    assert [entry.fault for entry in missing] == ["implausible"]


def test_hostile_text_reaches_neither_figures_nor_reports(publishers: Publishers, desk: Desk) -> None:
    for publisher in PUBLISHERS:
        publishers.set_fault(publisher, "hostile")
    for tool in live.TOOLS:
        text = str(tool(desk).to_dict())
        assert "Ignore all previous" not in text and "script" not in text and HOSTILE not in text


# ---- freshness


def test_what_cannot_have_changed_is_cached_and_not_asked_for_again(
    publishers: Publishers, desk: Desk, another: Callable[..., Desk]
) -> None:
    desk.read(("total_assets", "sofr"))
    asked = publishers.count()
    series, missing = another().read(("total_assets", "sofr"))
    assert (publishers.count(), missing) == (asked, ())
    assert {one.freshness for one in series.values()} == {"cached"}


def test_past_its_release_and_unreachable_a_stored_value_is_stale(
    publishers: Publishers, desk: Desk, another: Callable[..., Desk]
) -> None:
    desk.read(("total_assets", "sofr"))
    publishers.stop()
    series, missing = another(today=date(2026, 9, 24)).read(("total_assets", "sofr"))
    assert {one.freshness for one in series.values()} == {"stale"}
    assert series["total_assets"].points[-1] == publishers.points["total_assets"][-1]
    assert {one.fault for one in missing} == {"refused"}


def test_until_its_release_a_stored_value_needs_no_publisher(
    publishers: Publishers, desk: Desk, another: Callable[..., Desk]
) -> None:
    desk.read(("total_assets",))
    publishers.stop()
    series, missing = another(today=date(2026, 9, 23)).read(("total_assets",))
    assert (series["total_assets"].freshness, missing) == ("cached", ())


def test_offline_asks_nobody_and_says_so_once(publishers: Publishers, desk: Desk, another: Callable[..., Desk]) -> None:
    desk.read(("total_assets",))
    asked = publishers.count()
    series, missing = another(offline=True, today=date(2026, 10, 8)).read(("total_assets", "sofr", "yield_2y"))
    assert publishers.count() == asked
    assert series["total_assets"].freshness == "stale"
    assert [one.fault for one in missing] == ["offline"]


def test_reference_values_are_the_last_resort(publishers: Publishers, another: Callable[..., Desk]) -> None:
    publishers.stop()
    reference = replace(
        ASSETS,
        unit="USD billion",
        points=((date(2026, 7, 29), 6738.19), (date(2026, 8, 26), 6740.0)),
        fetched_at=datetime(2026, 10, 1, tzinfo=UTC),
        freshness="reference",
    )
    desk = another(reference={"total_assets": reference})
    series, missing = desk.read(("total_assets",))
    assert series["total_assets"].freshness == "reference"
    assert series["total_assets"].points[-1] == (date(2026, 8, 26), 6_740_000.0), "in the catalogue's unit"
    assert missing[0].fault == "refused", "the failed source is reported although a value took its place"
    early, _ = desk.read(("total_assets",), as_of=date(2026, 8, 20))
    assert early["total_assets"].points[-1][0] == date(2026, 7, 29)


def test_a_second_source_takes_over_and_the_first_is_still_reported(publishers: Publishers, desk: Desk) -> None:
    publishers.bodies["/datadownload/Output.aspx"] = "<!DOCTYPE html><html>temporarily unavailable</html>"
    series, missing = desk.read(("total_assets", "tga", "reserve_balances"))
    for name, one in series.items():
        assert one.points[-1] == publishers.points[name][-1], f"{name} from the release page"
    assert set(series) == {"total_assets", "tga", "reserve_balances"}
    assert [(one.fault, one.what) for one in missing] == [("upstream_down", "total_assets, tga, reserve_balances")]


def test_the_daily_statement_stands_in_for_the_wednesday_level_of_the_tga(publishers: Publishers, desk: Desk) -> None:
    publishers.set_fault("board", "refused")
    series, _ = desk.read(("tga",))
    check_values(series, publishers.points)
    assert series["tga"].period == "Wednesday level"
    assert all(day.weekday() == 2 for day, _ in series["tga"].points)


def test_csv_takes_over_from_xml_at_the_treasury(publishers: Publishers, desk: Desk) -> None:
    publishers.bodies["/resource-center/data-chart-center/interest-rates/pages/xml"] = "<feed"
    series, missing = desk.read(("yield_2y", "real_yield_10y"))
    check_values(series, publishers.points)
    assert set(series) == {"yield_2y", "real_yield_10y"}
    assert [one.fault for one in missing] == ["parse"]


def test_a_whole_answer_in_another_scale_does_not_pass_as_a_revision(
    publishers: Publishers, desk: Desk, another: Callable[..., Desk]
) -> None:
    desk.read(("tga",))
    publishers.points["tga"] = [(day, value / 1000) for day, value in publishers.points["tga"]]
    series, missing = another(today=date(2026, 9, 25)).read(("tga",))
    assert series["tga"].points[-1][1] > 100_000
    assert "implausible" in [one.fault for one in missing]


def test_the_year_turn_asks_for_the_old_year_too(publishers: Publishers, another: Callable[..., Desk]) -> None:
    publishers.points["yield_2y"] = [(date(2025, 12, 30), 3.5), (date(2025, 12, 31), 3.51)]
    series, _ = another(today=date(2026, 1, 2)).read(("yield_2y",))
    assert series["yield_2y"].points[-1] == (date(2025, 12, 31), 3.51)


def test_more_history_is_fetched_when_it_is_asked_for(publishers: Publishers, desk: Desk) -> None:
    first = publishers.points["total_assets"][0][0]
    usual, _ = desk.read(("total_assets",))
    more, _ = desk.read(("total_assets",), start=first)
    assert len(usual["total_assets"].points) < len(more["total_assets"].points)
    assert more["total_assets"].points[0][0] == first
    asked = publishers.count()
    desk.read(("total_assets",), start=first)
    assert publishers.count() == asked


def test_an_unknown_name_is_reported_not_raised(desk: Desk) -> None:
    series, missing = desk.read(("total_assets", "../../etc/passwd"))
    assert list(series) == ["total_assets"]
    assert [(one.fault, one.what) for one in missing] == [("unknown_series", "../../etc/passwd")]


def test_before_anything_was_published_nothing_is_shown(desk: Desk) -> None:
    series, missing = desk.read(("sofr",), as_of=date(1999, 1, 4))
    assert series == {}
    assert {one.fault for one in missing} <= {"empty", "not_published_yet"} and missing


# ---- FRED


def test_fred_is_asked_only_with_a_key_and_its_values_are_never_stored(
    publishers: Publishers, desk: Desk, another: Callable[..., Desk], tmp_path: Path
) -> None:
    from tools.fred import FRED_NOTICE, is_from_fred

    series, missing = desk.read(("vix",))
    assert (series, [one.fault for one in missing]) == ({}, ["no_key"])
    assert publishers.count("fred") == 0
    series, missing = another(fred_key=KEY).read(("vix", "total_assets"))
    check_values(series, publishers.points)
    assert missing == ()
    figure = series["vix"].figure()
    assert figure is not None and is_from_fred(figure) and figure.producer == "Cboe"
    kept = {file.stem for file in (tmp_path / "series").iterdir()}
    assert kept == {"total_assets"}
    assert FRED_NOTICE == (
        "This product uses the FRED® API but is not endorsed or certified by the Federal Reserve Bank of St. Louis."
    )


def test_fred_stands_in_for_a_publisher_when_there_is_a_key(
    publishers: Publishers, another: Callable[..., Desk]
) -> None:
    publishers.set_fault("nyfed", "500")
    series, missing = another(fred_key=KEY).read(("sofr",))
    check_values(series, publishers.points)
    assert series["sofr"].producer == "Federal Reserve Bank of New York", "the producer is credited"
    assert [one.fault for one in missing] == ["upstream_down"]


@pytest.mark.parametrize(
    ("key", "fault"), [("short", "bad_key"), ("A" * 32, "bad_key"), ("0000" + "a" * 28, "bad_key"), ("", "no_key")]
)
def test_a_bad_fred_key_is_named_and_never_shown(
    key: str, fault: str, publishers: Publishers, another: Callable[..., Desk]
) -> None:
    desk = another(fred_key=key)
    _, missing = desk.read(("vix",))
    assert [one.fault for one in missing] == [fault]
    if key:
        assert key not in str(missing) + repr(desk)


def test_the_fred_key_reaches_no_other_host(publishers: Publishers, another: Callable[..., Desk]) -> None:
    another(fred_key=KEY).read(EVERYTHING)
    for publisher, path, query in publishers.requests:
        assert publisher == "fred" or KEY not in path + str(query)


def test_requests_to_fred_keep_their_distance(publishers: Publishers, another: Callable[..., Desk]) -> None:
    times: list[float] = []
    original = publishers.answer

    def timed(publisher: str, path: str, query: dict[str, str]) -> tuple[int, str, bytes]:
        times.append(time.monotonic())
        return original(publisher, path, query)

    publishers.answer = timed  # type: ignore[method-assign]
    another(fred_key=KEY).read(("vix", "sp500", "term_premium_10y"))
    assert len(times) == 3
    assert all(later - earlier > 0.55 for earlier, later in pairwise(times))


# ---- the whole


def test_nothing_reachable_answers_in_time_and_at_once_the_next_time(
    publishers: Publishers, another: Callable[..., Desk]
) -> None:
    for publisher in PUBLISHERS:
        publishers.set_fault(publisher, "black_hole")
    desk = another()
    start = time.monotonic()
    readings = live.read_together(desk, live.TOOLS)
    assert time.monotonic() - start < 3
    faults = {one.fault for reading in readings.values() for one in reading.missing}
    assert faults == {"timeout", "no_key", "not_computed"}
    start = time.monotonic()
    live.read_together(another(), live.TOOLS)
    assert time.monotonic() - start < 0.5, "the next process does not wait again"


def test_all_sources_of_one_answer_are_fetched_side_by_side(
    publishers: Publishers, another: Callable[..., Desk]
) -> None:
    for publisher in PUBLISHERS:
        publishers.delay[publisher] = 0.5
    start = time.monotonic()
    readings = live.read_together(another(), live.TOOLS)
    assert time.monotonic() - start < 1.1
    assert {one.fault for reading in readings.values() for one in reading.missing} == {"no_key"}
    assert publishers.count() <= 13, publishers.requests


def test_figures_survive_the_round_trip(desk: Desk) -> None:
    for tool in live.TOOLS:
        for figure in tool(desk).figures:
            assert Figure.from_dict(figure.to_dict()) == figure


def test_the_publishers_own_addresses_are_the_default() -> None:
    urls = default_urls()
    assert set(urls) == set(PUBLISHERS)
    assert all(url.startswith("https://") for url in urls.values())
    urls.clear()
    assert default_urls()


def test_a_desk_for_one_answer_shares_its_deadline(desk: Desk) -> None:
    together = desk.for_one_answer()
    assert together.deadline is not None
    assert together._door is desk._door
    assert TODAY - timedelta(days=1) < together.today
