"""People and what is around them, asked for and sent by other systems over HTTP."""

from typing import Any

import pytest

from hearth.core.access import Action
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access import sealing
from hearth.records.plans.changes.entries import write
from tests.fhir_calls import App
from tests.world import NOW, World, a_supporter, a_world

pytestmark = pytest.mark.django_db

MO: dict[str, Any] = {
    "resourceType": "Patient",
    "name": [{"family": "Bell", "given": ["Maurice"]}],
    "birthDate": "1951-02-03",
    "contact": [{"name": {"text": "Wilf Bell"}}],
}


def ids(answer: Any) -> set[str]:
    return {e["resource"]["id"] for e in answer.json().get("entry", [])}


def test_a_new_person_has_the_same_version_when_they_are_read_again():
    app = App(a_world().nurse)

    new = app.post("Patient", MO)
    read = app.get(f"Patient/{new.json()['id']}")

    assert new.status_code == 201
    assert new.headers["ETag"] == read.headers["ETag"]
    assert {k: v for k, v in read.json().items() if k not in ("id", "meta")} == MO


def test_a_change_keeps_what_hearth_has_no_field_for_and_an_old_version_changes_nothing():
    app = App(a_world().nurse)
    new = app.post("Patient", MO)
    path, body = f"Patient/{new.json()['id']}", new.json()
    changed = body | {"telecom": [{"system": "email", "value": "mo@example.org"}]}

    done = app.put(path, changed, If_Match=new.headers["ETag"])
    late = app.put(path, body, If_Match=new.headers["ETag"])

    assert done.status_code == 200, done.content
    assert late.status_code == 412
    assert app.get(path).json()["telecom"] == changed["telecom"]
    assert app.get(path).json()["contact"] == MO["contact"]


def test_who_is_around_a_person_is_cut_from_what_a_supporter_reads():
    world = a_world()
    a_supporter(world, sections={Section.GOALS}, actions=set())
    path = f"Patient/{world.person.pk}"

    theirs, ours = App(world.daughter).get(path), App(world.nurse).get(path)

    assert "generalPractitioner" in ours.json()
    assert "generalPractitioner" not in theirs.json()


def test_a_supporter_finds_no_supporter_no_share_and_no_line_of_who_looked():
    world = a_world()
    a_supporter(world)
    app, own = App(world.daughter), App(world.person_account)
    asked = f"patient={world.person.pk}"

    assert ids(own.get(f"RelatedPerson?{asked}"))
    assert not ids(app.get(f"RelatedPerson?{asked}"))
    assert ids(own.get(f"Consent?{asked}"))
    assert not ids(app.get(f"Consent?{asked}"))
    assert ids(own.get(f"AuditEvent?{asked}"))
    assert not ids(app.get(f"AuditEvent?{asked}"))
    assert not ids(App(world.nurse).get(f"AuditEvent?{asked}"))


def a_professional(world: World, name: str) -> str:
    done = write(
        record=world.record(world.person_account, action=Action.WRITE), kind="professional",
        content={"name": name, "role": "Psychologist"}, by=world.person_account, at=NOW,
    )  # fmt: skip
    return done.thread


def test_a_sealed_professional_is_not_in_the_team_and_nothing_moves_when_they_change():
    world = a_world()
    path = f"CareTeam/team-{world.person.pk}"
    before = App(world.nurse).get(path)
    thread = a_professional(world, "Dr Iris Vane")
    sealing.seal(
        record=world.record(world.person_account), kind=SealKind.OWN_WISH,
        section=Section.PEOPLE_AND_PLANS, thread=thread, by=world.person_account, at=NOW,
    )  # fmt: skip

    after = App(world.nurse).get(path)

    assert "Iris Vane" in App(world.person_account).get(path).content.decode()
    assert "Iris Vane" not in after.content.decode()
    assert after.json()["meta"]["lastUpdated"] == before.json()["meta"]["lastUpdated"]


def test_what_is_nobodys_is_only_read():
    app = App(a_world().nurse)

    answer = app.post("Organization", {"resourceType": "Organization", "name": "Nobody’s"})

    assert answer.status_code == 405
    assert ids(app.get("PractitionerRole"))
