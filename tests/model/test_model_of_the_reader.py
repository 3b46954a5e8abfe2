"""A model and a key that one reader brings along: used for that reader's answer, and nowhere else."""

from __future__ import annotations

import json
import logging
import os

import pytest

from bot import agent, compose
from bot.answer import Evidence
from bot.plan import make_plan
from bot.settings import Model, Settings
from tests.model.conftest import ENGLISH, HONEST, KEY, TODAY, figure
from tests.model.openai_server import OpenAIServer, fails, says

OWN = "sk-of-the-reader-9876543210"


def worded(settings: Settings, model: Model | None) -> agent.Worded | agent.Declined:
    plan = make_plan("How does quantitative tightening work?", today=TODAY)
    evidence = Evidence(tuple((each, 0.9) for each in ENGLISH), (figure(),))
    composed = compose.write(plan, evidence, TODAY)
    limits = agent.Limits(seconds=8.0)
    running = agent.write(plan, evidence, composed, settings, limits=limits, tools=(), model=model)
    while True:
        try:
            next(running)
        except StopIteration as end:
            result: agent.Worded | agent.Declined = end.value
            return result


def test_key_of_the_reader_is_used_and_the_environment_left_alone(
    server: OpenAIServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    before = dict(os.environ)
    server.replies = [says(HONEST)]
    assert isinstance(worded(settings, Model("openai:other-model", OWN)), agent.Worded)
    assert server.headers[-1]["authorization"] == f"Bearer {OWN}"
    assert server.requests[-1]["model"] == "other-model"
    assert dict(os.environ) == before


def test_next_reader_without_a_key_gets_none_of_another(server: OpenAIServer, settings: Settings) -> None:
    server.replies = [says(HONEST)]
    worded(settings, Model("openai:other-model", OWN))
    worded(settings, None)
    assert server.headers[-1]["authorization"] == f"Bearer {KEY}", "the key that the installation has"


def test_key_is_in_no_log_and_no_message(
    server: OpenAIServer, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.replies = [fails(401)]
    model = Model("openai:other-model", OWN)
    result = worded(settings, model)
    assert isinstance(result, agent.Declined) and result.reason == "key"
    told = json.dumps([result.gap("en").reason, repr(model), str(model), repr(result)])
    assert OWN not in told and OWN not in caplog.text
