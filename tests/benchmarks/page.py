"""How long a reader waits for the page in a real Chromium, drawing included.

    python -m tests.benchmarks.page

Starts the page's server on loopback with the index built, and times as a reader would with a watch: from the start of
the server to the first answer on the screen, later answers, and going from one page to another and back. The browser
runs on the same machine. Prints seconds; nothing is asserted, since machines differ.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from bot.gather import build_index, index_is_fresh
from bot.settings import Settings
from tests.page import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAY = date(2026, 10, 8)
FIRST = "Is QT still running?"
LATER = (
    "什么是净流动性？",
    "Is SOFR above or below IORB?",
    "缩表和加息有什么区别？",
    "Who absorbed the second round of QT?",
)
PLACES = {"Today": "Today", "Learn": "Learn", "Lab": "Lab", "Check a text": "Check a text", "Sources": "Sources"}
"""The names in the header, each with the heading of its page."""


def _ask(page: Page, question: str, number: int) -> None:
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(question)
    field.press("Enter")
    page.locator(f".st-key-below-{number}").wait_for()


def _go(page: Page, name: str, heading: str) -> None:
    page.get_by_test_id("stHeader").get_by_text(name, exact=True).click()
    page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()
    page.wait_for_function("document.querySelector('[data-testid=\"stApp\"]').dataset.testScriptState !== 'running'")


def _seconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def main() -> int:
    """Measures and prints; the exit code."""
    if browser.WHY_NOT:
        print(browser.WHY_NOT)
        return 1
    settings = Settings(home=Settings.from_environment().home, today=DAY, offline=True)
    if not index_is_fresh(settings):
        build_index(settings)
    with browser.chromium() as chromium:
        began = time.perf_counter()
        with browser.server(settings.home, DAY.isoformat()) as address:
            page = chromium.new_context(locale="en-US").new_page()
            page.goto(address)
            page.get_by_test_id("stChatInputTextArea").wait_for()
            _ask(page, FIRST, 0)
            print(f"server start to first answer: {time.perf_counter() - began:.2f} s")
            later = [_seconds(partial(_ask, page, q, n)) for n, q in enumerate(LATER, start=1)]
            print(f"later answers: median {median(later):.2f} s, slowest {max(later):.2f} s")
            for visit in ("first", "second"):
                for name, heading in PLACES.items():
                    there = _seconds(partial(_go, page, name, heading))
                    print(f"{visit} visit to {name}: {there:.2f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
