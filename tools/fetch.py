"""The one door to the network: configured publishers only, bounded in time and size, and silent about keys."""

from __future__ import annotations

import json
import logging
import queue
import random
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode, urljoin, urlsplit

from tools.errors import (
    BY_FAULT,
    RateLimited,
    Redirected,
    Refused,
    TimedOut,
    TooLarge,
    ToolsError,
    Unreadable,
    UpstreamDown,
)
from tools.store import read_json, write_json

if TYPE_CHECKING:
    import ssl

    import httpx

USER_AGENT = "qt-explainer/0.1 (dated central-bank figures for a chat; reads each series once per release)"
CONNECT_SECONDS = 1.8
UNREACHED_SECONDS = 2.5  # nothing answers at all: leaves half a second for the rest of an answer within 3 s
TOTAL_SECONDS = 6.5
LEFT_ALONE_SECONDS = 60.0
LARGEST_BODY = 24 * 1024 * 1024
ATTEMPTS = 3
JITTER_SECONDS = 0.2
SPACING = {"fred": 0.6}
EVERYWHERE = "*"

K = TypeVar("K")
V = TypeVar("V")


class Deadline:
    """How long one answer may wait: `total` seconds once any publisher was reached, else only `unreached`."""

    def __init__(self, total: float = TOTAL_SECONDS, unreached: float = UNREACHED_SECONDS) -> None:
        self._start, self._total, self._unreached = time.monotonic(), total, min(total, unreached)
        self._reached = threading.Event()
        self._lock = threading.Lock()
        self._answers: dict[str, _Shared] = {}
        self._open: list[tuple[_Failures, str, str]] = []
        self._answering: set[str] = set()
        self._silent: set[str] = set()

    def reached(self) -> None:
        """A connection stands."""
        self._reached.set()

    @property
    def in_all(self) -> float:
        """Seconds left when a publisher is reached."""
        return self._start + self._total - time.monotonic()

    @property
    def remaining(self) -> float:
        """Seconds left now."""
        return self.in_all if self._reached.is_set() else self._start + self._unreached - time.monotonic()

    def shared(self, url: str) -> _Shared:
        """The place of the answer of this address, so that nobody asks for the same thing twice in one answer."""
        with self._lock:
            return self._answers.setdefault(url, _Shared())

    @contextmanager
    def asking(self, failures: _Failures, host: str, path: str) -> Iterator[None]:
        """Remembers which place is being asked, so that it can be given up with `give_up`."""
        with self._lock:
            self._open.append((failures, host, path))
        try:
            yield
            self._answering.add(host)
        except TimedOut:
            failures.add(self._what_failed(host, path), TimedOut())
            raise
        finally:
            with self._lock, suppress(ValueError):
                self._open.remove((failures, host, path))

    def _what_failed(self, host: str, path: str) -> str:
        """A host that is slow for everything is left alone as a whole; else only the place that is slow."""
        return host + path if host in self._answering else host

    def silent(self, host: str) -> None:
        """A host did not take the connection."""
        self._silent.add(host)

    @property
    def no_network(self) -> bool:
        """Whether several hosts were asked and no connection came about."""
        return not self._reached.is_set() and len(self._silent) > 1

    def give_up(self) -> None:
        """Leaves alone for a while whatever has not answered by now: its thread may hang for long."""
        with self._lock:
            late, self._open = self._open, []
        for failures, host, path in late:
            failures.add(self._what_failed(host, path), TimedOut())


@dataclass(frozen=True, slots=True)
class Answer:
    """What a publisher sent: status, declared type, body."""

    status: int
    content_type: str
    body: bytes
    measured: bool = True
    """Whether the publisher said how long the body is, so that a broken one would have been noticed."""

    @property
    def text(self) -> str:
        """The body as text, without a byte order mark; bytes that are not UTF-8 are replaced."""
        return self.body.decode("utf-8-sig", "replace")

    @property
    def is_html(self) -> bool:
        """Whether this is a web page, whatever it was declared to be."""
        start = self.body[:512].lstrip().lower()
        return start.startswith((b"<!doctype html", b"<html"))


def json_of(answer: Answer) -> Any:
    """The body as JSON. Raises: UpstreamDown for a web page in its place, Unreadable for anything else."""
    if answer.is_html:
        raise UpstreamDown("A web page came in place of data.")
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        raise Unreadable("The answer is not complete JSON.") from None


class Door:
    """Requests to the configured publishers.

    `urls` maps a publisher to its base address; nothing else can be asked. What failed is left alone for a minute, also
    by the next process that uses the same `folder`. `transport` replaces the network in tests.
    """

    def __init__(self, urls: Mapping[str, str], folder: Path | None, transport: httpx.BaseTransport | None = None):
        self._bases = {publisher: _base(publisher, url) for publisher, url in urls.items()}
        self._transport = transport
        self._clients: dict[tuple[bool, bool], httpx.Client] = {}
        self._lock = threading.Lock()
        self._failures = _Failures(None if folder is None else folder / "unreachable.json")
        self.requests: dict[str, int] = {}

    def get(
        self,
        publisher: str,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        deadline: Deadline | None = None,
        also: tuple[int, ...] = (),
        share: bool = True,
    ) -> Answer:
        """One answer of a publisher; statuses in `also` are returned instead of raised.

        Within one deadline the same address is asked for once, unless `share` is off.

        Raises: NotReached, each by its kind. No message holds the address, its parameters or a key.
        """
        base = self._bases[publisher]
        url = base + path + ("?" + urlencode(params, quote_via=quote, safe=":,()/") if params else "")
        deadline = deadline or Deadline()
        shared = deadline.shared(url) if share else _Shared()
        with shared.lock:
            if shared.result is None:
                try:
                    shared.result = self._get(publisher, base, path, url, deadline, also)
                except ToolsError as error:
                    shared.result = error
        if isinstance(shared.result, ToolsError):
            raise shared.result
        return shared.result

    def _get(self, publisher: str, base: str, path: str, url: str, deadline: Deadline, also: tuple[int, ...]) -> Answer:
        host = urlsplit(base).netloc
        self._failures.check(host, host + path, EVERYWHERE)
        try:
            with deadline.asking(self._failures, host, path):
                return self._attempts(publisher, url, deadline, also)
        except _NotConnectedError as error:
            self._failures.add(host, error.kind)
            deadline.silent(host)
            if deadline.no_network and isinstance(error.kind, TimedOut):
                self._failures.add(EVERYWHERE, error.kind)  # so that the hosts not yet asked cost no time either
            raise error.kind from None
        except (UpstreamDown, RateLimited) as error:
            self._failures.add(host + path, error)
            raise

    def _attempts(self, publisher: str, url: str, deadline: Deadline, also: tuple[int, ...]) -> Answer:
        for attempt in range(ATTEMPTS):
            _take_turn(publisher, deadline)
            wait = random.uniform(0, JITTER_SECONDS * 2**attempt)  # noqa: S311 - jitter, not a secret
            try:
                answer, retry_after = self._once(publisher, url, deadline)
            except _BrokenError:
                error: ToolsError = UpstreamDown("The connection broke before the answer was complete.")
            else:
                if answer.status == 200 or answer.status in also:
                    return answer
                error = _error_of(answer)
                if not isinstance(error, RateLimited | UpstreamDown):
                    raise error
                wait = wait if retry_after is None else retry_after
            if attempt + 1 == ATTEMPTS or wait >= deadline.in_all:
                raise error
            time.sleep(wait)
        raise AssertionError("unreachable")

    def _once(self, publisher: str, url: str, deadline: Deadline) -> tuple[Answer, float | None]:
        """One request, following redirects within the publisher's host."""
        base = urlsplit(self._bases[publisher])
        for _ in range(4):
            answer, headers = self._send(publisher, url, deadline)
            if answer.status not in {301, 302, 303, 307, 308}:
                return answer, _seconds(headers.get("retry-after"))
            url = urljoin(url, headers.get("location", ""))
            goal = urlsplit(url)
            if goal.netloc != base.netloc or goal.scheme not in {base.scheme, "https"}:
                raise Redirected("The answer pointed to another host and was not followed.")
        raise Redirected("The answer pointed from page to page without end.")

    def _send(self, publisher: str, url: str, deadline: Deadline) -> tuple[Answer, Mapping[str, str]]:
        import httpx

        if deadline.remaining <= 0:
            raise TimedOut("There was no time left to ask.")
        with self._lock:
            self.requests[publisher] = self.requests.get(publisher, 0) + 1
        timeout = httpx.Timeout(max(0.1, deadline.in_all), connect=max(0.05, min(CONNECT_SECONDS, deadline.remaining)))

        def trace(event: str, info: Any) -> None:
            if event in {"connection.connect_tcp.complete", "http11.send_request_headers.started"}:
                deadline.reached()

        parts = urlsplit(url)
        client = self._client(parts.scheme == "https", parts.hostname in {"127.0.0.1", "localhost", "::1"})
        try:
            with client.stream("GET", url, timeout=timeout, extensions={"trace": trace}) as response:
                deadline.reached()
                body = _bounded(response, deadline)
                headers = response.headers
                measured = "content-length" in headers or "transfer-encoding" in headers
                return Answer(response.status_code, headers.get("content-type", ""), body, measured), headers
        except httpx.ConnectTimeout:
            raise _NotConnectedError(TimedOut("The host did not answer the connection.")) from None
        except httpx.ConnectError:
            raise _NotConnectedError(Refused("The host could not be reached.")) from None
        except httpx.TimeoutException:
            raise TimedOut("There was no complete answer within the deadline.") from None
        except httpx.TransportError:
            raise _BrokenError from None
        except (httpx.InvalidURL, httpx.DecodingError):
            raise Unreadable("The answer could not be decoded.") from None

    def _client(self, secure: bool, on_this_machine: bool) -> httpx.Client:
        import httpx

        with self._lock:
            if (secure, on_this_machine) not in self._clients:
                _keep_keys_out_of_logs()
                self._clients[secure, on_this_machine] = httpx.Client(
                    transport=self._transport,
                    headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
                    # Building a TLS context takes longer than a whole answer; plain addresses are test servers.
                    verify=_tls() if secure else False,
                    # A proxy of the environment is for the outside world, never for a server on this machine.
                    trust_env=not on_this_machine,
                    follow_redirects=False,
                    limits=httpx.Limits(max_keepalive_connections=0),
                )
            return self._clients[secure, on_this_machine]


def side_by_side(jobs: Mapping[K, Callable[[], V]], deadline: Deadline, grace: float = 0.05) -> dict[K, V | ToolsError]:
    """Runs all jobs at once; the error of a job stands in for its result, TimedOut for a job that is not done in time.

    Jobs that keep the deadline themselves get `grace` seconds more to put together what they have.

    The threads are daemons: one that hangs in a name server or a silent host holds up neither answer nor exit.
    """
    done: queue.SimpleQueue[tuple[K, V | ToolsError]] = queue.SimpleQueue()

    def run(key: K, job: Callable[[], V]) -> None:
        try:
            done.put((key, job()))
        except ToolsError as error:
            done.put((key, error))
        except Exception:  # a fault in reading one publisher must not take the others down
            logging.getLogger(__name__).exception("reading %s failed", key)
            done.put((key, Unreadable("The answer could not be read.")))

    for key, job in jobs.items():
        threading.Thread(target=run, args=(key, job), daemon=True).start()
    results: dict[K, V | ToolsError] = {}
    while len(results) < len(jobs) and deadline.remaining > -grace:
        with suppress(queue.Empty):
            key, result = done.get(timeout=max(0.01, min(0.1, deadline.remaining + grace)))
            results[key] = result
    if len(results) < len(jobs):
        deadline.give_up()
    late = TimedOut("There was no complete answer within the deadline.")
    return {key: results.get(key, late) for key in jobs}


class _Shared:
    """An answer that several readers of one deadline wait for."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.result: Answer | ToolsError | None = None


class _NotConnectedError(Exception):
    def __init__(self, kind: ToolsError) -> None:
        super().__init__()
        self.kind = kind


class _BrokenError(Exception):
    pass


class _Failures:
    """Hosts and places to leave alone, in memory and on disk. A damaged file is no reason to fail: it is forgotten."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._until: dict[str, tuple[float, str]] = {}
        self._load()

    def _load(self) -> None:
        found = read_json(self._file) if self._file else None
        if isinstance(found, dict):
            for place, value in found.items():
                with suppress(TypeError, ValueError, KeyError):
                    until, fault = float(value["until"]), str(value["fault"])
                    if time.time() < until <= time.time() + LEFT_ALONE_SECONDS and fault in BY_FAULT:
                        self._until[place] = max(self._until.get(place, (0.0, "")), (until, fault))

    def check(self, *places: str) -> None:
        """Raises what went wrong less than a minute ago."""
        for place in places:
            until, fault = self._until.get(place, (0.0, ""))
            if time.time() < until:
                raise BY_FAULT[fault]("It failed less than a minute ago and is left alone for now.")

    def add(self, place: str, error: ToolsError) -> None:
        with self._lock:
            self._load()
            self._until[place] = (time.time() + LEFT_ALONE_SECONDS, error.fault)
            if self._file:
                write_json(
                    self._file, {key: {"until": until, "fault": fault} for key, (until, fault) in self._until.items()}
                )


_turns: dict[str, float] = {}
_turns_lock = threading.Lock()


def _take_turn(publisher: str, deadline: Deadline) -> None:
    """Waits until this process may ask again, where a publisher wants a pause between requests."""
    pause = SPACING.get(publisher)
    if pause is None:
        return
    with _turns_lock:
        now = time.monotonic()
        turn = max(now, _turns.get(publisher, 0.0))
        if turn - now >= deadline.remaining:
            raise TimedOut("There was no time left to ask.")
        _turns[publisher] = turn + pause
    time.sleep(turn - now)


def _bounded(response: httpx.Response, deadline: Deadline) -> bytes:
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > LARGEST_BODY:
            raise TooLarge("The answer was larger than allowed and was cut off.")
        if deadline.in_all <= 0:
            raise TimedOut("There was no complete answer within the deadline.")
        parts.append(part)
    return b"".join(parts)


def _error_of(answer: Answer) -> ToolsError:
    if answer.status == 429:
        return RateLimited("The publisher asked for fewer requests.")
    if answer.status >= 500:
        return UpstreamDown(f"The publisher answered with status {answer.status}.")
    return Refused(f"The publisher refused the request with status {answer.status}.", status=answer.status)


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After as seconds: a number, or a date."""
    if not retry_after:
        return None
    with suppress(ValueError):
        return max(0.0, float(retry_after))
    with suppress(ValueError, TypeError):
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    return None


def _base(publisher: str, url: str) -> str:
    base = url.rstrip("/")
    if publisher == "nyfed":
        base = base.removesuffix("/api")
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or "@" in parts.netloc:
        raise ValueError(f"the address of {publisher} must look like https://host, without a user name or a query")
    return base


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    import httpx

    return httpx.create_ssl_context()


class _NoKeys(logging.Filter):
    """httpx writes each address into its log, key included."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "api_key" in message:
            record.msg, record.args = re.sub(r"api_key=[^&\s\"']*", "api_key=...", message), ()
        return True


@lru_cache(maxsize=1)
def _keep_keys_out_of_logs() -> None:
    for name in ("httpx", "httpcore", "httpcore.http11", "httpcore.connection"):
        logging.getLogger(name).addFilter(_NoKeys())
