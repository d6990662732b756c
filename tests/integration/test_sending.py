"""Messages leave once, in the way that the person wants, and what cannot leave is seen."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from pypdf import PdfReader

from hearth.core.messages import (
    MOST_TRIES,
    Audience,
    MessageKind,
    MessageWay,
    Outcome,
    Recipient,
    State,
    state,
)
from hearth.core.people import Authority, Format, NeedKind, SupporterKind
from hearth.jobs.sending import send, send_due
from hearth.outside.mail import MailServer
from hearth.outside.notify import Notify
from hearth.outside.paper import PrintFolder
from hearth.records.audit.models import AuditRow
from hearth.records.outbox import changes as outbox
from hearth.records.outbox.claims import LEASE, claim
from hearth.records.outbox.models import Message
from hearth.records.people import changes as people
from hearth.records.people import deaths, supporters
from hearth.records.people.telling import tell_account, tell_person
from tests import mail_server, notify_provider
from tests.notify_provider import BROKEN, BROKEN_AFTER, BUSY, HANG_AFTER, WELL
from tests.world import NOW, a_person, a_world, an_account

pytestmark = pytest.mark.django_db
# A lock that is held until a commit is let go of only where something is committed.
commits = pytest.mark.django_db(transaction=True)
SENDER = "hearth@plans.example.org"


@pytest.fixture
def post():
    with mail_server.running() as running:
        yield running


@pytest.fixture
def notify():
    with notify_provider.running() as running:
        yield running


def by_mail(post):
    return {MessageWay.EMAIL: MailServer(post.host, post.port, SENDER, encrypted=False)}


def by_notify(notify, way=MessageWay.TEXT, key=notify_provider.KEY):
    return {way: Notify(way, key, "template-1", notify.address)}


def on_paper(folder):
    return {MessageWay.LETTER: PrintFolder(folder)}


def a_message(way=MessageWay.EMAIL, address="bibi@example.org", **more):
    to = Recipient(way, address, "Bibi", Audience.PERSON)
    return outbox.post(kind=MessageKind.PLAN_READY, to=to, by=None, at=NOW, **more)


def stands(message):
    rows = message.attempts.order_by("pk").exclude(outcome="")
    return state([Outcome(row.outcome) for row in rows])


def a_reachable_person(*contacts, **details):
    person = a_person(**details)
    people.amend_details(
        person=person,
        details={"given_name": "Rabia", "family_name": "Khan", "born": date(1948, 3, 12)} | details,
        seen_revision=person.revision,
        contacts=[{"system": s, "value": v} for s, v in contacts],
        address={"line_1": "12 Mill Lane", "town": "Holmbeck", "postcode": "HB1 2XX"},
        by=None,
        at=NOW,
    )
    person.refresh_from_db()
    return person


def told(person, kind=MessageKind.PLAN_READY):
    return tell_person(person=person, kind=kind, by=None, at=NOW)


def test_an_email_leaves_with_the_neutral_words_and_a_lasting_name(post):
    message = a_message(path="/people/1/")

    assert str(send_due(at=NOW, providers=by_mail(post))) == "1 handed over"

    (email,) = post.received
    assert email["Message-ID"] == f"<{message.reference}@plans.example.org>"
    assert email["Subject"] == "Something is ready for you"
    assert "/people/1/" in email.get_payload()
    assert stands(message) is State.HANDED_OVER
    assert str(send_due(at=NOW + timedelta(days=9), providers=by_mail(post))) == "nothing to send"


def test_a_message_whose_change_is_undone_never_was(post):
    class Undone(Exception):
        pass

    def undone():
        with transaction.atomic():
            a_message()
            raise Undone

    with pytest.raises(Undone):
        undone()

    send_due(at=NOW, providers=by_mail(post))
    assert post.received == []


def test_a_message_waits_for_its_moment(post):
    a_message(not_before=NOW + timedelta(days=3))

    send_due(at=NOW + timedelta(days=2), providers=by_mail(post))
    assert post.received == []
    send_due(at=NOW + timedelta(days=3), providers=by_mail(post))
    assert len(post.received) == 1


def test_the_same_reference_is_one_message():
    first = a_message()

    assert a_message(reference=first.reference).pk == first.pk
    assert Message.objects.count() == 1


def test_without_a_provider_a_message_waits(tmp_path):
    message = a_message()

    send_due(at=NOW, providers=on_paper(tmp_path))

    assert stands(message) is State.QUEUED
    assert message.attempts.count() == 0


def test_a_mail_server_that_is_busy_is_tried_again_later(post):
    post.answers = ["451 come again"]
    message = a_message()
    at = timezone.now()

    send_due(at=at, providers=by_mail(post))
    assert send_due(at=at, providers=by_mail(post)).ended == {}
    send_due(at=at + timedelta(minutes=1), providers=by_mail(post))

    assert len(post.received) == 1
    assert [row.outcome for row in message.attempts.order_by("pk")] == ["not now", "handed over"]


def test_an_address_that_is_none_fails_for_good(post):
    post.answers = ["550 no such box"]
    message = a_message()

    send_due(at=NOW, providers=by_mail(post))

    assert stands(message) is State.FAILED
    assert "bibi" not in message.attempts.get().why


def test_after_many_tries_a_message_fails_for_good(post):
    post.answers = ["451 come again"] * MOST_TRIES
    message, at = a_message(), timezone.now()

    for _ in range(MOST_TRIES + 3):
        send_due(at=at, providers=by_mail(post))
        at += timedelta(hours=7)

    assert stands(message) is State.FAILED
    assert message.attempts.count() == MOST_TRIES
    assert post.received == []


def test_a_text_message_goes_through_notify_with_its_one_sentence(notify):
    message = a_message(MessageWay.TEXT, "07700 900123")

    send_due(at=NOW, providers=by_notify(notify))

    (taken,) = notify.taken
    assert taken["phone_number"] == "07700 900123"
    assert taken["reference"] == str(message.reference)
    said = "You have a new message. Sign in to read it: http://localhost:8000/"
    assert taken["personalisation"] == {"subject": "", "body": said}


def test_a_letter_through_notify_has_its_address_in_lines(notify):
    a_message(MessageWay.LETTER, "12 Mill Lane\nHolmbeck\nHB1 2XX")

    send_due(at=NOW, providers=by_notify(notify, MessageWay.LETTER))

    (taken,) = notify.taken
    lines = [taken["personalisation"][f"address_line_{n}"] for n in range(1, 5)]
    assert lines == ["Bibi", "12 Mill Lane", "Holmbeck", "HB1 2XX"]


@pytest.mark.parametrize("fault", [HANG_AFTER, BROKEN_AFTER])
def test_a_provider_that_took_it_without_saying_so_is_asked_before_a_second_try(
    notify, fault, monkeypatch
):
    monkeypatch.setattr("hearth.outside.notify.TO_ANSWER", 0.1)
    notify.faults = (fault,)
    message, at = a_message(MessageWay.TEXT, "07700 900123"), timezone.now()

    send_due(at=at, providers=by_notify(notify))
    notify.faults = (WELL,)
    send_due(at=at + timedelta(minutes=5), providers=by_notify(notify))

    assert len(notify.taken) == 1
    assert notify.asked == 1
    assert stands(message) is State.HANDED_OVER


@pytest.mark.parametrize("fault", [BROKEN, BUSY])
def test_a_provider_that_did_not_take_it_is_given_it_again(notify, fault):
    notify.faults = (fault,)
    a_message(MessageWay.TEXT, "07700 900123")
    at = timezone.now()

    send_due(at=at, providers=by_notify(notify))
    notify.faults = (WELL,)
    send_due(at=at + timedelta(minutes=5), providers=by_notify(notify))

    assert len(notify.taken) == 1


def test_a_number_that_notify_refuses_fails_for_good(notify):
    notify.refuses = {"12"}
    message = a_message(MessageWay.TEXT, "12")

    send_due(at=NOW, providers=by_notify(notify))

    assert stands(message) is State.FAILED


def test_a_wrong_key_loses_nothing(notify):
    message = a_message(MessageWay.TEXT, "07700 900123")
    wrong = notify_provider.KEY[:-1] + "0"

    send_due(at=NOW, providers=by_notify(notify, key=wrong))

    assert stands(message) is State.QUEUED
    assert notify.taken == []


def test_a_worker_that_dies_leaves_its_message_to_the_next_which_asks_first(notify):
    message, at = a_message(MessageWay.TEXT, "07700 900123"), timezone.now()
    dying = claim(ways=[MessageWay.TEXT], at=at)
    assert dying is not None
    by_notify(notify)[MessageWay.TEXT].hand_over(_parcel_of(dying))

    assert send_due(at=at, providers=by_notify(notify)).ended == {}
    send_due(at=at + LEASE, providers=by_notify(notify))

    assert len(notify.taken) == 1
    assert stands(message) is State.HANDED_OVER
    assert send(dying, by_notify(notify)[MessageWay.TEXT]) is None


def _parcel_of(taken):
    from hearth.jobs.sending import _parcel

    return _parcel(taken)


def test_a_letter_lies_in_the_print_folder_once(tmp_path):
    message, at = a_message(MessageWay.LETTER, "12 Mill Lane\nHolmbeck"), timezone.now()

    send_due(at=at, providers=on_paper(tmp_path))

    (letter,) = tmp_path.iterdir()
    assert letter.name == f"{message.reference}.pdf"
    text = PdfReader(letter).pages[0].extract_text()
    assert "12 Mill Lane" in text
    assert "Your plan is ready" in text


def test_what_left_is_in_the_audit_trail_and_names_no_words(post):
    person = a_reachable_person(("email", "bibi@example.org"))
    told(person)

    send_due(at=NOW, providers=by_mail(post))

    row = AuditRow.objects.get(person_id=person.pk, did="sent a message")
    assert row.what == "plan ready to answer, by email"


WAYS = [
    ("text message", MessageWay.TEXT, "07700 900123"),
    ("email", MessageWay.EMAIL, "bibi@example.org"),
    ("letter", MessageWay.LETTER, "12 Mill Lane\nHolmbeck\nHB1 2XX"),
    ("telephone", MessageWay.EMAIL, "bibi@example.org"),
    ("", MessageWay.EMAIL, "bibi@example.org"),
]


@pytest.mark.parametrize(("wanted", "way", "address"), WAYS)
def test_a_person_is_reached_in_the_way_that_they_prefer(wanted, way, address):
    contacts = [("email", "bibi@example.org"), ("mobile", "07700 900123")]
    message = told(a_reachable_person(*contacts, preferred_contact=wanted))

    assert (message.way, message.address) == (way.value, address)


def test_a_person_without_email_or_mobile_gets_a_letter():
    assert told(a_reachable_person()).way == "letter"


def test_a_letter_in_a_format_that_we_cannot_make_is_stopped_and_seen():
    person = a_reachable_person()
    people.record_needs(
        person=person, needs=[(NeedKind.FORMAT, Format.BRAILLE.value, "")], by=None, at=NOW
    )

    message = told(person)

    assert stands(message) is State.FAILED
    assert "braille" in message.attempts.get().why


def test_a_person_whom_nothing_reaches_is_seen():
    message = told(a_person())

    assert stands(message) is State.FAILED
    assert message.attempts.get().why == "There is no email, mobile or address. Please call."


def test_through_a_supporter_when_the_person_wants_it_but_never_who_looked():
    world = a_world()
    person = a_reachable_person(preferred_contact="through a supporter")
    _, code = supporters.invite(
        person=person, name="Samira Khan", kind=SupporterKind.RELATIVE, relationship="daughter",
        authority=Authority.PERSON_ASKED, by=None, at=NOW, sections=set(), actions=set(),
    )  # fmt: skip
    supporters.accept(code=code, by=world.daughter, at=NOW)

    assert told(person).address == world.daughter.email
    assert told(person, MessageKind.GLASS_BROKEN).way == "letter"


@commits
def test_nothing_leaves_once_the_person_has_died(post, tmp_path):
    person = a_reachable_person(("email", "bibi@example.org"))
    before = told(person)
    nurse = an_account("Ruth Adeyemi")
    deaths.record_death(person=person, died_on=NOW.date(), told_by="Samira", by=nurse, at=NOW)
    after = told(person)

    send_due(at=NOW, providers=by_mail(post) | on_paper(tmp_path))

    assert post.received == []
    assert {stands(before), stands(after)} == {State.STOPPED}


@commits
def test_messages_wait_while_a_death_is_being_checked_and_leave_when_it_was_not_so(post):
    person = a_reachable_person(("email", "bibi@example.org"))
    message, at = told(person), timezone.now()
    samira, nurse = an_account("Samira Khan"), an_account("Ruth Adeyemi")
    deaths.report_death(person=person, told_by="Samira", words="", died_on=None, by=samira, at=NOW)
    tell_account(
        account=nurse, kind=MessageKind.DEATH_REPORTED, person_id=person.pk, by=None, at=NOW
    )

    send_due(at=at, providers=by_mail(post))
    assert [email["To"] for email in post.received] == ["Ruth Adeyemi <ruth.adeyemi@example.org>"]
    assert stands(message) is State.QUEUED

    deaths.deny_death_report(person=person, by=nurse, at=NOW)
    send_due(at=at + timedelta(hours=2), providers=by_mail(post))
    assert len(post.received) == 2


@commits
def test_after_two_people_undo_a_death_what_was_stopped_stays_stopped(post):
    person = a_reachable_person(("email", "bibi@example.org"))
    told(person)
    nurse, doctor = an_account("Ruth Adeyemi"), an_account("Dr Lee")
    death = deaths.record_death(
        person=person, died_on=NOW.date(), told_by="Samira", by=nurse, at=NOW
    )
    told(person)
    deaths.ask_to_undo_death(death=death, reason="He called", by=nurse, at=NOW)
    deaths.confirm_undo_of_death(death=death, by=doctor, at=NOW)
    told(person)

    send_due(at=NOW, providers=by_mail(post))

    assert len(post.received) == 1
