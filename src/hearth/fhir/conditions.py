"""Requests that hold only if: If-Match, If-None-Match, If-Modified-Since."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.http import HttpRequest

from hearth.fhir.made import Body
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parsing import text_of

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
SHORT = 2_000


class Stale(Wrong):
    """Somebody else changed it first. Carries both texts, and the version that stands now."""

    def __init__(self, now: Body | None, yours: Body) -> None:
        self.version = str((now or {}).get("meta", {}).get("versionId", ""))
        first = "Somebody else changed this first. Nothing of yours was saved: both are below."
        super().__init__(412, [Issue("conflict", first), *_both_texts(now or {}, yours)])


def is_unchanged(request: HttpRequest, version: str, at: datetime) -> bool:
    """Say whether the caller has this version already (304)."""
    if known := request.META.get("HTTP_IF_NONE_MATCH"):
        return known.strip() == "*" or version in _TAG.findall(known)
    since = _moment(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    return since is not None and at.replace(microsecond=0) <= since


def must_match(wanted: str | None, now: Body | None, version: str, yours: Body) -> None:
    """Raise Wrong: 428 where an update does not say on which version it stands, 412 if stale.

    `now` is None for an app that may not read: it is not told what stands.
    """
    if not wanted:
        words = f'Say which version you changed: If-Match: W/"{version}" is the one of now.'
        raise Wrong(428, Issue("required", words, "If-Match"))
    if version not in _TAG.findall(wanted):
        raise Stale(now, yours)


def _both_texts(now: Body, yours: Body) -> list[Issue]:
    """Name each element that differs, with what stands now and what was not saved."""
    type = str(yours.get("resourceType", ""))
    return [
        Issue(
            "informational",
            f"Now: {_text(now.get(name))} - Yours, not saved: {_text(yours.get(name))}",
            f"{type}.{name}",
            severity="information",
        )
        for name in dict.fromkeys([*now, *yours])
        if name not in ("id", "meta") and now.get(name) != yours.get(name)
    ]


def _text(value: Any) -> str:
    if value is None:
        return "nothing"
    written = text_of({"": value})[4:-1]
    return written if len(written) <= SHORT else f"{written[:SHORT]}..."


def _moment(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said) if said else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found
