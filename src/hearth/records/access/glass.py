"""Breaking the glass: a record is opened in an emergency, for hours, with a reason.

Seals stay shut (core.access). The person and the records auditor are told the same evening.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from hearth.core.access import MAY_BREAK_GLASS, Role
from hearth.core.sharing import BREAK_GLASS_HOURS, glass_problems
from hearth.core.words import Period, Refusal, Refused
from hearth.records.access.door import NotAllowed, NotVisible, person_and_death
from hearth.records.access.glass_telling import tell_of
from hearth.records.access.models import BrokenGlass
from hearth.records.audit import changes as audit
from hearth.records.audit.models import AuditRow
from hearth.records.community.models import Post
from hearth.records.people.models import Account, Person
from hearth.records.periods import not_over

LOOKED_INTO_WITHIN = timedelta(days=3)


class CannotBreakGlass(Refused):
    """It lacks a reason, or the post may not."""


@transaction.atomic
def break_glass(
    *,
    person_id: UUID | str,
    post: Post,
    reason: str,
    by: Account,
    at: datetime,
    lasts: timedelta = BREAK_GLASS_HOURS,
) -> BrokenGlass:
    """Open a record to one member of staff for at most four hours. Raises CannotBreakGlass."""
    person, death = person_and_death(person_id)
    if death is not None:
        raise NotVisible
    if not _may(post, by, at):
        raise NotAllowed("Only staff who give care may do this.")
    if problems := _problems(reason, lasts):
        raise CannotBreakGlass(problems)
    row = BrokenGlass.objects.create(
        person=person, account=by, post=post, reason=reason.strip()[:500],
        starts_at=at, ends_at=at + lasts,
    )  # fmt: skip
    audit.note(
        did="broke the glass",
        by=by,
        at=at,
        acting_as=post.role,
        through=str(post),
        person_id=person.pk,
        what=f"number {row.pk}, until {timezone.localtime(row.ends_at):%H:%M}",
    )
    tell_of(glass=row, person=person, by=by, at=at)
    return row


def _may(post: Post, by: Account, at: datetime) -> bool:
    held = post.account_id == by.pk and post.role in {role.value for role in MAY_BREAK_GLASS}
    return held and Period(post.starts, post.ends).covers(timezone.localdate(at))


def _problems(reason: str, lasts: timedelta) -> list[Refusal]:
    found = glass_problems(reason)
    if not timedelta() < lasts <= BREAK_GLASS_HOURS:
        found.append(Refusal("It can be opened for four hours at most.", "lasts"))
    return found


@transaction.atomic
def look_into(*, glass: BrokenGlass, finding: str, by: Account, at: datetime) -> None:
    """The records auditor says what they found about a broken glass."""
    if by.pk == glass.account_id:
        raise NotAllowed("You opened this record. Someone else must look into it.")
    if not broken_glasses(_audited_by(by, at)).filter(pk=glass.pk).exists():
        raise NotAllowed("Only a records auditor may do this.")
    if not finding.strip():
        raise CannotBreakGlass([Refusal("Say what you found, in a few words.", "finding")])
    glass.looked_into_at, glass.looked_into_by = at, by
    glass.finding = finding.strip()[:500]
    glass.save(update_fields=["looked_into_at", "looked_into_by", "finding"])
    audit.note(
        did="looked into an emergency opening",
        by=by,
        at=at,
        acting_as=Role.AUDITOR.value,
        person_id=glass.person_id,
        what=f"number {glass.pk}",
    )


def _audited_by(account: Account, at: datetime) -> list[int]:
    today = timezone.localdate(at)
    running = not_over(today)
    posts = Post.objects.filter(
        running, account=account, role=Role.AUDITOR.value, starts__lte=today
    )
    return list(posts.values_list("organisation__community", flat=True))


def broken_glasses(communities: Iterable[int]) -> QuerySet[BrokenGlass]:
    """Broken glasses of staff or of people of these communities.

    Those that nobody looked into yet come first, the oldest of them at the top.
    """
    places = list(communities)
    theirs = Q(post__organisation__community__in=places)
    people = Person.objects.filter(involvements__organisation__community__in=places)
    rows = BrokenGlass.objects.filter(theirs | Q(person__in=people))
    return rows.select_related("person", "account", "post__organisation").order_by(
        F("looked_into_at").asc(nulls_first=True), "starts_at", "pk"
    )


def open_until(record_of: Person, account: Account, *, at: datetime) -> datetime | None:
    """When the glass that this account broke closes again; None when it broke none."""
    rows = BrokenGlass.objects.filter(
        person=record_of, account=account, starts_at__lte=at, ends_at__gt=at
    )
    return rows.order_by("-ends_at").values_list("ends_at", flat=True).first()


def broken_glasses_of(person: Person) -> QuerySet[BrokenGlass]:
    """Each time that staff opened this person's record in an emergency, the newest first."""
    rows = BrokenGlass.objects.filter(person=person).select_related("account", "post__organisation")
    return rows.order_by("-starts_at", "-pk")


def looks_through(glass: BrokenGlass) -> list[AuditRow]:
    """What was looked at while this glass was broken, in order."""
    rows = AuditRow.objects.filter(
        person_id=glass.person_id, account_id=glass.account_id, is_change=False,
        at__gte=glass.starts_at, at__lte=glass.ends_at,
    )  # fmt: skip
    return list(rows.order_by("at", "pk"))
