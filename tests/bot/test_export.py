"""What is taken along says everything that the answer says, nothing in it can run, and it can be read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot import export
from bot.answer import Answer
from bot.ask import ask
from bot.database import Database
from bot.export import Unanswered
from bot.history import History
from bot.settings import Settings
from tests.bot.test_history import ANSWER, FIGURE

MARKUP = replace(
    ANSWER,
    question="What is <b>SOFR</b>?",
    language="en",
    text="**SOFR** was 3.90% [1].\n\n- one\n- two\n\n<script>alert(1)</script>",
    disclaimer="Not investment advice.",
)
FROM_FRED = replace(
    MARKUP,
    question="Where is the S&P 500?",
    text="The S&P 500 closed at 6,123.45.",
    figures=(replace(FIGURE, name="sp500", value=6123.45, url="https://fred.stlouisfed.org/series/SP500"),),
)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    database = Database("", tmp_path)
    yield History(database)
    database.close()


@pytest.mark.parametrize("written", [export.markdown([MARKUP]), export.brief([MARKUP])])
def test_export_carries_everything(written: str) -> None:
    for part in ("SOFR", "3.90%", "30 September 2026", "newyorkfed.org", "发布机构没有应答", "Not investment advice."):
        assert part in written, (part, written)


class Tags(HTMLParser):
    """Every element of a page, and the addresses in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.sources += [str(value) for name, value in attrs if name in {"src", "srcset", "background"}]


def test_brief_runs_nothing_and_loads_nothing() -> None:
    written = export.brief([MARKUP])
    found = Tags(written)
    assert not found.names & {"script", "img", "link", "iframe", "object", "b", "form"} and not found.sources
    assert "<strong>SOFR</strong>" in written and "<li>one</li>" in written
    assert "url(" not in written and "@import" not in written


def test_brief_is_in_the_language_of_the_conversation() -> None:
    written = export.brief([ANSWER])
    assert '<html lang="zh-Hans">' in written and "来源" in written and "不构成投资建议" in written


def test_values_of_fred_are_in_no_file() -> None:
    for written in (export.markdown([FROM_FRED, MARKUP]), export.brief([FROM_FRED, MARKUP])):
        assert "6,123.45" not in written
        assert "FRED" in written, "the reader is told why the answer is not there"
        assert "3.90%" in written, "other answers are"


@pytest.mark.parametrize(
    ("question", "told"), [("What is QT?", "stopped"), ("什么是缩表？", "停止"), ("什麼是縮表？", "停止")]
)
def test_a_question_without_an_answer_says_why(question: str, told: str) -> None:
    for written in (export.markdown([Unanswered(question)]), export.brief([Unanswered(question)])):
        assert question in written and told in written, written


@pytest.mark.parametrize("question", ["Is QT still running?", "净流动性是什么，怎么计算？", "best pizza in Rome?"])
def test_a_conversation_survives_storing_and_json(question: str, history: History, settings: Settings) -> None:
    answer = ask(question, settings)
    conversation = history.begin("a", question)
    history.add_answer(history.add_question(conversation.id, question), answer)
    turns = history.turns(conversation.id)
    table = json.loads(export.as_json(conversation, turns))
    assert Answer.from_dict(table["turns"][0]["answer"]) == answer
    assert table["turns"][0]["id"] == turns[0].id
    assert export.markdown(export.entries(turns)) == export.markdown([answer])
    assert export.brief(export.entries(turns)) == export.brief([answer])
    for citation in answer.citations:
        assert f"[{citation.number}] {citation.title} ({citation.as_of}) <{citation.url}>" in export.markdown([answer])
