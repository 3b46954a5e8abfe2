"""A server of the page on this machine and a real headless Chromium to look at it with."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.page import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WHY_NOT = (
    "no Chromium on this machine: install it with `apt-get install chromium`"
    if not CHROMIUM
    else "playwright is not installed: pip install playwright"
    if importlib.util.find_spec("playwright") is None
    else ""
)
"""Why browser tests cannot run here; empty when they can."""
PLACES = ("", "today", "learn", "lab", "check", "sources")
"""The addresses of the pages, in the order of the header."""
LEARNER = "Ada"
"""Who takes the course on the server that all look at, and so stands in the team's table."""
QUIET = 400
"""Milliseconds without a change after which a page is taken for drawn: longer than a control waits for a next touch."""

_WATCH = """
window.qtxChanged = 0;
new MutationObserver(() => { window.qtxChanged = performance.now(); }).observe(
  document, { subtree: true, childList: true, characterData: true, attributes: true });
"""
_SETTLED = """(quiet) => {
  const app = document.querySelector('[data-testid="stApp"]')?.dataset;
  window.qtxWaiting ||= performance.now();
  const still = performance.now() - Math.max(window.qtxChanged, window.qtxWaiting) > quiet;
  const drawn = window.qtxReady && app && app.testConnectionState === 'CONNECTED'
    && app.testScriptState === 'notRunning' && !document.querySelector('[data-testid="stStatusWidget"],'
    + '[data-testid="stSkeleton"], [data-testid="stChatInputStopButton"]');
  if (!still || !drawn) return false;
  window.qtxWaiting = 0;
  return true;
}"""


@contextmanager
def server(home: Path, today: str, **settings: str) -> Iterator[str]:
    """The page served from a data folder on a fixed day, offline unless `settings` say otherwise; its address."""
    with server_at(_free_port(), home, today, **settings) as address:
        yield address


@contextmanager
def server_at(port: int, home: Path, today: str, **settings: str) -> Iterator[str]:
    """The same at a port of one's choice."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QTX_")}
    environment |= {"QTX_HOME": str(home), "QTX_TODAY": today, "QTX_OFFLINE": "1", **settings}
    process = subprocess.Popen(  # noqa: S603 - our own command line
        serve.command(port, open_browser=False),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page of the browser at an address, drawn; `options` are those of a browser context."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-US", **options})
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.set_default_timeout(60_000)
    try:
        page.goto(address)
        settled(page)
        yield page
    finally:
        context.close()


def settled(page: Page) -> None:
    """Waits until the page's script has run to the end and nothing on the page has changed for a moment."""
    page.wait_for_selector('[data-testid="stMainBlockContainer"]')
    page.evaluate("window.qtxWaiting = 0")
    page.wait_for_function(_SETTLED, arg=QUIET, polling=50, timeout=120_000)


def go(page: Page, place: str) -> None:
    """Goes to another page by its sign in the header, as a reader does."""
    page.get_by_test_id("stTopNavLink").nth(PLACES.index(place)).click()
    settled(page)


def parts(page: Page) -> Iterator[str]:
    """Every part of the page behind a tab, one after the other; the whole page where there are none."""
    tabs = page.get_by_test_id("stMain").get_by_role("tab")
    if not tabs.count():
        yield ""
    for place in range(tabs.count()):
        if tabs.nth(place).get_attribute("aria-selected") != "true":
            tabs.nth(place).click()
            settled(page)
        yield tabs.nth(place).inner_text()


def ask(page: Page, question: str) -> None:
    """Types a question and waits for its answer."""
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(question)
    field.press("Enter")
    settled(page)


def ground_and_ink(page: Page) -> tuple[str, str]:
    """The colours of the page and of its text."""
    ground, ink = page.evaluate(
        """() => { const style = getComputedStyle(document.querySelector('[data-testid="stApp"]'));
        return [style.backgroundColor, style.color]; }"""
    )
    return ground, ink


def brightness(colour: str) -> float:
    """How bright a colour of a style is, from 0 to 255."""
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with exit code {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server did not answer within 90 s")
