"""The tabs of the pages about what is near. Each page adds one line."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.records.access.queries import posts_of
from hearth.web.page import staff_nav

WORKERS = frozenset({Role.PRACTITIONER, Role.LINK_WORKER, Role.ADMINISTRATOR})
INTRODUCERS = frozenset({Role.PRACTITIONER, Role.LINK_WORKER})

TABS: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("Find", "near-here", WORKERS),
    ("Who to follow up", "caseload", INTRODUCERS),
    ("Packs to take home", "packs", WORKERS),
)
"""The words, the name of the address, and which staff see it."""


def near_context(request: HttpRequest) -> dict[str, object]:
    """Return the tabs, for staff; others have none. One query where somebody is signed in."""
    roles = _roles(request)
    if not roles & WORKERS:
        return {}
    request.nav = staff_nav()  # type: ignore[attr-defined]
    shown = [(words, reverse(name)) for words, name, for_whom in TABS if roles & for_whom]
    tabs = [(words, address, address == request.path) for words, address in shown]
    return {"tabs_label": "Near here", "tabs": tabs if len(tabs) > 1 else []}


def _roles(request: HttpRequest) -> set[Role]:
    if not request.user.is_authenticated:
        return set()
    return {Role(post.role) for post in posts_of(request.user, on=timezone.localdate())}
