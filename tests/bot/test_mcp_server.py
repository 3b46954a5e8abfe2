"""The MCP server as another program uses it: the SDK's own client, over a process and over HTTP on this machine."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import anyio
import httpx
import pytest
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters, stdio_client

from bot.__main__ import main
from bot.ask import ask
from bot.mcp_server import NOT_SHARED
from bot.settings import Settings
from bot.toolbox import toolbox
from tests.conftest import TODAY
from tests.publishers import Publishers, histories
from tools.fred import FRED_NOTICE

ROOT = Path(__file__).parents[2]
Made = TypeVar("Made")
INTRODUCTION = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}


def variables(home: Path, **more: str) -> dict[str, str]:
    return {"QTX_HOME": str(home), "QTX_TODAY": TODAY.isoformat(), "QTX_OFFLINE": "1", **more}


@asynccontextmanager
async def client_of(settings: dict[str, str], *options: str) -> AsyncIterator[Client]:
    """A client of a server in a process of its own, over standard input and output."""
    process = StdioServerParameters(
        command=sys.executable, args=["-m", "bot", "mcp", *options], env=settings, cwd=str(ROOT)
    )
    with Path(os.devnull).open("w") as unread:
        async with Client(stdio_client(process, errlog=unread)) as client:
            yield client


def asked(settings: dict[str, str], question: Callable[[Client], Awaitable[Made]], *options: str) -> Made:
    async def conversation() -> Made:
        async with client_of(settings, *options) as client:
            return await question(client)

    return anyio.run(conversation)


async def called(client: Client, tool: str, **arguments: Any) -> Any:
    """The structured result of a tool; its message when it refuses."""
    result = await client.call_tool(tool, arguments)
    return result.content[0].text if result.is_error else result.structured_content


async def read(client: Client, uri: str) -> str:
    try:
        return (await client.read_resource(uri)).contents[0].text  # type: ignore[union-attr]
    except MCPError as error:
        return f"refused: {error}"


@pytest.fixture(scope="module")
def said(home: Path) -> dict[str, Any]:
    """What one server says to a series of calls."""

    async def questions(client: Client) -> dict[str, Any]:
        return {
            "tools": (await client.list_tools()).tools,
            "templates": (await client.list_resource_templates()).resource_templates,
            "search": await called(client, "search", query="RRP 見底之後", limit=2),
            "status": await called(client, "status", bank="fed", as_of="2024-07-01"),
            "claim": await called(client, "test_claim", claim="缩表期间恐慌指数一直偏高"),
            "sofr": await called(client, "compare_dates", names=["sofr"], first="2025-10-31", last="2025-12-31"),
            "ask": await called(client, "ask", question="is QT still running?"),
            "follow-up": await called(client, "ask", question="那欧洲央行呢?", earlier=["美联储还在缩表吗?"]),
            "traditional": await called(client, "ask", question="What is QT?", language="zh-Hant"),
            "verify": await called(client, "verify", text="SOFR was 4.22% on 31 October 2025, 30bp above IORB."),
            "no question": await called(client, "ask", question=" "),
            "no query": await called(client, "search", query=""),
            "no bank": await called(client, "status", bank="moon"),
            "no book": await called(client, "verify", text="1%, " * 20_000),
            "contents": await read(client, "qtx://sections/en"),
            "section": await read(client, "qtx://sections/en/where-qt-stands/running"),
            "段落": await read(client, "qtx://sections/zh/where-qt-stands/running"),
            "no section": await read(client, "qtx://sections/en/where-qt-stands/nowhere"),
            "no language": await read(client, "qtx://sections/fr/where-qt-stands/running"),
        }

    return asked(variables(home), questions)


def test_the_whole_toolbox_is_offered_with_its_descriptions(said: dict[str, Any], settings: Settings) -> None:
    offered = {tool.name: tool for tool in said["tools"]}
    assert set(offered) == {tool.__name__ for tool in toolbox(settings, "en")} | {"ask", "verify"}
    for tool in toolbox(settings, "en"):
        first = (tool.__doc__ or "").strip().splitlines()[0]
        assert (offered[tool.__name__].description or "").startswith(first)


def test_every_argument_is_typed_and_explained(said: dict[str, Any]) -> None:
    for tool in said["tools"]:
        for name, schema in tool.input_schema["properties"].items():
            assert "type" in schema or "anyOf" in schema or "enum" in schema, (tool.name, name)
            assert len(schema.get("description", "")) > 10, (tool.name, name)
        assert "Args:" not in tool.description
        assert tool.output_schema and "disclaimer" in tool.output_schema["properties"], tool.name


def test_nothing_offered_changes_anything(said: dict[str, Any]) -> None:
    assert all(tool.annotations.read_only_hint for tool in said["tools"])


def test_a_section_found_comes_in_the_script_of_the_query_with_its_source_and_date(said: dict[str, Any]) -> None:
    first, *_ = said["search"]["sections"]
    assert first["language"] == "zh-Hant" and "準備金" in first["text"]
    assert re.search("https://", first["sources"][0]) and first["as_of"]
    assert len(said["search"]["sections"]) == 2


def test_figures_carry_their_date_origin_and_freshness(said: dict[str, Any]) -> None:
    values = {(figure["as_of"], figure["value"]) for figure in said["sofr"]["figures"] if figure["name"] == "sofr"}
    assert values == {("2025-10-31", 4.22), ("2025-12-31", 3.87)}
    assert said["sofr"]["freshness"] == "reference"
    assert all(figure["producer"] and figure["url"] and figure["period"] for figure in said["sofr"]["figures"])
    assert "not investment advice" in said["sofr"]["disclaimer"]


def test_a_claim_comes_with_its_test(said: dict[str, Any]) -> None:
    claim = said["claim"]["claim"]
    assert claim["verdict"] == "not_supported" and "VIX" in claim["statement"]
    counted = [period for period in claim["periods"] if not period["beside"]]
    assert counted and not any(period["holds"] for period in counted)
    assert all(period["first"] < period["last"] for period in counted)


def test_what_could_not_be_had_is_named(said: dict[str, Any]) -> None:
    assert [missing["fault"] for missing in said["sofr"]["missing"]] == ["offline"]


def test_the_status_of_a_past_day_is_the_one_of_that_day(said: dict[str, Any]) -> None:
    status = said["status"]["status"]
    assert (status["verdict"], status["as_of"]) == ("slowing", "2024-07-01")
    assert max(figure["as_of"] for figure in said["status"]["figures"]) <= "2024-07-01"


def test_ask_gives_the_whole_checked_answer(said: dict[str, Any], settings: Settings) -> None:
    own = json.loads(json.dumps(ask("is QT still running?", settings).to_dict()))
    told = said["ask"]
    assert set(told) == set(own)
    for field in ("kind", "mode", "text", "citations", "checks", "missing", "disclaimer"):
        assert told[field] == own[field], field
    assert [figure["value"] for figure in told["figures"]] == [figure["value"] for figure in own["figures"]]
    assert all(check["passed"] for check in told["checks"])


def test_ask_takes_the_conversation_and_the_language(said: dict[str, Any]) -> None:
    assert said["follow-up"]["kind"] == "status" and "欧洲央行" in said["follow-up"]["text"]
    assert said["traditional"]["language"] == "zh-Hant" and "縮" in said["traditional"]["text"]


def test_verify_names_the_wrong_number_and_the_right_one(said: dict[str, Any]) -> None:
    verdicts = {number["text"]: number["verdict"] for number in said["verify"]["numbers"]}
    assert verdicts["4.22%"] == "supported" and verdicts["30bp"] == "contradicted"
    assert not said["verify"]["supported"] and said["verify"]["figures"]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("no question", "question is empty"),
        ("no query", "text is empty"),
        ("no bank", "'riksbank' or 'snb'"),
        ("no book", "check it in parts"),
        ("no section", "qtx://sections/en lists"),
        ("no language", "take en, zh or zh-Hant"),
    ],
)
def test_a_mistake_of_the_caller_is_told_in_words(said: dict[str, Any], call: str, told: str) -> None:
    assert told in said[call]


def test_sections_are_resources_in_both_languages(said: dict[str, Any]) -> None:
    assert {template.uri_template for template in said["templates"]} == {
        "qtx://sections/{language}",
        "qtx://sections/{language}/{article}/{section}",
    }
    assert "(qtx://sections/en/where-qt-stands/running)" in said["contents"]
    assert "1 December 2025" in said["section"] and "https://www.federalreserve.gov" in said["section"]
    assert "2025年12月1日" in said["段落"] and "不构成投资建议" in said["段落"]


def test_values_from_fred_are_handed_out_only_when_the_user_said_so(home: Path) -> None:
    async def history(client: Client) -> Any:
        await called(client, "search", query="QT")  # when this answers, nothing else is being prepared
        return await called(client, "series_history", name="sp500", first="2026-10-01")

    with Publishers(histories(TODAY)) as publishers:
        urls = {f"QTX_{name.upper()}_URL": url for name, url in publishers.urls.items()}
        key = {"FRED_API_KEY": "0123456789abcdef0123456789abcdef", "QTX_OFFLINE": "0"}
        withheld = asked(variables(home) | urls | key, history)
        assert not withheld["figures"] and [each["detail"] for each in withheld["missing"]] == [NOT_SHARED]
        assert publishers.count("fred") == 0
        shared = asked(variables(home) | urls | key, history, "--fred")
        assert {figure["name"] for figure in shared["figures"]} >= {"sp500", "sp500_high"}, shared["missing"]
        assert FRED_NOTICE in shared["disclaimer"]


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of a server over HTTP, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bot", "mcp", "--http", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables(home), stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        for _ in range(600):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, "the server stopped"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.terminate()
        process.wait()


def test_it_serves_over_http_on_this_machine_only(home: Path) -> None:
    async def questions(address: str) -> Any:
        async with Client(address) as client:
            return await called(client, "status", bank="boe", as_of="2023-01-01")

    with served(home) as address:
        assert anyio.run(questions, address)["status"]["verdict"] == "running"
        foreign = httpx.post(address, headers={"Host": "example.com"}, json={}, trust_env=False)
        assert foreign.status_code in {403, 421}


@pytest.mark.usefixtures("environment")
def test_a_port_that_is_taken_gets_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(sys, "argv", ["qtx", "mcp", "--http", "--port", str(other.getsockname()[1])])
        with pytest.raises(SystemExit) as end:
            main()
    assert end.value.code and "choose another" in capsys.readouterr().err


@pytest.mark.usefixtures("environment")
def test_without_its_package_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.setattr(sys, "argv", ["qtx", "mcp"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code and "qt-explainer[mcp]" in capsys.readouterr().err


def test_an_interrupt_ends_it_at_once(home: Path) -> None:
    command = [sys.executable, "-m", "bot", "mcp"]
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": INTRODUCTION}
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=ROOT,
        env=os.environ | variables(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(hello).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["result"]["serverInfo"]["name"] == "qt-explainer"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) != 0
