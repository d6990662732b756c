"""The living style page: every part with example values. Only where demo mode is on."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.words import Refusal
from hearth.web import style_examples as examples
from hearth.web import style_pictures
from hearth.web.door import open_page

WRONG = {"due-day": "31", "due-month": "2", "due-year": "2027"}
REASONS = [Refusal("Say what matters to the person."), Refusal("Add who does what, and when.")]


@open_page
def style(request: HttpRequest) -> HttpResponse:
    """Show every part with example values; `?wrong=1` shows the form with its errors."""
    if not settings.DEMO:
        raise Http404
    context = {
        "form": examples.ExampleForm(WRONG if "wrong" in request.GET else None),
        "banner": examples.BANNER,
        "tabs": [("Plan", "/style", True), ("Get ready", "/style", False)],
        "stops": examples.STOPS,
        "goal": examples.GOAL,
        "action": examples.ACTION,
        "series": examples.SERIES,
        "rings": examples.RINGS,
        "reasons": REASONS,
        "page": Paginator(range(60), 20).page(2),
    }
    return render(request, "style.html", context)


@open_page
def pictures(request: HttpRequest) -> HttpResponse:
    """Show the pictures of the House and of figures, in all their states."""
    if not settings.DEMO:
        raise Http404
    return render(request, "style_pictures.html", style_pictures.examples())
