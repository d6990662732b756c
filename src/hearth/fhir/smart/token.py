"""Where apps get tokens, give them back, and ask what one is still good for."""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from oauth2_provider.oauth2_backends import OAuthLibCore, get_oauthlib_core
from oauthlib.common import Request

from hearth.fhir.smart.addresses import issuer_of, site_of
from hearth.fhir.smart.deciding import who_signed_in
from hearth.fhir.smart.page import oauth_page
from hearth.fhir.smart.validator import SITE
from hearth.records.callers import queries

WRONG_TRIES = 60
WITHIN_SECONDS = 15 * 60


@oauth_page("POST")
def token(request: HttpRequest) -> HttpResponse:
    """A code, a refresh token, or a signed statement becomes an access token."""
    return _guarded(request, lambda core: core.create_token_response(request))


@oauth_page("POST")
def revoke(request: HttpRequest) -> HttpResponse:
    """An app gives a token back. The answer is the same whether there was one."""
    return _guarded(request, lambda core: core.create_revocation_response(request))


def _guarded(request: HttpRequest, answer: Any) -> HttpResponse:
    """Answer in one transaction; whoever guesses is made to wait."""
    if _tries(request) >= WRONG_TRIES:
        words = {"error": "invalid_request", "error_description": "Too many tries. Wait a while."}
        return JsonResponse(words, status=429, headers={"Retry-After": str(WITHIN_SECONDS)})
    request.META[SITE] = site_of(request)
    with transaction.atomic():
        _, headers, body, status = answer(get_oauthlib_core())
    if status in (400, 401):
        _count(request)
    found = HttpResponse(body, status=status, content_type="application/json")
    for name, value in headers.items():
        if name.lower() != "content-type":
            found.headers[name] = value
    found.headers["Cache-Control"] = "no-store"
    return found


def _key(request: HttpRequest) -> str:
    return f"oauth-tries:{request.META.get('REMOTE_ADDR', '')}"


def _tries(request: HttpRequest) -> int:
    return int(cache.get(_key(request), 0))


def _count(request: HttpRequest) -> None:
    if not cache.add(_key(request), 1, WITHIN_SECONDS):
        cache.set(_key(request), _tries(request) + 1, WITHIN_SECONDS)


@oauth_page("POST")
def introspect(request: HttpRequest) -> HttpResponse:
    """An app that proves who it is asks about a token of its own (RFC 7662)."""
    if _tries(request) >= WRONG_TRIES:
        return JsonResponse({"error": "invalid_request"}, status=429)
    request.META[SITE] = site_of(request)
    app = _app_of(request)
    if app is None:
        _count(request)
        return JsonResponse({"error": "invalid_client"}, status=401)
    held = queries.held_by(request.POST.get("token", ""), at=timezone.now())
    if held is None or held.app.pk != app.pk:
        return JsonResponse({"active": False})
    return JsonResponse(_facts(request, held))


def _app_of(request: HttpRequest) -> Any:
    core: OAuthLibCore = get_oauthlib_core()
    asked = Request(*core._extract_params(request))
    with transaction.atomic():
        is_right = core.server.request_validator.authenticate_client(asked)
    return asked.client if is_right else None


def _facts(request: HttpRequest, held: queries.Held) -> dict[str, Any]:
    facts = {
        "active": True,
        "scope": held.scopes,
        "client_id": held.app.client_id,
        "token_type": "Bearer",
        "exp": int(held.expires.timestamp()),
        "iss": issuer_of(request),
        "sub": str(held.account.pk),
    }
    if held.person_id:
        facts["patient"] = held.person_id
    if {"fhirUser", "profile"} & set(held.scopes.split()):
        person_id = held.allowing.person_id if held.allowing else None
        who = who_signed_in(held.account, person_id, at=timezone.now())
        facts["fhirUser"] = f"{site_of(request)}/fhir/{who}"
    return facts
