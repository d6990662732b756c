"""How a copy stands, what is to be decided about it, and what it may hold."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from hearth.core.access import Footing, Grant, Role, Tie, grant
from hearth.core.disclosure import (
    DAYS_TO_TAKE,
    Choice,
    CopyStanding,
    Part,
    seals_of_copy,
    standing,
    to_decide,
)
from hearth.core.kinds import kinds_in
from hearth.core.words import Section
from hearth.records.access.door import LinkHolder, Record, person_and_death
from hearth.records.access.queries import people_visible_to
from hearth.records.access.seals import open_seals
from hearth.records.access.ties import ALWAYS
from hearth.records.disclosure.models import CopyCheck, CopyRequest
from hearth.records.people.models import Account
from hearth.records.plans.models import Entry


@dataclass(frozen=True)
class Copy:
    """One copy that was asked for, and how it stands."""

    request: CopyRequest
    check: CopyCheck | None
    standing: CopyStanding

    @property
    def until(self) -> date | None:
        """The last day on which it can be taken."""
        return timezone.localdate(self.check.at) + DAYS_TO_TAKE if self.check else None


def newest_copy(record: Record, *, at: datetime) -> Copy | None:
    """The copy that was asked for last. One query."""
    row = (
        CopyRequest.objects.filter(person=record.person)
        .select_related("check_made")
        .order_by("-pk")
        .first()
    )
    if row is None:
        return None
    check = getattr(row, "check_made", None)
    checked_on = timezone.localdate(check.at) if check else None
    return Copy(row, check, standing(checked_on, today=timezone.localdate(at)))


def copies_to_check(account: Account, *, on: date) -> QuerySet[CopyRequest]:
    """The copies that wait where somebody works, the first day first."""
    visible = people_visible_to(account, on=on)
    rows = CopyRequest.objects.filter(check_made__isnull=True, person__in=visible)
    return rows.select_related("person").order_by("answer_by", "pk")


def parts_to_decide(record: Record) -> tuple[Part, ...]:
    """The parts that are about someone else, as far as this viewer sees them."""
    found = to_decide(open_seals(record.person))
    return tuple(each for each in found if record.shows(each.section, each.thread))


def for_copy(record: Record, copy: Copy | None, *, at: datetime) -> Record:
    """The record as its copy may hold it: what the person sees, and what was given for this copy.

    Nothing is given on an old decision: a seal that was put on since, or words that were written
    since under one that was opened, stay closed.
    """
    given = _given(copy.check) if copy and copy.check else ()
    seals = seals_of_copy(open_seals(record.person), given)
    own = Tie(Role.PERSON, ALWAYS, "me", footing=Footing.OWN)
    theirs = grant(
        [own],
        today=timezone.localdate(at),
        seals=seals,
        viewer=str(record.person.account_id or ""),
    )
    return replace(record, grant=theirs)


def own_view(person_id: UUID, *, at: datetime) -> Record:
    """The record as a copy may hold it that nobody has checked. Raises NotVisible; notes nothing.

    For whoever runs the machine: they have no account, and no tie.
    """
    person, death = person_and_death(person_id)
    nobody = Record(person, Grant(), LinkHolder("Whoever runs Hearth"), "", death)
    return for_copy(nobody, None, at=at)


def _given(check: CopyCheck) -> Collection[Part]:
    rows = check.decisions.filter(choice=Choice.GIVE.value)
    parts = [Part(Section(row.section), str(row.thread or "")) for row in rows]
    return [part for part in parts if not _written_since(check, part)]


def _written_since(check: CopyCheck, part: Part) -> bool:
    kinds = [kind.code for kind in kinds_in(part.section)]
    about = Q(thread=part.thread) if part.thread else Q(kind__in=kinds)
    person = check.request.person_id
    return Entry.objects.filter(about, person=person, at__gt=check.at).exists()
