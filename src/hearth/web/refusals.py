"""Refusals become answers once, here: not visible is 404, not allowed is 403, the rest 422."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.words import Refused
from hearth.records.access.door import NotAllowed, NotVisible
from hearth.web.sign_in.confirming import ask_again
from hearth.web.sign_in.fresh import MustConfirm


class RefusalMiddleware:
    """Turns what a rule raised into a page. A view may catch it first and show its form again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, MustConfirm):
            return ask_again(request)
        if isinstance(error, NotVisible):
            return render(request, "errors/404.html", status=404)
        if isinstance(error, NotAllowed):
            return render(request, "errors/403.html", {"reasons": error.reasons}, status=403)
        if isinstance(error, Refused):
            return render(request, "errors/refused.html", {"reasons": error.reasons}, status=422)
        return None
