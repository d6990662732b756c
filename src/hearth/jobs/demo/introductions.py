"""Who in the town is in touch with what: asked, waiting, gone, still going, and a no.

Dee follows up Danny, Ivy and Joseph; Grace, the others. Surinder asked for herself.
"""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from hearth.core.introductions.passing_on import Passed, SaidYes, chosen, first_choice
from hearth.core.introductions.states import Kind, Reason, State, Teller
from hearth.core.measures import LONELINESS
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.directory import activity_key
from hearth.jobs.demo.telling import Telling, account_of
from hearth.records.directory.queries import activity
from hearth.records.introductions.about import about
from hearth.records.introductions.changes.making import introduce
from hearth.records.introductions.changes.telling import tell
from hearth.records.measures import changes as measures
from hearth.records.replies.changes.asking import ask_group

GROUP, PERSON, STAFF = Teller.GROUP, Teller.PERSON, Teller.STAFF


@dataclass(frozen=True)
class Then:
    """What happened so many days ago, and who told it."""

    days: int
    state: State
    teller: Teller = STAFF
    reason: Reason | None = None
    words: str = ""
    place: int | None = None


def tell_introductions(told: dict[str, Telling], days: Calendar) -> None:
    """Put eight people in touch, each at another point of the way."""
    _by_dee(told, days)
    _by_grace(told, days)
    bibi = told["surinder"]
    _story(bibi, "punjabi-elders", bibi.me, days, 9, Then(3, State.ACCEPTED, GROUP))
    ivy = told["ivy"]
    made = _story(ivy, "steady-steps-tuesday", ivy.staff("dee"), days, 12)
    ask_group(introduction=made, by=ivy.staff("dee").account, at=days.ago(12, "11:00"))


def _by_dee(told: dict[str, Telling], days: Calendar) -> None:
    danny, joseph = told["danny"], told["joseph"]
    _story(
        danny, "radio-bench", danny.staff("dee"), days, 75,
        Then(70, State.ACCEPTED, GROUP, words="Tell him the ramp is at the side."),
        Then(63, State.STARTED, GROUP),
    )  # fmt: skip
    _story(
        joseph, "stroke-club", joseph.staff("dee"), days, 20,
        Then(17, State.ACCEPTED, GROUP, words="Somebody will meet them at the door."),
        kind=Kind.ACCOMPANIED, companion="Comfort, his wife",
    )  # fmt: skip


def _by_grace(told: dict[str, Telling], days: Calendar) -> None:
    grace = told["george"].staff("grace")
    _lonely(told["george"], days.ago(131, "10:30"), 5)
    _story(
        told["george"], "mend-shed-bench", grace, days, 130,
        Then(127, State.ACCEPTED, GROUP), Then(118, State.STARTED, PERSON),
        Then(20, State.STILL_GOING, PERSON, words="Tuesdays are the best of my week."),
    )  # fmt: skip
    _lonely(told["george"], days.ago(20, "10:30"), 3)
    _story(
        told["betty"], "lunch-club", grace, days, 24,
        Then(21, State.WAITING, GROUP, words="Two weeks or so.", place=2),
    )  # fmt: skip
    _story(
        told["tomasz"], "polish-lunch", grace, days, 30,
        Then(27, State.ACCEPTED, GROUP),
        Then(4, State.DID_NOT_ATTEND, PERSON, Reason.NOBODY_TO_GO_WITH),
    )  # fmt: skip
    _story(
        told["rhys"], "mens-talk", grace, days, 9,
        Then(6, State.REJECTED, GROUP, Reason.FULL),
    )  # fmt: skip


def _story(
    one: Telling,
    key: str,
    who: Any,
    days: Calendar,
    ago: int,
    *happened: Then,
    kind: Kind = Kind.REFERRED,
    companion: str = "",
) -> Any:
    at = days.ago(ago, "11:00")
    row, record = activity(activity_key(key)), one.record(who, at)
    assert row is not None
    gathered = about(record, on=timezone.localdate(at), companion=companion)
    ticked = first_choice(gathered) | ({Passed.COMPANION} if companion else set())
    made = introduce(
        record=record, activity=row, kind=kind, passed_on=chosen(gathered, ticked),
        said_yes=SaidYes.TALKING, companion=companion, by=account_of(who), at=at,
    )  # fmt: skip
    for each in happened:
        _then(one, made, who, each, days)
    return made


def _then(one: Telling, made: Any, who: Any, then: Then, days: Calendar) -> None:
    """The group answered by its link; the person and staff wrote it down themselves."""
    at = days.ago(then.days, "14:00")
    by = None if then.teller is GROUP else account_of(one.me if then.teller is PERSON else who)
    tell(
        introduction=made, state=then.state, on=timezone.localdate(at), teller=then.teller,
        reason=then.reason, words=then.words, place=then.place,
        record=one.record(by, at) if by else None, by=by, at=at,
    )  # fmt: skip


def _lonely(one: Telling, at: Any, value: int) -> None:
    measures.answer(
        record=one.record(one.me, at), instrument=LONELINESS.code, answers={"lonely": value},
        by=one.me, at=at,
    )  # fmt: skip
