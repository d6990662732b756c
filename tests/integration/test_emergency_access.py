"""Staff open a record in an emergency: quick, exact, told to the person, looked into."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.messages import MessageKind
from hearth.records.access.models import BrokenGlass
from hearth.records.audit.models import AuditRow
from hearth.records.outbox.models import Message
from hearth.records.people.deaths import record_death
from tests.breaking_glass import REASON, ask, at, elsewhere
from tests.linking import agree, text_of
from tests.world import a_person, a_post, a_supporter, a_world

pytestmark = pytest.mark.django_db

NO_MATCH = "We cannot open a record with these details."


@pytest.fixture
def world():
    world = a_world()
    agree(world)
    return world


@pytest.fixture
def away(world):
    return elsewhere(world)


def test_one_form_opens_the_record_and_every_page_says_until_when(client, world, away):
    answer = ask(client, away.nurse)
    assert answer["Location"] == at(world, "in-an-emergency")

    glass = BrokenGlass.objects.get()
    closes = timezone.localtime(glass.ends_at)
    for page in ("in-an-emergency", "my-plan", "versions"):
        words = text_of(client.get(at(world, page)))
        assert "You opened this record in an emergency." in words
        assert f"It closes at {closes:%H:%M}." in words
        assert "Bibi</span> will be told." in words
    assert glass.ends_at - glass.starts_at == timedelta(hours=4)


def test_the_person_and_the_auditor_are_told_the_same_evening(client, world, away):
    ask(client, away.nurse)

    told = {row.kind: row for row in Message.objects.all()}
    evening = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)
    assert set(told) == {MessageKind.GLASS_BROKEN, MessageKind.GLASS_TO_REVIEW}
    assert told[MessageKind.GLASS_BROKEN].account_id == world.person_account.pk
    assert told[MessageKind.GLASS_TO_REVIEW].account_id == away.auditor.pk
    for row in told.values():
        assert row.next_at <= max(evening, row.posted_at)
        assert row.person_id == world.person.pk
        assert "floor" not in f"{row.about} {row.path} {row.fields}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"family": "Khann"}, {"family": "Kha"}, {"first": "Rab"}, {"first": "Samira"},
        {"born-day": "13"}, {"number": "999 000 0026"}, {"family": "Nobody"},
    ],
    ids=str,
)  # fmt: skip
def test_what_does_not_match_exactly_tells_nothing_and_leaves_a_row(client, world, away, wrong):
    answer = ask(client, away.nurse, **wrong)

    assert answer.status_code == 422
    page = text_of(answer)
    assert NO_MATCH in page
    assert "Bibi" not in page
    assert not BrokenGlass.objects.exists()
    row = AuditRow.objects.get(why="tried to open a record in an emergency")
    assert (row.account_id, row.person_id, row.allowed) == (away.nurse.pk, None, False)


@pytest.mark.parametrize(
    "named",
    [{"first": "bibi"}, {"first": "", "number": "9990000018"}, {"family": " KHAN "}],
    ids=str,
)
def test_the_called_name_or_the_number_will_do(client, world, away, named):
    assert ask(client, away.nurse, **named).status_code == 302


def test_two_people_of_one_name_and_birth_date_are_told_apart_by_the_number(client, world, away):
    a_person(number="999 000 0026")

    assert NO_MATCH in text_of(ask(client, away.nurse))
    answer = ask(client, away.nurse, number="999 000 0018")
    assert answer["Location"] == at(world, "in-an-emergency")


@pytest.mark.parametrize("reason", ["", "urgent", "very urgent"])
def test_a_reason_in_words_is_asked_before_anyone_is_looked_for(client, world, away, reason):
    answer = ask(client, away.nurse, reason=reason)

    assert answer.status_code == 422
    assert "Say why you need to see this plan now" in text_of(answer)
    assert NO_MATCH not in text_of(answer)
    assert not BrokenGlass.objects.exists()


def test_what_was_typed_is_still_there_after_a_refusal(client, away):
    page = text_of(ask(client, away.nurse, family="Nobody"))

    assert 'value="Nobody"' in page
    assert REASON in page


def test_who_died_is_not_found(client, world, away):
    record_death(
        person=world.person, died_on=timezone.localdate(), told_by="Her son", by=world.nurse,
        at=timezone.now(),
    )  # fmt: skip

    assert NO_MATCH in text_of(ask(client, away.nurse))


def test_staff_who_are_involved_are_simply_taken_to_the_record(client, world, away):
    answer = ask(client, world.nurse)

    assert answer["Location"] == at(world, "my-plan")
    assert not BrokenGlass.objects.exists()
    assert not Message.objects.exists()


def test_nobody_uses_a_post_to_open_what_is_theirs_or_whom_they_support(client, world, away):
    a_supporter(world)
    for account in (world.daughter, world.person_account):
        a_post(account, away.hospital, Role.PRACTITIONER, "Nurse")
        assert ask(client, account)["Location"] == at(world, "my-plan")

    assert not BrokenGlass.objects.exists()


def test_a_second_press_breaks_no_second_glass(client, world, away):
    ask(client, away.nurse)
    ask(client, away.nurse)

    assert BrokenGlass.objects.count() == 1


@pytest.mark.parametrize("who", ["administrator", "stranger", "person_account", "daughter"])
def test_nobody_but_staff_who_give_care_has_the_page(client, world, away, who):
    assert ask(client, getattr(world, who)).status_code == 403
    assert not BrokenGlass.objects.exists()


def test_the_auditor_does_not_open_records(client, world, away):
    assert ask(client, away.auditor).status_code == 403


def test_after_ten_wrong_tries_there_are_no_more_for_a_while(client, world, away):
    for _ in range(10):
        ask(client, away.nurse, family="Nobody")

    answer = ask(client, away.nurse)
    assert answer.status_code == 422
    assert "too many tries" in text_of(answer)


def test_the_auditor_reads_who_why_and_what_and_says_what_they_found(client, world, away):
    ask(client, away.nurse)
    client.get(at(world, "in-an-emergency"))
    client.get(at(world, "my-plan"))
    client.force_login(away.auditor)

    page = text_of(client.get(reverse("emergency-opened")))
    for words in ("Nia Price", "Emergency nurse", REASON, "They looked 2 times", "999 000 0018"):
        assert words in page
    glass = BrokenGlass.objects.get()
    one = reverse("emergency-look", args=[glass.pk])
    assert "read the plan" in text_of(client.get(one))
    assert client.post(one, {"finding": ""}).status_code == 422
    client.post(one, {"finding": "It was right."})

    glass.refresh_from_db()
    assert (glass.looked_into_by_id, glass.finding) == (away.auditor.pk, "It was right.")
    assert "Looked into" in text_of(client.get(reverse("emergency-opened")))
    assert AuditRow.objects.filter(did="looked into an emergency opening").count() == 1


def test_what_waits_too_long_is_late_and_stands_first(client, world, away):
    ask(client, away.nurse)
    old = BrokenGlass.objects.get()
    BrokenGlass.objects.update(
        starts_at=old.starts_at - timedelta(days=4), ends_at=old.ends_at - timedelta(days=4)
    )
    ask(client, away.nurse)
    client.force_login(away.auditor)

    page = text_of(client.get(reverse("emergency-opened")))

    assert page.index("Late: please look now") < page.index("Please look into this")


def test_the_auditor_of_another_place_sees_none_of_it(client, world, away):
    from hearth.records.community import changes as community

    other = community.add_organisation(
        community="Elsewhere", name="Elsewhere Surgery", kind="practice", by=None,
        at=timezone.now(),
    )  # fmt: skip
    a_post(world.stranger, other, Role.AUDITOR, "Records auditor")
    ask(client, away.nurse)
    client.force_login(world.stranger)

    assert REASON not in text_of(client.get(reverse("emergency-opened")))
    one = reverse("emergency-look", args=[BrokenGlass.objects.get().pk])
    assert client.post(one, {"finding": "Fine"}).status_code == 404


def test_nobody_looks_into_their_own_opening(client, world, away):
    a_post(away.nurse, away.hospital, Role.AUDITOR, "Records auditor")
    ask(client, away.nurse)

    one = reverse("emergency-look", args=[BrokenGlass.objects.get().pk])
    assert client.post(one, {"finding": "Fine"}).status_code in (403, 422)
    assert BrokenGlass.objects.filter(looked_into_at=None).exists()


def test_the_person_sees_it_in_who_looked_with_its_reason(client, world, away):
    ask(client, away.nurse)
    client.get(at(world, "in-an-emergency"))
    hers = Client()
    hers.force_login(world.person_account)

    page = text_of(hers.get(at(world, "who-looked")))

    assert "Nia Price" in page
    assert REASON in page
