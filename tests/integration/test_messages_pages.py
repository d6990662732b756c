"""What staff see of messages: letters to print, what did not arrive, deaths to check."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hearth.core.messages import Audience, MessageKind, MessageWay, Outcome, Recipient
from hearth.jobs.sending import send_due
from hearth.records.audit.models import AuditRow
from hearth.records.outbox.changes import post
from hearth.records.outbox.models import Message
from hearth.records.people.models import Death, DeathReport
from tests.journeys.reading import assert_plain
from tests.world import NOW, a_person, a_supporter, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


def at(world, page, *more):
    return reverse(page, args=[world.person.pk, *more])


def a_letter(person):
    to = Recipient(MessageWay.LETTER, "12 Mill Lane\nHolmbeck", "Rabia Khan", Audience.PERSON)
    message = post(kind=MessageKind.PLAN_READY, to=to, by=None, at=NOW, person_id=person.pk)
    send_due(at=NOW)
    return message


def a_failure(person):
    to = Recipient(MessageWay.LETTER, "", "Rabia", Audience.PERSON)
    why = "There is no email, mobile or address. Please call."
    return post(
        kind=MessageKind.PLAN_READY, to=to, by=None, at=NOW, person_id=person.pk, cannot=why
    )


def seen(client, account):
    client.force_login(account)
    return client.get(reverse("messages")).content.decode()


def test_an_administrator_prints_a_letter_once(client, world):
    letter = a_letter(world.person)
    assert at(world, "message-letter", letter.reference) in seen(client, world.administrator)

    pdf = client.get(at(world, "message-letter", letter.reference))
    assert pdf.content.startswith(b"%PDF")
    client.post(at(world, "message-settle", letter.reference))

    assert "No letter waits." in seen(client, world.administrator)
    row = AuditRow.objects.get(did="dealt with a message")
    assert row.what == "plan ready to answer, by letter"


def test_what_did_not_arrive_is_seen_with_why_until_somebody_deals_with_it(client, world):
    failed = a_failure(world.person)
    page = seen(client, world.nurse)
    assert "There is no email, mobile or address." in page
    assert_plain(page)

    client.post(at(world, "message-settle", failed.reference))

    assert "All has arrived." in seen(client, world.nurse)


def test_nobody_sees_messages_about_people_elsewhere(client, world):
    elsewhere = a_person(given="Kev", family="Doyle")
    letter = a_letter(elsewhere)
    a_failure(elsewhere)

    page = seen(client, world.administrator)
    address = reverse("message-letter", args=[elsewhere.pk, letter.reference])

    assert "DOYLE" not in page
    assert client.get(address).status_code == 404
    assert client.get(at(world, "message-letter", letter.reference)).status_code == 404


def test_a_person_sees_no_list_of_letters(client, world):
    client.force_login(world.person_account)

    assert client.get(reverse("messages")).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_messages(
    client, world, django_assert_max_num_queries
):
    for _ in range(3):
        a_failure(world.person)
    client.force_login(world.nurse)
    client.get(reverse("messages"))
    for _ in range(20):
        a_failure(world.person)

    with django_assert_max_num_queries(12):
        client.get(reverse("messages"))


def tell(client, world, **said):
    client.force_login(world.daughter)
    return client.post(at(world, "died-tell"), {"words": "On Sunday, at home.", **said})


def test_a_daughter_tells_us_of_a_death_and_staff_check_it_before_it_is_recorded(client, world):
    a_supporter(world)
    client.force_login(world.daughter)
    assert_plain(client.get(at(world, "died-tell")).content.decode())

    assert tell(client, world).status_code == 302
    tell(client, world)

    assert not Death.objects.exists()
    report = DeathReport.objects.get()
    assert report.told_by.startswith("Samira Khan")
    asked = Message.objects.get(kind=MessageKind.DEATH_REPORTED.value)
    assert asked.address == world.nurse.email
    client.force_login(world.nurse)
    assert "Someone told us that they died" in client.get(reverse("today")).content.decode()
    page = client.get(at(world, "died")).content.decode()
    assert "On Sunday, at home." in page
    assert_plain(page)


@pytest.mark.django_db(transaction=True)  # the lock of a report is let go of at its commit
def test_a_report_that_is_not_so_is_closed_and_messages_leave_again(client, world):
    a_supporter(world)
    tell(client, world)
    letter = a_letter(world.person)
    assert [row.outcome for row in letter.attempts.all()] == [Outcome.HELD.value]
    client.force_login(world.nurse)

    client.post(at(world, "died-not-so"))
    send_due(at=timezone.now() + timedelta(hours=2))

    assert DeathReport.objects.get().is_true is False
    assert (settings.HOME / "letters" / f"{letter.reference}.pdf").exists()


def test_recording_the_death_closes_the_report(client, world):
    a_supporter(world)
    tell(client, world)
    client.force_login(world.nurse)

    day = {"died_on_day": "1", "died_on_month": "11", "died_on_year": "2026"}
    day |= {"died_on-day": "1", "died_on-month": "11", "died_on-year": "2026"}
    client.post(at(world, "died"), {"told_by": "Samira", **day})

    assert Death.objects.count() == 1
    assert DeathReport.objects.get().is_true is True
    assert "Someone told us" not in client.get(reverse("today")).content.decode()


def test_only_a_supporter_tells_us_this_way(client, world):
    for account in (world.person_account, world.nurse):
        client.force_login(account)
        assert client.get(at(world, "died-tell")).status_code == 404
    client.force_login(world.stranger)
    assert client.get(at(world, "died-tell")).status_code == 404
