"""Conversations in a real headless Chromium: asked, found again after a reload, rated, stopped, renamed, deleted."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.history import open_history
from bot.settings import Settings
from tests.conftest import TODAY
from tests.model.openai_server import Handler, OpenAIServer
from tests.page import browser as chromium
from tests.page.browser import ask, go, opened, settled

if not chromium.WHY_NOT:
    from playwright.sync_api import expect
if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(chromium.WHY_NOT), reason=chromium.WHY_NOT or "-"),
]
FIRST, SECOND = "What is quantitative tightening?", "缩表还在进行吗？"
NEW = "New conversation"


def titles(page: Page) -> Locator:
    """The conversations in the sidebar, from the top."""
    return page.locator('[class*="st-key-open-"] button')


def asked(page: Page) -> Locator:
    return page.locator('[class*="st-key-asked-"] [data-testid="stText"]')


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def open_menu(page: Page) -> Locator:
    """The menu of the conversation that is open."""
    page.locator('[class*="st-key-manage-"] button').first.click()
    return page.get_by_test_id("stPopoverBody")


def test_a_conversation_is_found_again_after_a_reload(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        ask(page, FIRST)
        expect(titles(page)).to_have_text([FIRST])  # it stands in the sidebar at once
        ask(page, SECOND)
        expect(asked(page)).to_have_text([FIRST, SECOND])
        answers = page.locator('[class*="st-key-text-"]').all_inner_texts()
        place = page.url
        assert re.search(r"[?&]c=[0-9a-f]{32}", place)
        page.reload()
        expect(asked(page)).to_have_text([FIRST, SECOND])
        expect(titles(page)).to_have_text([FIRST])
        assert page.url == place and page.locator('[class*="st-key-text-"]').all_inner_texts() == answers
        press(page, NEW)
        expect(asked(page)).to_have_count(0)
        expect(page).not_to_have_url(re.compile("c="))
        page.goto(address)
        expect(titles(page)).to_have_text([FIRST])  # the browser is known again
        go(page, "sources")
        titles(page).first.click()
        expect(asked(page)).to_have_text([FIRST, SECOND])  # opened from another page
        expect(page).to_have_url(place)


def test_one_conversation_is_left_for_another(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        ask(page, FIRST)
        press(page, NEW)
        ask(page, SECOND)
        expect(titles(page)).to_have_text([SECOND, FIRST])
        titles(page).last.click()
        expect(asked(page)).to_have_text([FIRST])
        titles(page).first.click()
        expect(asked(page)).to_have_text([SECOND])
        search = page.get_by_test_id("stSidebar").get_by_role("searchbox")
        search.fill("quantitative")
        search.press("Enter")
        expect(titles(page)).to_have_text([FIRST])


def test_another_browser_sees_nothing_but_what_it_is_sent(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        ask(page, FIRST)
        ask(page, SECOND)
        page.locator(".st-key-take-1 button").first.click()
        link = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
    assert link.startswith(address) and "&a=" in link
    with opened(browser, link) as other:
        expect(asked(other)).to_have_text([FIRST, SECOND])
        expect(titles(other)).to_have_count(0)
        expect(other.locator(".st-key-asked-1")).to_be_in_viewport()
        expect(other.locator(".st-key-asked-0")).not_to_be_in_viewport()


def test_a_thumb_and_a_report_stay_with_the_answer(browser: Browser, address: str, page_home: Path) -> None:
    with opened(browser, address) as page:
        ask(page, FIRST)
        thumbs = page.locator('[class*="st-key-thumb-"] button')
        chosen = page.locator('[class*="st-key-thumb-"] :is([aria-pressed="true"], [aria-checked="true"])')
        thumbs.first.click()
        expect(chosen).to_have_count(1)
        settled(page)
        conversation = page.url.partition("c=")[2][:32]
        history = open_history(Settings(home=page_home, today=TODAY))
        assert [each.kind for each in history.feedback(conversation)] == ["up"]
        page.reload()
        expect(chosen).to_have_count(1)  # and is shown again
        page.locator('[class*="st-key-wrong-"] button').first.click()
        body = page.get_by_test_id("stPopoverBody")
        body.locator("textarea").fill("The date is off.")
        body.get_by_role("button", name="Send").click()
        expect(body).to_contain_text("Thank you")
        assert [each.words for each in history.feedback(conversation)] == ["", "The date is off."]


def test_an_answer_is_copied_with_its_sources(browser: Browser, address: str) -> None:
    with opened(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        ask(page, FIRST)
        page.locator("button.qtx-copy").first.click()
        page.get_by_text("Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Quantitative tightening") and "[1]" in copied.split("\n")[0]
    assert re.search(r"^\[1\] \S", copied, re.MULTILINE), copied
    assert copied.rstrip().endswith("about decisions of your own."), "the disclaimer goes with it"


def test_a_conversation_is_renamed_and_deleted(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        ask(page, FIRST)
        menu = open_menu(page)
        menu.get_by_role("textbox").fill("Basics 基础")
        menu.get_by_role("button", name="Rename", exact=True).click()
        expect(titles(page)).to_have_text(["Basics 基础"])
        expect(asked(page)).to_have_text([FIRST])
        menu = open_menu(page)
        menu.get_by_role("button", name="Delete this conversation").click()
        expect(menu).to_contain_text("cannot be undone")
        menu.get_by_role("button", name="Delete", exact=True).click()
        expect(titles(page)).to_have_count(0)
        expect(asked(page)).to_have_count(0)
        expect(page).not_to_have_url(re.compile("c="))


@pytest.fixture
def slow_model() -> Iterator[OpenAIServer]:
    """A language model that never comes to an end before the test does."""
    over = threading.Event()

    def waits(handler: Handler) -> None:
        handler.open_stream()
        handler.write_text("QT ")
        over.wait(120)
        handler.close_connection = True

    with OpenAIServer(waits) as server:
        yield server
        over.set()


def test_a_stopped_answer_leaves_the_conversation_as_it_was(
    browser: Browser, page_home: Path, slow_model: OpenAIServer
) -> None:
    settings = {"QTX_MODEL": "openai:test", "OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": slow_model.url}
    with chromium.server(page_home, TODAY.isoformat(), **settings) as address, opened(browser, address) as page:
        ask(page, "Where do people in Rome go for the best pizza at night?")
        field = page.get_by_test_id("stChatInputTextArea")
        field.fill(FIRST)
        field.press("Enter")
        page.get_by_text(re.compile("the language model (is wording|words)")).wait_for()
        page.get_by_test_id("stChatInputStopButton").click()
        expect(page.get_by_test_id("stChatInputStopButton")).to_have_count(
            0, timeout=10_000
        )  # the model is still silent
        settled(page)
        place = page.url
        page.reload()
        expect(asked(page)).to_have_count(2)
        expect(page.get_by_test_id("stChatMessage").last).to_contain_text("Stopped before the answer was finished")
        expect(page).to_have_url(place)


def test_menus_and_settings_hinder_nobody(browser: Browser, address: str) -> None:
    checker = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    with opened(browser, address) as page:
        ask(page, FIRST)
        page.get_by_test_id("stSidebar").get_by_text("Model: none").click()
        open_menu(page)
        found = checker.Axe().run(page).response["violations"]
    serious = [
        f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in {"serious", "critical"}
    ]
    assert not serious, serious


def test_a_phone_has_room_for_all_of_it(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport={"width": 390, "height": 844}) as page:
        ask(page, FIRST)
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0
        for name in ("again-0", "edit-0", "take-0"):
            box = page.locator(f".st-key-{name}").bounding_box()
            assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390, (name, box)
