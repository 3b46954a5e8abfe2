"""An OpenAI-compatible server on loopback: chat completions streamed as server-sent events, well behaved or not.

Each request is answered by the next of its replies, the last one again and again. `requests` keeps what was asked.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request; a reply writes to it."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.owner.requests.append(json.loads(body))
        self.server.owner.headers.append({name.lower(): each for name, each in self.headers.items()})
        replies, asked = self.server.owner.replies, len(self.server.owner.requests)
        try:
            replies[min(asked, len(replies)) - 1](self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def open_stream(self, *, chunked: bool = True) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding" if chunked else "Connection", "chunked" if chunked else "close")
        self.end_headers()
        self.chunked = chunked

    def send(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data) if self.chunked else data)
        self.wfile.flush()

    def delta(self, finish: str | None = None, **delta: Any) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "test", "choices": [choice]}
        self.send(f"data: {json.dumps(chunk)}\n\n")

    def close_stream(self) -> None:
        self.send("data: [DONE]\n\n")
        if self.chunked:
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = not self.chunked

    def write_text(self, text: str) -> None:
        self.delta(role="assistant", content="")
        for start in range(0, len(text), 40):
            self.delta(content=text[start : start + 40])

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    owner: OpenAIServer
    daemon_threads = True


class OpenAIServer:
    """The server while it runs; `url` is what OPENAI_BASE_URL is set to."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.owner = self
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> OpenAIServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def told(self, request: int = -1) -> str:
        """All that one request put before the model, as one text."""
        return "\n".join(str(message.get("content", "")) for message in self.requests[request]["messages"])


def says(text: str, finish: str = "stop") -> Reply:
    """Streams a text."""

    def reply(handler: Handler) -> None:
        handler.open_stream()
        handler.write_text(text)
        handler.delta(finish=finish)
        handler.close_stream()

    return reply


def calls(*wanted: tuple[str, str]) -> Reply:
    """Streams tool calls, each a name and its arguments as JSON text (well-formed or not)."""

    def reply(handler: Handler) -> None:
        handler.open_stream()
        handler.delta(role="assistant", content=None)
        for index, (name, arguments) in enumerate(wanted):
            call = {"index": index, "id": f"call_{index}", "type": "function"}
            handler.delta(tool_calls=[{**call, "function": {"name": name, "arguments": ""}}])
            for start in range(0, len(arguments), 8):
                piece = {"index": index, "function": {"arguments": arguments[start : start + 8]}}
                handler.delta(tool_calls=[piece])
        handler.delta(finish="tool_calls")
        handler.close_stream()

    return reply


def refuses() -> Reply:
    """Streams a refusal, as OpenAI marks one."""

    def reply(handler: Handler) -> None:
        handler.open_stream()
        handler.delta(role="assistant", refusal="I cannot help with that.")
        handler.delta(finish="stop")
        handler.close_stream()

    return reply


def fails(status: int, message: str = "no") -> Reply:
    """Answers with an HTTP error."""

    def reply(handler: Handler) -> None:
        body = json.dumps({"error": {"message": message, "type": "error", "code": None}}).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def stalls(text: str = "", seconds: float = 20.0, keep_alive: bool = False) -> Reply:
    """Streams a little and then nothing, or only comments that keep the connection alive."""

    def reply(handler: Handler) -> None:
        handler.open_stream()
        handler.write_text(text)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.1)
            if keep_alive:
                handler.send(": still here\n\n")

    return reply


def cuts(text: str, *, chunked: bool = True) -> Reply:
    """Streams a text and closes the connection before the end: noticed by HTTP only when the stream is chunked."""

    def reply(handler: Handler) -> None:
        handler.open_stream(chunked=chunked)
        handler.write_text(text)
        handler.close_connection = True
        handler.wfile.flush()
        handler.connection.shutdown(2)

    return reply


def talks_nonsense() -> Reply:
    """Streams events that are not JSON."""

    def reply(handler: Handler) -> None:
        handler.open_stream()
        handler.send("data: {not json\n\n")
        handler.close_stream()

    return reply


def says_error_midway(text: str, message: str) -> Reply:
    """Streams a text and then an error event."""

    def reply(handler: Handler) -> None:
        handler.open_stream()
        handler.write_text(text)
        handler.send(f"data: {json.dumps({'error': {'message': message, 'type': 'server_error'}})}\n\n")
        handler.close_stream()

    return reply


def goes_on_forever(text: str = "QT shrinks the balance sheet. ") -> Reply:
    """Streams the same words until nobody listens."""

    def reply(handler: Handler) -> None:
        handler.open_stream()
        handler.delta(role="assistant", content="")
        for _ in range(5000):
            handler.delta(content=text * 5)

    return reply
