"""A write works once, however often its answer is lost and it is sent again (Idempotency-Key).

The key and the effect stand in one transaction. Sent again, the same request hears the same
answer and changes nothing; another request with the same key is refused (422).
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from hearth.fhir.caller import Caller
from hearth.fhir.negotiating import whole_body
from hearth.fhir.outcome import Issue, Wrong
from hearth.records.once import changes
from hearth.records.once.changes import SentBefore

MOST = 900
"""Letters that one row can hold; a long answer takes several."""


class Again(Exception):
    """This request had its effect before. `lines` say what it was answered."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines


class Key:
    """The key of one request, taken before its effect. Without a header it does nothing."""

    def __init__(self, request: HttpRequest, caller: Caller) -> None:
        said = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
        if len(said) > 255:
            words = "An Idempotency-Key has at most 255 letters."
            raise Wrong(400, Issue("value", words, "Idempotency-Key"))
        self.by = caller.account.pk
        self.key = _hashed("key", caller.app_id, said) if said else ""
        if said:
            held = (str(request.method), request.get_full_path(), whole_body(request).hex())
            self.fingerprint = _hashed(*held)

    def take(self) -> None:
        """Take the key. Raises Again where it had its effect, Wrong (422) for another request."""
        if not self.key:
            return
        try:
            self.sent = self._take(0)
        except SentBefore as before:
            if before.sent.fingerprint != self.fingerprint:
                words = "This Idempotency-Key was used for something else."
                raise Wrong(422, Issue("duplicate", words, "Idempotency-Key")) from None
            raise Again(self._lines(before.sent.location)) from None

    def keep(self, lines: Iterable[str]) -> None:
        """Keep what was answered: one short line for each resource, never its words."""
        if not self.key:
            return
        first, *more = _in_rows(list(lines))
        changes.keep(self.sent, location=f"{len(more)} {first}")
        for place, each in enumerate(more, start=1):
            changes.keep(self._take(place), location=each)

    def _take(self, place: int) -> changes.SentForm:
        return changes.take(
            key=self._key(place), fingerprint=self.fingerprint, by=self.by, at=timezone.now()
        )

    def _key(self, place: int) -> str:
        return f"{self.key[:56]}.{place}"

    def _lines(self, kept: str) -> list[str]:
        """Put the answer together from the rows that hold it."""
        more, _, first = kept.partition(" ")
        rows = [first]
        for place in range(1, int(more or 0) + 1):
            try:
                changes.give_back(self._take(place))
            except SentBefore as before:
                rows.append(before.sent.location)
        return " ".join(rows).split(" ")


def hold(what: str, *, at: datetime) -> None:
    """Let nobody else do the same until this transaction ends: two creates with one condition."""
    try:
        changes.give_back(changes.take(key=_hashed("hold", what), fingerprint="", by=0, at=at))
    except SentBefore:
        return


def _in_rows(lines: list[str]) -> list[str]:
    rows = [""]
    for line in lines:
        if rows[-1] and len(rows[-1]) + len(line) >= MOST:
            rows.append("")
        rows[-1] = f"{rows[-1]} {line}".strip()
    return rows


def _hashed(*said: str) -> str:
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()
