"""Every publisher's format, from small recorded bodies: marks, traps and changes of shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import httpx
import pytest

from tests.publishers import PUBLISHERS
from tools import board, ecb, fiscaldata, nyfed, treasury
from tools.cells import Found, number
from tools.errors import NothingThere, Refused, UnitChanged, Unreadable
from tools.fetch import Deadline, Door

RECORDED = Path(__file__).parent.parent / "recorded"
TODAY = date(2026, 9, 18)
START = date(2020, 1, 1)
Respond = Callable[[httpx.Request], httpx.Response]


def ask(
    read: Callable[..., Found], group: str, wanted: Mapping[str, str], body: str | Respond, first: date = START
) -> Found:
    respond = body if callable(body) else lambda request: httpx.Response(200, text=body)
    door = Door(dict.fromkeys(PUBLISHERS, "https://publisher.example"), None, httpx.MockTransport(respond))
    return read(door, group, wanted, first, TODAY, TODAY, Deadline())


def recorded(name: str) -> str:
    return (RECORDED / name).read_text("utf-8")


def test_recorded_bodies_are_small() -> None:
    assert all(file.stat().st_size < 20_000 for file in RECORDED.iterdir())


# ---- Federal Reserve Board


def test_columns_are_chosen_by_identifier_and_never_by_label() -> None:
    wanted = {"total_assets": "RESPPMA_N.WW", "tga": "RESPPLLDT_N.WW", "tga_week_average": "RESPPLLDT_XAW_N.WW"}
    found = ask(board.read, "h41", wanted, recorded("board_h41.csv"))
    assert found.points["total_assets"][-1] == (date(2026, 9, 16), 6_700_300.0)
    assert found.points["tga"][-1] == (date(2026, 9, 9), 900_200.0)
    assert found.points["tga_week_average"] == ((date(2026, 9, 2), 800_100.0), (date(2026, 9, 16), 800_300.0))
    assert found.marks == {"tga": date(2026, 9, 16), "tga_week_average": date(2026, 9, 9)}


def test_one_request_serves_all_h41_series() -> None:
    asked: list[dict[str, str]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(dict(request.url.params))
        return httpx.Response(200, text=recorded("board_h41.csv"))

    ask(board.read, "h41", {"total_assets": "RESPPMA_N.WW", "tga": "RESPPLLDT_N.WW"}, respond)
    assert len(asked) == 1
    assert (asked[0]["rel"], asked[0]["layout"], asked[0]["type"]) == ("H41", "seriescolumn", "package")
    assert asked[0]["from"] == "01/01/2020"


def test_a_package_that_is_no_longer_known_gives_way_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        known = request.url.params["series"] == "new"
        return httpx.Response(200, text=recorded("board_h41.csv")) if known else httpx.Response(404)

    monkeypatch.setitem(board.PACKAGES, "h41", ("old", "new"))
    assert ask(board.read, "h41", {"tga": "RESPPLLDT_N.WW"}, respond).points["tga"]
    monkeypatch.setitem(board.PACKAGES, "h41", ("old",))
    with pytest.raises(Refused):
        ask(board.read, "h41", {"tga": "RESPPLLDT_N.WW"}, respond)


def test_a_series_that_no_package_holds_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = ask(board.read, "h41", {"mbs_held": "RESPPALGASMO_N.WW"}, recorded("board_h41.csv"))
    assert isinstance(found.faults["mbs_held"], NothingThere)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Multiplier:","1000000","1e+06"', '"Multiplier:","1000000","1000"'),
        ('"Multiplier:","1000000","1e+06"', '"Multiplier:","1000000","many"'),
        ('"Unit:","Currency","Currency"', '"Unit:","Currency","Percent"'),
        ('"Unit:","Currency","Currency"', '"Unit:","Currency","Billions of Dollars"'),
        ('"Currency:","USD","USD"', '"Currency:","USD","EUR"'),
        ("(Less eliminations from consolidation): Wednesday level", "(Less eliminations): week average"),
    ],
)
def test_a_changed_unit_or_meaning_is_a_typed_refusal(old: str, new: str) -> None:
    body = recorded("board_h41.csv")
    assert old in body
    found = ask(board.read, "h41", {"total_assets": "RESPPMA_N.WW"}, body.replace(old, new))
    assert isinstance(found.faults["total_assets"], UnitChanged)
    assert "total_assets" not in found.points


def test_iorb_is_spliced_with_ioer() -> None:
    found = ask(board.read, "prates", {"iorb": "RESBM_N.D+RESBME_N.D"}, recorded("board_prates.csv"))
    assert found.points["iorb"] == (
        (date(2021, 7, 27), 0.11),
        (date(2021, 7, 28), 0.11),
        (date(2021, 7, 29), 0.13),
        (date(2021, 7, 30), 0.13),
    )


def test_the_release_page_gives_level_and_average_of_its_wednesday() -> None:
    page = recorded("board_h41.htm")
    labels = {"total_assets": "Total assets", "mbs_held": "Mortgage-backed securities"}
    levels = ask(board.read, "h41_page", {**labels, "tga": "U.S. Treasury, General Account"}, page)
    wednesday = date(2026, 9, 16)
    assert {name: points[-1] for name, points in levels.points.items()} == {
        "total_assets": (wednesday, 6_700_300.0),
        "mbs_held": (wednesday, 1_910_500.0),
        "tga": (wednesday, 900_300.0),
    }
    averages = ask(board.read, "h41_page_average", {"tga_week_average": "U.S. Treasury, General Account"}, page)
    assert averages.points["tga_week_average"] == ((wednesday, 800_300.0),)


def test_a_release_page_without_a_date_is_not_guessed_at() -> None:
    page = "<table><tr><td>Total assets</td><td>(0)</td><td>6,700,300</td></tr></table>"
    found = ask(board.read, "h41_page", {"total_assets": "Total assets"}, page)
    assert isinstance(found.faults["total_assets"], Unreadable)


# ---- New York Fed


def test_operations_are_counted_by_their_rules() -> None:
    wanted = {"on_rrp": "on_rrp", "standing_repo": "standing_repo", "on_rrp_rate": "on_rrp_rate"}
    found = ask(nyfed.read, "operations", wanted, recorded("nyfed_operations.json"), date(2026, 9, 1))
    assert dict(found.points["standing_repo"]) == pytest.approx({date(2026, 9, 16): 0.0, date(2026, 9, 17): 2.501})
    assert found.points["on_rrp"] == ((date(2026, 9, 17), 0.545),), "without the small test and the term operation"
    assert found.points["on_rrp_rate"] == ((date(2026, 9, 17), 3.5),)


def test_soma_uses_the_total_and_never_a_sum() -> None:
    wanted = {"soma_total": "total", "treasuries_held": "treasuries", "mbs_held": "mbs_all"}
    found = ask(nyfed.read, "soma", wanted, recorded("nyfed_soma.json"))
    assert found.points["soma_total"][-1] == (date(2026, 9, 16), 6_357_500.0)
    assert found.points["treasuries_held"][-1][1] == pytest.approx(4_448_000.0), "the blank part is in the total"
    assert found.points["mbs_held"][-1][1] == pytest.approx(1_907_500.0)


def test_an_address_the_server_does_not_know_gives_way_to_the_other_documented_one() -> None:
    asked: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if "all/search" in request.url.path:
            return httpx.Response(400)
        rows = [
            {"effectiveDate": "2026-09-17", "type": kind, "percentRate": rate}
            for kind, rate in (("SOFR", 3.7), ("EFFR", 9))
        ]
        return httpx.Response(200, json={"refRates": rows})

    found = ask(nyfed.read, "sofr", {"sofr": "percentRate"}, respond, date(2026, 6, 1))
    assert found.points["sofr"] == ((date(2026, 9, 17), 3.7),)
    assert asked == ["/api/rates/all/search.json", "/api/rates/secured/sofr/search.json"]


def test_the_newest_rates_are_asked_for_by_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        rows = (
            [{"effectiveDate": "2026-09-17", "type": "EFFR", "percentRate": 3.6}]
            if "search" in request.url.path
            else []
        )
        return httpx.Response(200, json={"refRates": rows})

    monkeypatch.setattr(nyfed, "today_in_new_york", lambda: TODAY)
    found = ask(nyfed.read, "effr", {"effr": "percentRate"}, respond, date(2026, 9, 1))
    assert asked == ["/api/rates/unsecured/effr/last/14.json", "/api/rates/all/search.json"]
    assert found.points["effr"], "an answer without any row gives way, too"


def test_a_table_that_may_be_cut_off_is_not_believed() -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        cut = recorded("board_h41.csv").encode()[:-4]
        return httpx.Response(200, stream=httpx.ByteStream(cut))

    found = ask(board.read, "h41", {"total_assets": "RESPPMA_N.WW"}, recorded("board_h41.csv"))
    assert found.points["total_assets"]
    with pytest.raises(Unreadable):
        ask(board.read, "h41", {"total_assets": "RESPPMA_N.WW"}, respond)


@pytest.mark.parametrize(
    "body", ['{"refRates": {}}', '{"refRates": [1]}', "[]", "null", '{"refRates": [{"percentRate": 1}]}']
)
def test_an_unexpected_shape_is_unreadable(body: str) -> None:
    try:
        found = ask(nyfed.read, "sofr", {"sofr": "percentRate"}, body)
    except Unreadable:
        return
    assert isinstance(found.faults["sofr"], Unreadable)


# ---- FiscalData


def test_three_generations_of_the_account_name_are_known() -> None:
    found = ask(fiscaldata.read, "dts", {"tga_daily": "daily"}, recorded("fiscaldata_generations.json"))
    assert found.points["tga_daily"] == (
        (date(2021, 9, 30), 210_000.0),
        (date(2022, 4, 15), 700_000.0),
        (date(2022, 4, 18), 701_000.0),
    )


def test_a_closing_balance_that_does_not_add_up_is_left_out() -> None:
    body = recorded("fiscaldata_generations.json").replace('"701000"', '"741000"')
    found = ask(fiscaldata.read, "dts", {"tga_daily": "daily"}, body)
    assert date(2022, 4, 18) not in dict(found.points["tga_daily"])
    assert found.faults["tga_daily"].fault == "implausible"


def test_without_the_closing_label_nothing_is_taken_in_its_place() -> None:
    body = recorded("fiscaldata_generations.json").replace("Closing Balance", "Final Balance")
    found = ask(fiscaldata.read, "dts", {"tga_daily": "daily"}, body)
    assert date(2022, 4, 18) not in dict(found.points["tga_daily"]), "never the opening balance"


# ---- Treasury


def test_csv_columns_are_found_by_name() -> None:
    wanted = {"yield_2y": "2YEAR|2 Yr", "yield_10y": "10YEAR|10 Yr", "yield_30y": "30YEAR|30 Yr"}
    found = ask(treasury.read, "par_csv", wanted, recorded("treasury_par.csv"), date(2026, 9, 1))
    assert found.points["yield_2y"] == ((date(2026, 9, 16), 4.80), (date(2026, 9, 17), 4.83))
    assert found.points["yield_10y"][-1][1] == 5.01
    assert found.points["yield_30y"] == ((date(2026, 9, 16), 5.60),)
    assert found.marks == {"yield_30y": date(2026, 9, 17)}


def test_xml_that_wants_to_be_clever_is_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><feed>&b;</feed>'
    with pytest.raises(Unreadable):
        ask(treasury.read, "par", {"yield_2y": "2YEAR"}, bomb, date(2026, 9, 1))


# ---- ECB


def test_weeks_are_dated_by_their_friday() -> None:
    body = (
        "KEY,FREQ,TIME_PERIOD,OBS_VALUE,UNIT,UNIT_MULT\r\n"
        "ILM.W.U2.C.T000000.Z5.Z01,W,2020-W53,6979324,EUR,6\r\n"
        "ILM.W.U2.C.T000000.Z5.Z01,W,2026-W37,5900000,EUR,6\r\n"
    )
    found = ask(ecb.read, "ILM", {"ecb_total_assets": "W.U2.C.T000000.Z5.Z01"}, body)
    assert found.points["ecb_total_assets"] == ((date(2021, 1, 1), 6979324.0), (date(2026, 9, 11), 5900000.0))
    wrong = ask(ecb.read, "ILM", {"ecb_total_assets": "W.U2.C.T000000.Z5.Z01"}, body.replace("EUR,6", "EUR,9"))
    assert isinstance(wrong.faults["ecb_total_assets"], UnitChanged)


def test_marks_are_missing_and_everything_else_has_to_be_a_number() -> None:
    assert [number(cell) for cell in (None, "", "ND", "n/a", ".", "null", " - ")] == [None] * 7
    assert [number(cell) for cell in ("6,748,567", "756218.0", 3, "1e3")] == [6748567.0, 756218.0, 3.0, 1000.0]
    nonsense: tuple[object, ...] = (True, "1e999", float("inf"), "ten", [], "3.6%")
    for cell in nonsense:
        with pytest.raises(Unreadable):
            number(cell)
