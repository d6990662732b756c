"""My plan as a page: what it shows, to whom, and in how few queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.core.agreement import Answer, Party, Way
from hearth.core.plan import Review
from hearth.core.rounds import Step
from hearth.core.words import Section
from hearth.records.plans.changes import entries, rounds, versions
from hearth.records.plans.changes.versions import Said
from tests.world import NOW, a_round, a_supporter, a_world, an_agreeable_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

SAID_YES = Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM)


def freeze(world, *, said=SAID_YES, round=None):
    review = Review(NOW.date() + timedelta(days=180), "Ruth Adeyemi", "A visit at home")
    return versions.freeze(
        record=world.record(world.nurse), round=round, review=review, location="At home",
        by=world.nurse, at=NOW, identifiers={"NHS number": "999 000 0018"}, said=said,
    )  # fmt: skip


def open_page(client, account, name, world, *more, **query):
    client.force_login(account)
    return client.get(reverse(name, args=[world.person.pk, *more]), query)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def write(world, account, kind, content, **more):
    return entries.write(
        record=world.record(account), kind=kind, content=content, by=account, at=NOW, **more
    )


def test_a_plan_is_read_in_the_order_of_a_tired_reader(client):
    world = a_world()
    an_agreeable_plan(world)
    freeze(world)

    page = text_of(open_page(client, world.person_account, "my-plan", world))

    order = ["What matters to me", "What we agreed to do", "If things get worse", "My goals"]
    places = [page.index(f">{title}</h2>") for title in order]
    assert places == sorted(places)
    assert "This plan is agreed." in page
    assert "Being there when my grandson comes from school." in page


def test_my_own_actions_come_before_those_of_others(client):
    world = a_world()
    write(world, world.nurse, "action", {"what": "Order a rail", "who": "Ruth", "when": "Soon"})
    write(world, world.nurse, "action", {"what": "Walk", "who": "me", "when": "Daily"})

    page = text_of(open_page(client, world.person_account, "my-plan", world))

    assert page.index("<p>Walk</p>") < page.index("<p>Order a rail</p>")


def test_an_empty_plan_says_kindly_what_happens_next(client):
    world = a_world()

    page = text_of(open_page(client, world.person_account, "my-plan", world))

    assert "Nothing is written here yet. That is fine." in page
    assert "Your plan starts with you" in page


@pytest.mark.parametrize("state", ["draft", "offered", "not agreed"])
def test_a_plan_that_nobody_agreed_never_says_that_it_is_agreed(client, state):
    world = a_world()
    an_agreeable_plan(world)
    no = Said(Party.PERSON, "Bibi", Answer.NOT_AGREED, Way.IN_THE_ROOM, reason="Not Tuesdays")
    if state != "draft":
        freeze(world, said=no if state == "not agreed" else None)

    page = text_of(open_page(client, world.person_account, "my-plan", world))

    assert "This plan is agreed" not in page
    assert "What we agreed" not in page
    tag = "Not agreed yet" if state == "offered" else "Not agreed"
    assert f"{tag}</span>" in page


def test_an_offered_plan_asks_for_an_answer_first(client):
    world = a_world()
    an_agreeable_plan(world)
    freeze(world, said=None)

    page = text_of(open_page(client, world.person_account, "my-plan", world))

    assert "Your plan is ready: read it, and say if it is right" in page
    assert reverse("answer-plan", args=[world.person.pk]) in page


def test_the_next_step_of_somebody_invited_is_to_get_ready(client):
    world = a_world()
    a_round(world)

    page = text_of(open_page(client, world.person_account, "my-plan", world))

    assert "Get ready for your conversation" in page
    assert reverse("prepare", args=[world.person.pk]) in page


def test_a_change_after_agreement_is_said_and_shown(client):
    world = a_world()
    an_agreeable_plan(world)
    freeze(world)
    write(world, world.person_account, "strength", {"text": "I can cook for twenty"})

    page = text_of(open_page(client, world.person_account, "my-plan", world))
    changes = text_of(open_page(client, world.person_account, "changes", world))

    assert "Your plan has changed since it was agreed." in page
    assert "I can cook for twenty" not in page
    assert "I can cook for twenty" in changes
    assert "They are not agreed yet." in changes


def test_a_supporter_sees_only_what_is_shared_and_cannot_tell_what_is_not(client):
    world = a_world()
    an_agreeable_plan(world)
    freeze(world)
    write(world, world.person_account, "strength", {"text": "A secret of mine"})
    a_supporter(world, sections={Section.ACTIONS}, actions=set())

    names = [("my-plan",), ("plan-draft",), ("changes",), ("version", 1), ("versions",)]
    pages = [
        text_of(open_page(client, world.daughter, name, world, *more)) for name, *more in names
    ]

    assert "Walk with Samira" in pages[0]
    for page in pages:
        for hidden in (
            "grandson",
            "mosque",
            "chest cold",
            "secret",
            "plan has changed",
            "key worker",
        ):
            assert hidden not in page.split("<main")[1].split("Who has signed")[0]


def test_reading_a_plan_takes_at_most_seventeen_queries_whatever_its_length(client):
    world = a_world()
    an_agreeable_plan(world)
    a_round(world)
    freeze(world)
    readers = [world.person_account, world.nurse]
    few = [queries_of(client, reader, world) for reader in readers]
    record, by = world.record(world.person_account), world.person_account
    for number in range(195):
        content = {"text": f"Strength {number}"}
        entries.write(record=record, kind="strength", content=content, by=by, at=NOW)
    freeze(world)
    many = [queries_of(client, reader, world) for reader in readers]

    assert few == many
    assert max(many) <= 17


def queries_of(client, account, world):
    open_page(client, account, "my-plan", world)  # signs in, and notes that the session is used
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("my-plan", args=[world.person.pk]))
    assert answer.status_code == 200
    return len(queries)


def test_every_version_stays_readable_as_it_was(client):
    world = a_world()
    an_agreeable_plan(world)
    freeze(world)
    write(world, world.person_account, "strength", {"text": "I can cook for twenty"})
    freeze(world)

    first = text_of(open_page(client, world.person_account, "version", world, 1))
    between = open_page(client, world.person_account, "changes", world, **{"from": 1, "to": 2})
    listed = text_of(open_page(client, world.person_account, "versions", world))

    assert "A newer plan has taken the place of this one." in first
    assert "I can cook for twenty" not in first
    assert "I can cook for twenty" in text_of(between)
    assert "Version 2" in listed
    assert open_page(client, world.person_account, "version", world, 3).status_code == 404


def test_a_plan_prints_as_a_pdf_without_a_name_in_its_file_name(client):
    world = a_world()
    an_agreeable_plan(world)
    freeze(world)

    answer = open_page(client, world.person_account, "plan-pdf", world)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="plan-1.pdf"'
    assert answer.content.startswith(b"%PDF")


def test_there_is_no_pdf_of_a_plan_that_was_never_written_down(client):
    world = a_world()

    assert open_page(client, world.person_account, "plan-pdf", world).status_code == 404


def test_a_stranger_finds_no_plan(client):
    world = a_world()

    assert open_page(client, world.stranger, "my-plan", world).status_code == 404


def test_after_agreement_the_round_no_longer_says_that_the_plan_is_being_written(client):
    world = a_world()
    round = a_round(world)
    an_agreeable_plan(world, round)
    for step in (Step.DISCUSS, Step.DOCUMENT):
        rounds.go_to(
            record=world.record(world.nurse), round=round, there=step, by=world.nurse, at=NOW
        )
    before = text_of(open_page(client, world.person_account, "my-plan", world))
    freeze(world, round=round)
    after = text_of(open_page(client, world.person_account, "my-plan", world))

    assert "Your plan is being written" in before
    assert "Your plan is being written" not in after
