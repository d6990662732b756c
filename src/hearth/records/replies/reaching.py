"""How a question reaches a group or a person by a link; None where somebody has to ask instead."""

from datetime import date

from django.db.models import Q

from hearth.core.messages import Audience, MessageKind, MessageWay, Recipient
from hearth.core.people import ContactWay
from hearth.core.words import Section
from hearth.records.access.models import Seal
from hearth.records.introductions.changes.telling import group_recipient
from hearth.records.introductions.models import Introduction
from hearth.records.people.models import Supporter
from hearth.records.people.telling import way_to_reach
from hearth.records.replies.closed import is_closed

RATHER = frozenset({ContactWay.LETTER.value, ContactWay.TELEPHONE.value})
"""Who wants a letter or a call is asked by somebody: a link cannot be tapped on paper."""

__all__ = ["group_recipient", "news_recipient", "person_recipient"]


def person_recipient(introduction: Introduction, *, on: date) -> Recipient | None:
    """How a person, or a supporter whom they chose for their messages, gets a link."""
    if introduction.person.preferred_contact in RATHER:
        return None
    return _allowed(introduction, MessageKind.INTRODUCTION_HOW, on)


def news_recipient(introduction: Introduction, *, on: date) -> Recipient | None:
    """How they are told that there is news: as all their messages, a letter too."""
    return _allowed(introduction, MessageKind.INTRODUCTION_NEWS, on, letters=True)


def _allowed(
    introduction: Introduction, kind: MessageKind, on: date, *, letters: bool = False
) -> Recipient | None:
    to, cannot = way_to_reach(introduction.person, kind, on=on)
    if cannot or (to.way is MessageWay.LETTER and not letters):
        return None
    if to.audience is Audience.SUPPORTER and not _may_know(introduction, to.account_id):
        return None
    return to


def _may_know(introduction: Introduction, account: int | None) -> bool:
    """A supporter is asked only of what the person shows them in the plan, and nobody closed."""
    if introduction.thread is None:
        return False
    rows = Supporter.objects.filter(
        person=introduction.person, account=account, accepted_at__isnull=False,
        ended_at__isnull=True,
    )  # fmt: skip
    shown = any(Section.COMMUNITY.value in row.sections for row in rows)
    return shown and not is_closed(introduction)


def hides_hope(introduction: Introduction) -> bool:
    """Say whether the goal whose words were passed on has been closed since."""
    standing = Seal.objects.filter(person=introduction.person_id, lifted_at__isnull=True)
    closed = Q(section=Section.GOALS.value, thread__isnull=True)
    if introduction.goal:
        closed |= Q(thread=introduction.goal)
    return standing.filter(closed).exists()
