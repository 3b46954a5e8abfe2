"""The chat page: what a reader sees and can do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from knowledge.events import BANKS
from tests.page.conftest import APP, Ask, elements

TERM = re.compile(r'\[([^\]]*)\]\(#term-[a-z0-9-]+ "[^"]*"\)')
HAN = re.compile(r"[\u4e00-\u9fff]")


def all_text(page: AppTest) -> str:
    """Everything in words on the page."""
    parts = [
        element.value for kind in ("title", "markdown", "caption", "text", "info") for element in elements(page, kind)
    ]
    labels = [element.label for kind in ("expander", "button", "status") for element in elements(page, kind)]
    return TERM.sub(r"\1", "\n".join(str(part) for part in [*parts, *labels]))


def test_page_opens_with_questions_to_begin_with(page: AppTest) -> None:
    assert not page.exception, page.exception
    assert page.title[0].value == "QT Explainer"
    starters = [button.label for button in page.button if "starter" in (button.key or "")]
    assert len(starters) >= 3, starters


@pytest.mark.parametrize(
    ("question", "expected"),
    [("Is QT still running?", "QT is not running"), ("缩表还在进行吗？", "缩表")],
)
def test_question_is_answered_with_sources_figures_and_checks(ask: Ask, question: str, expected: str) -> None:
    page = ask(question)
    assert not page.exception, page.exception
    assert question in [text.value for text in page.text], "the question stands above its answer"
    shown = all_text(page)
    assert expected in shown, shown
    assert "](#source-0-1)" in shown, f"the markers lead to their sources: {shown}"
    assert len(page.table) == 1, "the figures used are a table"
    cells = page.table[0].value.astype(str).to_numpy().ravel().tolist()
    assert any("2026" in cell for cell in cells), f"figures are dated: {cells}"
    assert any("](<https://" in cell for cell in cells), f"figures have links: {cells}"
    assert any("-badge[" in cell for cell in cells), f"figures say how fresh they are: {cells}"


def test_citation_opens_to_the_quoted_sentence_in_its_passage(ask: Ask) -> None:
    page = ask("What is quantitative tightening?")
    sources = [expander for expander in page.expander if ":primary-badge[" in expander.label]
    assert sources, [expander.label for expander in page.expander]
    opened = "\n".join(markdown.value for markdown in sources[0].markdown)
    assert ":primary-background[" in opened, f"the quotation is highlighted: {opened}"
    below = "\n".join(caption.value for caption in sources[0].caption)
    assert "](<https://" in below and "as of" in below, f"source and date stand below: {below}"


def test_traditional_question_is_answered_in_traditional_script(ask: Ask) -> None:
    page = ask("縮表還在進行嗎？")
    answer = next(markdown.value for markdown in page.markdown if "#source-0-1" in markdown.value)
    assert "聯準會" in answer or "縮" in answer, answer
    assert "联储" not in answer and "缩" not in answer, answer
    assert "#term-" in answer, "words of the subject are explained"


def test_language_switch_turns_page_and_answer(page: AppTest) -> None:
    page.segmented_control(key="language").set_value("zh-Hans").run()
    assert page.title[0].value == "缩表讲解员"
    assert HAN.search(page.chat_input[0].placeholder)
    page.chat_input[0].set_value("Is QT still running?").run()
    answer = next(markdown.value for markdown in page.markdown if "#source-0-1" in markdown.value)
    assert HAN.search(answer), f"a chosen language is that of the answer too: {answer}"
    page.segmented_control(key="language").set_value("zh-Hant").run()
    assert "問" in page.chat_input[0].placeholder, page.chat_input[0].placeholder


def test_chinese_page_has_no_english_sentence(page: AppTest) -> None:
    page.segmented_control(key="language").set_value("zh-Hans").run()
    page.chat_input[0].set_value("缩表还在进行吗？").run()
    english = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,]+){5,}")
    found = [match[0] for match in english.finditer(re.sub(r"\(<[^>]*>\)", "", all_text(page)))]
    assert not found, found


def test_empty_question_gets_a_plain_sentence(ask: Ask) -> None:
    page = ask("   ")
    assert not page.exception
    assert "type what you would like to know" in page.info[0].value


def test_over_long_question_gets_a_plain_sentence(ask: Ask) -> None:
    page = ask("liquidity " * 300)
    assert not page.exception
    assert "2,000" in page.info[0].value, page.info[0].value


def test_refusal_shows_no_sources(ask: Ask) -> None:
    page = ask("best pizza in Rome?")
    shown = all_text(page)
    assert "outside what this chat covers" in shown, shown
    assert ":primary-badge[" not in shown and "#source-" not in shown, shown
    assert not page.table


def test_what_is_missing_is_visible(ask: Ask) -> None:
    shown = all_text(ask("Is QT still running?"))
    assert "What is missing" in shown and "offline" in shown, shown


def test_follow_up_button_asks_its_question(ask: Ask) -> None:
    page = ask("What is quantitative tightening?")
    follow_up = next(button for button in page.button if (button.key or "").startswith("follow-0"))
    asked = follow_up.label
    follow_up.click().run()
    questions = [text.value for text in page.text]
    assert questions[0] == "What is quantitative tightening?" and len(questions) == 2, questions
    assert questions[1].replace("\\", "") == asked.replace("\\", ""), (questions, asked)
    assert not any((button.key or "").startswith("follow-0") for button in page.button), "only the last answer suggests"


def test_new_conversation_forgets_the_old(ask: Ask) -> None:
    page = ask("What is quantitative tightening?")
    page.button(key="new").click().run()
    assert not page.text and page.title[0].value == "QT Explainer"


def test_dollar_signs_are_money(ask: Ask) -> None:
    shown = all_text(ask("Is QT still running?"))
    assert "\\$" in shown
    assert not re.search(r"(?<!\\)\$", shown), "a bare dollar sign would begin a formula"


def test_question_with_markup_is_shown_as_it_was_typed(ask: Ask) -> None:
    question = "<script>alert(1)</script> what is **QT**? ![x](http://x.test/y.png)"
    page = ask(question)
    assert page.text[0].value == question
    assert not any("<script>alert" in markdown.value for markdown in page.markdown)


def test_bad_setting_is_named(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("QTX_OFFLINE", "perhaps")
    page = AppTest.from_file(str(APP), default_timeout=120).run()
    assert not page.exception
    assert "QTX_OFFLINE" in page.error[0].value


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_strip_tells_of_every_central_bank(page: AppTest, language: str) -> None:
    page.segmented_control(key="language").set_value(language).run()
    verdicts = {}
    for bank in BANKS:
        page.selectbox(key="bank").set_value(bank).run()
        assert not page.exception, (bank, page.exception)
        verdicts[bank] = next(markdown.value for markdown in page.markdown if "-badge[**" in markdown.value)
    assert len(set(verdicts.values())) >= 2, verdicts


def test_strip_dates_its_figures(page: AppTest) -> None:
    cells = [markdown.value for markdown in page.markdown if markdown.value.startswith(":small[:gray[")]
    assert len(cells) == 3, cells
    assert all("2026" in cell and "built-in reference value" in cell for cell in cells), cells


def test_strip_gives_the_figure_that_an_answer_gives(ask: Ask) -> None:
    page = ask("Is SOFR above or below IORB?")
    cell = next(each.value for each in page.markdown if each.value.startswith(":small[:gray[SOFR minus IORB"))
    told = re.search(r"\*\*(?P<amount>[^*]+)\*\*.*?gray\[(?P<day>\d+ \w+ 20\d\d)\]", cell, re.DOTALL)
    assert told is not None, cell
    row = next(str(list(each)) for each in page.table[0].value.to_numpy() if each[0] == "SOFR minus IORB")
    assert told["amount"] in row and told["day"] in row, (cell, row)


def test_answer_can_be_asked_again_and_changed(ask: Ask) -> None:
    page = ask("What is quantitative tightening?")
    page.button(key="again-0").click().run()
    assert [text.value for text in page.text] == ["What is quantitative tightening?"] * 2
    changed = [area for area in page.text_area if (area.key or "").startswith("changed-")][-1]
    changed.set_value("Is QT still running?")
    next(button for button in page.button if button.proto.form_id == changed.proto.form_id).click().run()
    assert not page.exception
    assert page.text[-1].value == "Is QT still running?"


def test_question_in_the_address_is_asked_once(environment: pytest.MonkeyPatch) -> None:
    page = AppTest.from_file(str(APP), default_timeout=120)
    page.query_params["q"] = "What is quantitative tightening?"
    page.run()
    assert [text.value for text in page.text] == ["What is quantitative tightening?"]
    page.run()
    assert len(page.text) == 1


def test_failure_inside_becomes_a_plain_sentence(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.page import chat

    def broken(*_: object, **__: object) -> Iterator[object]:
        raise RuntimeError("secret path")
        yield

    monkeypatch.setattr(chat, "answer_events", broken)
    page = ask("What is QT?")
    assert not page.exception
    assert "RuntimeError" in page.info[0].value and "secret path" not in page.info[0].value


def test_other_reader_does_not_see_the_conversation(ask: Ask) -> None:
    ask("What is quantitative tightening?")
    other = AppTest.from_file(str(APP), default_timeout=120).run()
    assert not other.text
