"""Put people on a list, and take them off. Whoever is on one has one open recall."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from hearth.core.recall.facts import ListKind
from hearth.records.access.models import Involvement
from hearth.records.community.models import Community
from hearth.records.people.models import Account
from hearth.records.recall.changes.noting import note_people
from hearth.records.recall.changes.opening import open_recalls
from hearth.records.recall.models import OnRegister

AT_ONCE = 1_000
LONGEST = 120


@dataclass(frozen=True)
class ToList:
    """Somebody to put on a list: why, in words with dates; and the date owed to them, if any."""

    person_id: UUID
    why: tuple[str, ...] = ()
    due: date | None = None


@dataclass
class Told:
    """How many came on the list, were on it already, came off it, and got a new recall."""

    new: int = 0
    still: int = 0
    off: int = 0
    recalls: int = 0


@transaction.atomic
def put_on_register(
    people: Iterable[ToList],
    *,
    register: str,
    source: str,
    by: Account | None,
    at: datetime,
    kind: ListKind = ListKind.COHORT,
    is_whole: bool = False,
    within: Community | None = None,
    spared: Collection[UUID] = (),
) -> Told:
    """Put people on a list, for example those whom a cohort found, and open their recalls.

    `register` is the name of the list; `source` says where they come from ("run 12 of ..."). On it
    already: the reasons are brought up to date. `is_whole`: whoever is not among them comes off; of
    the people of one community only, when it is `within` one.
    """
    told, seen, register = Told(), set[UUID](), register[:LONGEST]
    rest = iter(people)
    while some := {each.person_id: each for each in islice(rest, AT_ONCE)}:
        new = _keep(some, register, source, kind, by, at)
        seen |= some.keys()
        told.new += len(new)
        told.still += len(some) - len(new)
        told.recalls += open_recalls(new, by=by, at=at)
    if is_whole:
        told.off = _take_off_others(seen.union(spared), register, within, by, at)
    return told


def _keep(
    some: Mapping[UUID, ToList], register: str, source: str, kind: ListKind,
    by: Account | None, at: datetime,
) -> list[UUID]:  # fmt: skip
    held = OnRegister.objects.filter(register=register, until__isnull=True, person__in=some)
    rows = {row.person_id: row for row in held}
    _bring_up_to_date(
        [row for pk, row in rows.items() if _differs(row, some[pk], source)], some, source
    )
    new = [person for person in some if person not in rows]
    OnRegister.objects.bulk_create(
        (
            OnRegister(
                person_id=person, register=register, kind=kind.value, since=timezone.localdate(at),
                why=list(some[person].why), due=some[person].due, source=source[:200],
            )
            for person in new
        ),
        ignore_conflicts=True,  # The same list may be put twice in one moment.
    )  # fmt: skip
    note_people(new, "put on a list", what=register, by=by, at=at)
    return new


def _differs(row: OnRegister, now: ToList, source: str) -> bool:
    return (tuple(row.why), row.due, row.source) != (now.why, now.due, source[:200])


def _bring_up_to_date(rows: Sequence[OnRegister], some: Mapping[UUID, ToList], source: str) -> None:
    for row in rows:
        now = some[row.person_id]
        row.why, row.due, row.source = list(now.why), now.due, source[:200]
    OnRegister.objects.bulk_update(rows, ["why", "due", "source"], batch_size=500)


def _take_off_others(
    kept: Collection[UUID], register: str, within: Community | None,
    by: Account | None, at: datetime,
) -> int:  # fmt: skip
    held = OnRegister.objects.filter(register=register, until__isnull=True)
    if within is not None:
        theirs = Involvement.objects.filter(organisation__community=within)
        held = held.filter(Exists(theirs.filter(person=OuterRef("person"))))
    off = [person for person in held.values_list("person_id", flat=True) if person not in kept]
    for start in range(0, len(off), AT_ONCE):
        take_off_register(off[start : start + AT_ONCE], register=register, by=by, at=at)
    return len(off)


@transaction.atomic
def take_off_register(
    people: Sequence[UUID], *, register: str, by: Account | None, at: datetime
) -> None:
    """End the time of these people on a list. Their recall ends once nothing else asks for it."""
    held = OnRegister.objects.filter(register=register, until__isnull=True, person__in=people)
    held.update(until=timezone.localdate(at))
    note_people(people, "taken off a list", what=register, by=by, at=at)
