"""How a page of the House is opened: it names what is done there, and is handed what one may see.

No page of the House is about one person. Who wears no hat here finds nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from hearth.core.house.access import Hat, HouseAction
from hearth.records.access.door import NotAllowed
from hearth.records.house.sight import Sight, sights_of
from hearth.web import seated
from hearth.web.door import Policy, View, account_of, guard
from hearth.web.page import house_nav, staff_nav

CHOSEN = "community"
"""The key in the session under which the chosen community is kept, where there are several."""


def house_page(action: HouseAction, *, methods: str = "GET") -> Callable[[View], View]:
    """A page of the House of one community: `view(request, sight, **more)`."""

    def wrap(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, **more: Any) -> HttpResponse:
            sight = sight_of(request)
            if not sight.may(action):
                raise NotAllowed("Your part in the House does not reach to this page.")
            request.nav = nav_of(request, sight)  # type: ignore[attr-defined]
            return view(request, sight, **more)

        return guard(opened, Policy("house", why=action), methods)

    return wrap


def sight_of(request: HttpRequest) -> Sight:
    """Return what this account may see in the community that it has chosen, or its first one."""
    sights = sights_of(account_of(request), on=timezone.localdate())
    seated.remember(request, any(each.voice for each in sights))
    if not sights:
        raise Http404
    request.sights = sights  # type: ignore[attr-defined]
    chosen = request.session.get(CHOSEN)
    return next((each for each in sights if each.community.pk == chosen), sights[0])


def nav_of(request: HttpRequest, sight: Sight) -> list[tuple[str, str]]:
    """The links at the top, by the hats that one wears."""
    if sight.hats & {Hat.LEAD, Hat.COMMISSIONER}:
        return house_nav()
    if Hat.PROFESSIONAL in sight.hats:
        return staff_nav()
    return [("House", reverse("house")), (seated.own_pages(request), reverse("home"))]


TABS = (
    ("The house", "house", HouseAction.SEE_HOUSE),
    ("Work plan", "work", HouseAction.SEE_HOUSE),
    ("Meetings", "meetings", HouseAction.SEE_HOUSE),
    ("The year", "house-year", HouseAction.SEE_HOUSE),
    ("Check an agenda", "house-brought", HouseAction.RUN_MEETINGS),
    ("Figures", "figures", HouseAction.SEE_FIGURES),
    ("What people say", "feedback", HouseAction.SEE_FEEDBACK),
    ("Learning", "learning", HouseAction.SEE_LEARNING),
    ("My learning", "my-learning", HouseAction.OWN_LEARNING),
    ("Board pack", "board", HouseAction.MAKE_BOARD_PACK),
)
"""The pages of the House: (words, name of the address, what it needs)."""


def house_context(request: HttpRequest, sight: Sight) -> dict[str, object]:
    """Return what every page of the House is given: its community, and its tabs."""
    tabs = [(words, reverse(name), action) for words, name, action in TABS]
    return {
        "sight": sight,
        "community": sight.community,
        "tabs_label": "The House",
        "tabs": [
            (words, address, _is_here(request, address))
            for words, address, action in tabs
            if sight.may(action)
        ],
    }


def _is_here(request: HttpRequest, address: str) -> bool:
    return request.path == address or (
        address != reverse("house") and request.path.startswith(address)
    )
