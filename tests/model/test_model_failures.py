"""Whatever goes wrong with a provider ends in a reason, in time, and without a word of the provider's."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace

import pytest

from bot import agent
from bot.answer import Evidence
from bot.settings import Settings
from tests.model.conftest import ENGLISH, HONEST, KEY, Ask, figure
from tests.model.openai_server import (
    OpenAIServer,
    Reply,
    calls,
    cuts,
    fails,
    goes_on_forever,
    refuses,
    says,
    says_error_midway,
    stalls,
    talks_nonsense,
)

FAILURES: dict[str, tuple[Reply, set[str]]] = {
    "bad key": (fails(401, f"Incorrect API key provided: {KEY}"), {"key"}),
    "forbidden": (fails(403), {"key"}),
    "unknown model": (fails(404), {"unknown_model"}),
    "request refused": (fails(400), {"request"}),
    "rate limited": (fails(429), {"rate_limited"}),
    "out of order": (fails(500), {"provider_down"}),
    "overloaded": (fails(503), {"provider_down"}),
    "cut, as HTTP notices": (cuts(HONEST[:120]), {"cut", "unreachable"}),
    "cut, as HTTP does not": (cuts(HONEST[:120], chunked=False), {"cut", "unreachable"}),
    "too many tokens": (says(HONEST[:120], finish="length"), {"cut"}),
    "content filter": (says("", finish="content_filter"), {"refused"}),
    "malformed tool call": (calls(("search", '{"query": ')), {"malformed"}),
    "not JSON": (talks_nonsense(), {"malformed"}),
    "error in the stream": (says_error_midway(HONEST[:80], f"key {KEY}"), {"failed", "provider_down", "request"}),
    "refusal": (refuses(), {"refused", "empty"}),
    "refusal in words": (says("I'm sorry, but I can't help with that."), {"checks"}),
    "empty": (says(""), {"empty"}),
    "blank": (says(" \n "), {"empty"}),
    "endless": (goes_on_forever(), {"too_long"}),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_every_failure_ends_in_a_reason(ask: Ask, failure: str, caplog: pytest.LogCaptureFixture) -> None:
    reply, reasons = FAILURES[failure]
    caplog.set_level(logging.DEBUG)
    started = time.monotonic()
    outcome = ask(reply)
    assert outcome.declined.reason in reasons
    assert time.monotonic() - started < 6
    assert len(outcome.server.requests) <= 2, "no more than one retry"
    for gap in (outcome.declined.gap("en"), outcome.declined.gap("zh")):
        assert gap.what and gap.reason and KEY not in gap.reason
    assert not any(KEY in record.getMessage() for record in caplog.records if record.name != "httpcore.http11")


@pytest.mark.parametrize("reply", [stalls(), stalls(HONEST[:60]), stalls(HONEST[:60], keep_alive=True)])
def test_the_deadline_holds_however_the_server_stalls(ask: Ask, reply: Reply) -> None:
    started, threads = time.monotonic(), threading.active_count()
    outcome = ask(reply, seconds=1.0)
    assert outcome.declined.reason == "timeout"
    assert time.monotonic() - started < 1.5
    assert threading.active_count() <= threads + 6


def test_the_deadline_covers_both_attempts(ask: Ask) -> None:
    started = time.monotonic()
    assert ask(says("No source, no number."), stalls(), seconds=1.5).declined.reason == "timeout"
    assert time.monotonic() - started < 2.0


def test_a_slow_tool_does_not_hold_the_answer_up(ask: Ask) -> None:
    def search(query: str) -> Evidence:
        """Sections of the explainer.

        Args:
            query: What to look for.
        """
        time.sleep(2)
        return Evidence()

    started = time.monotonic()
    assert ask(calls(("search", '{"query": "x"}')), tools=(search,), seconds=1.0).declined.reason == "timeout"
    assert time.monotonic() - started < 1.5


def test_a_model_that_only_calls_tools_is_stopped(ask: Ask) -> None:
    asked: list[str] = []

    def search(query: str) -> Evidence:
        """Sections of the explainer.

        Args:
            query: What to look for.
        """
        asked.append(query)
        return Evidence()

    many = calls(*[("search", '{"query": "reserves"}')] * 5)
    outcome = ask(many, tools=(search,))
    assert outcome.declined.reason == "too_many_steps"
    assert len(outcome.server.requests) <= agent.Limits().model_calls
    assert len(asked) <= agent.Limits().tool_calls


def test_nobody_listening_is_unreachable(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert ask(says(HONEST)).declined.reason == "unreachable"


def test_no_key_is_said_before_anything_is_sent(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    outcome = ask(says(HONEST))
    assert outcome.declined.reason == "key" and not outcome.server.requests


@pytest.mark.parametrize(
    ("name", "reason"), [("nonsense", "model_name"), ("nobody:model", "model_name"), ("xai:grok", "package")]
)
def test_a_model_that_cannot_be_had_is_named_as_such(
    name: str, reason: str, settings: Settings, server: OpenAIServer
) -> None:
    from bot import compose
    from bot.plan import make_plan

    plan = make_plan("How does quantitative tightening work?")
    evidence = Evidence(tuple((each, 0.9) for each in ENGLISH), (figure(),))
    composed = compose.write(plan, evidence, settings.today)
    running = agent.write(plan, evidence, composed, replace(settings, model=name), tools=())
    with pytest.raises(StopIteration) as end:
        next(running)
    assert end.value.value == agent.Declined(reason)  # type: ignore[arg-type]


def test_the_key_goes_to_the_provider_only(ask: Ask) -> None:
    outcome = ask(says(HONEST))
    assert outcome.server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in str(outcome.server.requests) and KEY not in repr(outcome.result)


def test_values_from_fred_are_not_handed_to_a_model(ask: Ask) -> None:
    page = "https://fred.stlouisfed.org/series/VIXCLS"
    found = Evidence(tuple((each, 0.9) for each in ENGLISH), (figure(), figure("vix", 17.17, url=page)))
    outcome = ask(says(HONEST), evidence=found)
    assert outcome.declined.reason == "fred" and not outcome.server.requests
    plain = ask(says(HONEST)).composed
    outcome = ask(says(HONEST), evidence=found, composed=plain)
    assert outcome.draft.text == HONEST, "a FRED value that the answer does not show is left out"
    assert "17.17" not in str(outcome.server.requests)


def test_nothing_is_traced(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer(says("")) as collector:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", collector.url)
        monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_test")
        assert ask(says(HONEST)).draft.text == HONEST
        time.sleep(0.5)
        assert not collector.requests


def test_many_can_ask_at_once(ask: Ask, settings: Settings, server: OpenAIServer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: ask(says(HONEST), seconds=20.0), range(8)))
    assert all(each.draft.text == HONEST for each in outcomes)
