"""Many readers of the page at once: how long each waits, and whether anything fails.

    python -m tests.benchmarks.readers [READERS] [ROUNDS] [SECONDS]

Starts the page's own server on loopback and opens one session a reader over the same WebSocket that a browser uses:
each opens the page, then in every round asks a golden question of its own, visits another page and comes back.
Three runs, each on a server of its own: one reader alone; all readers with about SECONDS of reading between one act and
the next, as people do; all of them at the very same moment, which nobody does, to see that nothing fails.

What is timed is the server's side, from a message sent to the script's end with every message received; what a browser
needs to draw them is not in it. The readers share the machine with the server. Prints p50, p95 and the slowest in
seconds, the errors, and the server's processor time for one act and its memory, which do not depend on what else the
machine does. Exit code 1 when any reader met an error.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import quantiles
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bot.gather import build_index, index_is_fresh
from bot.settings import Settings
from tests.page import browser

DAY = date(2026, 10, 8)
GOLDEN = Path(__file__).parents[1] / "golden" / "questions.jsonl"
PATIENCE = 120.0
PAGES = ("today", "learn", "lab", "check", "sources")


@dataclass
class Measured:
    """Seconds by what was done, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Visit:
    """What every reader does: which questions there are, how many rounds, and the seconds between two acts."""

    questions: list[str]
    rounds: int
    pause: float


@dataclass
class Reader:
    """One session: its connection, the page's controls by their key, and the addresses of the pages."""

    connection: ClientConnection
    controls: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    page: str = ""

    async def run(self, *, page: str | None = None, question: str | None = None) -> list[str]:
        """Has the script run and waits for its end; what it says of errors."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.page = self.page if page is None else page
        if question is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.controls["asked"]
            state.chat_input_value.data = question
        await self.connection.send(message.SerializeToString())
        errors: list[str] = []
        started = False
        while True:
            raw = await asyncio.wait_for(self.connection.recv(), PATIENCE)
            told = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            kind = told.WhichOneof("type")
            started = started or kind == "new_session"
            if kind == "navigation":
                self.pages = {each.url_pathname: each.page_script_hash for each in told.navigation.app_pages}
            elif kind == "delta":
                errors += self._element(told.delta.new_element)
            elif kind == "script_finished" and started:
                return errors

    def _element(self, element: Any) -> list[str]:
        kind = element.WhichOneof("type")
        if kind == "chat_input":
            self.controls["asked"] = element.chat_input.id
        if kind == "exception":
            return [f"{element.exception.type}: {element.exception.message}"]
        return []


async def _read(address: str, number: int, visit: Visit, found: Measured) -> None:
    """One reader from opening the page to the end of the last round."""
    rng = random.Random(number)  # noqa: S311 - how long a reader reads

    async def pause() -> None:
        await asyncio.sleep(rng.uniform(0.5, 1.5) * visit.pause)

    questions, rounds = visit.questions, visit.rounds
    try:
        await asyncio.sleep(rng.random() * visit.pause)
        async with connect(f"{address}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as connection:  # type: ignore[list-item]
            reader = Reader(connection)
            await _timed("open the page", reader, found)
            for step in range(rounds):
                question = questions[(number * rounds + step) % len(questions)]
                await pause()
                await _timed("first answer" if step == 0 else "later answers", reader, found, question=question)
                name = PAGES[(number + step) % len(PAGES)]
                await pause()
                await _timed("another page", reader, found, page=reader.pages[name])
                await pause()
                await _timed("back to the chat", reader, found, page=reader.pages[""])
    except Exception as error:  # counted, printed and turned into the exit code
        found.errors.append(f"reader {number}: {type(error).__name__}: {error}")


async def _timed(what: str, reader: Reader, found: Measured, **action: str) -> None:
    began = time.perf_counter()
    errors = await reader.run(**action)
    found.seconds[what].append(time.perf_counter() - began)
    found.errors += errors


async def _all(address: str, readers: int, visit: Visit) -> Measured:
    found = Measured()
    socket = address.replace("http://", "ws://", 1)
    await asyncio.gather(*(_read(socket, number, visit, found) for number in range(readers)))
    return found


def _measure(home: Path, readers: int, visit: Visit) -> bool:
    """One run on a server of its own, printed; whether it went without an error."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with browser.server(home, DAY.isoformat()) as address:
        found = asyncio.run(_all(address, readers, visit))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    _print(found)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    acts = sum(map(len, found.seconds.values()))
    print(f"server: {used:.1f} s of processor time with its start, {used / max(1, acts) * 1000:.0f} ms an act")
    print(f"memory of the largest server so far: {after.ru_maxrss / 1024:.0f} MB")
    return not found.errors


def _print(found: Measured) -> None:
    for what, seconds in found.seconds.items():
        cuts = quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else seconds * 19
        print(f"{what:18} {len(seconds):5} p50 {cuts[9]:6.2f} s  p95 {cuts[18]:6.2f} s  slowest {max(seconds):6.2f} s")
    print(f"errors: {len(found.errors)}")
    for error in dict.fromkeys(found.errors[:10]):
        print(f"  {error}")


def main(arguments: list[str]) -> int:
    """Runs the benchmark; the exit code."""
    readers, rounds, pause = (int(text) for text in (*arguments, *("50", "3", "10")[len(arguments) :]))
    settings = Settings(home=Settings.from_environment().home, today=DAY, offline=True)
    if not index_is_fresh(settings):
        build_index(settings)
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines if line.strip()]
    runs = (
        ("One reader alone", 1, 0.0),
        (f"{readers} readers, {pause} s between one act and the next", readers, float(pause)),
        (f"{readers} readers at the very same moment", readers, 0.0),
    )
    good = []
    for title, count, seconds in runs:
        print(f"\n{title}")
        good.append(_measure(settings.home, count, Visit(questions, rounds, seconds)))
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
