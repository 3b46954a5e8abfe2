"""How long the live layer takes against publishers on this machine, and how many requests it makes.

    python -m tests.benchmarks.live

Prints ratios beside the slowest source, since machines differ: with every source taking one second, a full refresh
should take little more than that; with none reachable, an answer comes within three seconds and the next at once.
"""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path

from tests.publishers import PUBLISHERS, Publishers, histories
from tools import live
from tools.series import Desk

TODAY = date(2026, 9, 18)
DELAY = 1.0


def refresh(urls: dict[str, str], folder: Path) -> tuple[float, Desk, int]:
    """Seconds of one full refresh, the desk that made it, and how many figures it gave."""
    desk = Desk(urls=urls, folder=folder, today=TODAY)
    started = time.perf_counter()
    readings = live.read_together(desk, live.TOOLS)
    return time.perf_counter() - started, desk, sum(len(reading.figures) for reading in readings.values())


def main() -> None:
    """Measures and prints."""
    with Publishers(histories(TODAY)) as publishers, tempfile.TemporaryDirectory() as first:
        refresh(publishers.urls, Path(first))  # imports and caches
        with tempfile.TemporaryDirectory() as folder:
            seconds, desk, figures = refresh(publishers.urls, Path(folder))
            print(f"full refresh, sources answering at once: {seconds:.2f} s, {figures} figures")
            print(f"requests: {sum(desk.requests.values())} ({desk.requests})")
            warm, desk, _ = refresh(publishers.urls, Path(folder))
            print(f"the same again from the store: {warm:.3f} s, {sum(desk.requests.values())} requests")
        publishers.delay = dict.fromkeys(PUBLISHERS, DELAY)
        with tempfile.TemporaryDirectory() as folder:
            slow, _, figures = refresh(publishers.urls, Path(folder))
            ratio = f"{slow / DELAY:.2f} times the slowest source"
            print(f"every source taking {DELAY:.0f} s: {slow:.2f} s, {ratio}, {figures} figures")
        publishers.delay = {}
        publishers.stop(*PUBLISHERS)
        with tempfile.TemporaryDirectory() as folder:
            none, _, _ = refresh(publishers.urls, Path(folder))
            again, _, _ = refresh(publishers.urls, Path(folder))
            print(f"nothing reachable: {none:.2f} s, the next time {again:.3f} s")


if __name__ == "__main__":
    main()
