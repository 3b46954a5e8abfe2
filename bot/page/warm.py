"""Opens what questions and pages need before a reader comes to them, so that nobody waits for it."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import get_args

from streamlit import runtime

from bot.language import Language
from bot.settings import Settings, SettingsError

ASKED = ("Is QT still running?", "缩表还在进行吗？")
"""Asked once in each language, of what is stored: reading, searching, writing and checking are all used by it."""
LOOK = 0.02
"""Seconds between two looks at whether the server stands, or a reader is still being served."""
PATIENCE = 3.0
"""Seconds for which a step waits for readers to be served before it is done all the same."""
QUIET = 5.0
"""Seconds for which nobody was served, after which what can wait is done: the readers read, if there are any."""

_log = logging.getLogger(__name__)
_served: set[int] = set()
"""The threads that serve a reader now."""
_last_served = time.monotonic()


@contextmanager
def serving() -> Iterator[None]:
    """Has what is opened ahead stand back meanwhile: the reader comes first."""
    global _last_served
    _served.add(threading.get_ident())
    try:
        yield
    finally:
        _last_served = time.monotonic()
        _served.discard(threading.get_ident())


def _stand_back() -> None:
    until = time.monotonic() + PATIENCE
    while _served and time.monotonic() < until:
        time.sleep(LOOK)


def _wait_for_quiet() -> None:
    while _served or time.monotonic() - _last_served < QUIET:
        time.sleep(QUIET / 10)


def begin() -> None:
    """Opens everything as soon as the server of this process stands; returns at once."""
    _beside(_once_served)


@cache
def warm_up(settings: Settings) -> None:
    """Opens everything under these settings, once; returns at once."""
    _beside(lambda: _open(settings))


def _beside(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="warm-up", daemon=True).start()


def _once_served() -> None:
    while not runtime.exists():
        time.sleep(LOOK)
    try:
        settings = Settings.from_environment()
    except SettingsError:
        return  # the page tells the reader
    warm_up(settings)


def _open(settings: Settings) -> None:
    """The chat first, then the other pages, then what every section states, against which numbers are checked.

    An index that must be built waits for a question.
    """
    try:
        from bot import ask, gather
        from bot.numbers.evidence_facts import facts_of
        from bot.page import navigation  # only now: it has Streamlit's server know our component

        # No publisher is asked, and no model, before somebody looks.
        stored = replace(settings, offline=True, model="")
        if gather.index_is_fresh(settings):
            for question in ASKED:
                _stand_back()
                ask.ask(question, stored)
        _stand_back()
        navigation.load_all()
        from bot.page import today
        from bot.page.view import View

        for language in get_args(Language):
            _stand_back()
            today.prepare(View(language), stored)
        gc.freeze()  # what stands now stays: no collection need go through it again
        for passage in gather.all_passages():
            _wait_for_quiet()
            facts_of((passage,), ())
    except Exception:  # the first question meets the same trouble and tells the reader
        _log.exception("The pages could not be made ready ahead of the first reader")
