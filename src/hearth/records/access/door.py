"""The one door to a person's record (architecture, idea 1).

It loads the facts of the relationship, asks `core.access`, writes who looked and why, and gives
back a handle that is narrowed to what this viewer may see. There is no other way in.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from hearth.core.access import Action, Grant, Role, Tie, grant
from hearth.core.words import Period, Refused, Section
from hearth.records.audit import changes as audit
from hearth.records.community.models import Post
from hearth.records.people.models import Account, Death, Person, Supporter


class NotVisible(LookupError):
    """No such person, or none that this viewer may know of. The two are never told apart."""


class NotAllowed(Refused):
    """The viewer may see the record, but may not do this."""


@dataclass(frozen=True)
class Record:
    """A person's record as one viewer may see it now. Queries and changes start from this."""

    person: Person
    grant: Grant
    account: Account
    title: str
    death: Death | None

    @property
    def role(self) -> Role:
        assert self.grant.role is not None
        return self.grant.role

    def sees(self, section: Section) -> bool:
        return section in self.grant.sections

    def refusals(self, action: Action, section: Section | None = None) -> list[str]:
        """List why this viewer may not; an empty list means yes."""
        return self.grant.refusals(action, section)

    def may(self, action: Action, section: Section | None = None) -> bool:
        return not self.refusals(action, section)

    def require(self, action: Action, section: Section | None = None) -> None:
        """Raise NotAllowed with the reasons, unless this viewer may."""
        if reasons := self.refusals(action, section):
            raise NotAllowed(reasons)

    def require_own(self, row: Any) -> None:
        """Raise NotAllowed when a row is not this person's: nothing crosses from one to another."""
        if row is not None and row.person_id != self.person.pk:
            raise NotAllowed("This belongs to someone else.")

    def note(self, did: str, *, at: datetime, what: str = "") -> None:
        """Write the audit row of a change made through this handle."""
        audit.note(
            did=did,
            by=self.account,
            at=at,
            acting_as=self.role.value,
            through=self.title,
            person_id=self.person.pk,
            what=what,
        )


def open_record(
    person_id: UUID | str, *, by: Account, at: datetime, why: str, action: Action = Action.READ
) -> Record:
    """Open one person's record for one purpose.

    Raises NotVisible when there is nothing that `by` may know of, and NotAllowed when the record
    may be seen but `action` may not be done. Every opening and every refusal leaves a row.
    """
    person, death = _person(person_id)
    ties = _ties(person, by)
    today = timezone.localdate(at)
    opened = grant(
        [tie for tie, _ in ties],
        today=today,
        has_died=death is not None,
        can_sign_in=person.account_id is not None,
    )
    if opened.role is None:
        _note(person, by, at, why, opened, allowed=False)
        raise NotVisible
    title = next((words for tie, words in ties if tie.through == opened.through), opened.through)
    record = Record(person, opened, by, title, death)
    refused = record.refusals(action)
    _note(person, by, at, why, opened, allowed=not refused, title=title)
    if refused:
        raise NotAllowed(refused)
    return record


def _person(person_id: UUID | str) -> tuple[Person, Death | None]:
    """Find the person, and with them, in the same query, the report of a death that stands."""
    standing = FilteredRelation("deaths", condition=Q(deaths__undone_at__isnull=True))
    # The type checker knows the fields of the model, not those that a query adds.
    people = Person.objects.annotate(standing_death=standing).select_related("standing_death")  # type: ignore[misc]
    try:
        person = people.filter(pk=person_id).order_by("standing_death__pk").first()
    except (ValidationError, ValueError) as error:
        raise NotVisible from error
    if person is None:
        raise NotVisible
    return person, getattr(person, "standing_death", None)


def _note(
    person: Person,
    by: Account,
    at: datetime,
    why: str,
    opened: Grant,
    *,
    allowed: bool,
    title: str = "",
) -> None:
    audit.note(
        did="looked" if allowed else "was refused",
        by=by,
        at=at,
        acting_as=opened.role.value if opened.role else "",
        through=title,
        person_id=person.pk,
        why=why,
        allowed=allowed,
        is_change=False,
    )


def _ties(person: Person, by: Account) -> list[tuple[Tie, str]]:
    """Collect every tie between an account and a person, each with its title in words."""
    return [*_own_tie(person, by), *_supporter_ties(person, by), *_staff_ties(person, by)]


def _own_tie(person: Person, by: Account) -> list[tuple[Tie, str]]:
    if person.account_id != by.pk:
        return []
    return [(Tie(Role.PERSON, Period(date.min), "me"), person.name.called)]


def _supporter_ties(person: Person, by: Account) -> list[tuple[Tie, str]]:
    rows = Supporter.objects.filter(
        person=person, account=by, accepted_at__isnull=False, ended_at__isnull=True
    )
    return [(supporter_tie(row), row.relationship) for row in rows]


def supporter_tie(row: Supporter) -> Tie:
    """Say what the person allowed this supporter, as a tie."""
    return Tie(
        role=Role.SUPPORTER,
        period=Period(timezone.localdate(row.accepted_at), row.until),
        through=row.relationship,
        sections=frozenset(Section(each) for each in row.sections),
        actions=frozenset({Action.READ, *(Action(each) for each in row.actions)}),
    )


def _staff_ties(person: Person, by: Account) -> list[tuple[Tie, str]]:
    posts = Post.objects.filter(account=by, organisation__involvements__person=person).annotate(
        involved_from=F("organisation__involvements__starts"),
        involved_until=F("organisation__involvements__ends"),
    )
    found = posts.select_related("organisation").order_by("pk")
    return [(_staff_tie(post), str(post)) for post in found]


def _staff_tie(post: Any) -> Tie:
    """Tie a member of staff for as long as both the post and the involvement last."""
    ends = [day for day in (post.ends, post.involved_until) if day]
    period = Period(max(post.starts, post.involved_from), min(ends) if ends else None)
    return Tie(Role(post.role), period, str(post))
