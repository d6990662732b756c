"""The emergency page: one short page by a code, which says first how the plan stands."""

import gzip
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.agreement import Answer, Party, Way
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.models import ShareLink
from hearth.records.access.sealing import seal
from hearth.records.people.deaths import record_death
from hearth.records.plans.changes.versions import Said
from tests.linking import address, agree, an_emergency_link, known, own_record, text_of, writes
from tests.world import a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

MOST_HTML = 14_000
SAID_NO = Said(Party.PERSON, "Bibi", Answer.NOT_AGREED, Way.IN_THE_ROOM, reason="Too much")


@pytest.fixture
def world():
    world = a_world()
    known(world)
    writes(world, "how_i_communicate", text="Face me. I read lips.")
    writes(
        world, "contact", name="Samira", relationship="daughter", type="emergency",
        contact="01632 960 123",
    )  # fmt: skip
    return world


def scanned(token):
    return Client().get(address(token, "emergency-page"))


def test_the_page_opens_by_the_code_alone_with_all_that_a_crisis_asks_for(world):
    agree(world)
    _, token = an_emergency_link(world)

    answer = scanned(token)
    page = text_of(answer)

    order = (
        "Rabia", "12 March 1948", "999 000 0018", "This plan is agreed.", "Written ", "Review due",
        "Penicillin (Rash)", "A chest cold", "Start the rescue pack", "Face me. I read lips.",
        "Samira", 'href="tel:01632960123"', "Salbutamol inhaler", "Check code",
    )  # fmt: skip
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert len(answer.content) <= MOST_HTML, len(answer.content)
    assert "<script" not in page
    assert "Walk to the mosque" not in page


def test_the_page_is_light(world):
    agree(world)
    _, token = an_emergency_link(world)

    assert len(gzip.compress(scanned(token).content)) < 5_000


def test_a_plan_that_is_not_agreed_is_plainly_said_to_be_not(world):
    agree(world, said=SAID_NO)
    _, token = an_emergency_link(world)

    page = text_of(scanned(token))

    assert "This plan is not agreed." in page
    assert "hearth-stands--warm" in page


def test_the_working_copy_is_never_shown(world):
    writes(
        world, "contingency", triggers="Not read back yet", what_to_do="Wait", who_to_call="No one"
    )
    _, token = an_emergency_link(world)

    page = text_of(scanned(token))

    assert "No plan is written yet." in page
    assert "Not read back yet" not in page
    assert "Penicillin (Rash)" in page


def test_only_the_parts_that_were_chosen_are_shown(world):
    agree(world)
    _, token = an_emergency_link(world, {Section.IF_THINGS_GET_WORSE})

    page = text_of(scanned(token))

    assert "Start the rescue pack" in page
    for words in ("Penicillin", "Samira", "read lips", "Salbutamol"):
        assert words not in page
    assert "Allergies are not shown here." in page


def test_a_sealed_part_stays_shut_and_looks_like_one_that_was_not_chosen(world):
    agree(world)
    _, chosen = an_emergency_link(world, {Section.IF_THINGS_GET_WORSE})
    with_less = scanned(chosen).content
    _, token = an_emergency_link(world, {Section.IF_THINGS_GET_WORSE, Section.ABOUT_ME})
    seal(
        record=own_record(world), kind=SealKind.OWN_WISH, section=Section.ABOUT_ME,
        by=world.person_account, at=timezone.now(),
    )  # fmt: skip

    assert scanned(token).content == with_less


def test_what_does_not_open_gives_one_and_the_same_answer(world):
    row, ended = an_emergency_link(world)
    an_emergency_link(world)
    _, late = an_emergency_link(world)
    now = timezone.now()
    ShareLink.objects.filter(ended_at=None).update(made_at=now - timedelta(days=400), ends_at=now)
    row.refresh_from_db()
    assert row.ended_at

    answers = [scanned(token) for token in (ended, late, "unknown")]
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1
    assert answers[0]["Referrer-Policy"] == "no-referrer"


def test_after_a_death_the_page_opens_nothing(world):
    agree(world)
    _, token = an_emergency_link(world)
    record_death(
        person=world.person, died_on=timezone.localdate(), told_by="Her son", by=world.nurse,
        at=timezone.now(),
    )  # fmt: skip

    assert scanned(token).status_code == 404


def at(world, page):
    return reverse(page, args=[world.person.pk])


def test_the_person_switches_it_on_prints_the_card_and_switches_it_off(client, world):
    agree(world)
    client.force_login(world.person_account)
    parts = ["results", "if_things_get_worse"]
    made = text_of(client.post(at(world, "emergency"), {"sections": parts}))
    token = made.split("/e/")[1].split("/")[0]

    card = client.post(at(world, "emergency-card"), {"token": token})
    assert card["Content-Type"] == "application/pdf"
    assert "Penicillin (Rash)" in text_of(scanned(token))
    assert "It is on" in text_of(client.get(at(world, "emergency")))

    client.post(at(world, "emergency-off"))
    assert scanned(token).status_code == 404
    assert client.post(at(world, "emergency-card"), {"token": token}).status_code == 302


def test_a_new_card_ends_the_old_one(client, world):
    _, old = an_emergency_link(world)
    client.force_login(world.person_account)

    client.post(at(world, "emergency"), {"sections": ["results"]})

    assert scanned(old).status_code == 404
    assert ShareLink.objects.filter(ended_at=None).count() == 1


def test_at_least_one_part_is_asked_for(client, world):
    client.force_login(world.person_account)

    answer = client.post(at(world, "emergency"), {"sections": []})

    assert answer.status_code == 422
    assert "Choose at least one part to show." in text_of(answer)


def test_staff_of_involved_services_read_the_same_page_through_the_door(client, world):
    agree(world)
    client.force_login(world.nurse)

    page = text_of(client.get(at(world, "in-an-emergency")))

    assert "This plan is agreed." in page
    assert "Penicillin (Rash)" in page
    client.force_login(world.administrator)
    narrowed = text_of(client.get(at(world, "in-an-emergency")))
    assert "Samira" in narrowed
    assert "Penicillin" not in narrowed
    client.force_login(world.stranger)
    assert client.get(at(world, "in-an-emergency")).status_code == 404


@pytest.mark.parametrize("who", ["nurse", "daughter", "stranger"])
def test_nobody_but_the_person_switches_the_page_on(client, world, who):
    client.force_login(getattr(world, who))

    for page in ("emergency", "emergency-off", "emergency-card"):
        assert client.post(at(world, page), {"sections": ["results"]}).status_code in (403, 404)
    assert not ShareLink.objects.exists()
