"""A directory that somebody else publishes, for tests: a real server with pages of services."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, dict[str, str], bytes]


class FeedServer:
    """Serves `services`, so many on a page. `spoil` may change each answer before it leaves.

    `asked` holds the path and the query of every request.
    """

    def __init__(self, services: list[Any], *, size: int = 10, profile: int = 3) -> None:
        self.services, self.size, self.profile = services, size, profile
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.spoil: Callable[[str, dict[str, str], Answer], Answer] = lambda _p, _q, answer: answer
        self.details: dict[str, Any] = {}
        self.address = ""

    def answer(self, path: str, query: dict[str, str]) -> Answer:
        """Answer a request, spoilt where a test wants that."""
        self.asked.append((path, query))
        return self.spoil(path, query, self._good(path, query))

    def _good(self, path: str, query: dict[str, str]) -> Answer:
        if path == "/api":
            return as_json({"version": "HSDS-UK-3.0" if self.profile == 3 else "1.0"})
        if path == "/api/services":
            return as_json(self.page(int(query.get("page", "1")), query.get("modified_after", "")))
        detail = self.details.get(path.rpartition("/")[2])
        return as_json(detail) if detail else (404, {}, b"{}")

    def page(self, number: int, after: str = "") -> dict[str, Any]:
        """Return one page, wrapped as the profile has it."""
        rows = [each for each in self.services if not after or each["last_modified"] > after]
        pages = max(1, -(-len(rows) // self.size))
        shown = rows[(number - 1) * self.size : number * self.size]
        if self.profile == 3:
            return {
                "total_items": len(rows), "total_pages": pages, "page_number": number,
                "size": len(shown), "first_page": number == 1, "last_page": number >= pages,
                "empty": not shown, "contents": shown,
            }  # fmt: skip
        return {
            "totalElements": len(rows), "totalPages": pages, "number": number, "size": len(shown),
            "first": number == 1, "last": number >= pages, "content": shown,
        }  # fmt: skip


def as_json(payload: object) -> Answer:
    """Return a good answer."""
    return 200, {"Content-Type": "application/json"}, json.dumps(payload).encode()


@contextmanager
def a_feed_server(services: list[Any], **more: int) -> Iterator[FeedServer]:
    """Serve it on this machine for as long as a test needs it."""
    feed = FeedServer(services, **more)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, headers, body = feed.answer(parts.path, query)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    feed.address = f"http://127.0.0.1:{server.server_port}/api"
    try:
        yield feed
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
