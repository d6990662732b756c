"""Condition: what the person needs or worries about, and the conditions that are known."""

from collections.abc import Iterator

from hearth.fhir.made import Made, Mapper, Whole
from hearth.fhir.mappers.entries import drawn
from hearth.fhir.mappers.findings import conditions
from hearth.fhir.mappers.results_taken import takes_condition


def _draws(whole: Whole) -> Iterator[Made]:
    yield from drawn(whole, "Condition")
    yield from conditions(whole)


MAPPER = Mapper("Condition", why="their needs and conditions", draws=_draws, takes=takes_condition)
