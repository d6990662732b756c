"""Scopes of one token do not lend each other their reach; a supporter's app sees as they do."""

from typing import Any

import pytest
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.people import Authority, SupporterKind
from hearth.fhir.smart.deciding import who_signed_in
from hearth.records.access.changes import involve
from hearth.records.people import supporters
from tests.fhir_calls import App, a_plan
from tests.world import NOW, World, a_person, a_supporter, a_world, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def neighbour(world: World) -> Any:
    """Somebody else, of the same practice."""
    person = a_person(given="Sol", family="Neighbour")
    involve(
        person=person,
        organisation=world.practice,
        kind="practice",
        starts=NOW.date(),
        by=None,
        at=NOW,
    )
    return person


def a_plan_of(category: str, person: Any) -> dict[str, Any]:
    return a_plan(person, category=[{"coding": [{"system": "urn:codes", "code": category}]}])


def test_a_narrow_scope_is_not_widened_by_the_scope_of_a_launch(world, neighbour):
    nurse = App(world.nurse)
    plans = {name: nurse.created(a_plan_of(name, neighbour))["id"] for name in ("mine", "other")}
    own = nurse.created(a_plan_of("other", world.person))["id"]
    scopes = "patient/CarePlan.crus user/CarePlan.crus?category=urn:codes|mine"
    app = App(world.nurse, scopes=scopes, patient=world.person)
    history = app.get("CarePlan/_history?_count=200")

    assert app.get(f"CarePlan/{plans['mine']}").status_code == 200
    assert app.get(f"CarePlan/{own}").status_code == 200
    assert app.get(f"CarePlan/{plans['other']}").status_code == 404
    assert app.get(f"CarePlan/{plans['other']}/_history").status_code == 404
    assert plans["other"] not in history.content.decode()
    assert plans["mine"] in history.content.decode()
    assert plans["other"] not in app.get("CarePlan").content.decode()
    assert app.post("CarePlan", a_plan_of("other", neighbour)).status_code == 403
    assert app.post("CarePlan", a_plan_of("mine", neighbour)).status_code == 201
    assert app.post("CarePlan", a_plan_of("other", world.person)).status_code == 201


def test_an_app_of_one_person_learns_nothing_of_another(world, neighbour):
    theirs = App(world.nurse).created(a_plan_of("x", neighbour))["id"]
    app = App(world.nurse, scopes="patient/*.cruds", patient=world.person)
    paths = [
        f"Patient/{neighbour.pk}",
        f"CarePlan/{theirs}",
        f"CarePlan/{theirs}/_history",
        f"Patient/{neighbour.pk}/$everything",
    ]

    assert {app.get(path).status_code for path in paths} == {404}
    for path in (f"CarePlan?patient={neighbour.pk}", "CarePlan?_count=200", "CarePlan/_history"):
        assert theirs not in app.get(path).content.decode()
    assert app.post("CarePlan", a_plan_of("x", neighbour)).status_code == 422


def test_an_app_sees_less_at_once_when_what_its_user_sees_shrinks(world):
    row = a_supporter(world)
    app = App(world.daughter, scopes="patient/*.rs", patient=world.person)
    before = app.get(f"Goal?patient={world.person.pk}&_total=accurate")
    supporters.end(supporter=row, by=world.person_account, at=timezone.now())

    assert before.status_code == 200
    assert app.get(f"Patient/{world.person.pk}").status_code == 404
    assert app.get(f"Goal?patient={world.person.pk}&_total=accurate").json()["total"] == 0


def another_supporter(world: World) -> Any:
    _, code = supporters.invite(
        person=world.person,
        name="Other Helper",
        kind=SupporterKind.RELATIVE,
        relationship="son",
        authority=Authority.PERSON_ASKED,
        by=world.person_account,
        at=NOW,
        sections=set(),
        actions={Action.READ},
    )
    return supporters.accept(code=code, by=an_account("Other Helper"), at=NOW)


def test_the_app_of_a_supporter_reads_who_they_are_and_of_no_other_supporter(world):
    mine, other = a_supporter(world), another_supporter(world)
    app = App(world.daughter, scopes="patient/*.rs", patient=world.person)
    own = who_signed_in(world.daughter, world.person.pk, at=timezone.now())
    person = world.person.pk
    told = [
        app.get(path).content.decode()
        for path in (
            f"RelatedPerson?patient={person}",
            f"CareTeam?patient={person}",
            f"Consent?patient={person}",
            f"AuditEvent?patient={person}",
            f"Patient/{person}",
            f"Patient/{person}/$everything",
            "RelatedPerson/_history",
        )
    ]

    assert own == f"RelatedPerson/supporter-{mine.pk}"
    assert app.get(own).status_code == 200
    assert app.get(f"RelatedPerson/supporter-{other.pk}").status_code == 404
    assert [each for each in told if "Other Helper" in each] == []
    assert App(world.person_account).get(f"RelatedPerson/supporter-{other.pk}").status_code == 200
