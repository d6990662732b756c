"""History: every version of one resource, or of all of a type that the caller may see.

Pages go by an opaque, signed mark, so that new versions do not shift what comes next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing

from hearth.fhir import reading
from hearth.fhir.caller import Caller
from hearth.fhir.dates import span_of
from hearth.fhir.made import Body
from hearth.fhir.negotiating import etag
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parsing import bytes_of
from hearth.fhir.search.asking import Asked as SearchAsked
from hearth.fhir.search.seeing import Seeing, seeing
from hearth.fhir.showing import Shown, instant, versions_shown
from hearth.records.exchange import queries

Pairs = list[tuple[str, str]]
Mark = tuple[datetime, str, str]
"""Where a version stands, by what its viewer sees of it alone: when it came to be, whose it is."""
USUAL, MOST = 50, 200
_SIGNER = signing.Signer(salt="hearth.fhir.history")


@dataclass(frozen=True)
class Seen:
    """One version as the caller sees it. `mark` tells where it stands among all."""

    type: str
    fid: str
    was_created: bool
    shown: Shown
    at: datetime

    @property
    def mark(self) -> Mark:
        """Where it stands: nothing in it moves when something hidden does."""
        return self.at, self.fid, self.shown.version


@dataclass(frozen=True)
class Asked:
    """Which versions are asked for. `before`: only those further back than this mark."""

    since: datetime | None
    count: int
    before: Mark | None


def of_one(caller: Caller, type: str, fid: str, pairs: Pairs, base: str, *, at: datetime) -> bytes:
    """Return the Bundle of all versions of one resource, newest first."""
    asked = read_asked(pairs)
    found = reading.read(caller, type, fid, at=at)
    seen = (
        _OfSomebody(Seen(type, fid, past.was_created, each, past.at), None)
        for past, each in versions_shown(found.row, found.record)
        if asked.since is None or past.at >= asked.since
    )
    page = [each.seen for each in islice(_after(seen, asked.before), asked.count + 1)]
    return _bundle(page, asked, f"{base}/{type}/{fid}/_history", pairs, base)


def of_type(caller: Caller, type: str, pairs: Pairs, base: str, *, at: datetime) -> bytes:
    """Return the Bundle of all versions of a type of those whom the caller may see."""
    asked = read_asked(pairs)
    reading.mapper_of(type)
    reading.must_be_in_scope(caller, type, "r")
    if all(scope.only for scope in caller.scopes_for(type, "r")):
        words = "This app may see but some of these: search for them, and ask each its history."
        raise Wrong(403, Issue("forbidden", words))
    sight = seeing(caller, SearchAsked(type), base, at)
    page = list(islice(_after(_seen(type, sight, asked), asked.before), asked.count + 1))
    sight.note(each.person_id for each in page[: asked.count])
    return _bundle([each.seen for each in page], asked, f"{base}/{type}/_history", pairs, base)


@dataclass(frozen=True)
class _OfSomebody:
    seen: Seen
    person_id: UUID | None


def _seen(type: str, sight: Seeing, asked: Asked) -> Iterator[_OfSomebody]:
    """Yield the versions that the caller can tell apart, newest first."""
    told: dict[int, dict[int, Shown]] = {}
    until = asked.before[0] if asked.before else None
    for past in queries.versions_of_type(type, sight.records, since=asked.since, until=until):
        row = past.resource
        if row.pk not in told:
            record = sight.record_of(row.person_id)
            told[row.pk] = {each.pk: seen for each, seen in versions_shown(row, record)}
        shown, whose = told[row.pk].get(past.pk), str(row.person_id or "")
        if shown and reading.fits(sight.caller, type, "r", shown.body, whose):
            yield _OfSomebody(Seen(type, row.fid, past.was_created, shown, past.at), row.person_id)


def read_asked(pairs: Pairs) -> Asked:
    """Read _since, _count and the mark of a page. Raises Wrong (400) for what cannot be read."""
    held = dict(pairs)
    since = held.get("_since")
    span = span_of(since) if since else None
    if since and span is None:
        raise _bad("_since", "Send a moment, such as 2026-11-02T10:00:00Z.")
    count = held.get("_count", str(USUAL))
    if not count.isdecimal() or len(count) > 9:
        raise _bad("_count", "Send a whole number.")
    return Asked(span[0] if span else None, min(int(count), MOST), _mark(held.get("_cursor")))


def _mark(cursor: str | None) -> Mark | None:
    if cursor is None:
        return None
    try:
        at, fid, version = _SIGNER.unsign_object(cursor)
        return datetime.fromisoformat(at), str(fid), str(version)
    except (signing.BadSignature, ValueError, TypeError):
        raise _bad("_cursor", "Begin again from the first page.") from None


def _bad(name: str, words: str) -> Wrong:
    return Wrong(400, Issue("value", words, name))


def _after(seen: Iterable[_OfSomebody], before: Mark | None) -> Iterator[_OfSomebody]:
    """Go on after the version at which the last page ended."""
    is_before = before is not None
    for each in seen:
        if is_before and before and each.seen.at >= before[0]:
            is_before = each.seen.mark != before
            continue
        yield each


def _bundle(page: list[Seen], asked: Asked, address: str, pairs: Pairs, base: str) -> bytes:
    """Put one page together; a link leads to the next where there is one."""
    kept = page[: asked.count]
    links = [{"relation": "self", "url": _url(address, pairs)}]
    if len(page) > asked.count and kept:
        more = [pair for pair in pairs if pair[0] != "_cursor"]
        at, fid, version = kept[-1].mark
        cursor = _SIGNER.sign_object([at.isoformat(), fid, version])
        links.append({"relation": "next", "url": _url(address, [*more, ("_cursor", cursor)])})
    head = bytes_of({"resourceType": "Bundle", "type": "history", "link": links})[:-1]
    entries = b",".join(_entry(each, base) for each in kept)
    return head + (b',"entry":[%s]}' % entries if entries else b"}")


def _entry(each: Seen, base: str) -> bytes:
    method, status = ("POST", "201") if each.was_created else ("PUT", "200")
    url = each.type if each.was_created else f"{each.type}/{each.fid}"
    told: Body = {
        "request": {"method": method, "url": url},
        "response": {
            "status": status,
            "etag": etag(each.shown.version),
            "lastModified": instant(each.shown.at),
        },
    }
    head = bytes_of({"fullUrl": f"{base}/{each.type}/{each.fid}"})[:-1]
    return head + b',"resource":' + each.shown.body.encode() + b"," + bytes_of(told)[1:]


def _url(address: str, pairs: Pairs) -> str:
    return f"{address}?{urlencode(pairs)}" if pairs else address
