"""The person's own calendar reads their dates, under neutral titles, for as long as they like."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from hearth.core.agreement import Answer, Party, Way
from hearth.core.plan import Review
from hearth.records.people import deaths
from hearth.records.people.models import CalendarFeed
from hearth.records.plans.changes import rounds, versions
from tests.journeys.reading import assert_plain
from tests.world import NOW, a_supporter, a_world, an_agreeable_plan, some_dates

YES = versions.Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM)
pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


def at(world, page):
    return reverse(page, args=[world.person.pk])


def make(client, world):
    """The person makes an address, as the page shows it."""
    client.force_login(world.person_account)
    page = client.post(at(world, "my-calendar-make"))
    assert page.status_code == 200
    address = re.search(r'value="http://testserver(/calendar/[^"]+\.ics)"', page.content.decode())
    assert address
    return address[1]


def test_the_dates_are_there_and_say_nothing_of_what_they_are(client, world):
    round = rounds.start_round(
        record=world.record(world.nurse), due=some_dates(), accountable=world.nurse_post,
        agreed_with="Bibi", by=world.nurse, at=NOW, conversation_at=NOW + timedelta(days=9),
        conversation_place="Memory clinic",
    )  # fmt: skip
    an_agreeable_plan(world, round)
    review = Review(date(2027, 5, 1), "Ruth Adeyemi", "A visit")
    versions.freeze(
        record=world.record(world.nurse), round=round, review=review, location="At home",
        by=world.nurse, at=NOW, identifiers={}, said=YES,
    )  # fmt: skip

    answer = client.get(make(client, world))

    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    assert "DTSTART:20261111T100000Z\r\n" in text
    assert "DTSTART;VALUE=DATE:20270501\r\n" in text
    titles = {line for line in text.splitlines() if line.startswith("SUMMARY")}
    assert titles == {"SUMMARY:Appointment"}
    assert "clinic" not in text.lower()


def test_the_address_is_kept_nowhere_and_shown_once(client, world):
    address = make(client, world)
    token = address.removeprefix("/calendar/").removesuffix(".ics")

    assert len(token) >= 40
    assert token not in str(CalendarFeed.objects.values_list())
    assert token not in client.get(at(world, "my-calendar")).content.decode()


def test_a_stopped_address_is_gone_at_the_next_request(client, world):
    address = make(client, world)
    assert client.get(address).status_code == 200

    client.post(at(world, "my-calendar-stop"))

    assert client.get(address).status_code == 404


def test_a_new_address_ends_the_old_one(client, world):
    old = make(client, world)
    new = make(client, world)

    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_the_calendar_ends_with_the_person_and_stays_ended(client, world):
    address = make(client, world)
    death = deaths.record_death(
        person=world.person, died_on=NOW.date(), told_by="Samira", by=world.nurse, at=NOW
    )
    assert client.get(address).status_code == 404

    deaths.ask_to_undo_death(death=death, reason="He called", by=world.nurse, at=NOW)
    deaths.confirm_undo_of_death(death=death, by=world.administrator, at=NOW)
    assert client.get(address).status_code == 404


def test_an_address_that_never_was_is_not_found(client, world):
    assert client.get("/calendar/guess.ics").status_code == 404


def test_nobody_else_can_follow_the_persons_days(client, world):
    a_supporter(world)
    for account in (world.daughter, world.nurse):
        client.force_login(account)
        for page in ("my-calendar-make", "my-calendar-stop"):
            assert client.post(at(world, page)).status_code in (403, 404)
    assert not CalendarFeed.objects.exists()


def test_the_page_is_in_plain_words(client, world):
    make(client, world)

    assert_plain(client.get(at(world, "my-calendar")).content.decode())
    assert at(world, "my-calendar") in client.get(at(world, "my-details")).content.decode()
