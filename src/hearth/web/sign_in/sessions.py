"""Sessions that begin and end: after quiet, after a long day, and when one signs out.

When a session began and when it was last used are kept in the session itself. They are written at
most once a minute, so that reading pages writes nothing.
"""

from collections.abc import Callable
from time import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from hearth.records.access.queries import posts_of
from hearth.records.audit import changes as audit
from hearth.web.sign_in import unsent
from hearth.web.sign_in.fresh import BEGAN

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SEEN, STAFF = "seen", "is_staff"
WRITE_EVERY_SECONDS = 60


def start(request: HttpRequest, account: Any) -> None:
    """Sign an account in without asking for anything more.

    For an account that was opened a moment ago by an invitation, and for the demo. Everyone else
    signs in through allauth, which asks for the second step.
    """
    login(request, account, backend=BACKEND)


class SessionsEnd:
    """Ends sessions that were quiet for too long, or that are older than a long day."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if why := why_ended(request.session, now=time()):
            return _sign_in_again(request, why)
        response = self.get_response(request)
        if SESSION_KEY in request.session and request.user.is_authenticated:
            _note_use(request, now=time())
        return response


def why_ended(session: Any, *, now: float) -> str:
    """Say why a session is over: "quiet", "long", or "" when it is not."""
    if SESSION_KEY not in session or BEGAN not in session:
        return ""
    if now - session[BEGAN] > settings.SESSION_LONGEST_SECONDS:
        return "long"
    return "quiet" if now - session[SEEN] > idle_seconds(session) else ""


def idle_seconds(session: Any) -> int:
    """Return how long this session may be quiet; staff sit where others pass by."""
    if session.get(STAFF):
        return int(settings.SESSION_IDLE_SECONDS_STAFF)
    return int(settings.SESSION_IDLE_SECONDS)


def _note_use(request: HttpRequest, *, now: float) -> None:
    account: Any = request.user
    session = request.session
    if BEGAN not in session:
        session[BEGAN] = now
        audit.note(did="signed in", by=account, at=timezone.now(), is_change=False)
    if now - session.get(SEEN, 0) >= WRITE_EVERY_SECONDS:
        session[SEEN] = now
        session[STAFF] = bool(posts_of(account, on=timezone.localdate()))


def _sign_in_again(request: HttpRequest, why: str) -> HttpResponse:
    """Send the browser to sign in, and then back; what was being sent waits until then."""
    back = _page_to_return_to(request)
    kept = unsent.fields_of(request)
    account_id = request.session[SESSION_KEY]
    logout(request)
    if request.content_type == "application/json":
        return HttpResponse(status=401)
    if kept:
        unsent.keep(request, fields=kept, account_id=account_id)
        back = reverse("unsent")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back, 'ended': why})}")


def _page_to_return_to(request: HttpRequest) -> str:
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return urlsplit(came_from).path
    return "/"
