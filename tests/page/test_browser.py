"""What a person does, in a real headless Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY
from tests.page import browser as chromium
from tests.page.browser import ask, opened, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(chromium.WHY_NOT), reason=chromium.WHY_NOT or "-"),
]
SERIOUS = ("serious", "critical")
PAGES = ("today", "learn", "lab", "check", "sources")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with chromium.server(home, TODAY.isoformat()) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.chromium() as started:
        yield started


def answer_of(page: Page) -> str:
    """The words of the last answer."""
    return page.get_by_test_id("stChatMessage").last.inner_text()


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def test_questions_in_both_languages_are_answered_and_a_citation_opens(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        foreign: list[str] = []
        page.on("request", lambda request: foreign.append(request.url) if _is_foreign(request.url) else None)
        ask(page, "What is quantitative tightening?")
        assert "Sources" in answer_of(page)
        page.locator('a[href="#source-0-1"]').first.click()
        page.wait_for_timeout(600)
        source = page.locator(".st-key-source-0-1")
        assert source.locator("details[open]").count() == 1, "the marker opens its source"
        assert source.locator('a[href^="https://"]').is_visible()
        ask(page, "缩表还在进行吗？")
        assert re.search(r"缩表", answer_of(page))
        assert "来源" in answer_of(page)
        assert not foreign, f"the page talks to nobody else: {foreign}"


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))


def test_language_switch_turns_the_page_and_survives_a_reload(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.get_by_text("繁體", exact=True).click()
        settled(page)
        assert page.get_by_role("heading", level=1).inner_text() == "縮表講解員"
        assert page.evaluate("document.documentElement.lang") == "zh-Hant"
        page.reload()
        settled(page)
        assert page.get_by_role("heading", level=1).inner_text() == "縮表講解員"


def test_chinese_browser_gets_a_chinese_page(browser: Browser, address: str) -> None:
    with opened(browser, address, locale="zh-CN") as page:
        assert page.get_by_role("heading", level=1).inner_text() == "缩表讲解员"


def test_phone_has_no_sideways_scroll(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport={"width": 390, "height": 844}, has_touch=True) as page:
        assert overflow(page) <= 0
        ask(page, "Is QT still running?")
        assert overflow(page) <= 0, "the answer fits"
        for name in PAGES:
            page.goto(f"{address}/{name}")
            settled(page)
            assert overflow(page) <= 0, name


def test_dark_theme_is_dark_and_readable(browser: Browser, address: str) -> None:
    with opened(browser, address, color_scheme="dark") as page:
        ground, ink = page.evaluate(
            """() => { const style = getComputedStyle(document.querySelector('[data-testid="stApp"]'));
            return [style.backgroundColor, style.color]; }"""
        )
        assert _brightness(ground) < 60 and _brightness(ink) > 200, (ground, ink)


def _brightness(colour: str) -> float:
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_keyboard_alone_asks_and_opens_a_source(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        _tab_to(page, "textarea")
        page.keyboard.type("What is quantitative tightening?")
        page.keyboard.press("Enter")
        settled(page)
        page.evaluate("document.activeElement.blur()")
        _tab_to(page, 'a[href^="#source-"]')
        page.keyboard.press("Enter")
        page.wait_for_timeout(600)
        assert page.locator(".st-key-source-0-1 details[open]").count() == 1


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with the Tab key")


def test_word_is_explained_on_hover_and_gone_on_escape(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/?q=What+is+net+liquidity%3F") as page:
        word = page.locator('a[href^="#term-"]').first
        word.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        word.hover()
        assert page.get_by_role("tooltip").first.inner_text().strip()
        page.keyboard.press("Escape")
        assert page.locator("#qtx-word").count() == 0


def test_answer_can_be_downloaded(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/?q=Is+QT+still+running%3F") as page:
        take = page.get_by_role("button", name="Take along", exact=False).first
        settled(page)
        take.evaluate("button => button.scrollIntoView({block: 'center'})")
        take.click()
        with page.expect_download() as waiting:
            page.get_by_text("As Markdown").first.click()
        written = Path(waiting.value.path()).read_text(encoding="utf-8")
        assert written.startswith("# Is QT still running?") and "not investment advice" in written


def test_every_page_opens_from_the_header(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        for name, heading in (("Today", "Today"), ("Learn", "Learn"), ("Lab", "Lab"), ("Sources", "Sources")):
            page.get_by_test_id("stHeader").get_by_text(name, exact=True).click()
            settled(page)
            assert page.get_by_role("heading", level=1).inner_text() == heading
            assert page.get_by_test_id("stException").count() == 0


def test_conversation_is_there_after_visiting_another_page(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/?q=Is+QT+still+running%3F") as page:
        page.get_by_test_id("stHeader").get_by_text("Today", exact=True).click()
        settled(page)
        page.get_by_test_id("stHeader").get_by_text("Chat", exact=True).click()
        settled(page)
        assert "QT is not running" in answer_of(page)


def test_article_in_the_chat_is_offered_for_checking(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        ask(page, "QT ended on 1 December 2025. " + "Liquidity is discussed at length. " * 70)
        page.get_by_role("button", name="Check it as a text", exact=False).click()
        settled(page)
        assert page.get_by_role("heading", level=1).inner_text() == "Check a text"
        assert "1 December 2025" in page.locator(".st-key-checked-text").inner_text()


def test_answer_is_shown_from_its_beginning(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport={"width": 390, "height": 844}) as page:
        ask(page, "Is QT still running?")
        page.wait_for_timeout(800)
        top = page.locator(".st-key-asked-0").bounding_box()
        assert top is not None and 0 <= top["y"] < 300, top


def test_pasted_text_is_coloured(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/check") as page:
        page.get_by_role("textbox").first.fill("QT ended on 1 December 2025, and the Fed holds $123bn.")
        page.get_by_role("button", name="Check", exact=False).last.click()
        settled(page)
        assert page.locator(".st-key-checked-text").inner_text().startswith("QT ended on 1 December 2025")
        assert page.get_by_test_id("stTable").count() == 1


def test_several_readers_at_once_all_get_their_answer(browser: Browser, address: str) -> None:
    with ExitStack() as stack:
        pages = [stack.enter_context(opened(browser, address)) for _ in range(6)]
        broken: list[str] = []
        for page in pages:
            page.on("pageerror", lambda error: broken.append(str(error)))
            field = page.get_by_test_id("stChatInputTextArea")
            field.fill("Is QT still running?")
            field.press("Enter")
        for page in pages:
            page.wait_for_selector(".st-key-below-0", timeout=60_000)
        assert not broken, broken


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_seriously_hinders_a_reader(browser: Browser, address: str, scheme: str) -> None:
    checker = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    axe = checker.Axe()
    for place in ("?q=Is+QT+still+running%3F", *PAGES):
        with opened(browser, f"{address}/{place}", color_scheme=scheme) as page:
            found = axe.run(page).response["violations"]
        serious = [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in SERIOUS]
        assert not serious, (place, serious)
