"""How an address of OAuth is guarded: no cookie counts, and pages of other sites may ask."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from hearth.fhir.policy import Policy

View = Callable[..., HttpResponse]


def oauth_page(method: str) -> Callable[[View], View]:
    """Guard a view for everyone who speaks `method`; the view itself asks who the app is."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **more: Any) -> HttpResponse:
            answer = _answer(request, view, method, more)
            headers = answer.headers
            headers["Access-Control-Allow-Origin"] = "*"
            headers["Access-Control-Allow-Methods"] = f"{method}, OPTIONS"
            headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Accept"
            headers.setdefault("Cache-Control", "no-store")
            headers.setdefault("Pragma", "no-cache")
            return answer

        answered.policy = Policy("everyone")  # type: ignore[attr-defined]
        answered.csrf_exempt = True  # type: ignore[attr-defined]
        return answered

    return wrap


def _answer(request: HttpRequest, view: View, method: str, more: dict[str, Any]) -> HttpResponse:
    asked = "GET" if request.method == "HEAD" else request.method
    if asked == "OPTIONS":
        return HttpResponse(status=204)
    if asked != method:
        return HttpResponse(status=405, headers={"Allow": f"{method}, OPTIONS"})
    return view(request, **more)
