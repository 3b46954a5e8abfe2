"""The whole line with a model at its end: `ask` and its events, over hand-made sections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot import gather
from bot.ask import answer_events, ask
from bot.events import Answered, TextAdded
from bot.language import to_traditional
from bot.settings import Settings
from knowledge.search import Hit
from tests.model.conftest import CHINESE, ENGLISH, HONEST, HONEST_ZH, KEY
from tests.model.openai_server import OpenAIServer, fails, says

QUESTION = "How does quantitative tightening work?"


@pytest.fixture(autouse=True)
def _sections(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(query: str, language: str, *rest: Any, **options: Any) -> list[Hit]:
        found = ENGLISH if language == "en" else CHINESE
        return [Hit(replace(each, topics=()), 1.0, 0.0 if "pizza" in query else 0.9) for each in found]

    monkeypatch.setattr(gather, "find_hits", find)


def without_figure(text: str) -> str:
    return text.split("\n\n")[0]


def test_an_answer_in_a_models_words_says_so_and_passes_every_check(settings: Settings, server: OpenAIServer) -> None:
    server.replies = [says(without_figure(HONEST))]
    answer = ask(QUESTION, settings)
    assert answer.mode == "model" and answer.text == without_figure(HONEST)
    assert all(check.passed for check in answer.checks), answer.checks
    assert [citation.number for citation in answer.citations] == [1, 2]


def test_the_pieces_joined_are_the_text_in_the_script_of_the_question(settings: Settings, server: OpenAIServer) -> None:
    server.replies = [says(without_figure(HONEST_ZH))]
    events = list(answer_events("縮表是怎麼運作的？", settings))
    last = events[-1]
    assert isinstance(last, Answered) and last.answer.language == "zh-Hant"
    assert last.answer.mode == "model" and last.answer.text == to_traditional(without_figure(HONEST_ZH))
    assert "".join(each.text for each in events if isinstance(each, TextAdded)) == last.answer.text


@pytest.mark.parametrize("reply", [says(HONEST + " SOFR was 9.99% on 16 September 2026."), fails(401, KEY)])
def test_the_composed_answer_stands_in_with_the_reason_shown(
    settings: Settings, server: OpenAIServer, reply: Any
) -> None:
    server.replies = [reply]
    events = list(answer_events(QUESTION, settings))
    last = events[-1]
    assert isinstance(last, Answered)
    plain = ask(QUESTION, replace(settings, model=""))
    assert last.answer.mode == "composed" and last.answer.text == plain.text
    assert [gap.what for gap in last.answer.missing if gap not in plain.missing] == ["wording by the language model"]
    everything = repr(events)
    assert "9.99" not in everything and KEY not in everything


def test_a_refusal_asks_no_model(settings: Settings, server: OpenAIServer) -> None:
    assert ask("What is the best pizza in Naples?", settings).mode == "composed"
    assert not server.requests


def test_without_a_model_none_of_its_libraries_is_loaded(tmp_path: Any) -> None:
    import subprocess
    import sys

    code = (
        "import sys, bot.ask, bot.toolbox, bot.vet, bot.agent\n"
        "loaded = {'langchain', 'langchain_core', 'langgraph', 'langsmith', 'openai'} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603
