"""Reminders and questions that leave by themselves: each once, and none that nobody wants."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from hearth.core.introductions.states import Kind, Reason, State
from hearth.core.messages import MessageKind, MessageWay
from hearth.jobs.introductions import follow_up
from hearth.jobs.sending import send_due
from hearth.outside.handing_over import NotTaken
from hearth.records.outbox.models import Message
from hearth.records.people.deaths import record_death
from hearth.records.replies.changes import answer, ask_group
from tests.introducing import an_introduction, happens
from tests.near import an_activity
from tests.replying import a_world_in_touch, group_link, message_of
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_touch(db):
    return a_world_in_touch()


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def kinds() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def followed(first: int, last: int) -> int:
    """Run the chore day by day."""
    return sum(follow_up(at=later(day)) for day in range(first, last + 1))


def test_a_silent_group_is_reminded_once_and_then_left_to_a_person(in_touch):
    group_link(in_touch[1])

    assert followed(1, 60) == 1
    assert kinds() == [MessageKind.GROUP_ASKED.value, MessageKind.GROUP_REMINDED.value]


def test_who_was_to_go_is_asked_once_and_who_went_once_more(in_touch):
    world, made = in_touch
    happens(world, made, State.ACCEPTED, days=1)
    assert followed(2, 20) == 1
    happens(world, made, State.STARTED, days=20)

    assert followed(21, 130) == 1
    assert kinds() == [MessageKind.INTRODUCTION_HOW.value] * 2


def test_nobody_is_asked_twice_on_one_day(in_touch):
    happens(*in_touch, State.ACCEPTED, days=1)

    assert [follow_up(at=later(15)) for _ in range(3)] == [1, 0, 0]


def test_a_group_is_asked_where_no_link_reaches_the_person(in_touch):
    world, made = in_touch
    type(world.person).objects.filter(pk=world.person.pk).update(preferred_contact="telephone")
    happens(world, made, State.ACCEPTED, days=1)

    assert follow_up(at=later(15)) == 1
    assert kinds() == [MessageKind.GROUP_HOW.value]


def test_who_was_only_told_is_asked_and_no_group(in_touch):
    world, _ = in_touch
    an_introduction(world, an_activity(world, "Tea"), kind=Kind.TOLD)

    assert follow_up(at=later(14)) == 1
    assert kinds() == [MessageKind.INTRODUCTION_HOW.value]


@pytest.mark.parametrize("end", ["a no", "a withdrawal", "a death"])
def test_nothing_more_is_asked_after(in_touch, end):
    world, made = in_touch
    group_link(made)
    if end == "a no":
        happens(world, made, State.REJECTED, days=1, reason=Reason.FULL)
    elif end == "a withdrawal":
        happens(world, made, State.WITHDRAWN, days=1, by=world.person_account)
    else:
        record_death(person=world.person, died_on=TODAY, told_by="S", by=world.nurse, at=NOW)

    assert followed(1, 130) == 0


# The key of a link is forgotten once its message has left, or never will.


class Provider:
    def __init__(self, refuses: bool) -> None:
        self.refuses, self.seen = refuses, []

    def hand_over(self, parcel):
        if self.refuses:
            raise NotTaken("There is no such address.")
        self.seen.append(parcel.written.body)

    def has(self, _reference):
        return False


@pytest.mark.parametrize("refuses", [False, True])
def test_a_message_forgets_its_key_once_it_has_left_or_was_refused_for_good(in_touch, refuses):
    link = ask_group(introduction=in_touch[1], by=None, at=NOW)
    path = message_of(link).path
    provider = Provider(refuses)

    send_due(at=timezone.now(), providers=dict.fromkeys(MessageWay, provider))

    assert message_of(link).path == "/"
    assert refuses or path in provider.seen[0]


def test_a_message_forgets_its_key_when_it_is_stopped(in_touch):
    world, made = in_touch
    link = ask_group(introduction=made, by=None, at=NOW)
    record_death(person=world.person, died_on=TODAY, told_by="Samira", by=world.nurse, at=NOW)

    assert message_of(link).path == "/"


def test_a_message_that_waits_for_another_try_keeps_its_key_and_works(in_touch):
    _, made = in_touch
    token = group_link(made)

    answer(token=token, choice="yes", at=later(1))
    assert follow_up(at=later(15)) == 1
