"""Read a directory that somebody else publishes (Open Referral UK, HSDS) over HTTP.

Polite: one request at a time, a name, time limits, and waiting as long as we are asked to. Wary: a
curator typed the address, so hosts inside our own network are refused when we connect to them (not
before, when a name could still mean another host), and no answer may be without end.
"""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from hearth.core.directory.bodies import parsed

NAME = "Hearth directory reader (care and support planning)"
TO_CONNECT, TO_ANSWER = 5, 30
LONGEST_ANSWER = 180
NAT64 = IPv6Network("64:ff9b::/96")
MEBIBYTE = 2**20
LARGEST_PAGE = 32 * MEBIBYTE
MOST_REDIRECTS = 5
TRIES = 4
LONGEST_WAIT = 60
INSIDE = (
    "is inside our own network. Who runs Hearth can let it be read "
    "(HEARTH_FEEDS_PRIVATE=1, or hearth directory add)."
)
TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class CannotRead(Exception):
    """A page of a feed cannot be read. Says why, for a curator."""


class Absent(CannotRead):
    """There is nothing at this address (404, 410)."""


class Inside(Exception):
    """The host is inside our own network."""


@dataclass
class Reader:
    """Fetches JSON. `inside`: hosts of our own network may be read too (tests, an intranet);
    `trusted`: only the one of this address may, wherever it is."""

    inside: bool = False
    trusted: str = ""
    wait: Callable[[float], None] = time.sleep
    _session: requests.Session = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": NAME, "Accept": "application/json"})
        if not self.inside:
            self._session.trust_env = False  # a proxy would connect in our place
            for scheme in ("http://", "https://"):
                self._session.mount(scheme, OutsideOnly())
        if self.trusted:
            parts = urlsplit(self.trusted)
            self._session.mount(f"{parts.scheme}://{parts.netloc}/", HTTPAdapter())

    def json(self, address: str, **asked: str) -> Any:
        """Return what an address answers, as JSON. Raises CannotRead."""
        body = self._body(address, asked)
        try:
            return parsed(body)
        except (ValueError, RecursionError) as error:
            raise CannotRead(f"{_shown(address)} does not answer in JSON.") from error

    def answers(self, address: str) -> str:
        """Say why an address of the web is dead; empty: it answers (also where it says no)."""
        try:
            with self._followed("HEAD", address, {}) as answer:
                status = answer.status_code
            if status in (403, 404, 405, 410, 501):
                with self._followed("GET", address, {}) as answer:
                    status = answer.status_code
        except CannotRead as error:
            return str(error)
        return f"It answers {status}." if status in (404, 410) or status >= 500 else ""

    def _body(self, address: str, asked: dict[str, str]) -> bytes:
        for again in range(TRIES):
            is_last = again == TRIES - 1
            try:
                with self._followed("GET", address, asked) as answer:
                    if answer.status_code == 200:
                        return _limited(answer, address)
                    if answer.status_code not in TRY_AGAIN or is_last:
                        raise _refusal(answer, address)
                    pause = _pause(answer, again)
            except _NotNow as error:
                if is_last:
                    raise CannotRead(str(error)) from error
                pause = 2.0**again
            self.wait(pause)
        raise CannotRead(f"{_shown(address)} does not answer.")

    def _followed(self, verb: str, address: str, asked: dict[str, str]) -> requests.Response:
        """Ask, and follow where it is sent, but not for ever and only over the web."""
        for _ in range(MOST_REDIRECTS + 1):
            if urlsplit(address).scheme not in ("http", "https"):
                raise CannotRead("An address begins with https:// or http://.")
            answer = self._once(verb, address, asked)
            if not answer.is_redirect:
                return answer
            address = urljoin(answer.url, answer.headers["Location"])
            if urlsplit(address).query:
                asked = {}  # else it forgot what we asked for: the page
            answer.close()
        raise CannotRead(f"{_shown(address)} sends us round in circles.")

    def _once(self, verb: str, address: str, asked: dict[str, str]) -> requests.Response:
        try:
            return self._session.request(
                verb, address, params=asked, timeout=(TO_CONNECT, TO_ANSWER), stream=True,
                allow_redirects=False,
            )  # fmt: skip
        except Inside as error:
            raise CannotRead(f"{_shown(address)} {INSIDE}") from error
        except (requests.ConnectionError, requests.Timeout) as error:
            raise _NotNow(f"{_shown(address)} cannot be reached.") from error
        except (requests.RequestException, ValueError) as error:
            raise CannotRead(f"{_shown(address)} cannot be read.") from error


class _NotNow(CannotRead):
    """It could not be reached; perhaps it can in a moment."""


def _limited(answer: requests.Response, address: str) -> bytes:
    """Read an answer, but not more of it, nor for longer, than a page needs."""
    parts: list[bytes] = []
    size, until = 0, time.monotonic() + LONGEST_ANSWER
    try:
        for part in answer.iter_content(MEBIBYTE // 4):
            parts.append(part)
            size += len(part)
            if size > LARGEST_PAGE:
                raise CannotRead(f"A page of {_shown(address)} is too large.")
            if time.monotonic() > until:
                raise CannotRead(f"{_shown(address)} answers too slowly.")
    except requests.RequestException as error:
        raise _NotNow(f"An answer of {_shown(address)} broke off.") from error
    return b"".join(parts)


def _refusal(answer: requests.Response, address: str) -> CannotRead:
    words = f"{_shown(address)} answers {answer.status_code}."
    return Absent(words) if answer.status_code in (404, 410) else CannotRead(words)


def _pause(answer: requests.Response, again: int) -> float:
    """Return how long to wait: as we are asked, within reason, or a little longer each time."""
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_WAIT) if asked.isascii() and asked.isdigit() else 2.0**again


def _shown(address: str) -> str:
    """Return an address without what may be secret in it."""
    parts = urlsplit(address)
    return f"{parts.hostname or 'The address'}{parts.path}"[:200]


def _refuse_inside(found: socket.socket) -> socket.socket:
    """Close a connection to a host that is not on the open internet, before a word is said."""
    host = ip_address(str(found.getpeername()[0]).partition("%")[0])
    if any(not each.is_global or each.is_multicast for each in _meant(host)):
        found.close()
        raise Inside
    return found


def _meant(host: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """Return an address, and the one that it carries inside (mapped, 6to4, NAT64)."""
    if isinstance(host, IPv4Address):
        return [host]
    if host.ipv4_mapped:
        return [host.ipv4_mapped]
    carried = host.sixtofour or (IPv4Address(host.packed[-4:]) if host in NAT64 else None)
    return [host, carried] if carried else [host]


class _Http(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _refuse_inside(super()._new_conn())


class _Https(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _refuse_inside(super()._new_conn())


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


class OutsideOnly(HTTPAdapter):
    """Connects to hosts of the open internet alone."""

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, **more)
        self.poolmanager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
