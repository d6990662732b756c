"""The server can do what it says: a test reads its capability statement, and calls all of it."""

import json
from typing import Any

import fhirkit
import pytest
from django.test import Client

from tests.fhir_calls import App
from tests.world import World, a_world, an_agreeable_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]
UNKNOWN = "00000000-0000-4000-8000-000000000000"
ASKED = {
    "token": "x", "string": "x", "reference": f"Patient/{UNKNOWN}", "date": "ge2026-01-01",
    "uri": "urn:x", "quantity": "5", "number": "5", "composite": "x$y", "special": "x",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    world = a_world()
    an_agreeable_plan(world)
    return world


def statement() -> dict[str, Any]:
    return dict(Client().get("/fhir/metadata").json())


def test_what_the_server_can_do_is_told_to_everyone_and_is_good_fhir():
    told = statement()

    assert [str(each) for each in fhirkit.validate(json.dumps(told))] == []
    assert told["fhirVersion"] == "4.0.1"
    assert {each["type"] for each in told["rest"][0]["resource"]} >= {"Patient", "CarePlan", "Goal"}


def called(app: App, type: str, code: str, person: str, there: str) -> Any:
    """Do one interaction that a type claims, with what is there of it."""
    fid = there or UNKNOWN
    match code:
        case "read":
            return app.get(f"{type}/{fid}")
        case "vread":
            now = app.get(f"{type}/{fid}").json()
            return app.get(f"{type}/{fid}/_history/{now.get('meta', {}).get('versionId', '1')}")
        case "history-instance":
            return app.get(f"{type}/{fid}/_history")
        case "history-type":
            return app.get(f"{type}/_history?_count=2")
        case "search-type":
            return app.get(f"{type}?_count=2")
        case "create":
            return app.post(type, {"resourceType": type})
    return app.put(f"{type}/{fid}", {"resourceType": type, "id": fid})


def expected(code: str, there: str) -> set[int]:
    """What the answer may be: found where there is one; refused for what is wrong with it."""
    if code in ("create", "update"):
        return {201, 400, 404, 422, 428}
    by_id = code in ("read", "vread", "history-instance")
    return {200} if there or not by_id else {404}


def test_everything_that_is_claimed_can_be_done(world):
    nurse, machine = App(world.nurse), App(world.nurse, scopes="system/*.cruds")
    person, wrong = str(world.person.pk), []
    for each in statement()["rest"][0]["resource"]:
        type = each["type"]
        app = machine if type == "Group" else nurse
        found = app.get(f"{type}?_count=1").json().get("entry", [])
        matches = [e["resource"]["id"] for e in found if e["search"]["mode"] == "match"]
        there = next(iter(matches), "")
        for code in (said["code"] for said in each["interaction"]):
            answer = called(app, type, code, person, there)
            if answer.status_code not in expected(code, there):
                wrong.append((type, code, there, answer.status_code, answer.content[:200]))

    assert wrong == []


def test_every_search_parameter_that_is_claimed_is_known(world):
    app, wrong = App(world.nurse), []
    for each in statement()["rest"][0]["resource"]:
        for said in each.get("searchParam", []):
            path = f"{each['type']}?{said['name']}={ASKED[said['type']]}&_count=1"
            answer = app.get(path, Prefer="handling=strict")
            if answer.status_code != 200:
                wrong.append((path, answer.status_code, answer.content[:200]))

    assert wrong == []


def test_every_operation_that_is_claimed_is_there(world):
    app, person, wrong = App(world.nurse), str(world.person.pk), []
    rest = statement()["rest"][0]
    claimed = [("", each) for each in rest["operation"]]
    claimed += [(r["type"], each) for r in rest["resource"] for each in r.get("operation", [])]
    for type, each in claimed:
        places = {"": [""], "Patient": ["Patient/", f"Patient/{person}/"]}
        for place in places.get(type, [f"{type}/{person}/", f"{type}/"]):
            answer = app.get(f"{place}${each['name']}", Prefer="respond-async")
            if answer.status_code != 404 or "no such operation" not in answer.content.decode():
                break
        else:
            wrong.append((type, each["name"]))

    assert wrong == []


@pytest.mark.parametrize("path", ["Encounter", "Medication/1", "Encounter/_history"])
def test_what_is_not_claimed_is_not_there(world, path):
    assert App(world.nurse).get(path).status_code == 404


def test_only_what_is_claimed_can_be_written(world):
    app, wrong = App(world.nurse), []
    for each in statement()["rest"][0]["resource"]:
        codes = {said["code"] for said in each["interaction"]}
        answer = app.post(each["type"], {"resourceType": each["type"]})
        if ("create" in codes) == (answer.status_code == 405):
            wrong.append((each["type"], answer.status_code))

    assert wrong == []
