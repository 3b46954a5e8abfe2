"""The pages beside the chat: each draws in each language, and its controls do what they say."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from bot import gather
from bot.evidence import bench
from bot.page import charts, compare, projector, spark, verdict_chart
from bot.page.view import View
from bot.settings import Settings
from knowledge.claims import claims
from tests.conftest import TODAY
from tests.page.conftest import elements
from tools.figure import Series
from tools.runoff import BalanceSheet, Policy

PAGES = ("today", "learn", "lab", "texts", "origins")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
FOREIGN = re.compile(r"\(<[^>]*>\)|:small\[:gray\[.*?\]\]")
"""Addresses, and the words of a glossary card in the other language."""
ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,]+){6,}")


def draw(name: str, language: str) -> None:
    """One page by itself, as the frame would draw it."""
    from importlib import import_module

    from bot.page.view import View
    from bot.settings import Settings

    import_module(f"bot.page.{name}").draw(View(language), Settings.from_environment())  # type: ignore[arg-type]


def open_page(name: str, language: str = "en", **state: object) -> AppTest:
    """A page on its own, drawn once; `state` is what its controls stand on."""
    page = AppTest.from_function(draw, default_timeout=120, kwargs={"name": name, "language": language})
    for key, value in state.items():
        page.session_state[key] = value
    page.run()
    assert not page.exception, page.exception
    return page


def said(page: AppTest) -> str:
    """The words of a page in its own language."""
    kinds = ("title", "header", "markdown", "caption", "info", "success", "warning")
    parts = [str(element.value) for kind in kinds for element in elements(page, kind)]
    labelled = ("expander", "button", "selectbox", "slider", "select_slider")
    parts += [element.label for kind in labelled for element in elements(page, kind)]
    return FOREIGN.sub("", "\n".join(parts))


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_draws_in_the_readers_language(name: str, language: str) -> None:
    shown = said(open_page(name, language))
    if language == "en":
        assert not re.search(r"[\u4e00-\u9fff]{6,}", shown), shown
    elif name != "origins":  # the titles of foreign documents stay as they are
        assert not ENGLISH.search(shown), ENGLISH.findall(shown)
    if language == "zh-Hant":
        assert not re.search(r"[缩债证检阅读]", shown), "simplified characters are left"


@pytest.mark.usefixtures("environment")
def test_today_says_what_each_chart_shows() -> None:
    page = open_page("today")
    shown = said(page)
    assert re.search(r"Fed total assets: \\\$[\d,.]+bn on \d+ \w+ 20\d\d, (up|down) ", shown), shown
    assert len(page.get("vega_lite_chart")) == 3
    assert "CSV" in {button.label for button in page.download_button}


@pytest.mark.usefixtures("environment")
def test_today_covers_the_period_chosen() -> None:
    page = open_page("today")
    page.segmented_control(key="today_period").set_value("all").run()
    assert not page.exception
    assert "since 28 January 2015" in said(page), said(page)


@pytest.mark.usefixtures("environment")
def test_quantities_of_a_pasted_text_are_coloured() -> None:
    page = open_page("texts")
    page.text_area(key="check_text").set_value(
        "QT ended on 1 December 2025. The Fed's total assets stood at $6,743.0bn on 30 September 2026, later at $123bn."
    )
    page.button[0].click().run()
    assert not page.exception
    text = next(markdown.value for markdown in page.markdown if "-background[" in markdown.value)
    assert ":green-background[1 December 2025]" in text, text
    assert ":green-background[\\$6,743.0bn]" in text, text
    assert ":green-background[\\$123bn]" not in text, text
    assert len(page.table) == 1


@pytest.mark.usefixtures("environment")
def test_wrong_number_stands_beside_the_dated_figure_in_the_readers_language() -> None:
    page = open_page("texts", "zh-Hans")
    page.button(key="check_example").click().run()
    assert not page.exception
    told = str(page.table[0].value.to_numpy()[-1])
    assert "与证据不符" in told and "美联储总资产：67,430亿美元" in told, told
    assert "2026年9月30日" in told and "内置参考值" in told and "total_assets" not in told, told


@pytest.mark.usefixtures("environment")
def test_amounts_are_told_in_the_unit_that_the_language_counts_in() -> None:
    for language, told in (("en", "$100bn"), ("zh-Hans", "1,000亿美元"), ("zh-Hant", "1,000億美元")):
        slider = open_page("lab", language).select_slider(key="operation_amount")
        assert told in slider.options and slider.value == 100, slider.options


@pytest.mark.usefixtures("environment")
def test_text_without_quantities_and_empty_text_get_a_plain_sentence() -> None:
    page = open_page("texts")
    page.button[0].click().run()
    assert "paste a paragraph" in page.info[0].value
    page.text_area(key="check_text").set_value("Nothing to see here.")
    page.button[0].click().run()
    assert "No quantity" in page.info[0].value


@pytest.mark.usefixtures("environment")
def test_t_accounts_move_with_the_amount_and_balance() -> None:
    page = open_page("lab")
    page.select_slider(key="operation_amount").set_value(250).run()
    cells = "\n".join(str(table.value.to_numpy().ravel().tolist()) for table in page.table)
    assert "-\\\\$250bn" in cells or "-\\$250bn" in cells, cells
    assert "Every sheet balances" in said(page)


@pytest.mark.usefixtures("environment")
def test_run_off_moves_with_the_caps() -> None:
    page = open_page("lab", lab_tabs_en="Run-off")
    before = next(line for line in said(page).splitlines() if "under these assumptions" in line)
    page.select_slider(key="treasury_cap").set_value(60).run()
    after = next(line for line in said(page).splitlines() if "under these assumptions" in line)
    assert before != after, after


@pytest.mark.usefixtures("environment")
def test_run_off_from_a_past_start_is_set_beside_what_really_happened() -> None:
    page = open_page("lab", lab_tabs_en="Run-off")
    page.selectbox(key="projector_start").set_value("qt2").run()
    assert not page.exception, page.exception
    told = next(line for line in said(page).splitlines() if "under these assumptions" in line)
    assert "By 30 November 2025" in told and "In fact, total assets were" in told, told
    assert page.select_slider(key="treasury_cap").disabled, "the caps that were in force are followed"
    assert (page.select_slider(key="treasury_cap").value, page.select_slider(key="mbs_cap").value) == (30.0, 17.5)
    page.toggle(key="follow_caps").set_value(False).run()
    page.select_slider(key="treasury_cap").set_value(0).run()
    assert told not in said(page)


def test_caps_in_force_are_followed_month_by_month() -> None:
    start = BalanceSheet.closed(date(2022, 6, 1), 8900.0, 5770.0, 2707.0, 3350.0, 1965.0, 780.0)
    path = projector.follow(start, projector.Assumed(Policy(mbs_paydown=100.0, treasuries_maturing=100.0), 4, True))
    fallen = [round(before.treasuries - after.treasuries, 1) for before, after in pairwise((start, *path))]
    assert fallen == [30.0, 30.0, 30.0, 60.0], fallen
    assert all(abs(sheet.total_assets - sheet.total_liabilities) < 1e-6 for sheet in path)


@pytest.mark.usefixtures("environment")
def test_every_claim_can_be_put_to_its_test() -> None:
    page = open_page("lab", lab_tabs_en="Claims")
    for claim in claims():
        page.selectbox(key="claim").set_value(claim.id).run()
        assert not page.exception, (claim.id, page.exception)
        assert "The test: " in said(page), claim.id
        rows = page.table[0].value
        assert len(rows) == len(claim.test.periods), claim.id
        assert len(page.get("vega_lite_chart")) >= 1, claim.id


@pytest.mark.usefixtures("environment")
def test_claim_without_data_shows_its_record_with_the_day() -> None:
    page = open_page("lab", lab_tabs_en="Claims")
    shown = said(page)
    assert "0 of 9 periods measured" in shown, shown
    assert "the recorded result is shown, as of 8 October 2026" in shown, shown
    period = f"claim_period_{claims()[0].id}"
    page.selectbox(key=period).set_value("5").run()
    assert "Not borne out in this period" in said(page), said(page)
    page.selectbox(key=period).set_value("own").run()
    assert not page.exception
    assert len(page.date_input) == 2, "a period of one's own has two days"
    assert not page.table, "nothing is shown that was not measured"


def test_claim_is_measured_on_the_series_at_hand(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    weeks = [date(2021, 1, 6) + timedelta(weeks=week) for week in range(52)]
    made = {
        name: Series(
            name=name,
            series=name,
            unit=unit,
            period="weekly",
            producer="Test",
            url="https://x.test",
            points=tuple((day, 100.0 + (-1) ** place * 5 + place * 0.1) for place, day in enumerate(weeks)),
            fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
            freshness="live",
        )
        for name, unit in (("net_liquidity", "USD billion"), ("sp500", "index"))
    }
    monkeypatch.setattr(bench, "read_named", lambda *_, **__: (made, ()))
    claim = claims()[0]
    trial = bench.put_to_test(claim, gather.desk(settings), [claim.test.periods[3]])
    chart = verdict_chart.bars(View("en"), trial)
    rows = chart["layer"][0]["data"]["values"] if "data" in chart["layer"][0] else chart["data"]["values"]
    assert [row["kind"] for row in rows] == ["Measured now", "On record"], rows
    assert rows[0]["state"] == "yes" and rows[0]["value"] > 0.99, rows


@pytest.mark.usefixtures("environment")
def test_sources_name_every_publisher_and_the_cut_off() -> None:
    page = open_page("origins")
    cells = str(page.table[0].value.to_numpy().ravel().tolist())
    for publisher in ("New York Fed", "Treasury FiscalData", "Federal Reserve Board", "European Central Bank"):
        assert publisher in cells, cells
    assert "8 October 2026" in said(page)


@pytest.mark.usefixtures("environment")
def test_sources_say_how_old_the_newest_values_are() -> None:
    page = open_page("origins")
    cells = page.table[0].value.to_numpy().ravel().tolist()
    told = [re.match(r"(\d+ \w+ 20\d\d)\s+:small\[:gray\[(\d+) days? ago", str(cell)) for cell in cells]
    ages = [(each[1], View("en").phrases.date(TODAY - timedelta(days=int(each[2])))) for each in told if each]
    assert len(ages) >= 3 and all(day == counted for day, counted in ages), cells
    assert "built-in reference values end on 8 October 2026" in said(page)


def test_small_chart_ends_in_the_figure_it_stands_beside(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    state = {"spark_settings": settings}
    monkeypatch.setattr("streamlit.session_state", state)
    figure = gather.read_figures(("reserve_balances",), settings).figure("reserve_balances")
    assert figure is not None
    told = spark.trends(
        View("en"), [figure, replace(figure, value=figure.value + 1), replace(figure, name="no_series")]
    )
    assert told[0].startswith("![") and "30 September 2026" in told[0], told[0]
    assert told[1] == "", "a line that ends elsewhere is not drawn beside the figure"
    assert told[2] == ""
    drawn = base64.b64decode(told[0].split("base64,")[1].split(" ")[0]).decode()
    assert drawn.startswith("<svg") and "polyline" in drawn


@pytest.mark.usefixtures("environment")
def test_two_days_are_compared_with_the_change_and_where_it_went() -> None:
    page = open_page("today", today_tabs_en="Two days compared")
    page.selectbox(key="today_pair").set_value("qt2").run()
    assert not page.exception, page.exception
    days = [each.value for each in page.date_input]
    assert days == [date(2022, 6, 1), date(2025, 12, 1)], days
    shown = said(page)
    assert "From 1 June 2022 to 29 October 2025 total assets changed by" in shown, shown
    assert "the 2-year yield went from" in shown, shown
    page.date_input(key="today_before").set_value(date(2024, 1, 31)).run()
    assert page.selectbox(key="today_pair").value == "own"
    page.date_input(key="today_after").set_value(date(2024, 1, 31)).run()
    assert "Choose two different days." in said(page)


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    ("part", "fewest"), [("Balance sheet and liquidity", 3), ("Rates", 2), ("Two days compared", 2)]
)
def test_every_chart_has_a_dated_sentence_and_a_source(part: str, fewest: int) -> None:
    page = open_page("today", today_tabs_en=part)
    drawn = page.get("vega_lite_chart")
    sources = [each.value for each in page.markdown if each.value.startswith(":small[[")]
    assert len(drawn) >= fewest and len(sources) >= len(drawn), (len(drawn), sources)
    for chart in drawn:
        assert re.search(r"\d+ \w+ 20\d\d", chart.proto.alt), chart.proto.alt


@pytest.mark.usefixtures("environment")
def test_a_stretch_of_qt_can_be_looked_at() -> None:
    page = open_page("today")
    page.segmented_control(key="today_period").set_value("qt1").run()
    assert not page.exception
    assert re.search(r"Fed total assets: .+ on \d+ October 2019, down .+ since \d+ July 2017", said(page)), said(page)


def test_common_days_need_every_liability() -> None:
    day = date(2026, 9, 2)
    weeks = tuple(day + timedelta(weeks=week) for week in range(3))

    def series(name: str, days: tuple[date, ...]) -> Series:
        return Series(
            name, name, "USD billion", "weekly", "Test", "https://x.test", tuple((each, 1.0) for each in days),
            datetime(2026, 11, 1, tzinfo=UTC), "live",
        )  # fmt: skip

    held = {"tga": series("tga", weeks[1:]), "on_rrp": series("on_rrp", (weeks[1] - timedelta(days=3),))}
    days = compare.common_days(series("total_assets", weeks), held)
    assert days == (weeks[1],), "TGA of the very day, ON RRP at most a week old"
    assert compare.near(days, weeks[1] + timedelta(days=40)) == weeks[1]
    assert compare.near(days, weeks[1] - timedelta(days=10)) == weeks[1]
    assert compare.near(days, date(2027, 9, 1)) is None


@pytest.mark.usefixtures("environment")
def test_controls_keep_what_was_set_while_another_page_is_drawn() -> None:
    page = AppTest.from_function(_two_pages, default_timeout=60).run()
    page.slider(key="amount").set_value(7).run()
    page.toggle(key="other_page").set_value(True).run()
    assert not page.slider
    page.toggle(key="other_page").set_value(False).run()
    assert page.slider(key="amount").value == 7


def _two_pages() -> None:
    import streamlit as st

    from bot.page import kept

    kept.hold()
    if not st.toggle("other", key="other_page"):
        st.slider("amount", 0, 10, key=kept.usual("amount", 3))


def test_long_series_are_drawn_whole_and_touched_at_their_peaks() -> None:
    days = [date(2020, 1, 1) + timedelta(days=day) for day in range(2000)]
    points = tuple((day, 500.0 if place == 777 else float(place % 7)) for place, day in enumerate(days))
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    series = Series("sofr", "SOFR", "percent", "daily", "Test", "https://x.test", points, moment, "live")
    chart = charts.over_time(View("en"), (series,), (), days[0], days[-1])
    line, touched = (layer["data"]["values"] for layer in chart["layer"])
    assert len(line) == 2000
    assert len(touched) < 450 and {500.0} <= {row["value"] for row in touched}
    assert touched[-1] == line[-1]


def test_curve_shows_only_values_of_one_and_the_same_day() -> None:
    moment = datetime(2026, 11, 1, tzinfo=UTC)

    def series(name: str, points: dict[date, float]) -> Series:
        return Series(name, name, "percent", "daily", "Test", "https://x.test", tuple(points.items()), moment, "live")

    early, late, later = date(2026, 9, 1), date(2026, 10, 2), date(2026, 10, 7)
    yields = {
        "2Y": series("yield_2y", {early: 3.6, late: 4.8}),
        "10Y": series("yield_10y", {early: 4.1, late: 5.2, later: 5.3}),
        "30Y": series("yield_30y", {early: 4.7, later: 5.7}),
    }
    assert compare.curve_day(yields, date(2026, 11, 22)) == late
    rows = charts.curve(View("en"), yields, (early, late))["data"]["values"]
    assert [(row["maturity"], row["day"], row["value"]) for row in rows] == [
        ("2Y", "1 September 2026", 3.6), ("10Y", "1 September 2026", 4.1), ("30Y", "1 September 2026", 4.7),
        ("2Y", "2 October 2026", 4.8), ("10Y", "2 October 2026", 5.2),
    ], rows  # fmt: skip
    named = {each.name: each for each in yields.values()}
    told = compare.curve_in_words(View("en"), named, early, late)
    assert told.startswith("From 1 September 2026 to 2 October 2026 the 2-year yield went from 3.60% to 4.80%"), told
