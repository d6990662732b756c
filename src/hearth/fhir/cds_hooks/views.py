"""The addresses of CDS Hooks: what there is, a request for cards, and what became of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hearth.core.words import Refused
from hearth.fhir.cds_hooks.prompting import cards
from hearth.fhir.cds_hooks.requests import LONGEST, Unreadable, asked_of, feedback_of
from hearth.fhir.cds_hooks.services import SERVICES, Service, discovery
from hearth.fhir.cds_hooks.trusting import NotTrusted, Trusted, trusted
from hearth.records.prompts.changes import Asker, answer

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Policy:
    """What an address asks of who calls it: "an app" that signs, or "everyone"."""

    who: str
    action: None = None
    why: str = ""


def hook_page(*, method: str, who: str = "an app") -> Callable[[View], View]:
    """Guard a view, and let browsers of other sites call it: no cookie counts here."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **more: Any) -> HttpResponse:
            response = _answer(request, view, method, more)
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Cache-Control"] = "no-store"
            if request.method == "OPTIONS" or response.status_code == 405:
                response.headers["Allow"] = f"{method}, OPTIONS"
                response.headers["Access-Control-Allow-Methods"] = f"{method}, OPTIONS"
                response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
                response.headers["Access-Control-Max-Age"] = "86400"
            return response

        answered.policy = Policy(who)  # type: ignore[attr-defined]
        answered.csrf_exempt = True  # type: ignore[attr-defined]
        return answered

    return wrap


def _answer(request: HttpRequest, view: View, method: str, more: dict[str, Any]) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method != method:
        return _json({"error": f"Use {method}."}, 405)
    try:
        return view(request, **more)
    except NotTrusted:
        response = _json({"error": "Sign each request with your registered key."}, 401)
        response.headers["WWW-Authenticate"] = 'Bearer realm="CDS Hooks"'
        return response
    except Refused as refusal:
        reasons = [{"where": each.where, "words": each.words} for each in refusal.reasons]
        return _json({"error": "This cannot be read.", "reasons": reasons}, 400)


@hook_page(method="GET", who="everyone")
def services(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say which services there are."""
    return _json(discovery())


@hook_page(method="POST")
def service(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the cards for one request."""
    found = SERVICES.get(key)
    if found is None:
        return _unknown()
    who = _who(request, found, "")
    asked = asked_of(_sent(request), found)
    return _json({"cards": cards(who, found, asked, at=timezone.now())})


@hook_page(method="POST")
def feedback(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what became of cards."""
    found = SERVICES.get(key)
    if found is None:
        return _unknown()
    who = _who(request, found, "/feedback")
    asker = Asker(who.account, who.app, who.app_id)
    said = feedback_of(_sent(request))
    answer(said=said, service=found.id, asker=asker, by=who.account, at=timezone.now())
    return _json({})


def _who(request: HttpRequest, found: Service, more: str) -> Trusted:
    """The token must be meant for this address, or for that of the service."""
    base = f"{settings.ADDRESS}/cds-services"
    addresses = {base, f"{base}/{found.id}", f"{base}/{found.id}{more}"}
    authorization = request.headers.get("Authorization", "")
    return trusted(authorization, addresses, at=timezone.now())


def _sent(request: HttpRequest) -> bytes:
    named = request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if named != "application/json":
        raise Unreadable("Send JSON, with Content-Type application/json.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > LONGEST:
        raise Unreadable("This is too long.")
    held: bytes = getattr(request, "_body", b"") or request.read(LONGEST + 1)
    return held


def _unknown() -> HttpResponse:
    return _json({"error": "There is no such service."}, 404)


def _json(said: object, status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(said), status=status, content_type="application/json")
