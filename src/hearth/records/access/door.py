"""The one door to a person's record (architecture, idea 1).

It loads the facts of the relationship, asks `core.access`, writes who looked and why, and gives
back a handle that is narrowed to what this viewer may see. There is no other way in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import FilteredRelation, Q
from django.utils import timezone

from hearth.core.access import Action, Grant, Life, Role, Tie, grant
from hearth.core.sharing import Seal
from hearth.core.words import Refused, Section
from hearth.records.access.seals import open_seals
from hearth.records.access.ties import ties_of
from hearth.records.audit import changes as audit
from hearth.records.people.models import Account, Death, Person


@dataclass(frozen=True)
class LinkHolder:
    """Who reads through a link: nobody knows their name, so it says which link it was."""

    full_name: str
    pk: None = None


class NotVisible(LookupError):
    """No such person, or none that this viewer may know of. The two are never told apart."""


class NotAllowed(Refused):
    """The viewer may see the record, but may not do this."""


@dataclass(frozen=True)
class Record:
    """A person's record as one viewer may see it now. Queries and changes start from this."""

    person: Person
    grant: Grant
    reader: Account | LinkHolder
    title: str
    death: Death | None

    @property
    def account(self) -> Account:
        """The account of who reads. The holder of a link has none, and does nothing but read."""
        assert isinstance(self.reader, Account)
        return self.reader

    @property
    def role(self) -> Role:
        assert self.grant.role is not None
        return self.grant.role

    def sees(self, section: Section) -> bool:
        """Say whether this viewer sees a section. For one entry of it, ask `shows`."""
        return section in self.grant.sections

    def shows(self, section: Section, thread: object = "") -> bool:
        """Say whether this viewer sees one entry, by its section and its thread."""
        return self.grant.shows(section, str(thread))

    @property
    def hidden(self) -> frozenset[str]:
        """The threads of the sealed entries that this viewer must not learn of."""
        return self.grant.hidden

    def refusals(
        self, action: Action, section: Section | None = None, thread: object = ""
    ) -> list[str]:
        """List why this viewer may not; an empty list means yes."""
        return self.grant.refusals(action, section, str(thread))

    def may(self, action: Action, section: Section | None = None) -> bool:
        return not self.refusals(action, section)

    def require(self, action: Action, section: Section | None = None, thread: object = "") -> None:
        """Raise NotAllowed with the reasons, unless this viewer may."""
        if reasons := self.refusals(action, section, thread):
            raise NotAllowed(reasons)

    def require_own(self, row: Any) -> None:
        """Raise NotAllowed when a row is not this person's: nothing crosses from one to another."""
        if row is not None and row.person_id != self.person.pk:
            raise NotAllowed("This belongs to someone else.")

    def note(
        self,
        did: str,
        *,
        at: datetime,
        what: str = "",
        section: Section | None = None,
        thread: UUID | str | None = None,
    ) -> None:
        """Write the audit row of a change made through this handle.

        `section` and `thread` say which part it was about, so that a seal covers this row too.
        """
        audit.note(
            did=did,
            by=self.reader,
            at=at,
            acting_as=self.role.value,
            through=self.title,
            person_id=self.person.pk,
            what=what,
            reason=self.grant.reason,
            section=section.value if section else "",
            thread=UUID(str(thread)) if thread else None,
        )


def open_record(
    person_id: UUID | str, *, by: Account, at: datetime, why: str, action: Action = Action.READ
) -> Record:
    """Open one person's record for one purpose.

    Raises NotVisible when there is nothing that `by` may know of, and NotAllowed when the record
    may be seen but `action` may not be done. Every opening and every refusal leaves a row.
    """
    person, death = person_and_death(person_id)
    return open_with(
        ties_of(person, by, at=at), person, death, by=by, at=at, why=why, action=action
    )


def open_with(
    ties: list[tuple[Tie, str]],
    person: Person,
    death: Death | None,
    *,
    by: Account | LinkHolder,
    at: datetime,
    why: str,
    action: Action = Action.READ,
) -> Record:
    """Decide, note who looked, and hand out the record. Each tie comes with its title in words."""
    opened, title = decided(ties, person, death, open_seals(person), by=by, at=at)
    if opened.role is None:
        note_opening(
            person, opened, by=by, at=at, why=why, refused=["There is no tie to this person."]
        )
        raise NotVisible
    record = Record(person, opened, by, title, death)
    refused = record.refusals(action)
    note_opening(person, opened, by=by, at=at, why=why, refused=refused, title=title)
    if refused:
        raise NotAllowed(refused)
    return record


def decided(
    ties: list[tuple[Tie, str]],
    person: Person,
    death: Death | None,
    seals: Iterable[Seal],
    *,
    by: Account | LinkHolder,
    at: datetime,
) -> tuple[Grant, str]:
    """Return what these ties open now, and the title of the one that it rests on."""
    opened = grant(
        [tie for tie, _ in ties],
        today=timezone.localdate(at),
        at=at,
        seals=seals,
        viewer=str(by.pk) if by.pk else "",
        life=_life(person, death),
    )
    title = next((words for tie, words in ties if tie.through == opened.through), opened.through)
    return opened, title


def _life(person: Person, death: Death | None) -> Life:
    if death is not None:
        return Life.DIED
    return Life.SIGNS_IN if person.account_id is not None else Life.NO_SIGN_IN


def person_and_death(person_id: UUID | str) -> tuple[Person, Death | None]:
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


def note_opening(
    person: Person,
    opened: Grant,
    *,
    by: Account | LinkHolder,
    at: datetime,
    why: str,
    refused: list[str],
    title: str = "",
) -> None:
    """Write who looked, or who was refused and why."""
    audit.note(
        did="was refused" if refused else "looked",
        by=by,
        at=at,
        acting_as=opened.role.value if opened.role else "",
        through=title,
        person_id=person.pk,
        why=why,
        allowed=not refused,
        reason="; ".join(refused) or opened.reason,
        is_change=False,
    )
