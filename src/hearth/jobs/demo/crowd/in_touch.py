"""Who in the crowd was put in touch with something in the last year, and what came of it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hearth.core.introductions.passing_on import About, chosen, first_choice
from hearth.core.introductions.states import Kind, Reason, State, Teller
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.crowd.lives import Life, imagine, registration
from hearth.jobs.demo.crowd.teams import Team
from hearth.jobs.demo.directory import activity_key
from hearth.records.introductions.bulk import Past, PastIntroduction, load_introductions

MOST = 45
"""So many, however large the town is: it is made as fast as a small one."""

ACTIVITIES = (
    "mill-lane-singers", "steady-steps-tuesday", "chair-exercise", "mend-shed-bench",
    "moorside-growers", "library-coffee", "calm-hour", "digital-help", "bird-hide",
)  # fmt: skip
Step = tuple[int, State, Teller, Reason | None]
GROUP, PERSON, STAFF = Teller.GROUP, Teller.PERSON, Teller.STAFF
YES: Step = (4, State.ACCEPTED, GROUP, None)
WENT: Step = (15, State.STARTED, PERSON, None)

LONG_AGO: tuple[tuple[Kind, tuple[Step, ...]], ...] = (
    (Kind.REFERRED, (YES, WENT, (112, State.STILL_GOING, PERSON, None))),
    (Kind.INTRODUCED, (YES, WENT, (118, State.STILL_GOING, STAFF, None))),
    (Kind.REFERRED, (YES, WENT, (60, State.STOPPED, PERSON, Reason.TOO_FAR))),
    (Kind.ACCOMPANIED, (YES, WENT, (120, State.COMPLETED, STAFF, None))),
    (Kind.REFERRED, ((5, State.REJECTED, GROUP, Reason.FULL),)),
    (Kind.REFERRED, (YES, (12, State.WITHDRAWN, PERSON, None))),
    (Kind.INTRODUCED, (YES, WENT, (109, State.STILL_GOING, PERSON, None))),
)
"""What came of those who were put in touch four months ago or more."""

LATELY: tuple[tuple[Kind, tuple[Step, ...]], ...] = (
    (Kind.REFERRED, (YES, WENT)),
    (Kind.REFERRED, ((6, State.WAITING, GROUP, None),)),
    (Kind.TOLD, ()),
    (Kind.REFERRED, (YES, (20, State.DID_NOT_ATTEND, STAFF, Reason.UNWELL))),
    (Kind.INTRODUCED, (YES,)),
    (Kind.ACCOMPANIED, ()),
)
"""Where those stand who were put in touch since."""


def put_the_crowd_in_touch(seed: int, people: int, teams: Sequence[Team], days: Calendar) -> None:
    """Put the first of the crowd in touch, the same ones from the same seed, and each once."""
    load_introductions(_introductions(seed, min(people, MOST), teams, days))


def _introductions(
    seed: int, people: int, teams: Sequence[Team], days: Calendar
) -> Iterator[PastIntroduction]:
    for place in range(people):
        rng = Random(f"{seed} in touch {place}")
        life, is_old = imagine(seed, place), place % 4 != 3
        kind, steps = LONG_AGO[place % 7] if is_old else LATELY[place // 4 % 6]
        ago = rng.randint(125, 350) if is_old else rng.randint(8, 40)
        made_at = days.ago(ago, "11:00")
        about = _about(life, days)
        kind = kind if about.telephone else Kind.ACCOMPANIED
        yield PastIntroduction(
            id=uuid5(NAMESPACE_URL, f"{seed} in touch {place}"), person=life.id,
            activity=activity_key(ACTIVITIES[place % len(ACTIVITIES)]), kind=kind,
            made_at=made_at, made_by=_nurse(teams, place),
            passed_on=chosen(about, first_choice(about)),
            happened=[
                Past(made_at + timedelta(days=gone), state, teller, reason)
                for gone, state, teller, reason in steps if gone < ago
            ],
        )  # fmt: skip


def _about(life: Life, days: Calendar) -> About:
    """Their name, and the telephone with which they were registered."""
    points = registration(life, "", days).contacts
    numbers = {str(each["system"]): str(each["value"]) for each in points}
    return About(life.called, numbers.get("mobile") or numbers.get("telephone", ""))


def _nurse(teams: Sequence[Team], place: int) -> Any:
    return teams[place % len(teams)].nurses[0].account
