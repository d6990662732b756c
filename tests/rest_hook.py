"""A system that is told what happens, for tests: a real server that can fail in every way."""

import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Headers = dict[str, str]


class Receiver:
    """Keeps each word that arrives. `answer` says how to answer the so-manieth of them."""

    def __init__(self) -> None:
        self.heard: list[tuple[Headers, bytes]] = []
        self.answer: Callable[[int, dict[str, Any]], int] = lambda _count, _body: 200
        self.address = ""

    def taken(self, kind: str = "event-notification") -> list[dict[str, Any]]:
        """The words of one kind that arrived, whether or not the answer was yes."""
        bodies = (json.loads(body) for _, body in self.heard)
        return [body for body in bodies if facts(body)["type"] == kind]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the events as they arrived, with those that came twice."""
        return [number for body in self.taken() for number in event_numbers(body)]

    def is_signed(self, secret: str) -> bool:
        """Say whether each word carries the right mark of the secret."""
        return bool(self.heard) and all(_is_right(secret, *each) for each in self.heard)


def _is_right(secret: str, headers: Headers, body: bytes) -> bool:
    pairs = dict(each.split("=", 1) for each in headers["X-Hearth-Signature"].split(","))
    mark = hmac.new(secret.encode(), f"{pairs['t']}.".encode() + body, sha256).hexdigest()
    return hmac.compare_digest(mark, pairs["v1"])


def parameters(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of the status that begins a Bundle."""
    found: list[dict[str, Any]] = body["entry"][0]["resource"]["parameter"]
    return found


def facts(body: dict[str, Any]) -> dict[str, Any]:
    """The single values of the status, by their name."""
    return {
        each["name"]: next(value for name, value in each.items() if name.startswith("value"))
        for each in parameters(body)
        if "part" not in each
    }


def event_numbers(body: dict[str, Any]) -> list[int]:
    """The numbers of the events in a Bundle."""
    events = [each["part"] for each in parameters(body) if each["name"] == "notification-event"]
    return [
        int(part["valueString"])
        for parts in events
        for part in parts
        if part["name"] == "event-number"
    ]


@contextmanager
def a_receiver() -> Iterator[Receiver]:
    """Serve one on this machine for as long as a test needs it."""
    held = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            held.heard.append((dict(self.headers), body))
            status = held.answer(len(held.heard), json.loads(body))
            if status == 0:
                self.close_connection = True  # as if it fell over before it could answer
                return
            self.send_response(status)
            if status in (301, 307):
                self.send_header("Location", held.address + "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.address = f"http://127.0.0.1:{server.server_port}/hook"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
