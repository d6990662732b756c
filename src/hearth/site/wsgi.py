"""The door for the web server: pages by Django's own way, other software by a short one.

What other software calls needs no session, no form token and no message: it brings a token along.
The addresses, the views and the safety of the answers are the same; a test client of Django's,
which goes the long way, sees the same answers.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.security import SecurityMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.site.settings")

SHORT = ("/fhir/", "/cds-services")
TOKEN = "/oauth/token"
SECONDS_OPEN = 60
"""How long a worker keeps its connection: to open one costs more than to read by it."""
LARGE = 20_000
"""Bytes from which on an answer is worth packing."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}


class ShortWay(WSGIHandler):
    """Django's handler, with safety headers and nothing else between server and view."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002
        """Put together the little that stands in between."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        views: Any = self._get_response  # type: ignore[attr-defined]  # Django has no words on it
        inner = convert_exception_to_response(views)
        safe = SecurityMiddleware(_answered(inner))
        self._middleware_chain = convert_exception_to_response(safe)


def _answered(view: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], HttpResponseBase]:
    pack = GZipMiddleware(view)

    def answer(request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = view(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if isinstance(response, HttpResponse) and len(response.content) > LARGE:
            return pack.process_response(request, response)
        return response

    return answer


def keep_connections() -> None:
    """Let each worker keep its connection for a while. Only where pages are served."""
    from django.db import connections

    settings = connections.settings["default"]
    if not settings["CONN_MAX_AGE"]:
        settings["CONN_MAX_AGE"] = SECONDS_OPEN


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request."""
    path = environ.get("PATH_INFO", "")
    is_short = path.startswith(SHORT) or path == TOKEN
    return (_short if is_short else _long)(environ, start_response)


_long = get_wsgi_application()
_short = ShortWay()
