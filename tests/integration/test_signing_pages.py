"""Signing without a browser: asked at read-back, signed on its own page, seen by the person."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.agreement import Party, Standing
from hearth.core.people import Authority, SupporterKind
from hearth.core.words import Section
from hearth.records.access.changes import involve
from hearth.records.community import changes as community
from hearth.records.people import supporters
from hearth.records.plans.changes.entries import write
from hearth.records.plans.queries.signing import service_key
from hearth.records.plans.queries.versions import versions
from hearth.web.sign_in.sessions import BACKEND
from tests.integration.test_practitioner_documents import read_back
from tests.practitioner import at, send
from tests.world import a_round, a_world, an_agreeable_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    """A plan in which the council will do something."""
    world = a_world()
    an_agreeable_plan(world)
    write(
        record=world.record(world.nurse), kind="action",
        content={"what": "Fit a rail", "who": "Holmbeck Council", "when": "In May"},
        by=world.nurse, at=timezone.now(),
    )  # fmt: skip
    return world


@pytest.fixture
def nurse(world, client):
    client.force_login(world.nurse, backend=BACKEND)
    return client


def as_account(client, account):
    client.force_login(account, backend=BACKEND)
    return client


def newest(world):
    return versions(world.record(world.nurse))[0]


def page_of(client, world, name, *more):
    return client.get(at(world, name, *more)).content.decode()


def sign(client, world, **fields):
    number = newest(world).version.number
    page = page_of(client, world, "sign", number)
    code = page.split('name="shown" value="')[1].split('"')[0]
    return send(client, world, "sign", number, shown=code, **fields)


NO = {"answer": "NOT_AGREED", "reason": "The grant is too high.", "would_sign": "One rail."}


def test_the_read_back_says_who_must_sign_and_why(nurse, world):
    page = page_of(nurse, world, "read-back")

    assert "Who will sign this plan, and by when" in page
    assert "Holmbeck Council" in page
    assert "They will do something in the plan." in page


def test_a_plan_that_is_read_back_waits_for_the_service_and_leads_its_staff_to_it(nurse, world):
    read_back(nurse, world, answer="agreed")

    assert newest(world).standing is Standing.PARTLY_AGREED
    social_worker = as_account(nurse, world.social_worker)
    page = social_worker.get(reverse("waiting-to-sign")).content.decode()
    assert at(world, "sign", 1) in page
    assert "Holmbeck Council" in page

    answer = sign(social_worker, world, answer="AGREED")

    assert answer["Location"] == reverse("waiting-to-sign")
    assert newest(world).standing is Standing.AGREED
    assert "Nothing waits for you to sign" in social_worker.get(answer["Location"]).content.decode()


def test_a_service_is_left_out_at_read_back_only_with_a_reason(nurse, world):
    key = service_key(world.council.pk)

    read_back(nurse, world, answer="agreed", **{f"why_{key}": "The rail is fitted."})

    assert newest(world).standing is Standing.AGREED
    assert "The rail is fitted." in page_of(nurse, world, "version", 1)


def test_another_service_is_asked_too_only_with_a_reason(nurse, world):
    third = community.add_organisation(
        community="Holmbeck", name="Elm Hospice", kind="trust", by=None, at=timezone.now()
    )
    involve(
        person=world.person, organisation=third, kind="care", starts=date(2020, 1, 1), by=None,
        at=timezone.now(),
    )  # fmt: skip
    key = service_key(third.pk)

    refused = read_back(nurse, world, answer="agreed", add=key)
    read_back(nurse, world, answer="agreed", add=key, add_why="They asked to.")

    assert refused.status_code == 422
    assert "Say why they should sign too." in refused.content.decode()
    assert [each.name for each in newest(world).asked][-1] == "Elm Hospice"


def test_the_person_sees_who_has_not_signed_why_and_what_would_help(nurse, world):
    read_back(nurse, world, answer="agreed")
    refused = sign(as_account(nurse, world.social_worker), world, **{**NO, "would_sign": ""})
    sign(nurse, world, **NO)

    page = page_of(as_account(nurse, world.person_account), world, "my-plan")

    assert refused.status_code == 422
    assert "Say what would make it right to sign." in refused.content.decode()
    assert "Holmbeck Council (Tom Price) has not signed your plan" in page
    assert "The grant is too high." in page
    assert "One rail." in page


def test_person_and_key_worker_go_on_each_on_their_own_page(nurse, world):
    read_back(nurse, world, answer="agreed")
    sign(as_account(nurse, world.social_worker), world, **NO)
    key = service_key(world.council.pk)
    assert "Go on without them" not in page_of(nurse, world, "version", 1)

    key_worker = as_account(nurse, world.nurse)
    assert at(world, "go-on-with", 1, key) in page_of(key_worker, world, "version", 1)
    bare = send(key_worker, world, "go-on-with", 1, key)
    send(key_worker, world, "go-on-with", 1, key, words="We start with one rail.")
    assert newest(world).standing is Standing.NOT_AGREED
    person = as_account(nurse, world.person_account)
    assert at(world, "go-on", 1, key) in page_of(person, world, "version", 1)
    send(person, world, "go-on", 1, key, words="I want to start.")

    assert bare.status_code == 422
    assert newest(world).standing is Standing.AGREED_WITH_DIFFERENCES
    assert "I want to start." in page_of(person, world, "my-plan")


def test_the_person_says_yes_and_records_a_difference(nurse, world):
    key = service_key(world.council.pk)
    read_back(nurse, world, answer="waits", **{f"why_{key}": "Fitted."})
    person = as_account(nurse, world.person_account)
    page = page_of(person, world, "answer-plan")
    code = page.split('name="sha256" value="')[1].split('"')[0]
    yes = {"answer": "agreed, with a difference", "sha256": code}

    bare = send(person, world, "answer-plan", **yes)
    send(person, world, "answer-plan", **yes, reason="I would go on Mondays.")

    assert bare.status_code == 422
    assert newest(world).standing is Standing.AGREED_WITH_DIFFERENCES


def test_a_yes_that_still_stands_is_offered_only_while_nothing_changed(nurse, world):
    assert "nothing of theirs has changed" not in page_of(nurse, world, "read-back")
    key = service_key(world.council.pk)
    left_out = {f"why_{key}": "Fitted."}
    read_back(nurse, world, answer="agreed", **left_out)

    assert "nothing of theirs has changed" in page_of(nurse, world, "read-back")
    read_back(nurse, world, answer="still", **left_out)

    assert newest(world).version.number == 2
    assert newest(world).standing is Standing.AGREED


def test_the_sign_page_is_only_for_those_who_were_asked(nurse, world):
    read_back(nurse, world, answer="agreed")

    assert nurse.get(at(world, "sign", 1)).status_code == 404
    for account, status in ((world.person_account, 403), (world.stranger, 404)):
        assert as_account(nurse, account).get(at(world, "sign", 1)).status_code == status


def test_an_older_plan_can_be_read_but_no_longer_signed(nurse, world):
    read_back(nurse, world, answer="agreed")
    read_back(nurse, world, answer="agreed")

    page = page_of(as_account(nurse, world.social_worker), world, "sign", 1)

    assert "There is a newer plan." in page
    assert "Give my answer" not in page


def test_a_refusal_stands_on_the_today_page_of_who_leads_the_round(nurse, world):
    a_round(world)
    read_back(nurse, world, answer="agreed")
    sign(as_account(nurse, world.social_worker), world, **NO)

    today = as_account(nurse, world.nurse).get(reverse("today")).content.decode()

    assert "A service has not signed the plan, and says why" in today
    assert at(world, "version", 1) in today


def test_a_signature_meant_for_somebody_else_is_refused(nurse, world):
    read_back(nurse, world, answer="agreed")
    social_worker = as_account(nurse, world.social_worker)

    answer = social_worker.post(at(world, "sign", 1), {"answer": "AGREED", "person": "x"})

    assert answer.status_code == 422
    assert newest(world).standing is Standing.PARTLY_AGREED


def test_the_list_costs_the_same_however_long_it_is(nurse, world):
    read_back(nurse, world, answer="agreed")
    social_worker = as_account(nurse, world.social_worker)
    social_worker.get(reverse("waiting-to-sign"))

    with CaptureQueriesContext(connection) as queries:
        social_worker.get(reverse("waiting-to-sign"))

    assert len(queries) <= 8


def dates(start):
    days = {"prepare": 14, "discuss": 21, "document": 22, "review": 300}
    found = {}
    for step, count in days.items():
        found |= boxes(step, start + timedelta(days=count))
    return found


def boxes(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_who_signs_and_by_when_is_agreed_at_the_start_and_shown(nurse, world):
    start = page_of(nurse, world, "round-start")
    sign_by = timezone.localdate() + timedelta(days=40)

    send(
        nurse, world, "round-start", **dates(timezone.localdate()), **boxes("sign_by", sign_by),
        agreed_with="Bibi", accountable=world.nurse_post.pk, late_to=world.social_worker_post.pk,
    )  # fmt: skip

    page = page_of(nurse, world, "round")
    assert "The person signs." in start
    assert "Holmbeck Council" in page
    assert f"Agreed: the last day to sign is {sign_by.day} {sign_by:%B %Y}." in page
    assert "<span data-name>Tom Price</span> is told" in page


def test_today_leads_staff_to_what_waits_for_them_to_sign(nurse, world):
    read_back(nurse, world, answer="agreed")

    assert "waits for you to sign" not in nurse.get(reverse("today")).content.decode()
    page = as_account(nurse, world.social_worker).get(reverse("today")).content.decode()

    assert "1 plan waits for you to sign" in page


def test_the_copy_page_says_who_has_still_to_sign(nurse, world):
    answer = read_back(nurse, world, answer="agreed")

    page = nurse.get(answer["Location"]).content.decode()

    assert "Holmbeck Council" in page
    assert "Has not signed yet" in page


def an_attorney(world, authority):
    _, code = supporters.invite(
        person=world.person, name="Samira Khan", kind=SupporterKind.ATTORNEY,
        relationship="daughter", authority=authority, evidence="Seen on paper",
        by=world.person_account, at=timezone.now(), sections=set(Section),
        actions={Action.AGREE},
    )  # fmt: skip
    return supporters.accept(code=code, by=world.daughter, at=timezone.now())


def test_somebody_with_an_authority_in_law_answers_for_the_person(nurse, world):
    left_out = {f"why_{service_key(world.council.pk)}": "Fitted."}
    read_back(nurse, world, answer="waits", **left_out)
    an_attorney(world, Authority.ATTORNEY)
    daughter = as_account(nurse, world.daughter)
    assert at(world, "answer-plan") in page_of(daughter, world, "my-plan")
    code = page_of(daughter, world, "answer-plan").split('name="sha256" value="')[1].split('"')[0]

    send(daughter, world, "answer-plan", answer="agreed", sha256=code)

    last = newest(world).signatures[-1]
    assert (last.party, last.name) == (Party.REPRESENTATIVE, "Samira Khan")
    assert newest(world).standing is Standing.AGREED


def test_a_supporter_whom_the_person_only_asked_never_answers_for_them(nurse, world):
    read_back(nurse, world, answer="waits")
    an_attorney(world, Authority.PERSON_ASKED)

    assert as_account(nurse, world.daughter).get(at(world, "answer-plan")).status_code == 403
