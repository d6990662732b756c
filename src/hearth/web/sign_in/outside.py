"""Signing in with the outside provider that the settings name. Without one, these are no pages."""

from collections.abc import Sequence
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hearth.outside import oidc
from hearth.records.people import identities
from hearth.web.door import open_page, signed_in_page

NEXT = "outside_next"
FAILED = "The other service did not sign you in. Try again, or use your password."


@open_page
@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Go to the provider, and remember where to come back to."""
    return _begin(request)


@signed_in_page
@never_cache
@require_GET
def begin_again(request: HttpRequest) -> HttpResponse:
    """Show once more who is there, before a page that nobody else should open."""
    return _begin(request, again=True)


def _begin(request: HttpRequest, *, again: bool = False) -> HttpResponse:
    provider = _provider()
    request.session[NEXT] = get_next_redirect_url(request)
    try:
        return oidc.begin(provider, request, come_back_to=_come_back_to(request), again=again)
    except oidc.NotSignedIn:
        return _not_signed_in(request, [FAILED])


@open_page
@never_cache
@require_GET
def finish(request: HttpRequest) -> HttpResponse:
    """Come back from the provider. allauth then asks for the second step, where there is one."""
    provider = _provider()
    try:
        who = oidc.finish(provider, request)
        account = _account_of(who)
    except oidc.NotSignedIn:
        return _not_signed_in(request, [FAILED])
    except identities.CannotLink as refusal:
        return _not_signed_in(request, refusal.reasons)
    record_authentication(request, account, method="outside", provider=provider.name)
    return perform_login(request, account, redirect_url=request.session.pop(NEXT, None))


def _account_of(who: oidc.Identity) -> Any:
    """Find the account by its subject; the first time, by the email that the provider checked."""
    known = {"issuer": who.issuer, "subject": who.subject}
    found = identities.account_of(**known)
    return found or identities.link(**known, checked_email=who.checked_email, at=timezone.now())


def _provider() -> oidc.Provider:
    if settings.OIDC is None:
        raise Http404
    return settings.OIDC


def _come_back_to(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("outside-finish"))


def _not_signed_in(request: HttpRequest, reasons: Sequence[object]) -> HttpResponse:
    return render(request, "sign_in/not_signed_in.html", {"reasons": reasons}, status=403)
