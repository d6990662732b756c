"""Put somebody in touch: tell them, or ask the group, with what they agreed is passed on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.directory.activity import Status
from hearth.core.introductions.in_plan import PLAN_STATUS
from hearth.core.introductions.passing_on import (
    CannotIntroduce,
    Passed,
    SaidYes,
    offered,
    passing_on_problems,
)
from hearth.core.introductions.states import CAN_ASK_AGAIN, FIRST, STATE_WORDS, Kind, Teller
from hearth.core.messages import Silence
from hearth.core.words import Refusal, Section
from hearth.records.access.door import Record
from hearth.records.directory.models import Activity
from hearth.records.introductions.about import about
from hearth.records.introductions.changes.plan_entry import keep_in_plan
from hearth.records.introductions.models import Introduction, IntroductionEvent
from hearth.records.introductions.queries import Followed, open_with_group
from hearth.records.people.models import Account, Person
from hearth.records.people.queries import silence_about
from hearth.records.plans.models import KeyWorker


@transaction.atomic
def introduce(
    *,
    record: Record,
    activity: Activity,
    kind: Kind,
    by: Account,
    at: datetime,
    passed_on: Mapping[str, str] | None = None,
    said_yes: SaidYes | None = None,
    agreed_at: datetime | None = None,
    goal: str = "",
    companion: str = "",
    why: str = "",
    in_plan: bool = True,
) -> Introduction:
    """Begin an introduction, or ask the group about one that the person only knew of.

    `passed_on`: field -> the words as they were shown; anything that is not what could be offered
    now is refused. `agreed_at`: when they said yes, `at` by default. `in_plan`: supporters read the
    plan, so it may be left out of it. Raises CannotIntroduce.
    It sends nothing: who calls it asks the group in the same transaction.
    """
    record.require(Action.INTRODUCE, Section.COMMUNITY)
    Person.objects.select_for_update().get(pk=record.person.pk)  # Two clicks put in touch once.
    passes = {} if kind is Kind.TOLD else dict(passed_on or {})
    said_yes = SaidYes.THEMSELVES if record.role is Role.PERSON else said_yes
    held = open_with_group(record, activity.pk)
    found = _obstacles(record, activity, kind, held)
    found += passing_on_problems(kind, passes, said_yes)
    found += _changed(record, passes, goal, companion, at)
    found += _consent_day(agreed_at, at)
    if found:
        raise CannotIntroduce(found)
    facts: dict[str, Any] = {
        "kind": kind.value,
        "passed_on": passes,
        "companion": companion.strip()[:200],
        "goal": UUID(goal) if goal else None,
        "why": why.strip(),
        "agreed_at": None if kind is Kind.TOLD else agreed_at or at,
        "said_yes": said_yes.value if said_yes and kind is not Kind.TOLD else "",
    }
    row = _stronger(held, facts) if held else _new(record, activity, facts, by, at)
    return _happens(record, row, kind, by, at, in_plan=in_plan)


def _new(
    record: Record, activity: Activity, facts: dict[str, Any], by: Account, at: datetime
) -> Introduction:
    return Introduction.objects.create(
        person=record.person,
        activity=activity,
        activity_name=activity.name,
        made_at=at,
        made_by=by,
        link_worker=_who_follows(record, by),
        **facts,
    )


def _stronger(held: Followed, facts: dict[str, Any]) -> Introduction:
    """The same record goes on: somebody who knew of it, or did not get there, is put in touch."""
    facts = {**facts, "goal": facts["goal"] or held.row.goal, "why": facts["why"] or held.row.why}
    Introduction.objects.filter(pk=held.row.pk).update(**facts)
    return Introduction.objects.get(pk=held.row.pk)


def _happens(
    record: Record, row: Introduction, kind: Kind, by: Account, at: datetime, *, in_plan: bool
) -> Introduction:
    teller = Teller.PERSON if record.role is Role.PERSON else Teller.STAFF
    IntroductionEvent.objects.create(
        introduction=row, state=FIRST[kind].value, on=timezone.localdate(at), teller=teller.value,
        at=at, by=by,
    )  # fmt: skip
    if in_plan:
        _in_plan(record, row, kind, by, at)
    record.note(
        "was put in touch" if kind is not Kind.TOLD else "was told of something near",
        at=at, what=kind.value, section=Section.COMMUNITY, thread=row.thread,
    )  # fmt: skip
    return row


def _in_plan(record: Record, row: Introduction, kind: Kind, by: Account, at: datetime) -> None:
    status = PLAN_STATUS[FIRST[kind]]
    thread = keep_in_plan(record=record, introduction=row, status=status, by=by, at=at)
    if thread and thread != row.thread:
        row.thread = thread
        row.save(update_fields=["thread"])


def _who_follows(record: Record, by: Account) -> Account | None:
    """Staff follow up what they made; the key worker, what the person made."""
    if record.role is not Role.PERSON:
        return by
    rows = KeyWorker.objects.filter(person=record.person, ends__isnull=True)
    held = rows.select_related("post__account").first()
    return held.post.account if held else None


def _obstacles(
    record: Record, activity: Activity, kind: Kind, held: Followed | None
) -> list[Refusal]:
    found = []
    if silence_about(record.person.pk) is not Silence.NONE:
        found.append(Refusal("Somebody told us that they died. Check this first."))
    if not activity.is_listed or activity.status != Status.ACTIVE.value:
        found.append(Refusal("This is not running now. Look for something else."))
    if held and (kind is Kind.TOLD or held.standing.state not in CAN_ASK_AGAIN):
        words = STATE_WORDS[held.standing.state]
        found.append(Refusal(f"They are in touch with this group already: {words}."))
    return found


def _changed(
    record: Record, passes: Mapping[str, str], goal: str, companion: str, at: datetime
) -> list[Refusal]:
    """What was shown must be what is sent, and nothing but what may be offered."""
    gathered = about(record, on=timezone.localdate(at), goal=goal, companion=companion)
    known = {each.value: words for each, words in offered(gathered).items()}
    if all(known.get(name) == words for name, words in passes.items()):
        return []
    return [Refusal("Some of this has changed. Look at it again.", Passed.CALLED.value)]


def _consent_day(agreed_at: datetime | None, at: datetime) -> list[Refusal]:
    if agreed_at and agreed_at > at:
        return [Refusal("They cannot have said yes on a day to come.", "agreed_on")]
    return []
