"""The open API: for everyone, without a key, a session or a cookie. Nothing of them is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from hearth.web.door import View, open_page
from hearth.web.open_referral import described
from hearth.web.open_referral.answers import METHODS, allowed, answer, problems
from hearth.web.open_referral.parameters import Unreadable, read_all
from hearth.web.open_referral.routes import Route
from hearth.web.open_referral.showing import key_of

NO_SUCH = "There is no such thing here. It may have closed, or moved."


def published(view: Callable[..., HttpResponse]) -> View:
    """An address of the API: it may be read, and a wrong parameter is answered in words."""

    @wraps(view)
    def opened(request: HttpRequest, **more: str) -> HttpResponse:
        if request.method == "OPTIONS":
            return allowed()
        if request.method not in ("GET", "HEAD"):
            refused = problems(request, 405, "This can only be read.")
            refused["Allow"] = METHODS
            return refused
        try:
            return view(request, **more)
        except Unreadable as refusal:
            return problems(request, 400, *map(str, refusal.reasons))

    return open_page(csrf_exempt(opened))


@published
def root(request: HttpRequest) -> HttpResponse:
    """Say what this API is."""
    return answer(request, described.root(_address(request)))


@published
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe every address."""
    return answer(request, described.openapi(_address(request)))


@published
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    """There is nothing at this address."""
    return problems(request, 404, NO_SUCH)


def page_of(route: Route) -> View:
    """Return the view of a list."""

    def view(request: HttpRequest) -> HttpResponse:
        values = read_all(route.of_list, request.GET.dict())
        return answer(request, route.page(values))

    return published(_called(view, f"list_{route.path}"))


def one_of(route: Route) -> View:
    """Return the view of one thing."""

    def view(request: HttpRequest, key: str) -> HttpResponse:
        values = read_all(route.of_one, request.GET.dict())
        found = _one(route, key, values)
        return answer(request, found) if found else problems(request, 404, NO_SUCH)

    return published(_called(view, f"one_of_{route.path}"))


def _one(route: Route, text: str, values: dict[str, Any]) -> Any:
    key = key_of(text)
    if key is None:
        return None
    return route.one(key, values) if route.of_one else route.one(key)


def _called(view: Any, name: str) -> Any:
    view.__name__ = view.__qualname__ = name
    return view


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("open-referral"))
