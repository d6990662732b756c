"""Breaking the glass: a record is opened in an emergency, for hours, with a reason.

Seals stay shut (core.access). The person and the records auditor are told the same evening.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from hearth.core.access import MAY_BREAK_GLASS
from hearth.core.sharing import BREAK_GLASS_HOURS, glass_problems
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import NotAllowed, NotVisible, person_and_death
from hearth.records.access.models import BrokenGlass
from hearth.records.audit import changes as audit
from hearth.records.community.models import Post
from hearth.records.people.models import Account


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
    if post.account_id != by.pk or post.role not in {role.value for role in MAY_BREAK_GLASS}:
        raise NotAllowed("Only staff who give care may do this.")
    problems = glass_problems(reason)
    if lasts > BREAK_GLASS_HOURS:
        problems.append(Refusal("It can be opened for four hours at most.", "lasts"))
    if problems:
        raise CannotBreakGlass(problems)
    row = BrokenGlass.objects.create(
        person=person,
        account=by,
        post=post,
        reason=reason.strip(),
        starts_at=at,
        ends_at=at + lasts,
    )
    audit.note(
        did="broke the glass",
        by=by,
        at=at,
        acting_as=post.role,
        through=str(post),
        person_id=person.pk,
        what=f"until {row.ends_at:%H:%M}",
    )
    return row


@transaction.atomic
def look_into(*, glass: BrokenGlass, finding: str, by: Account, at: datetime) -> None:
    """The records auditor says what they found about a broken glass."""
    if not finding.strip():
        raise CannotBreakGlass([Refusal("Say what you found, in a few words.", "finding")])
    glass.looked_into_at, glass.looked_into_by = at, by
    glass.finding = finding.strip()
    glass.save(update_fields=["looked_into_at", "looked_into_by", "finding"])
    audit.note(did="looked into a broken glass", by=by, at=at, person_id=glass.person_id)


def broken_glasses(communities: list[int]) -> QuerySet[BrokenGlass]:
    """Broken glasses in these communities; those that nobody looked into yet come first."""
    rows = BrokenGlass.objects.filter(post__organisation__community__in=communities)
    return rows.select_related("person", "account", "post__organisation").order_by(
        "looked_into_at", "-starts_at"
    )
