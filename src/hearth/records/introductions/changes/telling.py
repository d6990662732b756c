"""Write down what happened to an introduction, and take a yes back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.introductions.in_plan import PLAN_STATUS
from hearth.core.introductions.passing_on import is_mobile
from hearth.core.introductions.states import (
    MAY_TELL,
    CannotMove,
    Reason,
    State,
    Teller,
    move_problems,
)
from hearth.core.messages import Audience, MessageKind, MessageWay, Recipient, Silence
from hearth.core.words import Refusal, Section
from hearth.records.access.door import Record
from hearth.records.audit import changes as audit
from hearth.records.introductions.changes.plan_entry import keep_in_plan
from hearth.records.introductions.models import Introduction, IntroductionEvent
from hearth.records.introductions.queries import followed, standing_of
from hearth.records.outbox import changes as outbox
from hearth.records.outbox.models import Message
from hearth.records.people.models import Account
from hearth.records.people.queries import silence_about

LONGEST = 2_000


@transaction.atomic
def tell(
    *,
    introduction: Introduction,
    state: State,
    on: date,
    by: Account | None,
    at: datetime,
    teller: Teller = Teller.STAFF,
    reason: Reason | None = None,
    words: str = "",
    place: int | None = None,
    record: Record | None = None,
) -> IntroductionEvent:
    """Write down one thing that happened. Raises CannotMove with the reasons why it cannot have.

    `record`: through which the person or staff write it. Without one it came by a reply link:
    `teller` says whose, and `by` is None. `place`: in the line of a waiting list.
    """
    if record is not None:
        record.require_own(introduction)
        record.require(Action.INTRODUCE, Section.COMMUNITY)
        teller = _teller(record, teller)
    held = (
        Introduction.objects.select_for_update().select_related("activity").get(pk=introduction.pk)
    )  # Two answers at once are told one after the other.
    if found := _problems(held, state, on, teller, reason, place, at):
        raise CannotMove(found)
    row = IntroductionEvent.objects.create(
        introduction=held, state=state.value, on=on, teller=teller.value,
        reason=reason.value if reason else "", words=words.strip()[:LONGEST], place=place,
        at=at, by=by,
    )  # fmt: skip
    if record is not None and held.thread and state in PLAN_STATUS:
        keep_in_plan(record=record, introduction=held, status=PLAN_STATUS[state], by=by_(by), at=at)
    _note(held, record, state, teller, by, at)
    return row


def by_(account: Account | None) -> Account:
    assert account is not None
    return account


def _teller(record: Record, said: Teller) -> Teller:
    """The person tells for themselves; staff write down what they or the group said."""
    if record.role is Role.PERSON:
        return Teller.PERSON
    return said


def _problems(
    held: Introduction,
    state: State,
    on: date,
    teller: Teller,
    reason: Reason | None,
    place: int | None,
    at: datetime,
) -> list[Refusal]:
    found = [
        Refusal(words, "reason" if "reason" in words else "state")
        for words in move_problems(standing_of(held).state, state, reason, teller)
    ]
    if not found and state not in MAY_TELL[teller]:
        found.append(Refusal("Somebody else has to tell us that.", "state"))
    if on > timezone.localdate(at):
        found.append(Refusal("This day is still to come.", "on"))
    if on < timezone.localdate(held.made_at):
        found.append(Refusal("This is before they were put in touch.", "on"))
    if place is not None and (state is not State.WAITING or place < 1):
        found.append(Refusal("Only who waits has a place in the line, from 1.", "place"))
    if silence_about(held.person_id) is Silence.STOPPED:
        found.append(Refusal("They have died. Nothing more is written here."))
    return found


def _note(
    held: Introduction,
    record: Record | None,
    state: State,
    teller: Teller,
    by: Account | None,
    at: datetime,
) -> None:
    did, what = "said what came of an introduction", state.value
    if record is not None:
        record.note(did, at=at, what=what, section=Section.COMMUNITY, thread=held.thread)
        return
    audit.note(
        did=did, by=by, at=at, through=f"a link to reply: {teller.value}",
        person_id=held.person_id, what=what, section=Section.COMMUNITY.value, thread=held.thread,
    )  # fmt: skip


@transaction.atomic
def withdraw(
    *,
    record: Record,
    introduction: Introduction,
    by: Account,
    at: datetime,
    reason: Reason | None = None,
    words: str = "",
    has_heard: bool = True,
) -> IntroductionEvent:
    """The person changed their mind. The group is told only that somebody is not coming.

    What was passed on can no longer be read by the group; its links are closed by who calls this.
    `has_heard`: the group may know of it; one that never did is told nothing.
    """
    before = followed(introduction)
    row = tell(
        introduction=introduction, state=State.WITHDRAWN, on=timezone.localdate(at), by=by, at=at,
        reason=reason, words=words, record=record,
    )  # fmt: skip
    if before.was_asked and has_heard:
        _tell_group(introduction, by=by, at=at)
    return row


def _tell_group(introduction: Introduction, *, by: Account, at: datetime) -> Message | None:
    to = group_recipient(introduction)
    if to is None:
        return None
    return outbox.post(
        kind=MessageKind.GROUP_NOT_COMING, to=to, by=by, at=at, person_id=introduction.person_id,
        about="an introduction",
    )  # fmt: skip


def group_recipient(introduction: Introduction) -> Recipient | None:
    """How a message reaches the group: by e-mail, else by text; None: somebody has to call."""
    activity = introduction.activity
    if activity.email:
        return Recipient(
            MessageWay.EMAIL, activity.email, activity.name[:200], Audience.GROUP, None
        )
    if is_mobile(activity.telephone):
        return Recipient(
            MessageWay.TEXT, activity.telephone, activity.name[:200], Audience.GROUP, None
        )
    return None


@transaction.atomic
def settle(*, record: Record, introduction: Introduction, by: Account, at: datetime) -> None:
    """After a no: somebody looked for something else, or wrote down what could not be found."""
    record.require_own(introduction)
    record.require(Action.INTRODUCE, Section.COMMUNITY)
    if standing_of(introduction).state is not State.REJECTED:
        raise CannotMove("Only after a no does somebody look for something else.")
    open_rows = Introduction.objects.filter(pk=introduction.pk, settled_at__isnull=True)
    if open_rows.update(settled_at=at, settled_by=by):
        record.note(
            "looked further after a no", at=at, section=Section.COMMUNITY,
            thread=introduction.thread,
        )  # fmt: skip


@transaction.atomic
def take_over(*, record: Record, introduction: Introduction, by: Account, at: datetime) -> UUID:
    """From now on `by` follows this up."""
    record.require_own(introduction)
    record.require(Action.INTRODUCE, Section.COMMUNITY)
    if record.role is Role.PERSON:
        raise CannotMove("Staff follow this up for you.")
    Introduction.objects.filter(pk=introduction.pk).update(link_worker=by)
    record.note(
        "follows an introduction up", at=at, section=Section.COMMUNITY, thread=introduction.thread
    )
    return introduction.pk
