"""Links to reply under pressure: guessed, tapped twice at once, raced by a withdrawal or a death;
G7 for messages to groups; and a carer who holds the person's telephone (G1)."""

import os
import random
import secrets
import string
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.introductions.replying import DoesNotOpen, Question
from hearth.core.introductions.states import CannotMove, State
from hearth.core.messages import Audience, MessageKind, MessageWay, Recipient
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs.sending import send_due
from hearth.records.access.door import Record
from hearth.records.access.sealing import seal
from hearth.records.introductions.changes.telling import withdraw
from hearth.records.introductions.models import Introduction, IntroductionEvent
from hearth.records.introductions.queries import standing_of
from hearth.records.outbox.changes import post
from hearth.records.outbox.models import Message
from hearth.records.people.deaths import record_death
from hearth.records.people.models import ContactPoint
from hearth.records.replies.changes import answer, ask_group, ask_person, close_links
from hearth.records.replies.models import Reply
from tests.near import an_activity
from tests.replying import a_world_in_touch, group_link, message_of
from tests.resilience.test_letters_to_the_dead import PACES, SlowProvider, a_race
from tests.sharing import signed_in
from tests.world import NOW, TODAY, a_person, a_supporter

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
GUESSES = 10_000 if LONG else 200
INTERLEAVINGS = 1_000 if LONG else 60
RACES = 200 if LONG else 12
ALPHABET = string.ascii_letters + string.digits + "-_"

pytestmark = pytest.mark.django_db(transaction=True)


# Guesses.


def altered(token: str, chance: random.Random) -> str:
    """Something close to a token that opens, but not it."""
    place = chance.randrange(len(token))
    other = chance.choice(ALPHABET.replace(token[place], ""))
    return chance.choice(
        [
            token[:place] + other + token[place + 1 :],
            token[:place] + token[place + 1 :],
            token + other,
            token.swapcase(),
            token[::-1],
            f"%00{token}",
            f"{token}%20",
            f"{token}'--",
            secrets.token_urlsafe(24),
            chance.choice(["0", "x" * 200, "é", "..%2F", "null", f"{token}/x", f"{token}/./"]),
        ]
    )


@pytest.mark.any_engine
def test_no_guessed_or_altered_token_opens_and_all_look_the_same(caplog):
    _, made = a_world_in_touch()
    token, chance, client = group_link(made, at=timezone.now()), random.Random(6), Client()
    assert client.get(f"/reply/{token}/").status_code == 200
    assert client.get(f"/reply/{token}").status_code == 200  # as a text message may cut it

    seen = set()
    for number in range(GUESSES):
        path = f"/reply/{altered(token, chance)}/"
        got = client.post(path, {"choice": "yes"}) if number % 2 else client.get(path)
        seen.add((got.status_code, got.content))

    assert len(seen) == 1
    assert {status for status, _ in seen} == {404}
    assert made.events.count() == 1
    assert token not in caplog.text


# Races.


def together(*tries) -> list[bool]:
    """Do these at one moment; say which of them went through."""
    start = Barrier(len(tries))

    def one(do) -> bool:
        start.wait()
        try:
            do()
        except (DoesNotOpen, CannotMove):
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(one, tries))


def tap(token: str, choice: str):
    return lambda: answer(token=token, choice=choice, at=timezone.now())


def an_asked(person, activity) -> Introduction:
    """An introduction of somebody, as short as it can be made."""
    row = Introduction.objects.create(
        person=person, activity=activity, activity_name=activity.name, kind="referred",
        made_at=NOW, agreed_at=NOW, said_yes="here", passed_on={"called": "Bibi"},
    )  # fmt: skip
    IntroductionEvent.objects.create(
        introduction=row, state="requested", on=TODAY, at=NOW, teller="staff"
    )
    return row


def test_two_taps_at_once_are_one_answer():
    world, _ = a_world_in_touch()
    activity, answered = an_activity(world, "Tea"), []
    for _ in range(RACES):
        made = an_asked(world.person, activity)
        token = group_link(made, at=timezone.now())
        answered.append(sum(together(tap(token, "yes"), tap(token, "full"))))
        assert Reply.objects.filter(link__introduction=made).count() == 1
        assert made.events.count() == 2

    assert answered == [1] * RACES


def test_no_answer_comes_after_a_withdrawal_however_close():
    world, _ = a_world_in_touch()
    activity, by = an_activity(world, "Tea"), world.person_account

    def take_back(made: Introduction, record: Record):
        def do() -> None:
            withdraw(record=record, introduction=made, by=by, at=timezone.now())
            close_links(introduction=made, by=by, at=timezone.now())

        return do

    for _ in range(RACES):
        made = an_asked(world.person, activity)
        token = group_link(made, at=timezone.now())
        record = world.record(by, at=timezone.now(), action=Action.INTRODUCE)

        assert together(tap(token, "yes"), take_back(made, record))[1]

        assert standing_of(Introduction.objects.get(pk=made.pk)).state is State.WITHDRAWN
        assert together(tap(token, "yes")) == [False]


def test_no_message_about_an_introduction_leaves_after_a_death_has_been_recorded():
    world, _ = a_world_in_touch()
    chance, activity = random.Random(7), an_activity(world, "Tea")
    Message.objects.all().delete()
    before = after = 0
    for _ in range(INTERLEAVINGS):
        person, provider = a_person(), SlowProvider(chance.choice(PACES))
        messages_about(person, activity)
        committed = a_race(person, world.nurse, provider, chance.uniform(0, 0.05))
        send_due(at=timezone.now(), providers=dict.fromkeys(MessageWay, provider))
        before += sum(moment <= committed for moment in provider.done)
        after += sum(moment > committed for moment in provider.done)
    stopped = Message.objects.count() - before - after

    print(  # noqa: T201
        f"G7, groups: {INTERLEAVINGS} interleavings; sent before {before}, after {after};"
        f" stopped {stopped}"
    )
    assert after == 0
    assert stopped > 0
    assert not Message.objects.exclude(path="/").exists()


def messages_about(person, activity) -> None:
    """All that is sent about an introduction: to the group, and to the person."""
    ContactPoint.objects.create(person=person, system="email", value="b@example.org", rank=1)
    made = an_asked(person, activity)
    ask_group(introduction=made, by=None, at=NOW)
    ask_group(introduction=made, by=None, at=NOW, question=Question.DID_THEY_COME)
    ask_person(introduction=made, by=None, at=NOW)
    to = Recipient(MessageWay.EMAIL, "singers@example.org", "Singers", Audience.GROUP)
    post(kind=MessageKind.GROUP_NOT_COMING, to=to, by=None, at=NOW, person_id=person.pk)


def test_a_death_closes_every_link_that_is_out():
    world, made = a_world_in_touch()
    token = group_link(made, at=timezone.now())

    record_death(
        person=world.person, died_on=TODAY, told_by="Samira", by=world.nurse, at=timezone.now()
    )

    assert together(tap(token, "yes")) == [False]
    assert Client().get(f"/reply/{token}/").status_code == 404


# G1: a carer holds the person's telephone, and reads all that comes to it.


@pytest.mark.any_engine
def test_a_carer_with_the_telephone_learns_nothing_and_can_call_nothing_off():
    world, made = a_world_in_touch()
    made.refresh_from_db()
    a_supporter(world)
    seal(
        record=world.record(world.person_account, action=Action.SEAL), kind=SealKind.OWN_WISH,
        section=Section.COMMUNITY, thread=made.thread, by=world.person_account, at=NOW,
    )  # fmt: skip
    carer = signed_in(world.daughter)
    link = message_of(ask_person(introduction=made, by=None, at=timezone.now()))
    assert link.audience == "person"

    page = carer.get(link.path)
    pressed = carer.post(link.path, {"choice": "not-for-me"})

    read = page.content.decode() + pressed.content.decode()
    assert pressed.status_code == 200
    for secret in (made.activity_name, "Singers", "Mill Lane", "Bibi", "Rabia"):
        assert secret not in read
    assert standing_of(made).state is State.DID_NOT_ATTEND
    about = Message.objects.filter(person_id=world.person.pk, posted_at__gte=NOW)
    assert not about.filter(audience="supporter").exists()
    assert not about.filter(kind=MessageKind.GROUP_NOT_COMING.value).exists()
    assert carer.get(f"/people/{world.person.pk}/introductions/{made.pk}/").status_code in (
        403,
        404,
    )


@pytest.mark.any_engine
def test_a_message_holds_nothing_of_what_was_passed_on():
    world, made = a_world_in_touch()
    ask_group(introduction=made, by=None, at=NOW)
    ask_person(introduction=made, by=None, at=NOW + timedelta(minutes=1))

    for row in Message.objects.filter(person_id=world.person.pk):
        held = f"{row.fields} {row.about} {row.path}"
        if row.audience == "group":
            held += f" {row.name} {row.address}"
        for secret in made.passed_on.values():
            assert secret not in held
