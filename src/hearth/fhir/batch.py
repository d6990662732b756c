"""Many requests in one: a batch (each for itself) and a transaction (all or nothing)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hearth.fhir import history, linking, once, reading, writing
from hearth.fhir.bundle_entries import (
    Entry,
    as_entry,
    body_of,
    done_as_entry,
    read_entry,
    shown_as_entry,
    wrong_as_entry,
)
from hearth.fhir.caller import Caller
from hearth.fhir.negotiating import Prefer, in_json, prefer, sent
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parsing import parsed
from hearth.fhir.policy import wrong_of
from hearth.fhir.validating import MOST as MOST_ISSUES
from hearth.fhir.validating import may_be_lenient, no_more_than, problems
from hearth.fhir.writing import Done, Pending, Write
from hearth.records.audit.changes import together

MOST = 500
"""Requests in one Bundle."""


def answer(request: HttpRequest, caller: Caller, base: str) -> HttpResponse:
    """Answer a POST of a Bundle. Raises Wrong: for a transaction, with nothing done."""
    raw = sent(request)
    bundle = parsed(raw)
    kind = bundle.get("type")
    if bundle["resourceType"] != "Bundle" or kind not in ("batch", "transaction"):
        words = "Send a Bundle of the type batch or transaction, or a resource to its own address."
        raise Wrong(400, Issue("invalid", words, "Bundle.type"))
    wish = prefer(request)
    found = problems(raw.decode(), bundle, lenient=may_be_lenient(wish.handling))
    many = Many(caller, base, wish, timezone.now(), found)
    held = bundle.get("entry", [])
    if not isinstance(held, list) or len(held) > MOST:
        raise Wrong(400, Issue("invalid", f"A Bundle has up to {MOST} entries.", "Bundle.entry"))
    if kind == "batch":
        return in_json(
            bundle_of("batch-response", [many.alone(each, i) for i, each in enumerate(held)])
        )
    return in_json(bundle_of("transaction-response", transacted(request, many, held)))


def bundle_of(kind: str, entries: list[bytes]) -> bytes:
    """Put the answers into their Bundle, as they are."""
    listed = b",".join(entries)
    entry = b',"entry":[%s]' % listed if listed else b""
    return b'{"resourceType":"Bundle","type":"%s"%s}' % (kind.encode(), entry)


@dataclass
class Many:
    """What all requests of one Bundle share. `found`: what is not as R4 says, in any of them."""

    caller: Caller
    base: str
    wish: Prefer
    at: datetime
    found: list[Issue] = field(default_factory=list)

    def alone(self, held: Any, place: int) -> bytes:
        """Answer one request of a batch: whatever becomes of it, the others stand."""
        try:
            entry = read_entry(held, place, self.base)
            with transaction.atomic(), together():
                return self.asked(entry) or self.said(*writing.kept([self.write(entry)]))
        except Exception as error:
            reading.note_denial(error)
            wrong = wrong_of(error)
            if wrong is None:
                raise
            return wrong_as_entry(wrong)

    def asked(self, entry: Entry) -> bytes:
        """Answer a GET; nothing for what is none."""
        if entry.method not in ("GET", "HEAD"):
            return b""
        if entry.version:
            past = reading.vread(self.caller, entry.type, entry.fid, entry.version, at=self.at)
            return shown_as_entry(past.shown)
        if entry.fid and not entry.is_history:
            return shown_as_entry(
                reading.read(self.caller, entry.type, entry.fid, at=self.at).shown
            )
        return as_entry({"status": "200 OK"}, self._listed(entry))

    def _listed(self, entry: Entry) -> bytes:
        pairs = parse_qsl(entry.query, keep_blank_values=True, max_num_fields=500)
        if entry.fid:
            return history.of_one(self.caller, entry.type, entry.fid, pairs, self.base, at=self.at)
        if entry.is_history:
            return history.of_type(self.caller, entry.type, pairs, self.base, at=self.at)
        return reading.searched(self.caller, entry.type, pairs, self.base, self.wish.handling)

    def write(self, entry: Entry) -> Pending | Done:
        """Do one POST or PUT. Raises Wrong."""
        write = self.checked(entry)
        if entry.method == "POST":
            return writing.created(write, entry.said("ifNoneExist"))
        matches = entry.said("ifMatch") or None
        return writing.updated(write, matches, entry.query, by_search=not entry.fid)

    def checked(self, entry: Entry) -> Write:
        """Check one request that writes. Raises Wrong before anything is done."""
        if entry.method not in ("POST", "PUT"):
            words = "Only POST, PUT and GET are possible. Things end by their status."
            raise Wrong(405, Issue("not-supported", words, f"{entry.at}.request.method"))
        writing.must_be_written(self.caller, entry.type, "u" if entry.method == "PUT" else "c")
        body = body_of(entry)
        mine = [each for each in self.found if each.where.startswith(f"{entry.at}.")]
        if wrong := [each for each in mine if each.severity == "error"]:
            raise Wrong(400, no_more_than(MOST_ISSUES, wrong))
        writing.must_be_at_its_address(body, entry.type, entry.fid)
        doing = "u" if entry.method == "PUT" else "c"
        writing.must_fit(self.caller, entry.type, doing, body, self.base)
        kept = writing.without_versions(body)
        return Write(self.caller, entry.type, entry.fid, kept, self.base, self.at, tuple(mine))

    def said(self, done: Done) -> bytes:
        return done_as_entry(done, self.wish, self.base)


def transacted(request: HttpRequest, many: Many, held: list[Any]) -> list[bytes]:
    """Do all, or nothing: writes first (POST, then PUT), then reads. Raises Wrong."""
    if wrong := [each for each in many.found if each.severity == "error"]:
        raise Wrong(400, no_more_than(MOST_ISSUES, wrong))
    entries = [read_entry(each, place, many.base) for place, each in enumerate(held)]
    writes = [each for each in entries if each.method not in ("GET", "HEAD")]
    for entry in writes:
        with _naming(entry):
            many.checked(entry)
    key = once.Key(request, many.caller)
    try:
        with transaction.atomic():
            key.take()
            with together():
                done = _written(many, writes)
            key.keep([done[each.place].line for each in writes] or ["-"])
            return _answers(many, entries, done)
    except Wrong as refused:
        reading.note_denial(refused)
        raise
    except once.Again as again:
        lines = zip(writes, again.lines, strict=False)
        done = {each.place: writing.remembered(many.caller, line) for each, line in lines}
        return _answers(many, entries, done)


def _written(many: Many, writes: list[Entry]) -> dict[int, Done]:
    """Do the writes: first what is created, each after what it refers to, then the updates."""
    names = linking.by_search(writes, partial(_find, many))
    puts = [each for each in writes if each.method == "PUT"]
    for each in puts:
        names |= dict.fromkeys(linking.aliases(each), f"{each.type}/{each.fid}")
    pending: dict[int, Pending | Done] = {}
    for entry in [*linking.in_order([e for e in writes if e.method == "POST"]), *puts]:
        with _naming(entry):
            found = many.write(replace(entry, body=linking.renamed(body_of(entry), names)))
        pending[entry.place] = found
        fid = found.fid if isinstance(found, Done) else found.taken.id
        names |= dict.fromkeys(linking.aliases(entry), f"{entry.type}/{fid}")
    return dict(zip(pending, writing.kept(pending.values()), strict=True))


def _find(many: Many, type: str, criteria: str, where: str) -> str:
    return writing.only_match(many.caller, type, criteria, many.base, where)


def _answers(many: Many, entries: list[Entry], done: dict[int, Done]) -> list[bytes]:
    answers = []
    for entry in entries:
        with _naming(entry):
            answers.append(
                many.said(done[entry.place]) if entry.place in done else many.asked(entry)
            )
    return answers


@contextmanager
def _naming(entry: Entry) -> Iterator[None]:
    """Say of which entry a refusal speaks."""
    try:
        yield
    except Exception as error:
        wrong = wrong_of(error)
        if wrong is None:
            raise
        raise Wrong(wrong.status, [_named(each, entry) for each in wrong.issues]) from error


def _named(issue: Issue, entry: Entry) -> Issue:
    if issue.where.startswith("Bundle."):
        return issue
    _, dot, inner = issue.where.partition(".")
    return replace(issue, where=f"{entry.at}.resource{dot}{inner}")
