"""The pages that people see when something went wrong. Named in site/urls.py and settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """400: what was sent cannot be read."""
    return render(request, "errors/400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """403: the page is there, but not for this viewer."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404: no such page, or none that this viewer may know of."""
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """500: our fault. Drawn without the request, for the database itself may be what failed."""
    page = loader.get_template("errors/500.html")
    return HttpResponse(page.render({"failed": True}), status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: the form came without its token, most often because the page was open for long."""
    return render(request, "errors/timed_out.html", status=403)
