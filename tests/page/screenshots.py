"""Pictures of the main screens for the READMEs: `python -m tests.page.screenshots [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.gather import build_index, index_is_fresh
from bot.settings import Settings
from tests.page import browser as chromium
from tests.page.browser import ask, opened, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
DAY = date(2026, 10, 8)
PHONE = {"viewport": {"width": 390, "height": 844}}
DARK = {"color_scheme": "dark"}
CHINESE = {"locale": "zh-CN"}

Step = Callable[["Page"], None]


def main(arguments: Sequence[str]) -> int:
    """Takes every picture; returns the exit code."""
    if chromium.WHY_NOT:
        print(chromium.WHY_NOT, file=sys.stderr)
        return 1
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings(home=Settings.from_environment().home, today=DAY, offline=True)
        if not index_is_fresh(settings):
            settings = Settings(home=Path(temporary), today=DAY, offline=True)
            build_index(settings)
        with chromium.server(settings.home, DAY.isoformat()) as address, chromium.chromium() as browser:
            for name, place, options, step in _pictures():
                with opened(browser, f"{address}/{place}", **options) as page:
                    step(page)
                    page.screenshot(path=folder / f"{name}.png")
                    print(folder / f"{name}.png")
    return 0


def _pictures() -> list[tuple[str, str, dict[str, Any], Step]]:
    """File name, place, options of the browser, and what is done before the picture is taken."""
    return [
        ("chat-en", "", {}, partial(_asked, question="Is QT still running?")),
        ("chat-zh", "", CHINESE, partial(_asked, question="净流动性是什么，怎么计算？")),
        ("chat-dark-zh", "", CHINESE | DARK, partial(_asked, question="缩表还在进行吗？")),
        ("chat-phone-en", "", PHONE, partial(_asked, question="Is SOFR above or below IORB?")),
        ("start-en", "", {}, settled),
        ("start-phone-zh", "", PHONE | CHINESE, settled),
        ("today-en", "today", {}, settled),
        ("today-dark-zh", "today", CHINESE | DARK, settled),
        ("today-phone-zh", "today", PHONE | CHINESE, _compared),
        ("learn-zh", "learn", CHINESE, settled),
        ("lab-en", "lab", {}, _projected),
        ("lab-claims-zh", "lab", CHINESE, _claimed),
        ("check-en", "check", {}, _checked),
        ("sources-zh", "sources", CHINESE, settled),
    ]


def _asked(page: Page, question: str) -> None:
    ask(page, question)
    page.evaluate("""() => document.querySelector('[class*="st-key-asked-0"]').scrollIntoView({ block: 'start' })""")
    page.wait_for_timeout(400)


def _compared(page: Page) -> None:
    """The end of the last part: the curve's source and where the change went."""
    page.get_by_role("tab").nth(2).click()
    settled(page)
    page.locator(".st-key-origin-absorbed").scroll_into_view_if_needed()
    page.wait_for_timeout(400)


def _projected(page: Page) -> None:
    page.get_by_role("tab").nth(1).click()
    settled(page)
    page.get_by_test_id("stSelectbox").nth(0).locator("input").click()
    page.get_by_role("option").nth(1).click()
    settled(page)
    page.set_viewport_size({"width": 1280, "height": 1250})
    page.wait_for_timeout(800)


def _claimed(page: Page) -> None:
    page.get_by_role("tab").nth(2).click()
    settled(page)
    page.set_viewport_size({"width": 1280, "height": 1250})
    page.wait_for_timeout(800)


def _checked(page: Page) -> None:
    page.locator(".st-key-check_example button").click()
    settled(page)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
