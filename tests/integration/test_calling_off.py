"""Somebody changes their mind: a group that never heard of them hears nothing at all."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.core.messages import MessageKind, Outcome
from hearth.records.outbox.models import Attempt, Message
from hearth.records.replies.changes import ask_group
from tests.introducing import an_introduction, reachable
from tests.replying import message_of
from tests.sharing import signed_in
from tests.world import a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(db):
    """Return the world, and the message by which the group is asked. It waits to leave."""
    world = a_world()
    reachable(world)
    now = timezone.now()
    world.made = an_introduction(world, at=now)
    return world, message_of(ask_group(introduction=world.made, by=None, at=now))


def call_off(world) -> list[str]:
    """The person takes their yes back. Return what waits to leave then."""
    address = reverse("introduction-withdraw", args=[world.person.pk, world.made.pk])
    answer = signed_in(world.person_account).post(address, {"person": world.person.pk})
    assert answer.status_code == 302
    return list(Message.objects.filter(next_at__isnull=False).values_list("kind", flat=True))


def tried(message: Message, outcome: str) -> None:
    now = timezone.now()
    Attempt.objects.create(
        message=message, started_at=now, ended_at=now if outcome else None, outcome=outcome
    )


def test_a_group_that_was_not_reached_yet_is_told_nothing(asked):
    world, message = asked

    assert call_off(world) == []
    assert message.attempts.get().outcome == Outcome.STOPPED.value
    assert not Message.objects.filter(kind=MessageKind.GROUP_NOT_COMING.value).exists()


def test_a_try_that_failed_has_told_the_group_nothing(asked):
    world, message = asked
    tried(message, Outcome.NOT_NOW.value)

    assert call_off(world) == []


@pytest.mark.parametrize("outcome", [Outcome.HANDED_OVER.value, Outcome.UNSURE.value, ""])
def test_a_group_that_may_know_hears_that_somebody_is_not_coming(asked, outcome):
    world, message = asked
    tried(message, outcome)
    Message.objects.filter(pk=message.pk).update(next_at=None)

    assert call_off(world) == [MessageKind.GROUP_NOT_COMING.value]


def test_a_group_that_somebody_called_hears_it_too(db):
    world = a_world()
    reachable(world)
    world.made = an_introduction(world, at=timezone.now())

    assert call_off(world) == [MessageKind.GROUP_NOT_COMING.value]
