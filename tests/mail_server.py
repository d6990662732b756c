"""A real mail server on this machine (aiosmtpd), which keeps what it is given."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Post:
    """The server's box. It answers with each of `answers` first, then with OK."""

    host: str = "127.0.0.1"
    port: int = 0
    answers: list[str] = field(default_factory=list)
    received: list[Message] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.received.append(message_from_bytes(envelope.content))
        return "250 OK"

    def counts(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(str(each["Message-ID"]) for each in self.received)


class OnAnyPort(Controller):
    """Learns its port from the system: a port that was free may be taken a moment later."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def running(**more: Any) -> Iterator[Post]:
    """Serve on a free port of this machine until the end of the block."""
    post = Post(**more)
    controller = OnAnyPort(post, hostname=post.host, port=0)
    controller.start()
    post.port = controller.port
    try:
        yield post
    finally:
        controller.stop()
