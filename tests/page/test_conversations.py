"""Conversations on the page: kept, found, opened, shared, rated; and a model of the reader's own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Text

from bot.database import FILE
from bot.history import History, open_history
from bot.page import talk
from bot.settings import Settings
from tests.conftest import TODAY
from tests.model.openai_server import OpenAIServer, fails
from tests.page.conftest import APP

FIRST, SECOND = "What is quantitative tightening?", "缩表还在进行吗？"
Opened = Callable[..., AppTest]


@pytest.fixture
def own_home(home: Path, tmp_path: Path, environment: pytest.MonkeyPatch) -> Path:
    """A data folder with the shared index and conversations of its own."""
    (tmp_path / "index").symlink_to(home / "index")
    environment.setenv("QTX_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def history(own_home: Path) -> History:
    return open_history(Settings(home=own_home, today=TODAY))


@pytest.fixture
def opened(own_home: Path) -> Opened:
    """The page in a new session, of a reader known by a cookie, at an address."""

    def at(reader: str = "a" * 32, **address: str) -> AppTest:
        page = AppTest.from_file(str(APP), default_timeout=120)
        page.session_state["reader"] = reader
        for name, value in address.items():
            page.query_params[name] = value
        return page.run()

    return at


def ask(page: AppTest, question: str) -> AppTest:
    page.chat_input[0].set_value(question).run()
    assert not page.exception, page.exception
    return page


def button(page: AppTest, start: str) -> object:
    return next(each for each in page.button if (each.key or "").startswith(start))


def listed(page: AppTest) -> list[str]:
    """The titles in the sidebar, from the top."""
    return [each.label for each in page.sidebar.button if (each.key or "").startswith("open-")]


def questions(page: AppTest) -> list[str]:
    return [each.value for each in page.text]


def address(page: AppTest, name: str = talk.CONVERSATION) -> str:
    found = page.query_params.get(name, "")
    return found[0] if isinstance(found, list) else found


def test_a_reload_finds_the_conversation_by_its_address(opened: Opened) -> None:
    page = ask(ask(opened(), FIRST), SECOND)
    before = [each.value for each in page.markdown]
    again = opened(**{talk.CONVERSATION: address(page)})
    assert not again.exception
    assert questions(again) == [FIRST, SECOND]
    answers = [text for text in before if "#source-1-1" in text]
    assert answers and set(answers) <= {each.value for each in again.markdown}, "to the letter"
    assert len(again.table) == len(page.table)


def test_a_new_question_stands_in_the_sidebar_at_once(opened: Opened) -> None:
    page = ask(opened(), FIRST)
    assert listed(page) == [FIRST]
    page.button(key="new").click().run()
    assert not questions(page) and not address(page) and listed(page) == [FIRST]
    ask(page, SECOND)
    assert listed(page) == [SECOND, FIRST]
    assert listed(opened()) == [SECOND, FIRST], "another session of the same reader sees them too"
    assert listed(opened("b" * 32)) == [], "another reader does not"


def test_conversations_are_searched_and_opened(opened: Opened) -> None:
    page = ask(opened(), FIRST)
    page.button(key="new").click().run()
    ask(page, SECOND)
    find = next(each for each in page.text_input if (each.key or "").startswith("find-"))
    find.set_value("縮表 还在").run()
    assert listed(page) == [SECOND]
    next(each for each in page.text_input if (each.key or "").startswith("find-")).set_value("zebra").run()
    assert listed(page) == [] and "No conversation has these words" in "\n".join(each.value for each in page.caption)
    next(each for each in page.text_input if (each.key or "").startswith("find-")).set_value("").run()
    next(each for each in page.sidebar.button if each.label == FIRST).click().run()
    assert not page.exception
    assert questions(page) == [FIRST]
    ask(page, "What is SOFR?")
    assert listed(page) == [FIRST, SECOND], "the one asked last stands first"


def test_a_conversation_is_renamed(opened: Opened) -> None:
    page = ask(opened(), FIRST)
    title = next(each for each in page.text_input if (each.key or "").startswith("title-"))
    assert title.value == FIRST
    title.set_value("Basics *of* QT")
    next(each for each in page.button if each.proto.form_id == title.proto.form_id).click().run()
    assert not page.exception
    assert listed(page) == [r"Basics \*of\* QT"] and questions(page) == [FIRST]


def test_a_conversation_is_deleted_after_a_second_thought(opened: Opened, history: History) -> None:
    page = ask(opened(), FIRST)
    button(page, "delete-").click().run()  # type: ignore[attr-defined]
    button(page, "keep-").click().run()  # type: ignore[attr-defined]
    assert listed(page) == [FIRST]
    button(page, "delete-").click().run()  # type: ignore[attr-defined]
    button(page, "delete-now-").click().run()  # type: ignore[attr-defined]
    assert not page.exception
    assert listed(page) == [] and not questions(page) and not address(page)
    assert history.conversations() == ()


def test_an_address_that_names_nothing_is_said_so(opened: Opened) -> None:
    page = opened(**{talk.CONVERSATION: "f" * 32})
    assert not page.exception
    assert "may have been deleted" in page.info[0].value
    assert questions(ask(page, FIRST)) == [FIRST]


def test_a_linked_conversation_is_read_and_gone_on_with_in_a_copy(opened: Opened, history: History) -> None:
    mine = ask(opened(), FIRST)
    theirs = opened("b" * 32, **{talk.CONVERSATION: address(mine)})
    assert questions(theirs) == [FIRST]
    assert "by its address" in "\n".join(each.value for each in theirs.caption)
    assert listed(theirs) == [] and not [each for each in theirs.button if (each.key or "").startswith("delete-")]
    ask(theirs, SECOND)
    assert address(theirs) != address(mine) and listed(theirs) == [FIRST]
    assert [turn.question for turn in history.turns(address(mine))] == [FIRST], "the original stays as it is"
    assert [turn.question for turn in history.turns(address(theirs))] == [FIRST, SECOND]


def test_every_answer_has_an_address_of_its_own(opened: Opened, history: History) -> None:
    page = ask(ask(opened(), FIRST), SECOND)
    conversation = address(page)
    links = [each.value for each in page.code if talk.ANSWER + "=" in each.value]
    assert links == [
        f"?{talk.CONVERSATION}={conversation}&{talk.ANSWER}={turn.id}" for turn in history.turns(conversation)
    ]
    linked = opened(**{talk.CONVERSATION: conversation, talk.ANSWER: history.turns(conversation)[0].id})
    assert any("st-key-asked-0" in each.proto.body for each in linked.get("html")), "it is brought before the reader"


def test_a_conversation_deleted_elsewhere_is_gone_on_with_as_a_new_one(opened: Opened, history: History) -> None:
    page = ask(opened(), FIRST)
    gone = address(page)
    history.delete(gone)
    ask(page, SECOND)
    assert address(page) not in {"", gone}
    assert [turn.question for turn in history.turns(address(page))] == [SECOND]


def test_thumbs_are_kept_with_the_answer_and_shown_again(opened: Opened, history: History) -> None:
    page = ask(opened(), FIRST)
    page.feedback[0].set_value(0).run()
    assert not page.exception
    assert [each.kind for each in history.feedback(address(page))] == ["down"]
    page.feedback[0].set_value(1).run()
    assert [each.kind for each in history.feedback(address(page))] == ["up"]
    again = opened(**{talk.CONVERSATION: address(page)})
    assert again.feedback[0].value == 1
    assert opened("b" * 32, **{talk.CONVERSATION: address(page)}).feedback[0].value is None, "another reader's thumb"


def test_wrong_evidence_is_reported_with_the_words_of_the_reader(opened: Opened, history: History) -> None:
    page = ask(opened(), "Is QT still running?")
    turn = history.turns(address(page))[0]
    assert turn.answer is not None

    def report(about: int, words: str) -> str:
        which = next(each for each in page.selectbox if (each.key or "").startswith("about-"))
        why = next(each for each in page.text_area if (each.key or "").startswith("why-"))
        which.set_value(about)
        why.set_value(words)
        next(each for each in page.button if each.proto.form_id == why.proto.form_id).click().run()
        assert not page.exception
        return "\n".join(each.value for each in page.caption)

    assert "Say in a few words" in report(1, "  ")
    assert not history.feedback()
    assert "Thank you" in report(1, "The date is off.")
    assert "Thank you" in report(1 + len(turn.answer.citations), "日期不对")
    said = [(each.turn, each.citation, each.figure, each.words) for each in history.feedback()]
    assert said == [
        (turn.id, turn.answer.citations[0].passage, "", "The date is off."),
        (turn.id, "", turn.answer.figures[0].name, "日期不对"),
    ]


def test_an_answer_that_was_stopped_can_be_asked_for_again_after_a_reload(opened: Opened, history: History) -> None:
    conversation = history.begin("a" * 32, FIRST)
    history.add_question(conversation.id, FIRST)
    page = opened(**{talk.CONVERSATION: conversation.id})
    assert "Stopped before" in page.info[0].value
    page.button(key="again-0").click().run()
    assert questions(page) == [FIRST, FIRST] and any("#source-1-1" in each.value for each in page.markdown)


def test_unusable_questions_are_not_kept(opened: Opened, history: History) -> None:
    page = ask(ask(opened(), "   "), "x" * 2001)
    assert history.conversations() == () and not address(page)


def test_a_long_conversation_shows_its_end_first(opened: Opened, history: History) -> None:
    conversation = history.begin("a" * 32, "Long")
    for number in range(12):
        history.add_question(conversation.id, f"Question {number}")
    page = opened(**{talk.CONVERSATION: conversation.id})
    assert questions(page) == [f"Question {number}" for number in range(4, 12)]
    page.button(key="earlier").click().run()
    assert len(questions(page)) == 12
    turn = history.turns(conversation.id)[1]
    named = opened(**{talk.CONVERSATION: conversation.id, talk.ANSWER: turn.id})
    assert "Question 1" in questions(named), "an answer that the address names is there"


def test_no_exchange_moves_when_an_earlier_one_is_put_out_of_sight(opened: Opened, history: History) -> None:
    def places(page: AppTest) -> dict[str, int]:
        """Where each question stands on the page."""
        return {
            element.value: place
            for place, block in page.main.children.items()
            if isinstance(block, Block)
            for element in block
            if isinstance(element, Text)
        }

    conversation = history.begin("a" * 32, "Long")
    for number in range(8):
        history.add_question(conversation.id, f"Question {number}")
    before = places(opened(**{talk.CONVERSATION: conversation.id}))
    history.add_question(conversation.id, "Question 8")
    after = places(opened(**{talk.CONVERSATION: conversation.id}))
    assert len(before) == len(after) == 8
    assert {text: place for text, place in before.items() if text in after}.items() <= after.items()


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_broken_database_is_named_in_one_line_and_the_chat_goes_on(
    opened: Opened, own_home: Path, language: str
) -> None:
    (own_home / FILE).write_bytes(b"no database at all " * 100)
    page = opened()
    page.segmented_control(key="language").set_value(language).run()
    ask(ask(page, FIRST), "What is SOFR?")
    assert questions(page) == [FIRST, "What is SOFR?"]
    told = [each.value for each in page.caption if "cloud_off" in each.value]
    assert len(set(told)) == 1 and str(own_home / FILE).replace("~", r"\~") in told[0], told
    assert ("已损坏" if language == "zh-Hans" else "damaged") in told[0]
    assert not page.feedback, "what cannot be kept is not asked for"


KEY = "sk-of-the-reader-1234567890"


@pytest.fixture
def provider(environment: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    with OpenAIServer(fails(401)) as server:
        environment.setenv("OPENAI_BASE_URL", server.url)
        environment.delenv("OPENAI_API_KEY", raising=False)
        yield server


def test_a_model_of_the_reader_is_used_and_its_key_kept_to_the_session(
    opened: Opened, own_home: Path, provider: OpenAIServer
) -> None:
    before = dict(os.environ)
    page = opened()
    page.text_input(key="model-name").set_value("openai:some-model")
    page.text_input(key="model-key").set_value(KEY)
    next(each for each in page.button if "model-form" in str(each.proto.form_id)).click().run()
    assert not page.exception
    assert any("openai:some-model" in each.label for each in page.expander)
    ask(page, FIRST)
    assert provider.headers[-1]["authorization"] == f"Bearer {KEY}"
    assert provider.requests[-1]["model"] == "some-model"
    shown = json.dumps([str(each.proto) for each in page.main] + [str(each.proto) for each in page.sidebar])
    assert KEY not in shown and "did not accept the key" in shown
    for file in own_home.glob("conversations*"):
        assert KEY.encode() not in file.read_bytes(), file
    assert dict(os.environ) == before
    asked = len(provider.requests)
    page.button(key="model-stop").click().run()
    ask(page, "What is SOFR?")
    assert len(provider.requests) == asked, "composed again, without any model"
    ask(opened("b" * 32), FIRST)
    assert len(provider.requests) == asked, "another session has no model"


@pytest.mark.parametrize(
    ("name", "key", "told"),
    [("gpt-5", KEY, "provider:name"), ("openai:gpt-5", "", "needs a key"), ("", "", "provider:")],
)
def test_half_a_model_setting_is_named(opened: Opened, name: str, key: str, told: str) -> None:
    page = opened()
    page.text_input(key="model-name").set_value(name)
    page.text_input(key="model-key").set_value(key)
    next(each for each in page.button if "model-form" in str(each.proto.form_id)).click().run()
    assert told in "\n".join(each.value for each in page.caption)
    assert page.text_input(key="model-key").value == "", "the field of the key is emptied"


def test_an_answer_that_may_not_be_stored_says_so_after_a_reload(opened: Opened, history: History) -> None:
    page = ask(opened(), "Is QT still running?")
    answer = history.turns(address(page))[0].answer
    assert answer is not None
    of_fred = replace(answer.figures[0], url="https://fred.stlouisfed.org/series/SP500")
    conversation = history.begin("a" * 32, FIRST)
    turn = history.add_question(conversation.id, FIRST)
    history.add_answer(turn, replace(answer, question=FIRST, figures=(of_fred,)))
    again = opened(**{talk.CONVERSATION: conversation.id})
    assert "FRED" in again.info[0].value and not again.table
    again.button(key="again-0").click().run()
    assert not again.exception and questions(again) == [FIRST, FIRST]
