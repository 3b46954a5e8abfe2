"""The page as a session of the server sees it, without a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import bot.page

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
