"""Create and update: each write goes through its mapper, in one transaction with all its traces."""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hearth.fhir import keeping, once, reading
from hearth.fhir.caller import Caller
from hearth.fhir.conditions import Stale, must_match
from hearth.fhir.door import reaches
from hearth.fhir.made import Body, Incoming, Taken
from hearth.fhir.negotiating import Prefer, in_json, prefer, sent, version_headers
from hearth.fhir.outcome import Issue, Wrong, outcome
from hearth.fhir.parsing import bytes_of, parsed, text_of
from hearth.fhir.showing import Shown, shown
from hearth.fhir.validating import may_be_lenient, validate
from hearth.fhir.whose import PERSON_IN, as_person_id, nobody_here, person_in
from hearth.records.access.door import Record
from hearth.records.audit import changes as audit
from hearth.records.exchange import queries
from hearth.records.exchange.changes import Outrun
from hearth.records.plans.changes.entries import MovedOn


@dataclass(frozen=True)
class Write:
    """One resource that another system sent, read and checked. `fid` is empty for a new one."""

    caller: Caller
    type: str
    fid: str
    body: Body
    base: str
    at: datetime
    warnings: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Done:
    """What became of a write. `shown` is what its writer may see of it; None where nothing."""

    status: int
    type: str
    fid: str
    shown: Shown | None
    issues: tuple[Issue, ...] = field(default=())

    @property
    def location(self) -> str:
        """Where this version is, below our address."""
        version = f"/_history/{self.shown.version}" if self.shown else ""
        return f"{self.type}/{self.fid}{version}"

    @property
    def line(self) -> str:
        """What to remember of this answer, without a word of the resource."""
        return f"{self.status}:{self.location}"


@dataclass(frozen=True)
class Pending:
    """A write that its mapper took: it is kept together with the others of its transaction."""

    write: Write
    taken: Taken
    record: Record | None
    status: int


def post(request: HttpRequest, caller: Caller, type: str, base: str) -> HttpResponse:
    """Answer a POST: a create, or what was there already by If-None-Exist."""
    wish = prefer(request)
    write = received(request, caller, type, "", base, wish)
    criteria = request.META.get("HTTP_IF_NONE_EXIST", "")
    return answered(request, caller, wish, base, lambda: created(write, criteria))


def put(request: HttpRequest, caller: Caller, type: str, fid: str, base: str) -> HttpResponse:
    """Answer a PUT: an update of one by its id, or of the one that a search finds."""
    wish = prefer(request)
    write = received(request, caller, type, fid, base, wish)
    matches = request.META.get("HTTP_IF_MATCH")
    criteria = "" if fid else request.META.get("QUERY_STRING", "")
    return answered(
        request, caller, wish, base, lambda: updated(write, matches, criteria, by_search=not fid)
    )


def received(
    request: HttpRequest, caller: Caller, type: str, fid: str, base: str, wish: Prefer
) -> Write:
    """Read and check what was sent. Raises Wrong before anything else happens."""
    must_be_written(caller, type, "u" if request.method == "PUT" else "c")
    raw = sent(request)
    body = parsed(raw)
    must_be_at_its_address(body, type, fid)
    must_fit(caller, type, "u" if fid else "c", body, base)
    warnings = validate(raw.decode(), body, lenient=may_be_lenient(wish.handling))
    return Write(caller, type, fid, without_versions(body), base, timezone.now(), tuple(warnings))


def must_be_written(caller: Caller, type: str, doing: str) -> None:
    """Raise Wrong: 405 for what nobody may write over FHIR, 403 where no scope covers it."""
    if reading.mapper_of(type).takes is None:
        raise Wrong(405, Issue("not-supported", f"{type} is only read here, not written."))
    reading.must_be_in_scope(caller, type, doing)


def must_be_at_its_address(body: Body, type: str, fid: str) -> None:
    """Raise Wrong (400) where the resource is not what its address says."""
    if body.get("resourceType") != type:
        raise Wrong(400, Issue("invalid", f"This is no {type}.", f"{type}.resourceType"))
    if fid and body.get("id") != fid:
        words = "The id in the resource is not the one in the address."
        raise Wrong(400, Issue("invalid", words, f"{type}.id"))


def must_fit(caller: Caller, type: str, doing: str, body: Body, base: str) -> None:
    """Raise Wrong (403) where the scopes of an app reach only other resources of this type."""
    person_id = ""
    with suppress(Wrong):  # Who says of nobody is told so later, with the reason.
        person_id, _ = person_in(body, base)
    if PERSON_IN.get(type) and person_id and not reaches(caller, person_id, type, doing):
        return  # The door refuses it, and writes that down.
    if not reading.fits(caller, type, doing, body, person_id):
        words = f"This app was not allowed to write {type} like this one."
        raise Wrong(403, Issue("forbidden", words, type))


def without_versions(body: Body) -> Body:
    """Leave out what only the server says: the version and when it came to be."""
    meta = body.get("meta")
    if not isinstance(meta, dict):
        return body
    kept = {k: v for k, v in meta.items() if k not in ("versionId", "lastUpdated")}
    return {k: v for k, v in body.items() if k != "meta"} | ({"meta": kept} if kept else {})


def created(write: Write, criteria: str = "") -> Pending | Done:
    """Create one, or return the one that If-None-Exist finds. Inside the caller's transaction."""
    if criteria:
        once.hold(f"{write.type}?{criteria}", at=write.at)
        if there := only_match(write.caller, write.type, criteria, write.base):
            found = reading.read(write.caller, write.type, there, at=write.at, doing="s")
            return Done(200, write.type, there, found.shown)
    record = record_to_write(write, "c")
    body = {name: value for name, value in write.body.items() if name != "id"}
    return _taken(write, Incoming(body, write.caller, write.at, record), record, 201)


def updated(
    write: Write, matches: str | None, criteria: str = "", *, by_search: bool = False
) -> Pending | Done:
    """Update one by its id, or the one that a search finds. Inside the caller's transaction."""
    fid = write.fid
    if by_search:
        if not criteria:
            raise Wrong(400, Issue("required", "Say which one: /Goal?identifier=..., or its id."))
        once.hold(f"{write.type}?{criteria}", at=write.at)
        fid = only_match(write.caller, write.type, criteria, write.base)
        if not fid:
            return created(write)
    queries.lock(write.type, fid)
    now = reading.read(write.caller, write.type, fid, at=write.at, doing="u")
    before = parsed(now.shown.body.encode())
    known = before if write.caller.may(write.type, "r") else None
    must_match(matches, known, now.shown.version, write.body)
    must_stay_with_the_person(write, now.record)
    incoming = Incoming(write.body | {"id": fid}, write.caller, write.at, now.record, fid, before)
    try:
        return _taken(write, incoming, now.record, 200)
    except MovedOn:
        raise Stale(known, write.body) from None


def record_to_write(write: Write, doing: str) -> Record | None:
    """Open the record of the person whom a new resource is about; None for what is nobody's."""
    if PERSON_IN.get(write.type, "") == "":
        return None
    said, where = person_in(write.body, write.base)
    person_id = as_person_id(said)
    if not person_id:
        raise nobody_here(where)
    try:
        return reading.opened(write.caller, person_id, write.type, doing, write.at)
    except Wrong as wrong:
        if wrong.status != 404:
            raise
        raise nobody_here(where) from wrong


def must_stay_with_the_person(write: Write, record: Record | None) -> None:
    """Raise Wrong (422) where an update would move a resource to another person."""
    if record is None or PERSON_IN.get(write.type, "") == "":
        return
    said, where = person_in(write.body, write.base)
    if as_person_id(said) != str(record.person.pk):
        raise Wrong(422, Issue("business-rule", "This stays with whom it is about.", where))


def _taken(write: Write, incoming: Incoming, record: Record | None, status: int) -> Pending:
    """Hand it to its mapper."""
    mapper = reading.mapper_of(write.type)
    assert mapper.takes is not None
    return Pending(write, mapper.takes(incoming), record, status)


def kept(pending: Iterable[Pending | Done]) -> list[Done]:
    """Keep all that mappers took, in few statements, and see each as its writer may."""
    all = list(pending)
    keeping_now = [each for each in all if isinstance(each, Pending) and not each.taken.waits]
    sent_by = [
        keeping.Sent(each.taken, text_of(each.write.body), each.write.caller, each.write.at)
        for each in keeping_now
    ]
    try:
        rows = keeping.keep(sent_by)
    except Outrun:
        words = "Somebody else changed this first. Nothing of yours was saved."
        raise Wrong(412, Issue("conflict", words)) from None
    for each in keeping_now:
        _note(each)
    by_place = dict(zip(map(id, keeping_now), rows, strict=True))
    return [each if isinstance(each, Done) else _done(each, by_place.get(id(each))) for each in all]


def _note(pending: Pending) -> None:
    """Note what was kept as it came. What has become ours, its own change has noted."""
    write, taken = pending.write, pending.taken
    if taken.is_ours:
        return
    did, what = "took in what another system sent", f"{write.type}/{taken.id}, {write.caller.app}"
    if pending.record is None:
        audit.note(did=did, by=write.caller.account, at=write.at, what=what)
    else:
        section = taken.section
        pending.record.note(
            did, at=write.at, what=what, section=section, thread=taken.thread or None
        )


def _done(pending: Pending, row: queries.Resource | None) -> Done:
    write, taken = pending.write, pending.taken
    told = (Issue("informational", each, severity="information") for each in taken.says)
    issues = (*write.warnings, *told)
    if row is None:
        return Done(202, write.type, taken.id, None, issues)
    record = pending.record or _opened(write, taken)
    seen = shown(row, record) if write.caller.may(write.type, "r") else None
    return Done(pending.status, write.type, taken.id, seen, issues)


def _opened(write: Write, taken: Taken) -> Record | None:
    """Open the record that a write has begun: a Patient's."""
    if not taken.person_id:
        return None
    return reading.opened(write.caller, taken.person_id, write.type, "r", write.at)


def only_match(caller: Caller, type: str, criteria: str, base: str, where: str = "") -> str:
    """Return the id of the one resource that a search finds, "" for none.

    Raises Wrong (412) where several are found: nobody knows which one was meant.
    """
    found = matches_of(caller, type, criteria, base)
    if len(found) > 1:
        words = "More than one resource fits this condition. Say it more closely."
        raise Wrong(412, Issue("multiple-matches", words, where))
    return found[0] if found else ""


def matches_of(caller: Caller, type: str, criteria: str, base: str) -> list[str]:
    """Return the ids of the first two that a condition finds. Raises Wrong for an empty one."""
    pairs = parse_qsl(criteria.lstrip("?"), keep_blank_values=True, max_num_fields=50)
    if not pairs or any(name.startswith("_") and name not in CONDITIONS for name, _ in pairs):
        words = "A condition is a search, such as identifier=http://example.org/ids|1."
        raise Wrong(400, Issue("invalid", words))
    bundle = reading.searched(caller, type, [*pairs, ("_count", "2")], base, "strict")
    entries = json.loads(bundle).get("entry", [])
    return [e["resource"]["id"] for e in entries if e["search"]["mode"] == "match"]


def answered(
    request: HttpRequest, caller: Caller, wish: Prefer, base: str, do: Callable[[], Pending | Done]
) -> HttpResponse:
    """Do a write in one transaction, once for each Idempotency-Key, and say what became of it."""
    key = once.Key(request, caller)
    try:
        with transaction.atomic():
            key.take()
            with audit.together():
                [done] = kept([do()])
            key.keep([done.line])
    except Wrong as wrong:
        reading.note_denial(wrong)
        raise
    except once.Again as again:
        done = remembered(caller, again.lines[0])
    return as_response(done, wish, base)


def remembered(caller: Caller, line: str) -> Done:
    """Answer again what was answered to the same request, as its caller may see it today."""
    status, _, location = line.partition(":")
    type, fid, *version = location.split("/")
    if not version:
        return Done(int(status), type, fid, None, (SENT_BEFORE,))
    found = reading.vread(caller, type, fid, version[-1], at=timezone.now())
    return Done(int(status), type, fid, found.shown)


def as_response(done: Done, wish: Prefer, base: str) -> HttpResponse:
    """Say what became of a write, as its writer prefers to hear it."""
    response = HttpResponse(status=done.status)
    if done.status == 202 or wish.returns == "OperationOutcome" or done.issues:
        response = in_json(bytes_of(outcome(done.issues or [ALL_WELL])), done.status)
    if done.shown and wish.returns in ("", "representation"):
        response = in_json(done.shown.body, done.status)
    if done.shown:
        version_headers(response, done.shown.version, done.shown.at)
    if done.status == 201:
        response.headers["Location"] = f"{base}/{done.location}"
    return response


SENT_BEFORE = Issue("informational", "This was sent before.", severity="information")
ALL_WELL = Issue("informational", "It is done.", severity="information")
CONDITIONS = ("_id", "_tag", "_profile", "_security", "_source", "_has", "_lastUpdated")
