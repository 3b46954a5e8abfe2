"""The page as a session of the server sees it, without a server; and a server and a browser to look at it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

import bot.page
from tests.conftest import TODAY
from tests.page import browser as chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

APP = Path(bot.page.__file__).with_name("app.py")

Ask = Callable[[str], AppTest]


def elements(page: AppTest, kind: str) -> Any:
    """All elements of a kind, anywhere on the page."""
    return page.get(kind)


@pytest.fixture
def page(environment: pytest.MonkeyPatch) -> AppTest:
    """The page as it opens, offline, on a fixed day, in a browser that speaks English."""
    return AppTest.from_file(str(APP), default_timeout=120).run()


@pytest.fixture
def ask(page: AppTest) -> Ask:
    """Asks on the page and returns it with the answer."""

    def asked(question: str) -> AppTest:
        return page.chat_input[0].set_value(question).run()

    return asked


@pytest.fixture(scope="package")
def page_home(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server that browsers look at: the shared index, and conversations of its own."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "index").symlink_to(home / "index")
    return folder


@pytest.fixture(scope="package")
def address(page_home: Path) -> Iterator[str]:
    """The page on a real server, offline, on a fixed day; one for all that look at it."""
    with chromium.server(page_home, TODAY.isoformat()) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium; it is closed before tests that use the same thread's event loop."""
    from playwright.sync_api import expect

    with chromium.chromium() as started:
        expect.set_options(timeout=60_000)
        yield started
