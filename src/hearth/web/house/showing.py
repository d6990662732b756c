"""The House: its picture, what it stands on, and how it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.parts import MEANS, NAMES
from hearth.core.house.since import since
from hearth.core.house.standing import HouseStanding, stand
from hearth.records.house import queries
from hearth.records.house.sight import Sight
from hearth.web.house.door import CHOSEN, house_context, house_page
from hearth.web.house.loading import OwnRating, own_rating
from hearth.web.house.present import held_by, weak_first, weakest_of

Film = Sequence[tuple[date, HouseStanding]]


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    words: str
    address: str


@house_page(HouseAction.SEE_HOUSE)
def house(request: HttpRequest, sight: Sight) -> HttpResponse:
    """The house as it stands: the weakest first."""
    asked, rated = queries.open_assessment_of(sight.community), own_rating(sight)
    film = queries.film_of(sight.community, on=timezone.localdate())
    standing = shown_standing(sight, film, rated)
    page = house_context(request, sight) | {
        "standing": standing,
        "film": film if len(film) > 1 else [],
        "day": film[-2][0] if len(film) > 1 else None,
        "weak_first": [(each, held_by(each)) for each in weak_first(standing)],
        "weakest": weakest_of(standing),
        "names": NAMES,
        "means": MEANS,
        "is_new": asked is None and len(film) == 1,
        "chooses": sight.may(HouseAction.CHOOSE_MEMBERS),
        "action": main_action(sight, asked, rated, is_new=len(film) == 1),
        "others": [each.community for each in request.sights if each != sight],  # type: ignore[attr-defined]
        **_since(film),
    }
    return render(request, "house/house.html", page)


@house_page(HouseAction.SEE_HOUSE, methods="POST")
def choose(request: HttpRequest, _sight: Sight) -> HttpResponse:
    """Go to the house of another community, for who has a part in several."""
    asked = request.POST.get("community", "")
    for each in request.sights:  # type: ignore[attr-defined]
        if str(each.community.pk) == asked:
            request.session[CHOSEN] = each.community.pk
            return redirect("house")
    raise Http404


def shown_standing(sight: Sight, film: Film, rated: OwnRating | None) -> HouseStanding:
    """Return how the house stands today; of a first assessment nothing before one's own answers."""
    if len(film) > 1 or rated is None or not rated.left:
        return film[-1][1]
    keepers = {each.part: each.answers_for for each in film[-1][1].parts}
    return stand(queries.framework_of(sight.community), (), (), keepers)


def _since(film: Film) -> dict[str, Any]:
    """What changed between the last two assessments."""
    if len(film) < 3:
        return {}
    day, before = film[-3]
    return {"since": since(before, film[-1][1]), "since_day": day}


def main_action(sight: Sight, asked: Any, rated: OwnRating | None, *, is_new: bool) -> Link | None:
    """The one thing that this member would do next."""
    if rated and rated.left:
        so_far = f"Go on with your answers ({rated.done} of {rated.of})"
        return Link(so_far if rated.done else "Give your answers", reverse("house-assess"))
    if rated:
        return Link("Talk about where you differ", reverse("house-settle"))
    if asked and sight.may(HouseAction.CHOOSE_MEMBERS):
        return Link("See who has answered", reverse("house-assessment", args=[asked.pk]))
    if is_new or not sight.may(HouseAction.CHOOSE_MEMBERS):
        return None
    return Link("Ask again how it stands", reverse("house-assessments"))
