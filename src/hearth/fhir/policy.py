"""How an address of FHIR is guarded: who may call it, by which methods, and what an error says.

Every view under /fhir/ is wrapped by `fhir_page`; a test fails for one that is not. Browsers of
other sites may call us (SMART apps): no cookie counts here, only the token that the app holds.
"""

import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError

from hearth.core.words import Refusal, Refused
from hearth.fhir.calling import caller_of
from hearth.fhir.conditions import Stale
from hearth.fhir.negotiating import etag, must_want_json, outcome_of
from hearth.fhir.outcome import Issue, Wrong, not_there
from hearth.records.access.door import NotAllowed, NotVisible
from hearth.records.plans.changes.entries import MovedOn

View = Callable[..., HttpResponse]
log = logging.getLogger(__name__)

_GOOD_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
EXPOSED = "ETag, Location, Content-Location, Last-Modified, X-Request-Id, X-Progress, Retry-After"
TAKEN = (
    "Authorization, Content-Type, Accept, Prefer, If-Match, If-None-Match, If-Modified-Since, "
    "If-None-Exist, Idempotency-Key, X-Request-Id"
)


@dataclass(frozen=True)
class Policy:
    """What an address asks of who calls it: "an app" with a token, or "everyone"."""

    who: str
    action: None = None
    why: str = ""


def fhir_page(*, methods: str = "GET", who: str = "an app") -> Callable[[View], View]:
    """Guard a view: `view(request, caller, **more)`, or `view(request, **more)` for everyone."""
    allowed = methods.split()

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **more: Any) -> HttpResponse:
            return _finished(request, _answer(request, view, allowed, who, more), allowed)

        answered.policy = Policy(who)  # type: ignore[attr-defined]
        answered.csrf_exempt = True  # type: ignore[attr-defined]
        return answered

    return wrap


def _answer(
    request: HttpRequest, view: View, allowed: list[str], who: str, more: dict[str, Any]
) -> HttpResponse:
    method = "GET" if request.method == "HEAD" else request.method
    if method == "OPTIONS":
        return HttpResponse(status=204)
    try:
        if method not in allowed:
            words = f"{request.method} is not possible here. Things end by their status."
            raise Wrong(405, Issue("not-supported", words))
        if more.get("type") != "Binary":  # A paper is sent as what it is, too.
            must_want_json(request)
        return (
            view(request, **more)
            if who == "everyone"
            else view(request, caller_of(request), **more)
        )
    except Exception as error:  # noqa: BLE001  the edge: everything that goes wrong is said in FHIR
        return _said(request, error)


def _said(request: HttpRequest, error: Exception) -> HttpResponse:
    wrong = wrong_of(error)
    if wrong is None:
        got_request_exception.send(sender=None, request=request)
        log.exception("FHIR: %s %s", request.method, request.resolver_match)
        words = "Something went wrong on our side. It was noted; please try again."
        wrong = Wrong(500, Issue("exception", words))
    response = outcome_of(wrong)
    if wrong.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="FHIR", error="invalid_token"'
    if isinstance(wrong, Stale) and wrong.version:
        response.headers["ETag"] = etag(wrong.version)
    return response


def wrong_of(error: Exception) -> Wrong | None:
    """Put a refusal of any room in FHIR's words; None for what is a fault of ours."""
    if isinstance(error, Wrong):
        return error
    if isinstance(error, NotVisible | Http404):
        return not_there()
    if isinstance(error, MovedOn):
        return Wrong(412, [_issue(each, "conflict") for each in error.reasons])
    if isinstance(error, NotAllowed):
        return Wrong(403, [_issue(each, "forbidden") for each in error.reasons])
    if isinstance(error, Refused):
        return Wrong(422, [_issue(each, "business-rule") for each in error.reasons])
    if isinstance(error, RequestDataTooBig):
        return Wrong(413, Issue("too-long", "This is more than 5 MB. Send it in parts."))
    if isinstance(error, BadRequest | UnreadablePostError):
        return Wrong(400, Issue("structure", "This request cannot be read."))
    return None


def _issue(reason: Refusal, code: str) -> Issue:
    return Issue(code, reason.words, reason.where)


def _finished(request: HttpRequest, response: HttpResponse, allowed: list[str]) -> HttpResponse:
    """Add what every answer carries."""
    headers = response.headers
    if request.method == "OPTIONS" or response.status_code == 405:
        heads = ["HEAD"] if "GET" in allowed else []
        headers["Allow"] = ", ".join([*allowed, *heads, "OPTIONS"])
        headers["Access-Control-Allow-Methods"] = headers["Allow"]
        headers["Access-Control-Allow-Headers"] = TAKEN
        headers["Access-Control-Max-Age"] = "86400"
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    headers["X-Request-Id"] = given if _GOOD_ID.fullmatch(given) else secrets.token_hex(8)
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = EXPOSED
    headers.setdefault("Cache-Control", "private, no-store")
    headers.setdefault("Vary", "Accept, Authorization")
    if request.method == "HEAD":
        headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
