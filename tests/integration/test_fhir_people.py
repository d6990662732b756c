"""Who the person is, and who is around them, as other systems read and write it."""

import json
from typing import Any

import fhirkit
import pytest
from fhir.resources.R4B import get_fhir_model_class

from hearth.fhir.made import Made, Whole
from hearth.fhir.mappers import MAPPERS
from hearth.records.access.whole import whole
from tests.world import NOW, World, a_round, a_supporter, a_world

pytestmark = pytest.mark.django_db

OURS = (
    "Patient", "RelatedPerson", "CareTeam", "Consent", "Flag", "Appointment", "Communication",
)  # fmt: skip


def drawn(world: World, *types: str) -> list[Made]:
    held = Whole(whole(world.person.pk), NOW)
    mappers = [MAPPERS[type] for type in types or OURS]
    return [each for mapper in mappers if mapper.draws for each in mapper.draws(held)]


def must_be_r4(body: dict[str, Any]) -> None:
    text = json.dumps(body)
    assert [f"{i.path}: {i.message}" for i in fhirkit.validate(text)] == []
    get_fhir_model_class(body["resourceType"]).model_validate_json(text)


def test_all_that_is_drawn_of_a_person_is_r4():
    world = a_world()
    a_supporter(world)
    a_round(world)

    made = drawn(world)

    assert {each.type for each in made} >= {"Patient", "RelatedPerson", "CareTeam"}
    for each in made:
        for version in each.versions:
            must_be_r4({**version.body, "resourceType": each.type, "id": each.id})
