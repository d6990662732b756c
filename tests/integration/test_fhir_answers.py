"""Questions, answers, papers and templates as FHIR: what is drawn, who sees it, what is taken."""

import json

import pytest
from django.utils import timezone
from fhir.resources.R4B import get_fhir_model_class

from hearth.core.access import Action
from hearth.core.sharing import SealKind
from hearth.core.smart import Scope
from hearth.core.words import Refused, Section
from hearth.fhir.caller import Caller
from hearth.fhir.drawing import refresh, refresh_common
from hearth.fhir.made import Incoming
from hearth.fhir.mappers import MAPPERS
from hearth.fhir.mappers.binary import filled
from hearth.fhir.operations.composing import only_inside
from hearth.fhir.operations.link_file import link_file
from hearth.fhir.showing import shown
from hearth.fhir.validating import problems
from hearth.records.access.door import NotAllowed
from hearth.records.exchange.models import Resource
from hearth.records.measures.changes import answer
from hearth.records.plans.changes.entries import MovedOn
from hearth.records.plans.queries.entries import current_entries
from hearth.records.preparation.changes import hand_in
from tests.linking import agree, own_record
from tests.sharing import record_of, said, sealed
from tests.world import a_round, a_supporter, a_world

OURS = ("Questionnaire", "QuestionnaireResponse", "DocumentReference", "Binary", "PlanDefinition")
PREPARATION = "urn:hearth:questionnaire:preparation"

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = a_world()
    agree(world)
    return world


def drawn(world, record, type):
    """What this viewer sees of a type, by id."""
    refresh(world.person.pk, timezone.now())
    refresh_common(type)
    found = {}
    for row in Resource.objects.filter(type=type):
        seen = shown(row, record if row.person_id else None)
        if seen is not None:
            found[row.fid] = json.loads(seen.body)
    return found


def wrong_in(body):
    """What either of two validators says against a resource."""
    text = json.dumps(body)
    get_fhir_model_class(body["resourceType"]).model_validate_json(text)
    return [issue for issue in problems(text, body) if issue.severity == "error"]


def incoming(world, account, body, **more):
    scopes = (Scope("user", "*", "cruds"),)
    return Incoming(
        body, Caller(account, "My Plan Pocket", "app", scopes), timezone.now(),
        record=record_of(world, account), **more,
    )  # fmt: skip


def takes(world, account, body, **more):
    return MAPPERS["QuestionnaireResponse"].takes(incoming(world, account, body, **more))


def prepared(world, *items, **more):
    return {
        "resourceType": "QuestionnaireResponse", "questionnaire": PREPARATION,
        "status": "completed", "subject": {"reference": f"Patient/{world.person.pk}"},
        "item": list(items), **more,
    }  # fmt: skip


def told(link, *words):
    return {"linkId": link, "answer": [{"valueString": each} for each in words]}


def helper(who, what):
    inner = [told("people.who", who), told("people.what", what)]
    return {"linkId": "people", "item": inner}


def test_each_of_our_resources_is_valid_by_two_validators(world):
    now, record = timezone.now(), own_record(world)
    round = a_round(world)
    takes(
        world, world.person_account,
        prepared(world, told("talk_about", "Sleep", "Stairs"), helper("Samira", "Shopping")),
    )  # fmt: skip
    answer(
        record=record, instrument="ons4", answers={"satisfied": 7}, by=world.person_account, at=now
    )
    hand_in(record=record, round=round, mode="online", by=world.person_account, at=now)

    found = [body for type in OURS for body in drawn(world, record, type).values()]

    assert {body["resourceType"] for body in found} == set(OURS)
    assert [(body["id"], wrong_in(body)) for body in found if wrong_in(body)] == []


def test_about_me_says_what_the_person_said(world):
    (body,) = [
        body
        for id, body in drawn(world, own_record(world), "QuestionnaireResponse").items()
        if id.startswith("about-me")
    ]

    assert [(item["linkId"], item["answer"][0]["valueString"]) for item in body["item"][1:]] == [
        ("what_matters", "Being there when my grandson comes from school.")
    ]


def test_a_seal_cuts_one_answer_and_moves_nothing_else(world):
    done = said(world, world.person_account, "please_do", text="Knock twice")
    before = drawn(world, record_of(world, world.nurse), "QuestionnaireResponse")
    sealed(world, world.person_account, SealKind.OWN_WISH, Section.ABOUT_ME, done.thread)
    after = drawn(world, record_of(world, world.nurse), "QuestionnaireResponse")
    hers = drawn(world, own_record(world), "QuestionnaireResponse")

    (id,) = [each for each in before if each.startswith("about-me")]
    assert "Knock twice" in json.dumps(before[id])
    assert "Knock twice" not in json.dumps(after[id])
    assert "Knock twice" in json.dumps(hers[id])
    assert after[id]["meta"]["lastUpdated"] < before[id]["meta"]["lastUpdated"]


def test_answers_to_our_questions_become_the_persons_answers(world):
    a_round(world)
    body = prepared(
        world, told("how_things_are", "Tired, mostly"), told("talk_about", "Sleep", "Stairs"),
        helper("Samira", "Shopping"),
    )  # fmt: skip

    taken = takes(world, world.person_account, body)
    held = {(e.kind, e.lead) for e in current_entries(own_record(world))}

    assert taken.is_ours
    assert {
        ("how_things_are", "Tired, mostly"), ("talk_about", "Sleep"), ("talk_about", "Stairs"),
        ("informal_support", "Samira"),
    } <= held  # fmt: skip


def test_an_app_that_has_not_read_an_answer_of_this_round_does_not_overwrite_it(world):
    round = a_round(world)
    takes(world, world.person_account, prepared(world, told("how_things_are", "Tired")))

    with pytest.raises(MovedOn):
        takes(world, world.person_account, prepared(world, told("how_things_are", "Well")))
    takes(
        world, world.person_account, prepared(world, told("how_things_are", "Better now")),
        id=f"preparation-{round.pk}",
    )  # fmt: skip

    assert "Better now" in {e.lead for e in current_entries(own_record(world))}


def test_nobody_prepares_for_the_person_who_was_not_asked_to(world):
    a_round(world)
    a_supporter(world, actions={Action.READ})

    for account in (world.nurse, world.daughter):
        with pytest.raises(NotAllowed):
            takes(world, account, prepared(world, told("how_things_are", "Tired")))


def test_without_a_round_or_such_a_question_nothing_is_taken(world):
    with pytest.raises(Refused, match="No round"):
        takes(world, world.person_account, prepared(world, told("how_things_are", "Tired")))
    a_round(world)
    with pytest.raises(Refused, match=r"item\[0\]\.linkId"):
        takes(world, world.person_account, prepared(world, told("no-such", "Tired")))


def test_answers_to_the_questionnaire_of_another_system_are_kept_as_they_came(world):
    body = prepared(world, told("57491", "Not at all"), questionnaire="http://loinc.org/q/69724-3")

    taken = takes(world, world.person_account, body)

    assert (taken.is_ours, taken.body, taken.section) == (False, body, Section.CONVERSATION)


def test_a_measure_that_an_app_sends_is_kept_as_a_measure(world):
    item = {"linkId": "happy", "answer": [{"valueInteger": 8}]}
    body = prepared(world, item, questionnaire="urn:hearth:questionnaire:ons4|1")

    taken = takes(world, world.person_account, body)
    found = drawn(world, own_record(world), "QuestionnaireResponse")

    assert found[taken.id]["item"][0]["answer"] == [{"valueInteger": 8}]


def test_a_paper_is_printed_when_it_is_read_and_only_for_what_its_reader_sees(world):
    today = timezone.localdate()
    a_supporter(world, sections={Section.ABOUT_ME}, actions={Action.READ})
    record = own_record(world)
    (text,) = [body for id, body in drawn(world, record, "Binary").items() if id.endswith("-text")]

    hers = filled(text, record, today=today)
    theirs = filled(text, record_of(world, world.daughter), today=today)

    assert b"rescue pack" in hers[2]
    assert b"rescue pack" not in theirs[2]
    assert b"grandson" in theirs[2]
    assert "data" not in text


def test_no_paper_is_printed_for_a_name_that_is_none(world):
    for id in ("plan-0-pdf", "plan-1-exe", "letter-1-large", "x", "plan-99999999999999999999-pdf"):
        body = {"resourceType": "Binary", "id": id}
        assert filled(body, own_record(world), today=timezone.localdate()) is None


def test_a_document_is_valid_and_the_same_each_time_that_nothing_changed(world):
    record, at = own_record(world), timezone.now()

    first = json.loads(link_file(record, base="https://hearth.example.org/fhir", at=at))
    again = json.loads(link_file(record, base="https://hearth.example.org/fhir", at=at))
    for bundle in (first, again):
        for row in bundle["entry"]:
            row["resource"].pop("data", None)

    assert wrong_in(first) == []
    assert [row["fullUrl"] for row in again["entry"][1:]] == [
        row["fullUrl"] for row in first["entry"][1:]
    ]
    assert first["entry"][0]["resource"]["section"] == again["entry"][0]["resource"]["section"]


@pytest.mark.any_engine
def test_what_leads_outside_a_document_is_cut_and_a_name_beside_it_stays():
    body = {
        "goal": [{"reference": "Goal/1"}, {"reference": "Goal/2"}],
        "author": {"reference": "Practitioner/9", "display": "Ruth"},
        "activity": [{"reference": {"reference": "Task/9"}}],
        "part": {"reference": "#inside"},
    }

    assert only_inside(body, {"Goal/1"}) == {
        "goal": [{"reference": "Goal/1"}], "author": {"display": "Ruth"},
        "part": {"reference": "#inside"},
    }  # fmt: skip
