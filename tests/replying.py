"""Links to reply for tests: a choir that was asked, and the token that its message brought."""

from datetime import datetime
from typing import Any

from hearth.core.introductions.replying import Question
from hearth.records.introductions.models import Introduction
from hearth.records.outbox.models import Message
from hearth.records.people.models import ContactPoint
from hearth.records.replies.changes import ask_group, ask_person
from hearth.records.replies.models import ReplyLink
from tests.introducing import an_introduction, reachable
from tests.world import NOW, World, a_world


def a_world_in_touch() -> tuple[World, Introduction]:
    """A person with a mobile and an e-mail, put in touch with a choir that has an e-mail."""
    world = a_world()
    reachable(world)
    ContactPoint.objects.create(
        person=world.person, system="email", value="bibi@example.org", rank=1
    )
    return world, an_introduction(world)


def message_of(link: ReplyLink) -> Message:
    return Message.objects.get(reference=link.reference)


def token_of(link: ReplyLink) -> str:
    """Return the token, from the message that waits to leave: it stands nowhere else."""
    return message_of(link).path.split("/")[2]


def group_link(introduction: Introduction, *, at: datetime = NOW, **more: Any) -> str:
    """Ask the group, and return the token."""
    link = ask_group(introduction=introduction, by=None, at=at, **more)
    assert link is not None
    return token_of(link)


def person_link(
    introduction: Introduction, question: Question = Question.DID_YOU_GO, *, at: datetime = NOW
) -> str:
    """Ask the person, and return the token."""
    link = ask_person(introduction=introduction, by=None, at=at, question=question)
    assert link is not None
    return token_of(link)
