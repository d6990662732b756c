"""Load introductions of the past, many at once, under the same rules as one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hearth.core.introductions.passing_on import CannotIntroduce, SaidYes, passing_on_problems
from hearth.core.introductions.states import (
    FIRST,
    MAY_TELL,
    CannotMove,
    Kind,
    Reason,
    State,
    Teller,
    move_problems,
)
from hearth.core.words import Refusal
from hearth.records.audit.bulk import Note, note_all
from hearth.records.audit.many import add_rows
from hearth.records.directory.models import Activity
from hearth.records.introductions.models import Introduction, IntroductionEvent
from hearth.records.people.models import Account


@dataclass(frozen=True)
class Past:
    """One thing that happened, and who told it."""

    at: datetime
    state: State
    teller: Teller = Teller.STAFF
    reason: Reason | None = None


@dataclass(frozen=True)
class PastIntroduction:
    """Somebody was put in touch by staff, after a yes; and what happened since, in order."""

    id: UUID
    person: UUID
    activity: UUID
    kind: Kind
    made_at: datetime
    made_by: Account
    passed_on: Mapping[str, str] = field(default_factory=dict)
    happened: Sequence[Past] = ()


@transaction.atomic
def load_introductions(past: Iterable[PastIntroduction]) -> int:
    """Keep those that are not there yet. Raises CannotIntroduce or CannotMove; all or nothing."""
    given = list(past)
    there = set(Introduction.objects.filter(pk__in=[e.id for e in given]).values_list("pk"))
    new = [each for each in given if (each.id,) not in there]
    for each in new:
        _check(each)
    names = dict(
        Activity.objects.filter(pk__in={each.activity for each in new}).values_list("pk", "name")
    )
    add_rows(_row(each, names[each.activity]) for each in new)
    add_rows(event for each in new for event in _events(each))
    note_all(note for each in new for note in _notes(each))
    return len(new)


def _check(each: PastIntroduction) -> None:
    said_yes = None if each.kind is Kind.TOLD else SaidYes.TALKING
    if found := passing_on_problems(each.kind, each.passed_on, said_yes):
        raise CannotIntroduce(found)
    steps = [Past(each.made_at, FIRST[each.kind]), *each.happened]
    for before, after in pairwise(steps):
        problems = move_problems(before.state, after.state, after.reason, after.teller)
        if after.state not in MAY_TELL[after.teller] or after.at < before.at:
            problems.append("Somebody else has to tell us that, or at another time.")
        if problems:
            raise CannotMove([Refusal(words) for words in problems])


def _row(each: PastIntroduction, name: str) -> Introduction:
    asked = each.kind is not Kind.TOLD
    return Introduction(
        id=each.id, person_id=each.person, activity_id=each.activity, activity_name=name,
        kind=each.kind.value, passed_on=dict(each.passed_on) if asked else {},
        agreed_at=each.made_at if asked else None,
        said_yes=SaidYes.TALKING.value if asked else "",
        made_at=each.made_at, made_by=each.made_by, link_worker=each.made_by,
    )  # fmt: skip


def _events(each: PastIntroduction) -> Iterable[IntroductionEvent]:
    for step in (Past(each.made_at, FIRST[each.kind]), *each.happened):
        yield IntroductionEvent(
            introduction_id=each.id, state=step.state.value, on=timezone.localdate(step.at),
            teller=step.teller.value, reason=step.reason.value if step.reason else "",
            at=step.at, by=each.made_by if step.teller is Teller.STAFF else None,
        )  # fmt: skip


def _notes(each: PastIntroduction) -> Iterable[Note]:
    did = "was told of something near" if each.kind is Kind.TOLD else "was put in touch"
    by: Any = each.made_by
    yield Note(did, each.made_at, each.person, by.pk, by.full_name, what=each.kind.value)
    for step in each.happened:
        pk, name = (by.pk, by.full_name) if step.teller is Teller.STAFF else (None, "Hearth")
        did = "said what came of an introduction"
        yield Note(did, step.at, each.person, pk, name, what=step.state.value)
