"""The way in that breaks the glass: the person is named exactly, or nothing is found.

There is no list and no hint. Each try leaves a row, about who was found or about nobody.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from hearth.core.access import Footing, Role
from hearth.core.sharing import glass_problems
from hearth.core.words import Refusal
from hearth.records.access.door import person_and_death
from hearth.records.access.glass import CannotBreakGlass, break_glass, open_until
from hearth.records.access.ties import ties_of
from hearth.records.audit import changes as audit
from hearth.records.community.models import Post
from hearth.records.people.models import Account, Person

NO_MATCH = Refusal("We cannot open a record with these details. Check each of them.")
PERSONAL = (Footing.OWN, Footing.SUPPORT)


@dataclass(frozen=True)
class Named:
    """How staff name one person: last name, birth date, and a first name or a number."""

    family: str
    born: date | None
    first: str = ""
    number: str = ""


@dataclass(frozen=True)
class WayIn:
    """Which record was opened, and whether a glass had to be broken for it."""

    person_id: UUID
    broke: bool


def open_in_emergency(*, named: Named, post: Post, reason: str, by: Account, at: datetime) -> WayIn:
    """Open the record of the one person who is named exactly. Raises CannotBreakGlass.

    Who can read it anyhow is taken there, and nothing is broken. Must not run inside a transaction
    that a refusal would roll back: the row of the try has to stay.
    """
    if problems := [*_lacks(named), *glass_problems(reason)]:
        _note_refusal(post, by, at, "The form was not complete.")
        raise CannotBreakGlass(problems)
    person = find_exactly(named)
    if person is None or person_and_death(person.pk)[1] is not None:
        _note_refusal(post, by, at, "The details match no one.", person)
        raise CannotBreakGlass([NO_MATCH])
    if reads_anyhow(person, by, at=at):
        return WayIn(person.pk, broke=False)
    break_glass(person_id=person.pk, post=post, reason=reason, by=by, at=at)
    return WayIn(person.pk, broke=True)


def _lacks(named: Named) -> list[Refusal]:
    found = []
    if not named.family.strip():
        found.append(Refusal("Give the last name.", "family"))
    if named.born is None:
        found.append(Refusal("Give the date of birth.", "born"))
    if not (named.first.strip() or named.number.strip()):
        found.append(Refusal("Give the first name, or the number.", "first"))
    return found


def find_exactly(named: Named) -> Person | None:
    """The one person who has exactly these details; None when there is no one, or a twin."""
    if named.born is None:
        return None
    people = Person.objects.filter(family_key=_folded(named.family), born=named.born)
    if named.first.strip():
        first = _folded(named.first)
        people = people.filter(Q(given_key=first) | Q(preferred_key=first))
    if named.number.strip():
        scheme = settings.JURISDICTION.identifier
        number = scheme.tidy(named.number)
        people = people.filter(identifiers__scheme=scheme.code, identifiers__value=number)
    found = list(people.distinct()[:2])
    return found[0] if len(found) == 1 else None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def reads_anyhow(person: Person, account: Account, *, at: datetime) -> bool:
    """Say whether a glass would open nothing more: involved to give care, close, or broken now."""
    today = timezone.localdate(at)
    live = [tie for tie, _ in ties_of(person, account, at=at) if tie.runs(today=today, at=at)]
    involved = any(
        tie.footing is Footing.INVOLVED and tie.role is Role.PRACTITIONER for tie in live
    )
    personal = any(tie.footing in PERSONAL for tie in live)
    return involved or personal or open_until(person, account, at=at) is not None


def _note_refusal(
    post: Post, by: Account, at: datetime, why: str, person: Person | None = None
) -> None:
    audit.note(
        did="was refused",
        by=by,
        at=at,
        acting_as=post.role,
        through=str(post),
        person_id=person.pk if person else None,
        why="tried to open a record in an emergency",
        reason=why,
        allowed=False,
        is_change=False,
    )
