"""Whether somebody else could see what a disagreement is about: nobody is told of what is hidden.

The door opens a record for who is here now. These questions are about people who are not: the
person, or a member of staff who is to be named. They read nothing, so that nothing is noted.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hearth.core.access import Action, Footing, Grant, Role, Tie, grant
from hearth.core.appeal import About
from hearth.records.access.models import Seal
from hearth.records.access.seals import open_seals
from hearth.records.access.ties import ALWAYS, ties_of
from hearth.records.people.models import Account, Person


def person_sees(person: Person, about: About, *, at: datetime) -> bool:
    """Say whether the person sees it: all of their plan but what was sealed away from them."""
    own = Tie(Role.PERSON, ALWAYS, "me", footing=Footing.OWN)
    opened = grant(
        [own],
        today=timezone.localdate(at),
        at=at,
        seals=open_seals(person),
        viewer=str(person.account_id or ""),
    )
    return _shows(opened, about)


def may_answer(person: Person, account: Account, about: About, *, at: datetime) -> bool:
    """Say whether this member of staff sees it, and may answer."""
    opened = grant(
        [tie for tie, _ in ties_of(person, account, at=at)],
        today=timezone.localdate(at),
        at=at,
        seals=open_seals(person),
        viewer=str(account.pk),
    )
    return Action.ANSWER_APPEAL in opened.actions and _shows(opened, about)


def _shows(opened: Grant, about: About) -> bool:
    return about.section is None or opened.shows(about.section, about.entry)


def is_sealed() -> Q:
    """What is about something sealed, as a condition on steps: lists leave it out for everyone."""
    seals = Seal.objects.filter(
        Q(thread__isnull=True) | Q(thread=OuterRef("appeal__thread")),
        person=OuterRef("appeal__person"),
        section=OuterRef("appeal__section"),
        lifted_at__isnull=True,
    )
    return Q(Exists(seals))
