"""What a person does, in a real headless Chromium."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.lessons import lessons
from tests.conftest import TODAY
from tests.page import browser as chromium
from tests.page.browser import LEARNER, PLACES, ask, brightness, go, ground_and_ink, opened, settled

if not chromium.WHY_NOT:
    from playwright.sync_api import expect
if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(chromium.WHY_NOT), reason=chromium.WHY_NOT or "-"),
]
PHONE = {"width": 390, "height": 844}


def answer_of(page: Page) -> str:
    """The words of the last answer."""
    return page.get_by_test_id("stChatMessage").last.inner_text()


def says(page: Page, selector: str, text: str) -> None:
    """Waits until a part of the page shows a text."""
    page.locator(selector).get_by_text(text).first.wait_for()


def test_questions_in_both_languages_are_answered_and_a_citation_opens(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        foreign: list[str] = []
        page.on("request", lambda request: foreign.append(request.url) if _is_foreign(request.url) else None)
        ask(page, "What is quantitative tightening?")
        assert "Sources" in answer_of(page)
        page.locator('a[href="#source-0-1"]').first.click()
        source = page.locator(".st-key-source-0-1")
        source.locator("details[open]").wait_for()  # the marker opens its source
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


def test_keyboard_alone_asks_and_opens_a_source(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        _tab_to(page, "textarea")
        page.keyboard.type("What is quantitative tightening?")
        page.keyboard.press("Enter")
        settled(page)
        page.evaluate("document.activeElement.blur()")
        _tab_to(page, 'a[href^="#source-"]')
        page.keyboard.press("Enter")
        page.locator(".st-key-source-0-1 details[open]").wait_for()


def _tab_to(page: Page, selector: str, *, back: bool = False) -> None:
    for _ in range(80):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
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
        for place, heading in zip(PLACES[1:], ("Today", "Learn", "Lab", "Check a text", "Sources"), strict=True):
            go(page, place)
            assert page.get_by_role("heading", level=1).inner_text() == heading
            assert page.get_by_test_id("stException").count() == 0


def test_every_page_opens_from_the_top_of_a_phone(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE, has_touch=True, locale="zh-CN") as page:
        for heading in ("今日", "学习", "实验", "核对文稿", "来源"):
            page.locator(".st-key-phone-nav").get_by_text(heading, exact=True).click()
            page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()


def test_conversation_is_there_after_visiting_another_page(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/?q=Is+QT+still+running%3F") as page:
        go(page, "today")
        go(page, "")
        assert "QT is not running" in answer_of(page)


def test_article_in_the_chat_is_offered_for_checking(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        ask(page, "QT ended on 1 December 2025. " + "Liquidity is discussed at length. " * 70)
        page.get_by_role("button", name="Check it as a text", exact=False).click()
        settled(page)
        assert page.get_by_role("heading", level=1).inner_text() == "Check a text"
        assert "1 December 2025" in page.locator(".st-key-checked-text").inner_text()


def test_answer_is_shown_from_its_beginning(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE) as page:
        ask(page, "Is QT still running?")
        page.wait_for_timeout(800)
        top = page.locator(".st-key-asked-0").bounding_box()
        assert top is not None and 0 <= top["y"] < 300, top


def test_what_is_chosen_in_the_sidebar_of_a_phone_is_seen(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE, has_touch=True) as page:
        ask(page, "Is QT still running?")
        for chosen in ('[class*="st-key-open-"] button', ".st-key-new button"):
            page.get_by_test_id("stExpandSidebarButton").click()
            page.locator(chosen).first.click()
            settled(page)
            expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()
            expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


def test_phone_opens_at_the_top(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE) as page:
        page.wait_for_timeout(800)
        strip = page.locator(".st-key-strip").bounding_box()
        assert strip is not None and strip["y"] >= 60, ("below the header", strip)


def test_pasted_text_is_coloured(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/check") as page:
        page.get_by_role("textbox").first.fill("QT ended on 1 December 2025, and the Fed holds $123bn.")
        page.get_by_role("button", name="Check", exact=False).last.click()
        settled(page)
        assert page.locator(".st-key-checked-text").inner_text().startswith("QT ended on 1 December 2025")
        assert page.get_by_test_id("stTable").count() == 1


def test_several_readers_at_once_all_get_their_answer(browser: Browser, address: str) -> None:
    with ExitStack() as stack:
        pages = [stack.enter_context(opened(browser, address)) for _ in range(4)]
        broken: list[str] = []
        for page in pages:
            page.on("pageerror", lambda error: broken.append(str(error)))
            field = page.get_by_test_id("stChatInputTextArea")
            field.fill("Is QT still running?")
            field.press("Enter")
        for page in pages:
            page.wait_for_selector(".st-key-below-0", timeout=60_000)
        assert not broken, broken


def test_moving_a_slider_changes_the_sheets_and_the_projection(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/lab") as page:
        says(page, ".st-key-sheet-fed", "-$100bn")
        page.get_by_role("slider", name="Amount").press("ArrowRight")
        says(page, ".st-key-sheet-fed", "-$110bn")
        page.get_by_role("tab", name="Run-off").click()
        settled(page)
        outcome = page.get_by_text("under these assumptions").first
        before = outcome.inner_text()
        page.get_by_role("slider", name="Cap on Treasuries").press("End")
        settled(page)
        assert outcome.inner_text() != before
        go(page, "today")
        go(page, "lab")
        says(page, ".st-key-sheet-fed", "-$110bn")  # the lab stands as it was left


def test_claim_is_put_to_its_test_in_a_period_of_ones_choice(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/lab") as page:
        page.get_by_role("tab", name="Claims").click()
        settled(page)
        assert page.get_by_test_id("stVegaLiteChart").count() >= 1
        says(page, ".st-key-figures-claim", "On record")
        page.get_by_role("combobox", name="Period").click()
        page.get_by_role("option", name="2024", exact=True).click()
        settled(page)
        assert page.get_by_text("Not borne out in this period").is_visible()
        assert page.locator(".st-key-figures-claim tbody tr").count() == 1


def test_lesson_is_taken_to_its_end_and_progress_is_there_after_a_reload(browser: Browser, address: str) -> None:
    lesson = lessons()[0]
    with opened(browser, f"{address}/learn") as page:
        name = page.get_by_role("textbox", name="Your name")
        name.fill(LEARNER)
        name.press("Enter")
        settled(page)
        page.get_by_test_id("stExpander").first.locator("summary").click()
        page.get_by_role("spinbutton").fill("12")
        page.get_by_role("button", name="Compare").click()
        settled(page)
        assert page.get_by_text("Not quite.").or_(page.get_by_text("Right.")).first.is_visible()
        for number, question in enumerate(lesson.quiz):
            group = page.locator(f".st-key-quiz-{lesson.id}-{number}")
            group.get_by_text(question.choices_en[question.right - 1], exact=True).click()
            settled(page)
        assert page.get_by_text("1 of 10 lessons done").is_visible()
        page.get_by_role("button", name="Next lesson").click()
        settled(page)
        expect(page.locator(".st-key-lesson")).to_be_in_viewport()  # the next one begins at its beginning
        page.reload()
        settled(page)
        assert page.get_by_text("1 of 10 lessons done").is_visible(), "the name in the address brings it back"
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Summary to print").click()
        written = Path(waiting.value.path()).read_text(encoding="utf-8")
        assert LEARNER in written and "not investment advice" in written
        page.get_by_role("tab", name="Team").click()
        settled(page)
        says(page, ".st-key-figures-team", LEARNER)


def test_page_says_that_the_connection_is_lost_and_goes_on_by_itself(browser: Browser, home: Path) -> None:
    with ExitStack() as running:
        served = running.enter_context(chromium.server(home, TODAY.isoformat()))
        port = int(served.rsplit(":", 1)[1])
        with opened(browser, served, locale="zh-CN") as page:
            running.close()
            page.get_by_text("连接已断开").wait_for()
            assert not page.get_by_text("Streamlit").count(), "it says so in the reader's words"
            with chromium.server_at(port, home, TODAY.isoformat()):
                page.get_by_text("连接已断开").wait_for(state="detached")
                ask(page, "缩表还在进行吗？")
                assert "缩表" in answer_of(page)


def test_theme_is_switched_for_every_page_and_stays(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/lab", color_scheme="light") as page:
        with page.expect_navigation():
            page.get_by_role("button", name="Dark", exact=True).click()
        settled(page)
        for name in ("lab", "today", ""):
            page.goto(f"{address}/{name}")
            settled(page)
            ground, ink = ground_and_ink(page)
            assert brightness(ground) < 60 and brightness(ink) > 200, (name, ground, ink)
            assert page.get_by_role("button", name="Dark", exact=True).get_attribute("aria-pressed") == "true"
        with page.expect_navigation():
            page.get_by_role("button", name="Auto", exact=True).last.click()
        settled(page)
        assert brightness(ground_and_ink(page)[0]) > 200


def test_whoever_uses_the_keyboard_sees_where_they_are(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        unseen, named = [], set()
        for _ in range(24):
            page.keyboard.press("Tab")
            name, seen = page.evaluate(_FOCUS)
            named.add(name)
            if not seen:
                unseen.append(name)
        assert "Today" in named and not unseen, unseen


_FOCUS = """() => {
  let here = document.activeElement;
  while (here.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
  const name = (here.getAttribute("aria-label") || here.innerText || here.tagName).split(/\\n/).at(-1).trim();
  const place = [here, here.closest('[data-baseweb], [data-testid="stChatInput"] > div')].filter(Boolean);
  const outlined = (style) => style.outlineStyle !== "none" && style.outlineWidth !== "0px";
  const marked = (style) => style.boxShadow !== "none" || outlined(style);
  const room = here.matches("main, body, textarea, input, section");  // where text goes the caret shows it
  return [name, room || place.some((each) => marked(getComputedStyle(each)))];
}"""


def test_keyboard_alone_reaches_and_moves_the_lab(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/lab") as page:
        _tab_to(page, '[role="slider"], input[type="range"]')
        page.keyboard.press("ArrowRight")
        says(page, ".st-key-sheet-fed", "-$110bn")
        _tab_to(page, '[role="tab"]', back=True)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        settled(page)
        assert page.get_by_text("Start from", exact=True).is_visible()
