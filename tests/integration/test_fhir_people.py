"""Who the person is, and who is around them, as other systems read and write it."""

import json
from typing import Any

import fhirkit
import pytest
from fhir.resources.R4B import get_fhir_model_class

from hearth.core.access import Action, Role
from hearth.core.words import Refused
from hearth.fhir.audit_events import catch_up
from hearth.fhir.caller import Caller
from hearth.fhir.made import Body, Incoming, Made, Taken, Whole
from hearth.fhir.mappers import MAPPERS
from hearth.fhir.outcome import Wrong
from hearth.records.access.door import NotAllowed, open_record
from hearth.records.access.whole import whole
from hearth.records.community import changes as community
from hearth.records.exchange.models import Resource
from hearth.records.people.models import Account
from tests.world import NOW, World, a_post, a_round, a_supporter, a_world, an_account

pytestmark = pytest.mark.django_db

OURS = (
    "Patient", "RelatedPerson", "CareTeam", "Consent", "Flag", "Appointment", "Communication",
)  # fmt: skip
NOBODYS = ("HealthcareService", "Location", "Organization", "Practitioner", "PractitionerRole")


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


def test_all_that_is_drawn_of_the_directory_is_r4():
    a_world()

    for type in NOBODYS:
        mapper = MAPPERS[type]
        assert mapper.common is not None
        made = list(mapper.common("").made)
        again = mapper.common(mapper.common("").stamp)
        assert list(again.made) == [], "what has not changed is not drawn again"
        assert made or type in ("HealthcareService", "Location")
        for each in made:
            must_be_r4({**each.body, "resourceType": type, "id": each.id})


def test_a_supporter_learns_of_no_other_supporter_and_of_no_share():
    world = a_world()
    a_supporter(world)
    theirs = world.record(world.daughter)

    seen = [
        each
        for each in drawn(world)
        if theirs.may(each.needs) and (each.section is None or theirs.shows(each.section))
    ]

    told = json.dumps([each.body for each in seen])
    assert "Patient" in {each.type for each in seen}
    assert "Consent" not in {each.type for each in seen}
    assert "Samira" not in told
    assert "Council" not in told


def a_sender(world: World, account: Account | None = None) -> Caller:
    return Caller(account or world.nurse, "Mill Lane records", "an-app", ())


def sent(world: World, body: Body, *, id: str = "", account: Account | None = None) -> Taken:
    """Hand a resource to its mapper, as somebody may send it."""
    caller = a_sender(world, account)
    is_new_person = body["resourceType"] == "Patient" and not id
    record = None if is_new_person else world.record(caller.account)
    takes = MAPPERS[body["resourceType"]].takes
    assert takes is not None
    return takes(Incoming(body, caller, NOW, record, id))


MO: Body = {
    "resourceType": "Patient",
    "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000026"}],
    "name": [{"use": "official", "family": "Bell", "given": ["Maurice"]}],
    "gender": "male",
    "birthDate": "1951-02-03",
    "telecom": [{"system": "phone", "value": "01632 960 001", "use": "home"}],
    "photo": [{"title": "Mo on the pier"}],
    "communication": [{"language": {"text": "English"}}],
    "contact": [{"name": {"text": "Wilf Bell"}}],
}


def test_a_person_whom_another_system_sends_is_registered_where_it_works():
    world = a_world()

    taken = sent(world, MO)

    record = open_record(taken.person_id, by=world.nurse, at=NOW, why="a test")
    assert record.person.name.shown == "Maurice BELL"
    draws = MAPPERS["Patient"].draws
    assert draws is not None
    [made] = draws(Whole(whole(taken.person_id), NOW))
    assert made.body["name"] == MO["name"]


def test_the_same_number_is_refused_and_tells_nothing_of_a_stranger():
    world = a_world()
    body = MO | {"identifier": [{**MO["identifier"][0], "value": "9990000018"}]}
    elsewhere = community.add_organisation(
        community="Farmouth", name="Quay Surgery", kind="practice", by=None, at=NOW
    )
    stranger = a_post(an_account("Una Stone"), elsewhere, Role.PRACTITIONER, "Doctor").account

    with pytest.raises(Wrong) as refused:
        sent(world, body, account=stranger)
    with pytest.raises(Wrong) as known:
        sent(world, body)

    assert refused.value.status == 409
    assert "Patient/" not in str(refused.value)
    assert f"Patient/{world.person.pk}" in str(known.value)


def test_somebody_with_the_same_name_and_birth_date_is_named_as_a_warning():
    world = a_world()
    body = MO | {"identifier": [], "name": [{"family": "KHAN", "given": ["Rabia"]}]}

    taken = sent(world, body | {"birthDate": "1948-03-12"})

    assert f"Patient/{world.person.pk}" in taken.says[0]


def test_nobody_who_may_not_add_people_registers_one():
    world = a_world()

    with pytest.raises(NotAllowed):
        sent(world, MO, account=world.stranger)


def test_the_person_changes_their_telephone_and_not_who_they_are():
    world = a_world()
    id = str(world.person.pk)
    [now] = drawn(world, "Patient")
    body = now.body | {"telecom": [{"system": "phone", "use": "mobile", "value": "07700 900 123"}]}

    sent(world, body, id=id, account=world.person_account)
    with pytest.raises(NotAllowed) as refused:
        sent(world, body | {"birthDate": "1950-01-01"}, id=id, account=world.person_account)

    assert drawn(world, "Patient")[0].body["telecom"][0]["value"] == "07700 900 123"
    assert refused.value.reasons[0].where == "Patient.birthDate"


def test_somebody_in_the_persons_life_becomes_an_entry_and_comes_back():
    world = a_world()
    body: Body = {
        "resourceType": "RelatedPerson",
        "patient": {"reference": f"Patient/{world.person.pk}"},
        "name": [{"text": "Bashir Khan"}],
        "relationship": [{"text": "brother"}],
        "telecom": [{"system": "phone", "value": "01632 960 999"}],
    }

    taken = sent(world, body, account=world.person_account)

    made = {each.id: each for each in drawn(world, "RelatedPerson")}
    said = made[taken.id].body
    assert {name: said[name] for name in body if name != "resourceType"} == {
        name: value for name, value in body.items() if name != "resourceType"
    }
    assert taken.id == f"contact-{taken.thread}"


def test_an_alert_becomes_an_entry_and_one_that_is_over_is_kept():
    world = a_world()
    body: Body = {
        "resourceType": "Flag",
        "status": "active",
        "code": {"text": "Allergic to penicillin"},
        "subject": {"reference": f"Patient/{world.person.pk}"},
    }

    alert = sent(world, body)
    over = sent(world, body | {"status": "inactive"})

    assert alert.is_ours
    assert not over.is_ours
    assert alert.id in {each.id for each in drawn(world, "Flag")}


def test_a_team_that_follows_from_what_people_choose_is_not_changed_from_outside():
    world = a_world()
    [team] = [each for each in drawn(world, "CareTeam") if each.id.startswith("team-")]

    with pytest.raises(Refused) as refused:
        sent(world, {**team.body, "resourceType": "CareTeam"}, id=team.id)

    assert refused.value.reasons[0].where == "CareTeam.participant"


def test_who_looked_is_drawn_line_by_line_and_each_line_once():
    world = a_world()
    world.record(world.nurse)

    catch_up(world.person.pk, NOW)
    before = drawn_ids_of_lines(world)
    catch_up(world.person.pk, NOW)
    world.record(world.nurse)
    catch_up(world.person.pk, NOW)

    assert before
    assert len(drawn_ids_of_lines(world)) == len(before) + 1
    for row in Resource.objects.filter(type="AuditEvent"):
        assert row.needs == Action.SEE_WHO_LOOKED.value
        must_be_r4(json.loads(row.body))


def drawn_ids_of_lines(world: World) -> set[str]:
    rows = Resource.objects.filter(type="AuditEvent", person=world.person, gone=False)
    return set(rows.values_list("fid", flat=True))
