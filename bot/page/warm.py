"""Opens the index while the reader is still typing, and then the other pages."""

from __future__ import annotations

import gc
import logging
import threading
import time
from functools import cache

from bot import gather
from bot.page import navigation
from bot.settings import Settings

PAUSE = 4.0
"""Seconds that the first question has the processor to itself before the other pages are imported."""

_log = logging.getLogger(__name__)


@cache
def warm_up(settings: Settings) -> None:
    """Searches once in the background, then imports the pages; an index that must be built waits for a question."""
    threading.Thread(target=_search, args=(settings,), name="warm-up", daemon=True).start()


def _search(settings: Settings) -> None:
    try:
        if gather.index_is_fresh(settings):
            gather.find_passages("QT", "en", settings)
            gather.find_passages("缩表", "zh", settings)
        time.sleep(PAUSE)
        navigation.load_all()
        gc.freeze()  # what stands now stays: no collection need go through it again
    except Exception:  # the first question meets the same trouble and tells the reader
        _log.exception("The index could not be opened ahead of the first question")
