"""Search over HTTP: what R4 promises of it, and that it tells nobody more than they may know."""

from typing import Any

import pytest

from tests.fhir_calls import App
from tests.world import a_person, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world() -> Any:
    return a_world()


@pytest.fixture
def nurse(world: Any) -> App:
    return App(world.nurse)


@pytest.fixture
def plans(world: Any, nurse: App) -> list[str]:
    """Five plans of another service, by their titles."""
    return [nurse.created(a_plan(world.person, n))["id"] for n in range(5)]


def a_plan(person: Any, number: int) -> dict[str, Any]:
    return {
        "resourceType": "CarePlan",
        "status": "active" if number % 2 else "draft",
        "intent": "plan",
        "title": f"Plan {number}, outside",
        "subject": {"reference": f"Patient/{person.pk}"},
        "category": [{"coding": [{"system": "urn:codes", "code": f"c{number}"}]}],
        "period": {"start": f"2026-0{number + 1}-01"},
    }


def matches(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    entries = answer.json().get("entry", [])
    return [each["resource"]["id"] for each in entries if each["search"]["mode"] == "match"]


def next_of(answer: Any) -> str:
    links = {each["relation"]: each["url"] for each in answer.json()["link"]}
    return links.get("next", "").partition("/fhir/")[2]


def test_pages_lead_on_without_missing_or_doubling_any_while_others_are_added(world, nurse, plans):
    first = nurse.get(f"CarePlan?patient={world.person.pk}&category=urn:codes|&_sort=date&_count=2")
    nurse.created(a_plan(world.person, 0))
    second = nurse.get(next_of(first))
    third = nurse.get(next_of(second))

    assert matches(first) + matches(second) + matches(third) == plans
    assert not next_of(third)


def test_a_page_of_somebody_else_opens_nothing(world, nurse, plans):
    first = nurse.get(f"CarePlan?patient={world.person.pk}&_count=2")

    assert App(world.person_account).get(next_of(first)).status_code == 400
    assert nurse.get(next_of(first)[:-3] + "xyz").status_code == 400


def test_what_is_not_known_is_let_be_with_a_warning_and_refused_where_that_is_preferred(
    world, nurse, plans
):
    path = f"CarePlan?patient={world.person.pk}&colour=red&_id={plans[0]}"
    lenient, strict = nurse.get(path), nurse.get(path, Prefer="handling=strict")

    assert matches(lenient) == [plans[0]]
    assert "colour" not in lenient.json()["link"][0]["url"]
    assert lenient.json()["entry"][-1]["search"]["mode"] == "outcome"
    assert strict.status_code == 400
    assert strict.json()["issue"][0]["expression"] == ["colour"]


@pytest.mark.parametrize(
    "query",
    ["date=soon", "status:above=x", "_sort=colour", "_count=some", "_include=CarePlan:colour"],
)
def test_what_cannot_be_read_is_refused_by_its_name(world, nurse, query):
    answer = nurse.get(f"CarePlan?patient={world.person.pk}&{query}")

    assert answer.status_code == 400
    assert answer.json()["issue"][0]["expression"] == [query.partition("=")[0]]


def test_totals_and_parts_come_as_asked(world, nurse, plans):
    path = f"CarePlan?patient={world.person.pk}&category=urn:codes|"
    [first, *_] = nurse.get(f"{path}&_elements=title&_count=1").json()["entry"]

    assert "total" not in nurse.get(path).json()
    assert nurse.get(f"{path}&_total=accurate&_count=1").json()["total"] == 5
    assert nurse.get(f"{path}&_summary=count").json()["total"] == 5
    assert "entry" not in nurse.get(f"{path}&_summary=count").json()
    assert {"title", "status", "intent", "subject"} < first["resource"].keys()
    assert "category" not in first["resource"]
    assert first["resource"]["meta"]["tag"][-1]["code"] == "SUBSETTED"


def test_nobody_is_found_of_whom_the_caller_may_not_know(world, nurse):
    stranger = a_person(given="Sol", family="Stranger")

    assert matches(nurse.get(f"Patient?_id={stranger.pk}")) == []
    assert matches(nurse.get(f"CarePlan?patient={stranger.pk}")) == []
    assert str(stranger.pk) not in matches(nurse.get("Patient"))


def test_an_app_is_told_nothing_of_types_that_it_was_not_allowed(world, nurse, plans):
    app = App(world.nurse, scopes="user/CarePlan.rs")
    answer = app.get(f"CarePlan?patient={world.person.pk}&_include=CarePlan:subject")
    modes = {each["search"]["mode"] for each in answer.json()["entry"]}

    assert set(plans) <= set(matches(answer))
    assert modes == {"match"}
    assert matches(app.get("CarePlan?subject:Patient.birthdate=1948")) == []


def test_a_scope_that_names_a_category_finds_nothing_else(world, nurse, plans):
    app = App(world.nurse, scopes="user/CarePlan.rs?category=urn:codes|c2")

    assert matches(app.get(f"CarePlan?patient={world.person.pk}")) == [plans[2]]
    assert app.get("CarePlan?_summary=count").json()["total"] == 1
