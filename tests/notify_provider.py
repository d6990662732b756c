"""A provider like GOV.UK Notify on this machine: a small HTTP server with its API, and its faults.

It keeps what it takes in a file, as the real one does: a test may kill whoever sends, and ask here
what arrived. Faults are drawn by chance from a seed: it hangs before or after it took a message,
answers 500 before or after, drops the line before or after, answers 429, or does as it is asked.
"""

import json
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

SERVICE, SECRET = str(uuid.UUID(int=7)), str(uuid.UUID(int=11))
KEY = f"tests-{SERVICE}-{SECRET}"
ADDRESSES = {"email": "email_address", "sms": "phone_number", "letter": None}
WELL, HANG, HANG_AFTER, BROKEN, BROKEN_AFTER, BUSY, DROP, DROP_AFTER = range(8)


class Dropped(Exception):
    """The line goes dead without an answer."""


@dataclass
class NotifyProvider:
    """The provider: what it took, in order, and how it behaves."""

    address: str = ""
    faults: tuple[int, ...] = (WELL,)
    hangs_for: float = 0.3
    refuses: set[str] = field(default_factory=set)
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0
    at_work: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(13))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, place: str, sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Take one message, or fail as the draw says."""
        with self.lock:
            fault = self.chance.choice(self.faults)
        if fault == HANG:
            time.sleep(self.hangs_for)
        if fault == DROP:
            raise Dropped
        if fault in (HANG, BROKEN, BUSY):
            return (429 if fault == BUSY else 500), {"errors": []}
        to = ADDRESSES[place]
        if to and sent[to] in self.refuses:
            return 400, {"errors": [{"error": "ValidationError"}]}
        with self.lock:
            self.taken.append({"place": place, "at": time.time(), **sent})
        if fault == HANG_AFTER:
            time.sleep(self.hangs_for)
        if fault == DROP_AFTER:
            raise Dropped
        if fault in (HANG_AFTER, BROKEN_AFTER):
            return 500, {"errors": []}
        return 201, {"id": str(uuid.uuid4()), "reference": sent["reference"]}

    def count(self, more: int) -> None:
        """One question more is being answered, or one fewer."""
        with self.lock:
            self.at_work += more

    def find(self, reference: str) -> list[dict[str, Any]]:
        """What it took under this reference."""
        with self.lock:
            self.asked += 1
            return [each for each in self.taken if each["reference"] == reference]

    def counts(self) -> Counter[str]:
        """How often each reference was taken."""
        with self.lock:
            return Counter(each["reference"] for each in self.taken)


def is_ours(authorization: str) -> bool:
    """Say whether the token is one that our key signed just now."""
    try:
        token = jwt.decode(authorization.removeprefix("Bearer "), OctKey.import_key(SECRET))
    except (JoseError, ValueError):
        return False
    return token.claims["iss"] == SERVICE and abs(token.claims["iat"] - time.time()) < 30


def _handler(provider: NotifyProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = urlsplit(self.path)
            if not self._may() or where.path != "/v2/notifications":
                return
            found = provider.find(parse_qs(where.query)["reference"][0])
            self._answer(200, {"notifications": found, "links": {}})

        def do_POST(self) -> None:
            provider.count(+1)
            try:
                self._take()
            finally:
                provider.count(-1)

        def _take(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self._may():
                place = urlsplit(self.path).path.removeprefix("/v2/notifications/")
                with suppress(Dropped):
                    self._answer(*provider.take(place, json.loads(body)))

        def _may(self) -> bool:
            mine = is_ours(self.headers.get("Authorization", ""))
            if not mine:
                self._answer(403, {"errors": [{"error": "AuthError"}]})
            return mine

        def _answer(self, status: int, said: dict[str, Any]) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())
            except OSError:
                pass  # whoever asked has gone, as a killed worker has

        def log_message(self, *words: object) -> None:
            """Say nothing: a test reads answers, not logs."""

    return Handler


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_who: object) -> None:
        """A sender that was killed in the middle is no fault of this server."""


@contextmanager
def running(**more: Any) -> Iterator[NotifyProvider]:
    """Serve on a free port of this machine until the end of the block."""
    provider = NotifyProvider(**more)
    server = Server(("127.0.0.1", 0), _handler(provider))
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
