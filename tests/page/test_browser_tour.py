"""Every part of every page, looked at once in each language: what hinders, foreign words, width and colours."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.page import browser as chromium
from tests.page.browser import LEARNER, PLACES, brightness, go, ground_and_ink, opened, parts, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(chromium.WHY_NOT), reason=chromium.WHY_NOT or "-"),
]
SERIOUS = ("serious", "critical")
LAPTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
MAIN = '[data-testid="stMain"]'


@dataclass(frozen=True)
class Reader:
    """Who goes through the pages, and how they see them; `thorough` has axe-core look too."""

    locale: str
    question: str
    scheme: str = "light"
    window: dict[str, int] = field(default_factory=lambda: LAPTOP)
    thorough: bool = True

    @property
    def language(self) -> str:
        return self.locale[:2]


READERS = {
    "en": Reader("en-US", "Is QT still running?"),
    "zh": Reader("zh-CN", "缩表还在进行吗？", scheme="dark"),
    "tw": Reader("zh-TW", "縮表還在進行嗎？", window=PHONE, thorough=False),  # of the same structure as zh
}


@dataclass
class Seen:
    """What was seen at each place, where it was not as it should be; `places` counts where somebody looked."""

    places: int = 0
    hindrances: dict[str, list[str]] = field(default_factory=dict)
    foreign: dict[str, list[str]] = field(default_factory=dict)
    too_wide: dict[str, int] = field(default_factory=dict)
    colours: dict[str, tuple[str, str]] = field(default_factory=dict)


Tour = Callable[[str], Seen]


@pytest.fixture(scope="module")
def tour(browser: Browser, address: str) -> Tour:
    """Goes through all pages as one of the readers; each goes once."""

    @cache
    def taken(name: str) -> Seen:
        return _tour(browser, address, READERS[name])

    return taken


def _tour(browser: Browser, address: str, reader: Reader) -> Seen:
    seen = Seen()
    options: dict[str, Any] = {"locale": reader.locale, "color_scheme": reader.scheme, "viewport": reader.window}
    with opened(browser, address, **options) as page:
        words = partial(_words, page, seen, reader.language)
        words("chat")
        field = page.get_by_test_id("stChatInputTextArea")
        field.fill(reader.question)
        words("chat, typing")
        field.press("Enter")
        settled(page)
        _look(page, seen, reader, "chat", "")
        _popovers(page, words)
        for place in PLACES[1:]:
            if reader.window == LAPTOP and reader.scheme == "light":
                go(page, place)
            else:
                page.goto(f"{address}/{place}")
                settled(page)
            for part in parts(page):
                _look(page, seen, reader, f"{place} {part}", MAIN)
                _touch_controls(page, partial(_within, words, f"{place} {part}"))
    return seen


def _look(page: Page, seen: Seen, reader: Reader, where: str, within: str) -> None:
    """Looks at the page as it stands: its words, its width on a phone, its colours, and whatever axe-core finds."""
    seen.places += 1
    _words(page, seen, reader.language, where)
    if reader.thorough:
        found = _serious(page, within)
        if found:
            seen.hindrances[where] = found
    seen.colours[where] = ground_and_ink(page)
    if reader.window == LAPTOP:
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.wait_for_timeout(150)
    wider = int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
    if wider > 0:
        seen.too_wide[where] = wider
    page.set_viewport_size(reader.window)  # type: ignore[arg-type]


def _serious(page: Page, within: str) -> list[str]:
    checker = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    found = checker.Axe().run(page, within or None).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in SERIOUS]


WORDS_ON_THE_PAGE = """() => {
  const found = [], exempt = '[data-testid="stCode"], [class*="st-key-term-"], a[href^="http"], svg, script, style';
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !element.closest('[aria-hidden="true"], ' + exempt);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent && shown(parent)) found.push(walker.currentNode.nodeValue.trim());
  }
  const attributes = ["aria-label", "title", "placeholder", "alt", "aria-valuetext", "aria-roledescription"];
  for (const element of document.querySelectorAll(attributes.map((name) => `[${name}]`).join(",")))
    if (shown(element)) for (const name of attributes) found.push((element.getAttribute(name) || "").trim());
  return [...new Set(found)].filter(Boolean);
}"""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]?[a-z]{2,}(?:[ -]+[A-Za-z]?[a-z]+)*")
OWN_NAMES = {"简体", "繁體", "FiscalData", "EN", LEARNER}


def strangers(said: list[str], language: str) -> list[str]:
    """What on a page is not in its language: any Chinese on an English one, English words alone on a Chinese one."""
    if language == "en":
        return [text for text in said if CHINESE.search(text) and text not in OWN_NAMES]
    return [
        text
        for text in said
        if (not CHINESE.search(text) and ENGLISH.search(text) and text not in OWN_NAMES)
        or re.search(r"(?:\b[a-z]{2,}\b[ ,]+){4,}", text)
    ]


def _words(page: Page, seen: Seen, language: str, where: str) -> None:
    found = strangers(page.evaluate(WORDS_ON_THE_PAGE), language)
    if found:
        seen.foreign[where] = found


def _within(look: Callable[[str], None], where: str, what: str) -> None:
    look(f"{where}, {what}")


def _popovers(page: Page, look: Callable[[str], None]) -> None:
    """Opens every popover and looks at what then stands there."""
    buttons = page.get_by_test_id("stPopoverButton")
    for place in range(buttons.count()):
        box = buttons.nth(place).bounding_box()
        if box is not None and box["x"] >= 0:  # on a phone those of the sidebar stand outside
            buttons.nth(place).click()
            body = page.get_by_test_id("stPopoverBody")
            body.wait_for()
            look(f"chat, popover {place}")
            _leave(page, body)


def _touch_controls(page: Page, look: Callable[[str], None]) -> None:
    """Opens what can be opened and types where one can type, and looks at what then stands there."""
    main = page.get_by_test_id("stMain")
    choices = main.get_by_test_id("stSelectbox")
    for place in range(min(2, choices.count())):
        choices.nth(place).locator("input").click()
        options = page.get_by_role("listbox")
        options.wait_for()
        look("choices")
        _leave(page, options)
    if main.get_by_test_id("stDateInputCalendarButton").count():
        main.get_by_test_id("stDateInputCalendarButton").first.click()
        calendar = page.get_by_role("grid")
        calendar.first.wait_for()
        look("calendar")
        _leave(page, calendar.first)
    field = main.locator('[data-testid="stTextInput"] input, [data-testid="stNumberInput"] input, textarea')
    for place in range(min(2, field.count())):
        field.nth(place).fill("1")
        page.wait_for_timeout(100)
        look("typing")
        field.nth(place).fill("")


def _leave(page: Page, shown: Locator) -> None:
    page.keyboard.press("Escape")
    shown.wait_for(state="hidden")


@pytest.mark.parametrize("reader", ["en", "zh"])
def test_nothing_seriously_hinders_a_reader(tour: Tour, reader: str) -> None:
    assert not tour(reader).hindrances, tour(reader).hindrances


@pytest.mark.parametrize("reader", list(READERS))
def test_nothing_on_any_page_is_left_in_the_other_language(tour: Tour, reader: str) -> None:
    assert tour(reader).places >= 12, "the chat, and every part of five pages"
    assert not tour(reader).foreign, tour(reader).foreign


@pytest.mark.parametrize("reader", list(READERS))
def test_phone_has_no_sideways_scroll(tour: Tour, reader: str) -> None:
    assert not tour(reader).too_wide, tour(reader).too_wide


@pytest.mark.parametrize("reader", ["en", "zh"])
def test_every_page_is_readable_in_its_theme(tour: Tour, reader: str) -> None:
    for where, (ground, ink) in tour(reader).colours.items():
        dark, bright = (ground, ink) if READERS[reader].scheme == "dark" else (ink, ground)
        assert brightness(dark) < 60 and brightness(bright) > 200, (where, ground, ink)
