"""How a page gets at a record through a link: no sign-in, nothing kept, nothing told to others."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hearth.core.access import Action
from hearth.web.door import Policy, View

HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive"}
"""The address is the key: it must not reach other sites, or a search engine."""


def link_page(*, why: str, methods: str = "GET HEAD") -> Callable[[View], View]:
    """A page behind a link: `view(request, token, why)`. The view asks the link on each request.

    Without a referrer, browsers do not say where a form comes from, so it has no CSRF token: who
    sends it needs the link and its passcode, and gains nothing by another's browser.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            answer = view(request, token, why)
            for name, value in HEADERS.items():
                answer[name] = value
            # Django would write the address, and with it the token, into its log of refusals.
            answer._has_been_logged = True  # type: ignore[attr-defined]
            return answer

        guarded: Any = never_cache(csrf_exempt(require_http_methods(methods.split())(opened)))
        guarded.policy = Policy("holder of a link", Action.READ, why)
        named: View = guarded
        return named

    return wrap
