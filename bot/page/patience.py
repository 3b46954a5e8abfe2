"""Waits for what takes long without going deaf: Streamlit stops a script only where the script says something.

A language model may be silent for half a minute. Its answer is made in a thread of its own meanwhile, and the page says
what it has said already, again and again, so that a reader who stops it is heard at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Empty, Queue
from threading import Event as Flag
from threading import Thread

from bot.events import Event

PULSE = 0.3
"""Seconds of silence after which the page says something."""


def heard(events: Iterator[Event], pulse: Callable[[], object]) -> Iterator[Event]:
    """The events as they come; `pulse` is called while none does. Raises whatever the making of them raises."""
    told: Queue[Event | Exception | None] = Queue()
    left = Flag()

    def make() -> None:
        try:
            for event in events:
                told.put(event)
                if left.is_set():
                    return
            told.put(None)
        except Exception as error:  # it is raised where the events are read
            told.put(error)

    Thread(target=make, name="answer", daemon=True).start()
    try:
        while True:
            try:
                event = told.get(timeout=PULSE)
            except Empty:
                pulse()
                continue
            if event is None:
                return
            if isinstance(event, Exception):
                raise event
            yield event
    finally:
        left.set()
