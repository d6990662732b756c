"""What every page is given. No queries here but the one that finds who is signed in."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_bidi

from hearth.web import seated
from hearth.web.sign_in.sessions import STAFF, idle_seconds


def everywhere(request: HttpRequest) -> dict[str, object]:
    """Return what `base.html` needs. A view may set `request.nav`, a list of (label, address)."""
    signed_in = request.user.is_authenticated
    return {
        "demo": settings.DEMO,
        "signed_in": signed_in,
        "nav": _nav(request) if signed_in else [],
        "exits": signed_in and not request.session.get(STAFF),
        "session_seconds": idle_seconds(request.session) if signed_in else 0,
        "lang": "en-GB",
        "dir": "rtl" if get_language_bidi() else "ltr",
    }


def _nav(request: HttpRequest) -> list[tuple[str, str, bool]]:
    places = list(getattr(request, "nav", [("Home", reverse("home"))]))
    house = ("House", reverse("house"))
    if seated.has_seat(request) and house not in places:
        places.append(house)
    return [(label, address, address == request.path) for label, address in places]
