"""What is taken along says everything that the page says, and nothing in it can run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.answer import Citation
from bot.page import compare, export, stretches
from bot.page.glossed import explained
from bot.page.quotes import highlighted
from knowledge import load
from knowledge.events import events
from tools.figure import Series

SERIES = Series(
    name="sofr",
    series="SOFR",
    unit="percent",
    period="daily",
    producer="Federal Reserve Bank of New York",
    url="https://www.newyorkfed.org/",
    points=((date(2026, 9, 29), 3.88), (date(2026, 9, 30), 3.9)),
    fetched_at=datetime(2026, 10, 1, tzinfo=UTC),
    freshness="live",
)


def test_csv_names_unit_and_origin_of_every_point() -> None:
    rows = list(csv.DictReader(io.StringIO(export.table([SERIES]))))
    assert [row["value"] for row in rows] == ["3.88", "3.9"]
    assert {row["producer"] for row in rows} == {"Federal Reserve Bank of New York"}
    assert rows[0]["unit"] == "percent" and rows[0]["freshness"] == "live"


def test_csv_leaves_out_what_fred_forbids_to_hand_on() -> None:
    assert export.table([replace(SERIES, url="https://fred.stlouisfed.org/series/SP500")]).count("\n") == 1


def test_each_word_is_explained_once_and_never_inside_a_link() -> None:
    told = explained("QT drains reserves. QT again. [SOFR](<https://x.test>)", "en")
    assert told.count("(#term-qt ") == 1, told
    assert "[SOFR](<https://x.test>)" in told, told


def test_quotation_is_marked_in_its_passage() -> None:
    passage = load.passages("en")[0]
    citation = Citation(1, passage.id, passage.title, "https://x.test", passage.opening, "2026-10-08")
    told = highlighted(citation, "en")
    assert ":primary-background[" in told, told


def test_quotation_without_a_passage_stands_alone() -> None:
    citation = Citation(1, "no-such-section", "Statement", "https://x.test", "It costs $5.", "2026-10-08")
    assert highlighted(citation, "en") == "> It costs \\$5."


def test_times_of_qt_are_those_of_the_policy_record() -> None:
    found = stretches.bands(events("fed"), date(2015, 1, 1), date(2026, 10, 8))
    qt = [(first, last) for kind, first, last in found if kind == "qt"]
    assert qt == [(date(2017, 10, 1), date(2019, 8, 1)), (date(2022, 6, 1), date(2025, 12, 1))], found


def test_changes_of_liabilities_add_up_to_that_of_the_assets() -> None:
    days = (date(2026, 1, 7), date(2026, 9, 30))

    def series(name: str, first: float, last: float) -> Series:
        return replace(SERIES, name=name, unit="USD billion", points=tuple(zip(days, (first, last), strict=True)))

    held = {
        "reserve_balances_wednesday": series("reserve_balances_wednesday", 3000.0, 2900.0),
        "on_rrp": series("on_rrp", 10.0, 5.0),
        "tga": series("tga", 800.0, 950.0),
    }
    assets = series("total_assets", 6600.0, 6700.0)
    changes = compare.liquidity_changes(assets, held, *days)
    assert changes == {
        "reserve_balances_wednesday": -100.0, "on_rrp": -5.0, "tga": 150.0, "other": 55.0, "total_assets": 100.0
    }  # fmt: skip
    del held["tga"]
    assert compare.liquidity_changes(assets, held, *days) == {}, "a part that is not known is not guessed"
