"""One request of a Bundle, read; and its answer, written."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from hearth.fhir.made import Body
from hearth.fhir.negotiating import Prefer, etag
from hearth.fhir.outcome import Issue, Wrong, outcome
from hearth.fhir.parsing import bytes_of
from hearth.fhir.showing import Shown, instant
from hearth.fhir.writing import Done

_ADDRESS = re.compile(
    r"/?(?P<type>[A-Z][A-Za-z]+)(?:/(?P<fid>[A-Za-z0-9.-]{1,64}))?"
    r"(?P<history>/_history(?:/(?P<version>[A-Za-z0-9.-]{1,64}))?)?"
)


@dataclass(frozen=True)
class Entry:
    """One request of a Bundle. `place` is its number there, from 0."""

    place: int
    method: str
    type: str
    fid: str
    version: str
    is_history: bool
    query: str
    full_url: str
    body: Body | None
    request: dict[str, Any]

    @property
    def at(self) -> str:
        """Its path, such as Bundle.entry[3]."""
        return f"Bundle.entry[{self.place}]"

    def said(self, name: str) -> str:
        """Return what its request says by a name such as ifMatch, "" for nothing."""
        held = self.request.get(name)
        return held if isinstance(held, str) else ""


def read_entry(held: Any, place: int, base: str) -> Entry:
    """Read one entry. Raises Wrong (400) naming what is wrong with it."""
    at = f"Bundle.entry[{place}]"
    request = held.get("request") if isinstance(held, dict) else None
    if not isinstance(request, dict):
        raise Wrong(400, Issue("required", "Say what is asked.", f"{at}.request"))
    method, url = request.get("method"), request.get("url")
    if not isinstance(method, str) or not isinstance(url, str):
        raise Wrong(400, Issue("required", "A request has a method and a url.", f"{at}.request"))
    body, full_url = held.get("resource"), held.get("fullUrl", "")
    if not isinstance(full_url, str) or not (body is None or isinstance(body, dict)):
        raise Wrong(400, Issue("structure", "This is no resource.", f"{at}.resource"))
    parts, query, version, is_history = _address(url, base, f"{at}.request.url")
    return Entry(
        place, method, parts[0], parts[1], version, is_history, query, full_url, body, request
    )


def _address(url: str, base: str, at: str) -> tuple[tuple[str, str], str, str, bool]:
    try:
        split = urlsplit(url.removeprefix(f"{base}/"))
    except ValueError:
        split = urlsplit("")
    found = None if split.scheme or split.netloc else _ADDRESS.fullmatch(split.path)
    if found is None:
        words = "We do nothing at this address inside a Bundle."
        raise Wrong(400, Issue("not-supported", words, at))
    type, fid = found["type"], found["fid"] or ""
    return (type, fid), split.query, found["version"] or "", bool(found["history"])


def body_of(entry: Entry) -> Body:
    """Return the resource that a request brings. Raises Wrong (400) where there is none."""
    if entry.body is None:
        words = "A request that writes brings a resource."
        raise Wrong(400, Issue("required", words, f"{entry.at}.resource"))
    return entry.body


STATUS = {
    200: "200 OK", 201: "201 Created", 202: "202 Accepted", 304: "304 Not Modified",
}  # fmt: skip


def done_as_entry(done: Done, wish: Prefer, base: str) -> bytes:
    """Write the answer to one write."""
    said: Body = {"status": STATUS.get(done.status, str(done.status))}
    if done.status != 202:
        said["location"] = f"{base}/{done.location}"
    if done.shown:
        said |= {"etag": etag(done.shown.version), "lastModified": instant(done.shown.at)}
    if done.issues:
        said["outcome"] = outcome(done.issues)
    wanted = done.shown if wish.returns == "representation" else None
    return as_entry(said, wanted.body.encode() if wanted else b"", f"{base}/{done.type}/{done.fid}")


def shown_as_entry(shown: Shown) -> bytes:
    """Write the answer to one read."""
    said = {"status": STATUS[200], "etag": etag(shown.version), "lastModified": instant(shown.at)}
    return as_entry(said, shown.body.encode())


def wrong_as_entry(wrong: Wrong) -> bytes:
    """Write why one request could not be done."""
    return as_entry({"status": str(wrong.status), "outcome": outcome(wrong.issues)})


def as_entry(said: Body, resource: bytes = b"", full_url: str = "") -> bytes:
    """Put one answer together; the resource goes in as it is stored."""
    parts = [b'"response":' + bytes_of(said)]
    if resource:
        parts.insert(0, b'"resource":' + resource)
    if resource and full_url:
        parts.insert(0, b'"fullUrl":' + bytes_of({"": full_url})[4:-1])
    return b"{%s}" % b",".join(parts)
