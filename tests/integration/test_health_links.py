"""SMART Health Links: chosen parts of a plan, encrypted, opened by any viewer, and ended."""

import base64
import io
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from hearth.core.access import Action
from hearth.core.words import Refused, Section
from hearth.records.access.door import NotAllowed, open_record
from hearth.records.audit.models import AuditRow
from hearth.records.health_links.changes import make_health_link
from hearth.records.health_links.models import HealthLink, Opening
from hearth.records.people.deaths import record_death
from hearth.records.results.models import Condition
from tests.health_linking import a_health_link, asks, bundle_of, end, octets, words_in
from tests.linking import agree, known, own_record
from tests.world import a_supporter, a_world

pytestmark = pytest.mark.django_db

MATTERS = "Being there when my grandson comes from school."


@pytest.fixture
def world():
    world = a_world()
    agree(world)
    return world


def test_a_viewer_with_the_passcode_opens_a_document_of_the_chosen_parts(world):
    _, secrets = a_health_link(world)

    answer = asks(secrets.id)
    bundle = bundle_of(answer, secrets.key)

    assert answer.json()["files"][0]["contentType"] == "application/fhir+json"
    assert (bundle["type"], bundle["entry"][0]["resource"]["resourceType"]) == (
        "document", "Composition",
    )  # fmt: skip
    assert MATTERS in words_in(bundle)
    assert "mosque" not in json.dumps(bundle)
    assert "rescue pack" not in json.dumps(bundle)


def test_the_document_says_how_old_the_plan_is_and_that_it_is_agreed(world):
    _, secrets = a_health_link(world)

    words = words_in(bundle_of(asks(secrets.id), secrets.key))

    assert "This plan is agreed." in words
    assert "Written " in words
    assert "Review" in words


def test_the_document_holds_our_pdf_of_the_same_parts(world):
    _, secrets = a_health_link(world)

    bundle = bundle_of(asks(secrets.id), secrets.key)
    held = {row["resource"]["resourceType"]: row["resource"] for row in bundle["entry"]}
    pdf = PdfReader(io.BytesIO(base64.b64decode(held["Binary"]["data"])))
    said = " ".join(page.extract_text() for page in pdf.pages)

    assert held["DocumentReference"]["content"][0]["attachment"]["url"] == (
        f"Binary/{held['Binary']['id']}"
    )
    assert "grandson" in said
    assert "mosque" not in said


def test_all_that_the_document_refers_to_is_inside(world):
    known(world)
    _, secrets = a_health_link(world, sections=tuple(Section))

    bundle = bundle_of(asks(secrets.id), secrets.key)
    inside = {row["fullUrl"].removeprefix("http://testserver/fhir/") for row in bundle["entry"]}

    assert set(references(bundle)) <= inside


def references(value):
    if isinstance(value, list):
        for each in value:
            yield from references(each)
    elif isinstance(value, dict):
        if isinstance(value.get("reference"), str) and not value["reference"].startswith("#"):
            yield value["reference"]
        for each in value.values():
            yield from references(each)


def test_results_are_told_only_where_they_were_chosen(world):
    known(world)
    Condition.objects.create(person=world.person, name="Zilpzalp fever")
    _, without = a_health_link(world)
    _, within = a_health_link(world, sections=(Section.RESULTS,))

    for word in ("Penicillin", "Zilpzalp"):
        assert word not in json.dumps(bundle_of(asks(without.id), without.key))
    assert "Penicillin (Rash)" in words_in(bundle_of(asks(within.id), within.key))


def test_no_address_or_telephone_number_leaves_with_a_link(world):
    _, secrets = a_health_link(world, sections=(Section.ABOUT_ME,))

    bundle = bundle_of(asks(secrets.id), secrets.key)
    (patient,) = [
        r["resource"] for r in bundle["entry"] if r["resource"]["resourceType"] == "Patient"
    ]

    assert not {"address", "telecom", "contact", "generalPractitioner"} & set(patient)


def test_a_wrong_passcode_says_how_many_tries_are_left_and_the_fifth_ends_the_link(world):
    row, secrets = a_health_link(world)

    left = [asks(secrets.id, "000000").json()["remainingAttempts"] for _ in range(5)]

    assert left == [4, 3, 2, 1, 0]
    assert asks(secrets.id).status_code == 404
    row.refresh_from_db()
    assert (row.wrong_tries, row.uses) == (5, 0)


def test_asking_without_the_passcode_tries_none(world):
    row, secrets = a_health_link(world)

    answer = asks(secrets.id, passcode=None)

    assert (answer.status_code, answer.json()) == (401, {"remainingAttempts": 5})
    row.refresh_from_db()
    assert row.wrong_tries == 0


def test_each_opening_is_a_use_and_after_the_last_it_opens_nothing(world):
    _, secrets = a_health_link(world, uses=2)

    assert [asks(secrets.id).status_code for _ in range(3)] == [200, 200, 404]


def test_what_does_not_open_looks_the_same_whatever_the_reason(world):
    ended, ended_secrets = a_health_link(world)
    end(world, ended)
    _, spent = a_health_link(world, uses=1)
    asks(spent.id)
    late, late_secrets = a_health_link(world)
    HealthLink.objects.filter(pk=late.pk).update(ends_at=timezone.now() - timedelta(seconds=1))

    answers = [asks(each) for each in (ended_secrets.id, spent.id, late_secrets.id, "no-such")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_an_ended_link_opens_nothing_from_the_next_request_on(world):
    row, secrets = a_health_link(world)
    named = asks(secrets.id, embeddedLengthMax=1).json()["files"][0]["location"]
    assert Client().get(named).status_code == 200

    end(world, row)

    assert Client().get(named).status_code == 404
    assert asks(secrets.id).status_code == 404


def test_a_file_that_is_too_long_to_stand_in_the_manifest_has_an_address_of_its_own(world):
    _, secrets = a_health_link(world)

    answer = asks(secrets.id, embeddedLengthMax=100)
    (file,) = answer.json()["files"]

    assert "embedded" not in file
    assert MATTERS in words_in(bundle_of(answer, secrets.key))
    assert Client().get(file["location"])["Content-Type"] == "application/jose"
    assert Client().get(file["location"][:-3] + "xyz").status_code == 404


def test_a_link_without_a_passcode_opens_by_one_get(world):
    _, secrets = a_health_link(world, passcode="")

    answer = Client().get(f"/shl/{secrets.id}", {"recipient": "Dr Ahmed"})

    assert "U" in secrets.flag
    assert answer["Content-Type"] == "application/jose"
    assert Client().get(f"/shl/{secrets.id}").status_code == 400


def test_a_link_with_a_passcode_never_opens_by_get(world):
    _, secrets = a_health_link(world)

    assert Client().get(f"/shl/{secrets.id}", {"recipient": "Dr Ahmed"}).status_code == 404


def test_a_link_without_a_passcode_lasts_two_days_at_most(world):
    with pytest.raises(Refused) as refused:
        a_health_link(world, passcode="", ends_at=timezone.now() + timedelta(days=3))

    assert [reason.where for reason in refused.value.reasons] == ["passcode"]


@pytest.mark.parametrize("sent", ["", "[]", "{", '{"recipient": ""}', '{"recipient": 3}', "\xff"])
def test_what_cannot_be_read_is_refused_and_is_no_use(world, sent):
    row, secrets = a_health_link(world)

    answer = Client().post(f"/shl/{secrets.id}", sent, content_type="application/json")

    assert answer.status_code == 400
    row.refresh_from_db()
    assert row.uses == 0


def test_any_page_may_ask_and_no_cookie_counts(world):
    _, secrets = a_health_link(world)
    before = Client().options(f"/shl/{secrets.id}")

    assert (before.status_code, before["Access-Control-Allow-Origin"]) == (204, "*")
    assert "POST" in before["Access-Control-Allow-Methods"]
    assert asks(secrets.id)["Access-Control-Allow-Origin"] == "*"
    assert asks(secrets.id, client=Client(enforce_csrf_checks=True)).status_code == 200


def test_after_a_death_no_link_opens(world):
    row, secrets = a_health_link(world)
    record_death(
        person=world.person, died_on=timezone.localdate(), told_by="Samira",
        by=world.nurse, at=timezone.now(),
    )  # fmt: skip

    assert asks(secrets.id).status_code == 404
    assert not Opening.objects.filter(link=row).exists()


def test_a_stolen_database_opens_nothing(world):
    row, secrets = a_health_link(world)

    kept = json.dumps(HealthLink.objects.filter(pk=row.pk).values().get(), default=str)
    trail = json.dumps(list(AuditRow.objects.values()), default=str)

    assert len(octets(secrets.key)) == 32
    for secret in (secrets.id, secrets.key, "48219037"):
        assert secret not in kept
        assert secret not in trail


def test_who_opened_it_and_when_is_kept_and_noted_at_the_door(world):
    row, secrets = a_health_link(world)

    asks(secrets.id, recipient="Dr Ahmed,  Mill Lane")

    assert Opening.objects.get(link=row).recipient == "Dr Ahmed, Mill Lane"
    looked = AuditRow.objects.filter(did="looked", who__startswith="Dr Ahmed, Mill Lane")
    assert looked.get().person_id == world.person.pk


def test_what_is_only_being_written_stays_out_of_a_link(world):
    from tests.linking import writes

    writes(world, "goal", text="Zilpzalp, only a thought")
    _, secrets = a_health_link(world, sections=tuple(Section))

    assert "Zilpzalp" not in json.dumps(bundle_of(asks(secrets.id), secrets.key))


def test_nobody_else_can_make_a_link(world):
    a_supporter(world, sections=set(Section), actions=set(Action))
    for account in (world.daughter, world.nurse, world.administrator):
        record = open_record(world.person.pk, by=account, at=timezone.now(), why="a test")
        with pytest.raises(NotAllowed):
            make_health_link(
                record=record, label="Mine", sections=[Section.GOALS], passcode="123456",
                ends_at=timezone.now() + timedelta(days=1), most_uses=1, by=account,
                at=timezone.now(),
            )  # fmt: skip


def test_a_link_of_somebody_else_is_not_ended(world):
    from tests.world import a_person

    row, _ = a_health_link(world)
    row.person = a_person("Other", "Person")

    with pytest.raises(NotAllowed):
        end(world, row)
    assert own_record(world)
