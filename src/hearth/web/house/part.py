"""One part of the House: each of its elements, what both voices say, and what shows it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.assessing import ElementStanding, Evidence, Question, Settled
from hearth.core.house.parts import MEANS, NAMES, Part
from hearth.core.house.standing import stand
from hearth.records.house import queries
from hearth.records.house.answers import Said, said_in
from hearth.records.house.sight import Sight
from hearth.web.house.door import house_context, house_page
from hearth.web.house.loading import own_rating
from hearth.web.house.present import Before, Side, history_of, sides_of
from hearth.web.house.rating_forms import STEPS


@dataclass(frozen=True)
class Shown:
    """An element as the page of its part shows it. Hidden: one has not answered it oneself."""

    standing: ElementStanding
    evidence: tuple[Said, ...]
    history: tuple[Before, ...]
    is_hidden: bool

    @property
    def code(self) -> str:
        """Return the code of the element."""
        return self.standing.element.code

    @property
    def name(self) -> str:
        """Return what it is called."""
        return self.standing.element.name

    @property
    def voices(self) -> tuple[Side, ...]:
        """Return the four answers, voice by voice."""
        return sides_of(self.standing)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return what is asked."""
        return tuple(Question)

    @property
    def splits(self) -> bool:
        """Say whether a voice differs within itself, so that it can settle."""
        return any(each.is_split for each in self.standing.heard)

    @property
    def settled(self) -> list[Settled]:
        """Return what was agreed on."""
        return [each.settled for each in self.standing.heard if each.settled]


@house_page(HouseAction.SEE_HOUSE)
def part(request: HttpRequest, sight: Sight, part: str) -> HttpResponse:
    """A part, by the assessment that decides how the house stands."""
    return _part_page(request, sight, part, queries.deciding(sight.community))


@house_page(HouseAction.ASSESS)
def part_now(request: HttpRequest, sight: Sight, part: str) -> HttpResponse:
    """A part, by the answers that are coming in."""
    asked = queries.open_assessment_of(sight.community)
    if asked is None:
        raise Http404
    return _part_page(request, sight, part, asked)


def _part_page(request: HttpRequest, sight: Sight, part: str, assessment: Any) -> HttpResponse:
    if part not in list(Part):
        raise Http404
    where, rated = Part(part), own_rating(sight)
    untold = rated.open_codes if rated and assessment == rated.assessment else frozenset()
    if assessment is None:
        keepers = queries.answers_for(sight.community)
        standing = stand(queries.framework_of(sight.community), (), (), keepers).of(where)
    else:
        standing = queries.standing_in(assessment).of(where)
    film = queries.film_of(sight.community, on=timezone.localdate())[:-1]
    shown = _evidence(assessment)
    elements = [
        Shown(
            each,
            shown[each.element.code],
            tuple(history_of(each.element.code, film)),
            each.element.code in untold,
        )
        for each in sorted(standing.elements, key=lambda each: each.rating or 0)
    ]
    page = house_context(request, sight) | {
        "part": where,
        "name": NAMES[where],
        "means": MEANS[where],
        "standing": standing,
        "elements": elements,
        "steps": STEPS,
        "assessment": assessment,
        "hidden": any(each.is_hidden for each in elements),
        "rated": rated,
        "is_now": assessment is not None and assessment.is_open,
        "chooses": sight.may(HouseAction.CHOOSE_MEMBERS),
        "plans": sight.may(HouseAction.PLAN_WORK),
    }
    return render(request, "house/part.html", page)


def _evidence(assessment: Any) -> Mapping[str, tuple[Said, ...]]:
    """What shows each element, once each: both answers of a member often rest on the same."""
    found: dict[str, dict[tuple[Evidence, str], Said]] = defaultdict(dict)
    for each in said_in(assessment) if assessment else ():
        found[each.element].setdefault((each.evidence, each.who), each)
    return defaultdict(tuple, {code: tuple(said.values()) for code, said in found.items()})
