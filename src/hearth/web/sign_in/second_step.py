"""Staff must have a second step: until they do, every page sends them to set one up."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hearth.web.sign_in.adapters import SECOND_STEPS, must_have_second_step
from hearth.web.sign_in.sessions import STAFF

HAS = "has_second_step"


class SecondStep:
    """Holds staff at the page that sets up a second step. What it found is kept in the session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if SESSION_KEY not in request.session or request.path.startswith("/account/"):
            return None
        return redirect("mfa_index") if lacks_second_step(request) else None


def lacks_second_step(request: HttpRequest) -> bool:
    """Say whether this is staff without a second step. Asks the database until there is one."""
    session = request.session
    if session.get(HAS) or session.get(STAFF) is False:
        return False
    if not must_have_second_step(request.user):
        return False
    if is_mfa_enabled(request.user, SECOND_STEPS):
        request.session[HAS] = True
        return False
    return True
