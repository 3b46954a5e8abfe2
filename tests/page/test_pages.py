"""The pages beside the chat: each draws in each language, and its controls do what they say."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.page.conftest import elements

PAGES = ("today", "learn", "lab", "texts", "origins")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
FOREIGN = re.compile(r"\(<[^>]*>\)|:small\[:gray\[.*?\]\]")
"""Addresses, and the words of a glossary card in the other language."""
ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,]+){6,}")


def draw(name: str, language: str) -> None:
    """One page by itself, as the frame would draw it."""
    from importlib import import_module

    from bot.page.view import View
    from bot.settings import Settings

    import_module(f"bot.page.{name}").draw(View(language), Settings.from_environment())  # type: ignore[arg-type]


def open_page(name: str, language: str = "en") -> AppTest:
    """A page on its own, drawn once."""
    page = AppTest.from_function(draw, default_timeout=120, kwargs={"name": name, "language": language}).run()
    assert not page.exception, page.exception
    return page


def said(page: AppTest) -> str:
    """The words of a page in its own language."""
    kinds = ("title", "header", "markdown", "caption", "info", "success", "warning")
    parts = [str(element.value) for kind in kinds for element in elements(page, kind)]
    labelled = ("expander", "button", "selectbox", "slider")
    parts += [element.label for kind in labelled for element in elements(page, kind)]
    return FOREIGN.sub("", "\n".join(parts))


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_draws_in_the_readers_language(name: str, language: str) -> None:
    shown = said(open_page(name, language))
    if language == "en":
        assert not re.search(r"[\u4e00-\u9fff]{6,}", shown), shown
    elif name != "origins":  # the titles of foreign documents stay as they are
        assert not ENGLISH.search(shown), ENGLISH.findall(shown)
    if language == "zh-Hant":
        assert not re.search(r"[缩债证检阅读]", shown), "simplified characters are left"


@pytest.mark.usefixtures("environment")
def test_today_says_what_each_chart_shows() -> None:
    page = open_page("today")
    shown = said(page)
    assert re.search(r"Fed total assets: \\\$[\d,.]+bn on \d+ \w+ 20\d\d, (up|down) ", shown), shown
    assert len(page.get("vega_lite_chart") or page.get("arrow_vega_lite_chart")) >= 5
    assert "CSV" in {button.label for button in page.download_button}


@pytest.mark.usefixtures("environment")
def test_today_covers_the_period_chosen() -> None:
    page = open_page("today")
    page.segmented_control(key="today_period").set_value("all").run()
    assert not page.exception
    assert "since 28 January 2015" in said(page), said(page)


@pytest.mark.usefixtures("environment")
def test_quantities_of_a_pasted_text_are_coloured() -> None:
    page = open_page("texts")
    page.text_area(key="check_text").set_value(
        "QT ended on 1 December 2025. The Fed's total assets stood at $6,743.0bn on 30 September 2026, later at $123bn."
    )
    page.button[0].click().run()
    assert not page.exception
    text = next(markdown.value for markdown in page.markdown if "-background[" in markdown.value)
    assert ":green-background[1 December 2025]" in text, text
    assert ":green-background[\\$6,743.0bn]" in text, text
    assert ":green-background[\\$123bn]" not in text, text
    assert len(page.table) == 1


@pytest.mark.usefixtures("environment")
def test_text_without_quantities_and_empty_text_get_a_plain_sentence() -> None:
    page = open_page("texts")
    page.button[0].click().run()
    assert "paste a paragraph" in page.info[0].value
    page.text_area(key="check_text").set_value("Nothing to see here.")
    page.button[0].click().run()
    assert "No quantity" in page.info[0].value


@pytest.mark.usefixtures("environment")
def test_t_accounts_move_with_the_amount_and_balance() -> None:
    page = open_page("lab")
    page.slider(key="operation_amount").set_value(250).run()
    cells = "\n".join(str(table.value.to_numpy().ravel().tolist()) for table in page.table)
    assert "-\\\\$250bn" in cells or "-\\$250bn" in cells, cells
    assert "Every sheet balances" in said(page)


@pytest.mark.usefixtures("environment")
def test_run_off_moves_with_the_caps() -> None:
    page = open_page("lab")
    before = next(line for line in said(page).splitlines() if "under these assumptions" in line)
    page.slider(key="treasury_cap").set_value(60).run()
    after = next(line for line in said(page).splitlines() if "under these assumptions" in line)
    assert before != after, after


@pytest.mark.usefixtures("environment")
def test_every_claim_can_be_shown() -> None:
    from knowledge.claims import claims

    page = open_page("lab")
    for claim in claims():
        page.selectbox(key="claim").set_value(claim.id).run()
        assert not page.exception, (claim.id, page.exception)


@pytest.mark.usefixtures("environment")
def test_quiz_explains_and_counts() -> None:
    from knowledge.lessons import lessons

    lesson = lessons()[0]
    page = open_page("learn")
    for number, question in enumerate(lesson.quiz):
        page.radio(key=f"quiz-{lesson.id}-{number}").set_value(question.right).run()
    assert not page.exception
    assert said(page).count("Right.") == len(lesson.quiz), said(page)
    assert page.session_state["progress"][lesson.id] == {f"quiz-{number}": True for number in range(len(lesson.quiz))}


@pytest.mark.usefixtures("environment")
def test_a_word_can_be_looked_up_in_either_language() -> None:
    page = open_page("learn")
    page.text_input(key="word").set_value("逆回购").run()
    assert "ON RRP" in said(page), said(page)


@pytest.mark.usefixtures("environment")
def test_sources_name_every_publisher_and_the_cut_off() -> None:
    page = open_page("origins")
    cells = str(page.table[0].value.to_numpy().ravel().tolist())
    for publisher in ("New York Fed", "Treasury FiscalData", "Federal Reserve Board", "European Central Bank"):
        assert publisher in cells, cells
    assert "8 October 2026" in said(page)
