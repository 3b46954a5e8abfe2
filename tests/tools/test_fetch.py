"""The one door to the network."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.publishers import Publishers
from tools.errors import RateLimited, Redirected, Refused, TimedOut, TooLarge, ToolsError, Unreadable, UpstreamDown
from tools.fetch import LEFT_ALONE_SECONDS, USER_AGENT, Deadline, Door, json_of, side_by_side

URLS = {"board": "https://board.example", "nyfed": "https://nyfed.example/api/", "fred": "https://fred.example"}
Respond = Callable[[httpx.Request], httpx.Response]


def door(respond: Respond, folder: Path | None = None) -> Door:
    return Door(URLS, folder, httpx.MockTransport(respond))


def test_a_base_address_may_end_in_a_slash_or_in_api() -> None:
    asked: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, json={})

    door(respond).get("nyfed", "/api/soma/summary.json")
    assert asked == ["https://nyfed.example/api/soma/summary.json"]


def test_only_configured_publishers_can_be_asked() -> None:
    with pytest.raises(KeyError):
        door(lambda request: httpx.Response(200)).get("elsewhere", "/")
    for url in ("ftp://host", "https://user:secret@host", "https://host?x=1", "host"):
        with pytest.raises(ValueError, match="board"):
            Door({"board": url}, None)


def test_a_redirect_to_another_host_is_refused() -> None:
    asked: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(302, headers={"Location": "https://evil.example/h41"})

    with pytest.raises(Redirected):
        door(respond).get("board", "/h41")
    assert asked == ["board.example"]


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever() -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/new":
            return httpx.Response(200, text="here")
        return httpx.Response(301, headers={"Location": "/new" if request.url.path == "/old" else "/round"})

    assert door(respond).get("board", "/old").text == "here"
    with pytest.raises(Redirected):
        door(respond).get("board", "/round")


@pytest.mark.parametrize(("status", "error"), [(500, UpstreamDown), (503, UpstreamDown), (429, RateLimited)])
def test_server_errors_are_tried_again_and_then_named(status: int, error: type[ToolsError]) -> None:
    asked: list[int] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(1)
        return httpx.Response(status)

    with pytest.raises(error):
        door(respond).get("board", "/h41")
    assert len(asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 418])
def test_a_refused_request_is_not_repeated(status: int) -> None:
    asked: list[int] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(1)
        return httpx.Response(status)

    with pytest.raises(Refused) as caught:
        door(respond).get("board", "/h41")
    assert (len(asked), caught.value.status) == (1, status)


def test_retry_after_is_kept_within_the_deadline() -> None:
    answers = iter([httpx.Response(429, headers={"Retry-After": "0.3"}), httpx.Response(200, text="now")])
    start = time.monotonic()
    assert door(lambda request: next(answers)).get("board", "/h41").text == "now"
    assert 0.3 <= time.monotonic() - start < 1
    with pytest.raises(RateLimited):
        door(lambda request: httpx.Response(429, headers={"Retry-After": "3600"})).get("board", "/h41")
    assert time.monotonic() - start < 1.5


def test_a_broken_connection_is_tried_again() -> None:
    asked: list[int] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(1)
        if len(asked) == 1:
            raise httpx.RemoteProtocolError("broken", request=request)
        return httpx.Response(200, text="whole")

    assert door(respond).get("board", "/h41").text == "whole"


def test_a_refused_connection_is_not_repeated() -> None:
    asked: list[int] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(1)
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(Refused):
        door(respond).get("board", "/h41")
    assert len(asked) == 1


def test_a_failed_host_is_left_alone_for_a_minute_also_by_the_next_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        raise httpx.ConnectError("refused", request=request)

    for path in ("/h41", "/h41", "/prates"):
        with pytest.raises(Refused):
            door(respond, tmp_path).get("board", path)
    assert asked == ["/h41"]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LEFT_ALONE_SECONDS + 1)
    with pytest.raises(Refused):
        door(respond, tmp_path).get("board", "/h41")
    assert asked == ["/h41", "/h41"]


def test_one_place_out_of_order_does_not_close_the_whole_host(tmp_path: Path) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(503 if request.url.path == "/h41" else 200, text="fine")

    one = door(respond, tmp_path)
    with pytest.raises(UpstreamDown):
        one.get("board", "/h41")
    assert one.get("board", "/page").text == "fine"


def test_a_damaged_memory_of_failures_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "unreachable.json").write_text('{"board.example": {"until": ', "utf-8")
    assert door(lambda request: httpx.Response(200, text="fine"), tmp_path).get("board", "/h41").text == "fine"


def test_a_body_without_end_is_cut_off(publishers: Publishers) -> None:
    publishers.set_fault("board", "endless")
    with pytest.raises(TooLarge):
        Door(publishers.urls, None).get("board", "/datadownload/Output.aspx", {"rel": "H41"})


def test_a_drip_fed_body_ends_with_the_deadline(publishers: Publishers) -> None:
    publishers.set_fault("board", "drip")
    start = time.monotonic()
    with pytest.raises(TimedOut):
        Door(publishers.urls, None).get("board", "/datadownload/Output.aspx", {"rel": "H41"}, deadline=Deadline(0.8))
    assert time.monotonic() - start < 1.5


def test_a_silent_host_is_given_up_and_remembered(publishers: Publishers, tmp_path: Path) -> None:
    publishers.set_fault("board", "drip_headers")
    one = Door(publishers.urls, tmp_path)
    deadline = Deadline(0.6)
    start = time.monotonic()
    result = side_by_side({"h41": lambda: one.get("board", "/datadownload/Output.aspx", deadline=deadline)}, deadline)
    assert isinstance(result["h41"], TimedOut)
    assert time.monotonic() - start < 1.2
    with pytest.raises(TimedOut, match="left alone"):
        Door(publishers.urls, tmp_path).get("board", "/datadownload/Output.aspx")


def test_within_one_deadline_an_address_is_asked_once() -> None:
    asked: list[int] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(1)
        time.sleep(0.05)
        return httpx.Response(200, text="once")

    one, deadline = door(respond), Deadline()
    jobs = {n: lambda: one.get("board", "/h41", deadline=deadline).text for n in range(5)}
    assert set(side_by_side(jobs, deadline).values()) == {"once"}
    assert len(asked) == 1


def test_a_fault_in_one_job_does_not_take_the_others_down(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> str:
        raise RuntimeError("a mistake of ours")

    results = side_by_side({"broken": broken, "fine": lambda: "fine"}, Deadline())
    assert results["fine"] == "fine"
    assert isinstance(results["broken"], Unreadable)


def test_the_user_agent_names_the_project(publishers: Publishers) -> None:
    Door(publishers.urls, None).get("nyfed", "/api/soma/summary.json")
    assert publishers.agents == {USER_AGENT}
    assert "qt-explainer" in USER_AGENT and "Mozilla" not in USER_AGENT


def test_a_key_is_neither_in_errors_nor_in_logs(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "k3y" * 10 + "ab"
    with caplog.at_level(logging.DEBUG):
        for status in (200, 400, 403, 500):
            one = door(lambda request, status=status: httpx.Response(status, text="x"))  # type: ignore[misc]
            try:
                one.get("board", "/fred/series", {"series_id": "SOFR", "api_key": secret})
            except ToolsError as error:
                assert secret not in f"{error} {error.detail} {error!r} {error.__cause__} {error.__context__}"
    assert secret not in caplog.text
    assert "api_key=..." in caplog.text, "the address was logged, without the key"
    assert secret not in capsys.readouterr().err


def test_a_web_page_in_place_of_data_is_an_outage() -> None:
    page = door(lambda request: httpx.Response(200, text="  <!DOCTYPE html><p>temporarily unavailable")).get(
        "board", "/"
    )
    with pytest.raises(UpstreamDown):
        json_of(page)
    with pytest.raises(Unreadable):
        json_of(door(lambda request: httpx.Response(200, text='{"half": ')).get("board", "/"))
