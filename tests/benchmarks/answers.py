"""How long an answer takes: in a fresh process, and warm over the golden questions.

    python -m tests.benchmarks.answers

Prints seconds beside a bare interpreter's start, and the memory of the warm process.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from statistics import quantiles

from bot import gather
from bot.ask import ask
from bot.evaluate import golden
from bot.settings import Settings

HOME = Path(os.environ.get("QTX_HOME", "")) if os.environ.get("QTX_HOME") else Settings.from_environment().home


def seconds(*command: str) -> float:
    """Wall time of a process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)  # noqa: S603 - our own command
    return time.perf_counter() - started


def main() -> None:
    """Measures and prints."""
    settings = Settings(home=HOME, today=date(2026, 11, 22), offline=True)
    if not gather.index_is_fresh(settings):
        print("building the index first ...")
        gather.build_index(settings)
    bare = min(seconds("-c", "pass") for _ in range(3))
    cold = min(seconds("-m", "bot", "ask", "is QT still running?", "--offline") for _ in range(3))
    print(f"qtx ask, cold process: {cold:.2f} s ({cold / bare:.0f} times an empty interpreter)")
    taken = []
    for each in golden():
        started = time.perf_counter()
        ask(each.question, settings)
        taken.append((time.perf_counter() - started) * 1000)
    cuts = quantiles(taken[5:], n=20)
    print(f"warm, {len(taken)} questions: p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
