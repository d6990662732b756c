"""CarePlan: the person's plan with its agreed versions, plans in it, and other services' plans."""

from collections.abc import Iterator

from hearth.fhir.made import Made, Mapper, Whole
from hearth.fhir.mappers.entries import drawn
from hearth.fhir.mappers.joined_plans import joined
from hearth.fhir.mappers.main_plan import main_plan
from hearth.fhir.mappers.plans_taken import takes_plan


def _draws(whole: Whole) -> Iterator[Made]:
    yield main_plan(whole)
    yield from drawn(whole, "CarePlan")
    yield from joined(whole)


MAPPER = Mapper("CarePlan", why="their plan", draws=_draws, takes=takes_plan)
