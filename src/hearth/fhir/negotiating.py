"""What a request asks of how it is answered, and answers in JSON: application/fhir+json."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from django.http import HttpRequest, HttpResponse

from hearth.fhir.outcome import Issue, Wrong, outcome
from hearth.fhir.parsing import MOST_BYTES, bytes_of

FHIR_JSON = "application/fhir+json"
CONTENT_TYPE = f"{FHIR_JSON}; charset=utf-8"
JSON_TYPES = {FHIR_JSON, "application/json", "text/json"}
ANY_TYPES = {"*/*", "application/*", "text/*", ""}
FORMATS = {"json", *JSON_TYPES}
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Prefer:
    """What the header Prefer asks for. `returns`: minimal, representation, OperationOutcome, ""."""

    returns: str = ""
    handling: str = ""
    is_async: bool = False


def prefer(request: HttpRequest) -> Prefer:
    """Read the header Prefer; what we do not know is let be, as RFC 7240 says."""
    said = request.META.get("HTTP_PREFER", "")
    if not said:
        return Prefer()
    pairs = [each.strip().partition("=") for each in re.split(r"[,;]", said)]
    held = {name.strip(): value.strip().strip('"') for name, _, value in pairs}
    returns = held.get("return", "")
    if returns not in ("minimal", "representation", "OperationOutcome"):
        returns = ""
    return Prefer(returns, held.get("handling", ""), "respond-async" in held)


def must_want_json(request: HttpRequest) -> None:
    """Raise Wrong (406) where only what is not JSON would do. `_format` wins over Accept."""
    if wanted := request.GET.get("_format", "") if request.META.get("QUERY_STRING") else "":
        named = wanted.replace(" ", "+").partition(";")[0].strip().lower()
        if named in FORMATS or named in ANY_TYPES:
            return
        raise _only_json()
    accepted = request.META.get("HTTP_ACCEPT", "")
    if not accepted or accepted == FHIR_JSON:
        return
    named_types = {each.partition(";")[0].strip().lower() for each in accepted.split(",")}
    if not named_types & (JSON_TYPES | ANY_TYPES):
        raise _only_json()
    if version := re.search(r"fhirVersion=\"?([\w.]+)", accepted):
        _must_be_r4(version[1], 406)


def _only_json() -> Wrong:
    return Wrong(406, Issue("not-supported", f"We speak JSON alone: ask for {FHIR_JSON}."))


def _must_be_r4(version: str, status: int) -> None:
    if not version.startswith("4.0"):
        raise Wrong(status, Issue("not-supported", "We speak FHIR 4.0 alone."))


def sent(request: HttpRequest) -> bytes:
    """Return what was sent. Raises Wrong: 415 for what is not JSON, 413 for what is too long."""
    named, _, more = request.META.get("CONTENT_TYPE", "").partition(";")
    if named.strip().lower() not in JSON_TYPES:
        raise Wrong(415, Issue("not-supported", f"Send JSON, with Content-Type {FHIR_JSON}."))
    charset = re.search(r"charset=\"?([\w-]+)", more, re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Wrong(415, Issue("not-supported", "Send it in UTF-8."))
    if version := re.search(r"fhirVersion=\"?([\w.]+)", more):
        _must_be_r4(version[1], 415)
    return whole_body(request)


def whole_body(request: HttpRequest) -> bytes:
    """Return the bytes that were sent, up to the most that we read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > MOST_BYTES:
        raise Wrong(413, Issue("too-long", "This is more than 5 MB. Send it in parts."))
    if not hasattr(request, "_body"):
        # As request.body would, whose limit is that of forms; it is read once, and kept.
        request._body = request.read(MOST_BYTES + 1)
    held: bytes = request._body
    return held


def in_json(content: bytes | str, status: int = 200) -> HttpResponse:
    """Answer with what is JSON already."""
    response = HttpResponse(content, status=status)
    response.headers["Content-Type"] = CONTENT_TYPE
    return response


def outcome_of(wrong: Wrong) -> HttpResponse:
    """Answer with every reason why not."""
    return in_json(bytes_of(outcome(wrong.issues)), wrong.status)


def etag(version: str) -> str:
    """Return the ETag of a version: weak, as FHIR wants it."""
    return f'W/"{version}"'


def http_date(at: datetime) -> str:
    """Write a moment as HTTP does: Mon, 02 Nov 2026 10:00:00 GMT."""
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)


def version_headers(response: HttpResponse, version: str, at: datetime) -> HttpResponse:
    """Say which version this is, and of when."""
    response.headers["ETag"] = etag(version)
    response.headers["Last-Modified"] = http_date(at)
    return response
