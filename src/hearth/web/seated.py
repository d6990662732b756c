"""Who has a seat in a steering group finds the House at the top of every page.

It is looked up where they come in, and kept in the session: no other page asks for it again.
"""

from django.http import HttpRequest

SEATED = "seated"


def remember(request: HttpRequest, has_seat: bool, *, own: str = "") -> None:
    """Keep whether they have a seat, and what their own first page is called."""
    held = request.session.get(SEATED)
    if not has_seat:
        if held is not None:
            del request.session[SEATED]
        return
    kept = {"own": own or (held or {}).get("own", "")}
    if kept != held:
        request.session[SEATED] = kept


def has_seat(request: HttpRequest) -> bool:
    """Say whether they had a seat when they last came in."""
    return SEATED in request.session


def own_pages(request: HttpRequest) -> str:
    """Return what their own first page is called: “My plan”, “People I help”."""
    return request.session.get(SEATED, {}).get("own") or "Home"
