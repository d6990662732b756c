"""What other systems send may point to a sealed entry: nobody is told so from whom it is hidden."""

from typing import Any

import pytest
from django.utils import timezone

from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.sealing import seal
from tests.fhir_calls import App, a_goal, a_plan, entry
from tests.sharing import record_of
from tests.world import World, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def nurse(world: World) -> App:
    return App(world.nurse)


def pointing(world: World, nurse: App, goal: str) -> list[str]:
    """Each way to point to a goal: in what is kept, and in what is laid under an entry."""
    to, subject = {"reference": goal}, {"reference": f"Patient/{world.person.pk}"}
    bodies: list[dict[str, Any]] = [
        a_plan(world.person, goal=[to, {"display": "Another"}]),
        {
            "resourceType": "Observation",
            "status": "final",
            "code": {"text": "Weight"},
            "subject": subject,
            "focus": [{"reference": f"http://testserver/fhir/{goal}"}],
            "valueString": "5",
            "effectiveDateTime": "2026-11-01",
        },
        {
            "resourceType": "Task",
            "status": "requested",
            "intent": "order",
            "description": "Ring them",
            "for": subject,
            "focus": to,
        },
        a_goal(world.person, "Swim", extension=[{"url": "urn:x", "valueReference": to}]),
    ]
    made = [nurse.created(each) for each in bodies]
    return [f"{each['resourceType']}/{each['id']}" for each in made]


def sealed(world: World, thread: str) -> None:
    seal(
        record=record_of(world, world.nurse),
        kind=SealKind.SAFEGUARDING,
        section=Section.GOALS,
        thread=thread,
        why="A worry",
        by=world.nurse,
        at=timezone.now(),
    )


def asked(world: World, addresses: list[str], goal: str) -> list[str]:
    """Every way to come upon what points to it."""
    person = world.person.pk
    types = sorted({each.partition("/")[0] for each in addresses})
    return [
        *addresses,
        *(f"{each}/_history" for each in (*addresses, *types)),
        *(f"{each}?patient={person}" for each in types),
        f"CarePlan?patient={person}&_include=*&_revinclude=*",
        f"Patient/{person}/$everything",
    ]


def finding(goal: str) -> list[str]:
    """Searches that name it: they find nothing, and count nothing."""
    return [
        f"CarePlan?goal={goal}",
        f"CarePlan?goal:Goal={goal.removeprefix('Goal/')}",
        f"Task?focus={goal}",
        f"Observation?focus={goal}",
        f"Patient?_has:CarePlan:patient:goal={goal}",
    ]


def test_who_may_not_know_of_an_entry_is_not_told_what_points_to_it(world, nurse):
    goal = f"Goal/{nurse.created(a_goal(world.person, 'Zaunkoenig'))['id']}"
    addresses = pointing(world, nurse, goal)
    paths, thread = asked(world, addresses, goal), goal.removeprefix("Goal/")
    before = {path: nurse.get(path).content.decode() for path in paths}
    sealed(world, thread)

    assert [path for path, said in before.items() if thread not in said] == []
    for viewer in (world.person_account, world.social_worker, world.administrator):
        app = App(viewer)
        told = {path: app.get(path).content.decode() for path in paths}
        found = [path for path in finding(goal) if "entry" in app.get(path).json()]
        assert [path for path, said in told.items() if thread in said] == []
        assert found == []
    assert thread in nurse.get(addresses[0]).content.decode()


def test_what_is_sent_with_the_entry_that_it_points_to_is_cut_as_well(world, nurse):
    plan = a_plan(world.person, goal=[{"reference": "urn:uuid:1"}])
    answer = nurse.bundle(
        [
            entry("POST", "CarePlan", plan),
            entry("POST", "Goal", a_goal(world.person, "Zaunkoenig"), "urn:uuid:1"),
        ]
    ).json()
    path, goal = (
        each["response"]["location"].partition("/fhir/")[2].partition("/_history")[0]
        for each in answer["entry"]
    )
    sealed(world, goal.removeprefix("Goal/"))

    assert nurse.get(path).json()["goal"] == [{"reference": goal}]
    assert "goal" not in App(world.person_account).get(path).json()


def test_a_version_that_pointed_to_it_once_is_cut_too(world, nurse):
    goal = f"Goal/{nurse.created(a_goal(world.person, 'Zaunkoenig'))['id']}"
    made = nurse.post("CarePlan", a_plan(world.person, goal=[{"reference": goal}]))
    path, after = f"CarePlan/{made.json()['id']}", made.json() | {"title": "After"}
    del after["goal"]
    assert nurse.put(path, after, If_Match=made["ETag"]).status_code == 200
    sealed(world, goal.removeprefix("Goal/"))
    said = App(world.person_account).get(f"{path}/_history").content.decode()

    assert "After" in said
    assert goal not in said
