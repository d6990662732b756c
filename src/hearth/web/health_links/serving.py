"""What other software fetches behind a health link: the manifest, and its file.

No cookie counts here, and any page may ask (CORS): what opens is the random id in the address,
with its passcode. Whatever does not open looks the same: 404. A wrong passcode is 401 with the
tries that are left, as the specification says.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from hearth.core.access import Action
from hearth.core.health_links import FILE_LASTS
from hearth.fhir.operations.link_file import link_file
from hearth.formats.health_file import FHIR, sealed_file
from hearth.records.access.door import NotVisible
from hearth.records.health_links.opening import (
    Opened,
    WrongPasscode,
    open_health_link,
    reopen_health_link,
)
from hearth.web.door import Policy, View

HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
WHY = "opened a health link"
SALT = "hearth.web.health_links"
JOSE = "application/jose"


def for_viewers(methods: str) -> Callable[[View], View]:
    """An address for software that opens health links, from any page."""
    allowed = [*methods.split(), "OPTIONS"]

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, token: str) -> HttpResponse:
            answer = _answer(view, request, token, allowed)
            for name, value in HEADERS.items():
                answer[name] = value
            # Django would write the address, and with it the id, into its log of refusals.
            answer._has_been_logged = True  # type: ignore[attr-defined]
            return answer

        named: Any = csrf_exempt(answered)
        named.policy = Policy("holder of a link", Action.READ, WHY)
        done: View = named
        return done

    return wrap


def _answer(view: View, request: HttpRequest, token: str, allowed: list[str]) -> HttpResponse:
    if request.method == "OPTIONS":
        return _preflight(allowed)
    if request.method not in allowed:
        return _wrong(405, "This address does not take that method.", Allow=", ".join(allowed))
    try:
        return view(request, token)
    except NotVisible:
        return _wrong(404, "This link opens nothing. It may have ended.")
    except WrongPasscode as wrong:
        return JsonResponse({"remainingAttempts": wrong.left}, status=401)
    except BadAsking as wrong:
        return _wrong(400, str(wrong))


def _preflight(allowed: list[str]) -> HttpResponse:
    given = {
        "Access-Control-Allow-Methods": ", ".join(allowed),
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=given)


def _wrong(status: int, words: str, **headers: str) -> HttpResponse:
    return JsonResponse({"error": words}, status=status, headers=headers)


class BadAsking(ValueError):
    """What was asked cannot be read."""


@for_viewers("POST GET")
def health_link(request: HttpRequest, token: str) -> HttpResponse:
    """POST answers with the manifest; GET with the one file, where there is no passcode."""
    if request.method == "GET":
        opened = open_health_link(
            token, at=timezone.now(), why=WHY, recipient=_named(request.GET), direct=True
        )
        return HttpResponse(_file(request, opened), content_type=JOSE)
    asked = _asked(request)
    opened = open_health_link(
        token, at=timezone.now(), why=WHY, recipient=_named(asked),
        passcode=_passcode(asked.get("passcode")),
    )  # fmt: skip
    return JsonResponse(_manifest(request, opened, token, asked))


@for_viewers("GET")
def file(request: HttpRequest, token: str) -> HttpResponse:
    """One file, at an address that works for some minutes: made now, as the link shows it now."""
    try:
        said = signing.loads(token, salt=SALT, max_age=FILE_LASTS)
    except signing.BadSignature:
        raise NotVisible from None
    opened = reopen_health_link(
        said["id"], at=timezone.now(), why="fetched the file of a health link", recipient=said["to"]
    )
    return HttpResponse(_file(request, opened), content_type=JOSE)


def _asked(request: HttpRequest) -> dict[str, Any]:
    try:
        asked = json.loads(request.body.decode())
    except (ValueError, RecursionError, RequestDataTooBig):
        raise BadAsking("Send JSON, with a recipient.") from None
    if not isinstance(asked, dict):
        raise BadAsking("Send JSON, with a recipient.")
    most = asked.get("embeddedLengthMax")
    if most is not None and (not isinstance(most, int) or isinstance(most, bool) or most < 0):
        raise BadAsking("embeddedLengthMax is a whole number.")
    return asked


def _named(asked: Any) -> str:
    """Who says that they open it. It is shown to the person, so it cannot be left out."""
    said = asked.get("recipient")
    words = " ".join(said.split()) if isinstance(said, str) else ""
    if not words or not words.isprintable():
        raise BadAsking("Say in recipient who opens this. The person sees it.")
    return words


def _passcode(given: Any) -> str:
    said = given[:60] if isinstance(given, str) else ""
    return "".join(said.replace("-", " ").split())


def _manifest(
    request: HttpRequest, opened: Opened, link_id: str, asked: dict[str, Any]
) -> dict[str, Any]:
    content = _file(request, opened)
    most = asked.get("embeddedLengthMax")
    named = {"contentType": FHIR, "fhirVersion": "4.0.1"}
    if most is None or len(content) <= most:
        one = {**named, "embedded": content}
    else:
        ticket = signing.dumps({"id": link_id, "to": _named(asked)}, salt=SALT)
        address = reverse("health-link-file", args=[ticket])
        one = {**named, "location": request.build_absolute_uri(address)}
    return {"status": "can-change" if opened.opens_again else "finalized", "files": [one]}


def _file(request: HttpRequest, opened: Opened) -> str:
    base = request.build_absolute_uri("/fhir")
    return sealed_file(link_file(opened.record, base=base, at=timezone.now()), key=opened.key)
