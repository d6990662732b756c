"""$document, $everything and $apply: as their caller may see it, and nothing is stored."""

import json

import pytest
from django.test import Client
from fhir.resources.R4B import get_fhir_model_class

from hearth.core.access import Action
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.fhir.validating import problems
from hearth.records.exchange.models import Resource
from hearth.records.plans.queries.entries import current_entries
from tests.calling import a_caller
from tests.linking import agree, known, own_record
from tests.sharing import said, sealed
from tests.world import a_round, a_supporter, a_world

CANARY = "Zilpzalp"
MATTERS = "Being there when my grandson comes from school."

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    world = a_world()
    known(world)
    agree(world)
    return world


def got(world, path, who=None, scopes="user/*.cruds", status=200, **more):
    headers = a_caller(who or world.nurse, scopes=scopes)
    answer = Client().get(f"/fhir/{path}", more, headers=headers)
    assert answer.status_code == status, answer.content[:500]
    return json.loads(answer.content)


def document(world, who=None, **more):
    return got(world, f"CarePlan/{world.person.pk}/$document", who, **more)


def everything(world, who=None, **more):
    return got(world, f"Patient/{world.person.pk}/$everything", who, **more)


def types(bundle):
    return [row["resource"]["resourceType"] for row in bundle["entry"]]


def test_a_plan_is_a_document_with_its_words_first_and_all_it_refers_to_inside(world):
    bundle = document(world)
    get_fhir_model_class("Bundle").model_validate_json(json.dumps(bundle))
    assert [each for each in problems(json.dumps(bundle), bundle) if each.severity == "error"] == []
    inside = {row["fullUrl"].removeprefix("http://testserver/fhir/") for row in bundle["entry"]}
    first = bundle["entry"][0]["resource"]

    assert (bundle["type"], first["resourceType"]) == ("document", "Composition")
    assert MATTERS in json.dumps(first)
    assert {"CarePlan", "Goal", "Patient"} <= set(types(bundle))
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


def test_a_document_is_the_same_each_time_and_nothing_of_it_is_stored(world):
    first = document(world)

    assert document(world, persist="false") == first
    assert not Resource.objects.filter(type__in=["Composition", "Bundle"]).exists()
    document(world, persist="true", status=422)


def test_the_sections_stand_in_the_order_in_which_a_tired_person_reads(world):
    sections = [part["title"] for part in document(world)["entry"][0]["resource"]["section"]]

    assert sections[:4] == [
        "How this plan stands", "What matters to me", "What we agreed to do", "If things get worse",
    ]  # fmt: skip


def test_what_is_not_agreed_yet_is_marked_in_the_words(world):
    said(world, world.nurse, "goal", text="A new thought")

    words = json.dumps(document(world)["entry"][0])

    assert "A new thought" in words
    assert words.count("Not part of the agreed plan yet.") == 1


def test_nothing_sealed_is_in_a_document_or_in_everything(world):
    done = said(world, world.person_account, "goal", text=f"Leave with the {CANARY}")
    assert CANARY in json.dumps(document(world))
    assert CANARY in json.dumps(everything(world))

    sealed(world, world.person_account, SealKind.OWN_WISH, Section.GOALS, done.thread)

    for told in (document, everything):
        text = json.dumps(told(world))
        assert CANARY not in text
        assert done.thread not in text
        assert CANARY in json.dumps(told(world, world.person_account))


def test_who_may_not_know_of_the_person_gets_nothing(world):
    for told in (document, everything):
        told(world, world.stranger, status=404)


def test_a_supporter_gets_only_the_parts_that_were_opened_to_them(world):
    a_supporter(world, sections={Section.ABOUT_ME}, actions={Action.READ})

    for told in (document, everything):
        text = json.dumps(told(world, world.daughter))
        assert "rescue pack" not in text
        assert MATTERS in text


def test_everything_brings_only_the_types_that_the_app_was_allowed(world):
    bundle = everything(world, scopes="user/Patient.rs user/Goal.rs")

    assert set(types(bundle)) == {"Patient", "Goal"}


def test_everything_comes_in_pages_that_hold_each_thing_once(world):
    whole = [row["fullUrl"] for row in everything(world)["entry"]]
    seen, bundle = [], everything(world, _count="3")
    while True:
        assert len(bundle["entry"]) <= 3
        seen += [row["fullUrl"] for row in bundle["entry"]]
        onward = [link["url"] for link in bundle["link"] if link["relation"] == "next"]
        if not onward:
            break
        bundle = got(world, onward[0].removeprefix("http://testserver/fhir/"))

    assert seen == whole
    assert len(set(seen)) == len(seen)


def test_everything_is_narrowed_by_type_by_time_and_by_days(world):
    assert set(types(everything(world, _type="Goal,Patient"))) == {"Goal", "Patient"}
    assert everything(world, _since="2099-01-01T00:00:00Z")["entry"] == []
    assert "Patient" in types(everything(world, start="2099-01-01"))
    everything(world, _type="Spaceship", status=400)
    everything(world, _page="x", status=400)
    everything(world, _count="0", status=400)
    everything(world, colour="red", status=400)


def test_a_template_proposes_a_plan_that_is_valid_and_stores_nothing(world):
    before = Resource.objects.filter(type="CarePlan").count()
    path = "PlanDefinition/hearth-after-hospital/$apply"

    plan = got(world, path, subject=f"Patient/{world.person.pk}")
    get_fhir_model_class("CarePlan").model_validate_json(json.dumps(plan))

    assert (plan["intent"], plan["status"]) == ("proposal", "draft")
    assert {each["resourceType"] for each in plan["contained"]} == {"Goal", "Task"}
    assert "detail" not in json.dumps(plan["activity"])
    assert Resource.objects.filter(type="CarePlan").count() == before


def test_a_template_is_applied_to_nobody_whom_the_caller_may_not_know(world):
    path = "PlanDefinition/hearth-after-hospital/$apply"

    got(world, path, world.stranger, subject=f"Patient/{world.person.pk}", status=404)
    got(world, path, subject="Patient/nobody", status=400)
    got(world, "PlanDefinition/none/$apply", subject=f"Patient/{world.person.pk}", status=404)


def test_a_paper_comes_as_itself_or_as_fhir_and_only_what_its_reader_sees(world):
    a_supporter(world, sections={Section.ABOUT_ME}, actions={Action.READ})
    found = got(world, "DocumentReference", patient=str(world.person.pk))
    forms = found["entry"][0]["resource"]["content"]
    (text,) = [c["attachment"] for c in forms if c["attachment"]["contentType"].startswith("text")]
    (pdf, _) = [c["attachment"] for c in forms if c["attachment"]["contentType"].endswith("pdf")]

    hers = Client().get(
        f"/fhir/{pdf['url']}", headers={**a_caller(world.nurse, "user/*.rs"), "Accept": "*/*"}
    )
    theirs = Client().get(
        f"/fhir/{text['url']}",
        headers={**a_caller(world.daughter, "user/*.rs"), "Accept": "text/plain"},
    )

    assert (hers["Content-Type"], hers.content[:5]) == ("application/pdf", b"%PDF-")
    assert MATTERS in theirs.content.decode()
    assert "rescue pack" not in theirs.content.decode()
    assert got(world, pdf["url"])["data"]
    got(world, pdf["url"], world.stranger, status=404)


def test_no_word_that_an_app_sent_with_answers_outlives_a_seal(world):
    a_round(world)
    body = {
        "resourceType": "QuestionnaireResponse", "status": "completed",
        "questionnaire": "urn:hearth:questionnaire:preparation",
        "subject": {"reference": f"Patient/{world.person.pk}"},
        "text": {
            "status": "generated",
            "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{CANARY}</div>',
        },
        "contained": [{"resourceType": "Basic", "id": "a", "code": {"text": CANARY}}],
        "extension": [{"url": "urn:example:a", "valueReference": {"reference": "#a"}}],
        "item": [{"linkId": "how_things_are", "answer": [{"valueString": CANARY}]}],
    }  # fmt: skip
    answer = Client().post(
        "/fhir/QuestionnaireResponse", json.dumps(body), content_type="application/fhir+json",
        headers=a_caller(world.person_account, "user/*.cruds"),
    )  # fmt: skip
    assert answer.status_code == 201, answer.content
    path = f"QuestionnaireResponse/{answer.json()['id']}"
    assert CANARY in json.dumps(got(world, path))

    entry = current_entries(own_record(world))[-1]
    sealed(world, world.person_account, SealKind.OWN_WISH, Section.CONVERSATION, entry.thread)

    assert CANARY not in json.dumps(got(world, path))
    assert CANARY not in json.dumps(got(world, f"{path}/_history"))
    assert CANARY not in json.dumps(everything(world))
    assert CANARY in json.dumps(got(world, path, world.person_account))
