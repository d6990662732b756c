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


Tab = tuple[str, str, str]
"""Its words, its address, and the mark of where one is: "page", "true" within it, or ""."""

TABS = (
    ("The house", (("The house", "house", HouseAction.SEE_HOUSE),)),
    ("Work plan", (("Work plan", "work", HouseAction.SEE_HOUSE),)),
    (
        "Meetings",
        (
            ("All meetings", "meetings", HouseAction.SEE_HOUSE),
            ("The year", "house-year", HouseAction.SEE_HOUSE),
            ("Check an agenda", "house-brought", HouseAction.RUN_MEETINGS),
        ),
    ),
    ("Figures", (("Figures", "figures", HouseAction.SEE_FIGURES),)),
    ("What people say", (("What people say", "feedback", HouseAction.SEE_FEEDBACK),)),
    (
        "Learning",
        (
            ("The team", "learning", HouseAction.SEE_LEARNING),
            ("My learning", "my-learning", HouseAction.OWN_LEARNING),
        ),
    ),
    ("Board pack", (("Board pack", "board", HouseAction.MAKE_BOARD_PACK),)),
    (
        "Near here",
        (
            ("The directory", "curating", HouseAction.CURATE),
            ("What people could not find", "unmet", HouseAction.SEE_UNMET),
            ("Who gets there", "house-arrival", HouseAction.SEE_FIGURES),
        ),
    ),
)
"""The tabs, each with the pages that stand under it: (words, name of the address, what it needs).

Few enough for one line of a wide screen, and three of a small one.
"""


def house_context(request: HttpRequest, sight: Sight) -> dict[str, object]:
    """Return what every page of the House is given: its community, and its tabs."""
    tabs, under = _tabs(request.path, sight)
    return {
        "sight": sight,
        "community": sight.community,
        "tabs_label": "The House",
        "tabs": tabs,
        "under_label": next((words for words, _, here in tabs if here), ""),
        "tabs_under": under,
    }


def _tabs(path: str, sight: Sight) -> tuple[list[Tab], list[Tab]]:
    """The tabs that this sight opens; and below them the pages of the one that one is in."""
    tabs: list[Tab] = []
    under: list[Tab] = []
    for words, pages in TABS:
        found = [(each, reverse(name)) for each, name, action in pages if sight.may(action)]
        shown = [(each, address, _here(path, address)) for each, address in found]
        if shown:
            is_in = next((here for _, _, here in shown if here), "")
            called = words if len(shown) > 1 or shown[0][0] == pages[0][0] else shown[0][0]
            tabs.append((called, shown[0][1], shown[0][2] or ("true" if is_in else "")))
            under = shown if is_in and len(shown) > 1 else under
    if not any(here for _, _, here in tabs):  # A page of the house itself, such as its parts.
        tabs = [(*tabs[0][:2], "true"), *tabs[1:]]
    return tabs, under


def _here(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if address != reverse("house") and path.startswith(address) else ""
