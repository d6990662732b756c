"""All that is drawn of a plan is R4, as three implementations say that we did not write."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from hearth.core.introductions.states import Reason, State
from hearth.fhir.made import Made, Whole
from hearth.fhir.mappers import MAPPERS
from hearth.records.access.whole import whole
from hearth.records.measures.models import GoalScaled
from hearth.records.people.models import Person
from hearth.records.plans.models import JoinedPlan
from hearth.records.results.models import Allergy, Condition, ImportRun, Medicine, Result
from tests.fhir_checking import bodies_of, wrong_with
from tests.integration.test_fhir_plan import a_plan_with_everything
from tests.introducing import an_introduction, happens, reachable
from tests.sharing import an_agreed_plan
from tests.world import NOW, TODAY, World, a_world

pytestmark = pytest.mark.django_db

PLAN = ("CarePlan", "Condition", "Goal", "Observation", "Provenance", "ServiceRequest", "Task")


def drawn(person: Person) -> Iterator[Made]:
    held = Whole(whole(person.pk), NOW)
    for type in PLAN:
        draws = MAPPERS[type].draws
        assert draws is not None
        yield from draws(held)


def known_of(world: World) -> None:
    """Something of each kind that an import brings in, and of what services send."""
    run = ImportRun.objects.create(source="The practice’s file", sha256="", at=NOW)
    loinc = {"person": world.person, "run": run, "system": "http://loinc.org"}
    Result.objects.create(
        **loinc, code="4548-4", name="HbA1c", taken_on=TODAY, value=Decimal("53.20"),
        unit="mmol/mol",
    )  # fmt: skip
    Result.objects.create(person=world.person, name="Feet", taken_on=TODAY, words="Both well")
    Result.objects.create(person=world.person, name="Eyes", taken_on=TODAY)
    Condition.objects.create(person=world.person, name="Asthma", ended_on=date(2020, 2, 2))
    Medicine.objects.create(person=world.person, run=run, name="Metformin", how_to_take="At\xa0tea")
    Allergy.objects.create(person=world.person, name="Penicillin", reaction="A rash")
    JoinedPlan.objects.create(
        person=world.person, title="Nursing plan", service="District nurses", joined_at=NOW,
        content=[{"kind": "goal", "text": "Heal the leg", "status": "", "date": ""}],
    )  # fmt: skip


def test_a_plan_with_everything_in_it_is_r4_in_every_version() -> None:
    world = a_world()
    threads = a_plan_with_everything(world)
    an_agreed_plan(world)
    known_of(world)
    GoalScaled.objects.create(
        person=world.person, thread=threads["goal"], level=1, helped="A friend", said_by="Rabia",
        at=NOW,
    )  # fmt: skip
    reachable(world)
    made = an_introduction(world, goal=threads["goal"], why="To sing", companion="Ayesha")
    happens(world, made, State.REJECTED, days=1, reason=Reason.FULL, words="No room till May")

    found = list(drawn(world.person))

    assert {each.type for each in found} == set(PLAN)
    assert [wrong for each in found for body in bodies_of(each) for wrong in wrong_with(body)] == []


def test_the_history_of_the_plan_holds_the_version_that_was_agreed() -> None:
    world = a_world()
    an_agreed_plan(world)
    held = Whole(whole(world.person.pk), NOW)
    draws = MAPPERS["CarePlan"].draws
    assert draws is not None
    plan = next(iter(draws(held)))
    assert plan.body["status"] == "active"
    version = next(e for e in plan.body["extension"] if e["url"] == "urn:hearth:plan:version")
    assert version["extension"][0] == {"url": "number", "valueInteger": 1}
    signed = [m for m in drawn(world.person) if m.id.startswith("signature-")]
    kinds = {m.body["signature"][0]["type"][0]["code"] for m in signed}
    assert "1.2.840.10065.1.12.1.7" in kinds
