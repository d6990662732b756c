"""Disagreement: the steps from "I do not agree" to an answer, who takes each, and by when (P11).

Nothing here touches the plan: while people disagree, support and the last agreed plan go on.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.words import TITLES, Refusal, Refused, Section
from hearth.core.working_days import working_days_after


class State(StrEnum):
    """Where a disagreement stands. Derived from its newest step, never stored by itself."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    INVITED = "invited"
    TALKED = "talked"
    SETTLED = "settled"
    REVIEW_ASKED = "review-asked"
    IN_REVIEW = "in-review"
    DECIDED = "decided"
    OUTSIDE = "outside"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


NEXT_APPEAL_STEPS: dict[State, frozenset[State]] = {
    State.RAISED: frozenset({State.ACKNOWLEDGED, State.WITHDRAWN, State.OUTSIDE}),
    State.ACKNOWLEDGED: frozenset(
        {State.INVITED, State.TALKED, State.REVIEW_ASKED, State.WITHDRAWN, State.OUTSIDE}
    ),
    State.INVITED: frozenset(
        {State.INVITED, State.TALKED, State.REVIEW_ASKED, State.WITHDRAWN, State.OUTSIDE}
    ),
    State.TALKED: frozenset({State.SETTLED, State.REVIEW_ASKED, State.WITHDRAWN, State.OUTSIDE}),
    State.SETTLED: frozenset({State.CLOSED, State.REVIEW_ASKED}),
    State.REVIEW_ASKED: frozenset({State.IN_REVIEW, State.WITHDRAWN, State.OUTSIDE}),
    State.IN_REVIEW: frozenset({State.DECIDED, State.REVIEW_ASKED, State.WITHDRAWN, State.OUTSIDE}),
    State.DECIDED: frozenset({State.CLOSED, State.OUTSIDE}),
    State.OUTSIDE: frozenset({State.CLOSED}),
    State.WITHDRAWN: frozenset(),
    State.CLOSED: frozenset(),
}
"""From each state, where it may go. A reviewer who cannot go on gives it back (review-asked)."""

STATE_WORDS: dict[State, str] = {
    State.RAISED: "It is written down. No one has answered yet.",
    State.ACKNOWLEDGED: "We have it. Next we find a time to talk.",
    State.INVITED: "There is a day to talk.",
    State.TALKED: "We have talked it through.",
    State.SETTLED: "It is settled. We do what we agreed.",
    State.REVIEW_ASKED: "A fresh look is asked for. We look for someone who was not involved.",
    State.IN_REVIEW: "Someone who was not involved takes a fresh look.",
    State.DECIDED: "There is an answer, with reasons.",
    State.OUTSIDE: "It has gone to someone outside.",
    State.WITHDRAWN: "It was taken back.",
    State.CLOSED: "It is closed.",
}

STATE_NAMES: dict[State, str] = {
    State.RAISED: "Said",
    State.ACKNOWLEDGED: "We said that we have it",
    State.INVITED: "Day to talk",
    State.TALKED: "Talked through",
    State.SETTLED: "Settled",
    State.REVIEW_ASKED: "Fresh look asked for",
    State.IN_REVIEW: "Fresh look started",
    State.DECIDED: "Answer given",
    State.OUTSIDE: "Taken outside",
    State.WITHDRAWN: "Taken back",
    State.CLOSED: "Closed",
}

DUTIES: dict[State, str] = {
    State.RAISED: "say that we have it",
    State.ACKNOWLEDGED: "find a day to talk",
    State.INVITED: "talk it through",
    State.TALKED: "ask if it is settled",
    State.SETTLED: "see that it is done",
    State.REVIEW_ASKED: "find someone for a fresh look",
    State.IN_REVIEW: "take a fresh look, and answer",
    State.DECIDED: "see that it is put right",
    State.OUTSIDE: "help those outside to see it all",
}
"""What one named actor owes once a state is reached: "<name> will ..., by <day>"."""

ENDED = frozenset({State.WITHDRAWN, State.CLOSED})


class Taker(StrEnum):
    """As what somebody takes a step."""

    RAISED_IT = "who raised it"
    STAFF = "staff"
    OFFICE = "administrator"
    REVIEWER = "reviewer"


TAKEN_BY: dict[State, frozenset[Taker]] = {
    State.RAISED: frozenset({Taker.RAISED_IT}),
    State.ACKNOWLEDGED: frozenset({Taker.STAFF, Taker.OFFICE}),
    State.INVITED: frozenset({Taker.STAFF}),
    State.TALKED: frozenset({Taker.STAFF}),
    State.SETTLED: frozenset({Taker.RAISED_IT, Taker.STAFF}),
    State.REVIEW_ASKED: frozenset({Taker.RAISED_IT, Taker.STAFF, Taker.REVIEWER}),
    State.IN_REVIEW: frozenset({Taker.STAFF}),
    State.DECIDED: frozenset({Taker.REVIEWER}),
    State.OUTSIDE: frozenset({Taker.RAISED_IT, Taker.STAFF}),
    State.WITHDRAWN: frozenset({Taker.RAISED_IT}),
    State.CLOSED: frozenset({Taker.STAFF}),
}
"""Who may take each step. Nobody but who raised it takes it back; nobody but a reviewer decides."""


class CannotAppeal(Refused):
    """What was written cannot be raised, or a step cannot be taken."""


def next_steps(here: State, takers: frozenset[Taker]) -> list[State]:
    """List the steps that these takers may take from here, in order."""
    return [
        there for there in State if there in NEXT_APPEAL_STEPS[here] and TAKEN_BY[there] & takers
    ]


def move_problems(here: State, there: State, takers: frozenset[Taker]) -> list[str]:
    """List why a step may not be taken from here by these takers."""
    if there not in NEXT_APPEAL_STEPS[here]:
        return [f"This stands at “{STATE_NAMES[here]}”. It cannot go on like that."]
    if not TAKEN_BY[there] & takers:
        return [WHOSE_STEP.get(there, "This step is not yours to take.")]
    return []


WHOSE_STEP: dict[State, str] = {
    State.DECIDED: "Only the person who takes the fresh look can answer.",
    State.WITHDRAWN: "Only the one who said it can take it back.",
    State.ACKNOWLEDGED: "Staff say that they have it.",
}


@dataclass(frozen=True)
class About:
    """What somebody does not agree with. `entry` names the line by its thread, within its section.

    No section and no entry: the whole plan, or (`is_decision`) a decision that was made.
    """

    section: Section | None = None
    entry: str = ""
    is_decision: bool = False

    @property
    def words(self) -> str:
        """Say it in plain words, without quoting the plan."""
        if self.is_decision:
            return "A decision"
        if self.section is None:
            return "The whole plan"
        title = TITLES[self.section]
        return f"A line in “{title}”" if self.entry else f"“{title}”"


@dataclass(frozen=True)
class StepTaken:
    """A step as it is written down.

    `words`: what was said, in the words of who takes it. `remedy`: what will be put right (or
    would put it right). `on`: the day of the talk; else the day of the step. `actor`: who does what
    comes next.
    """

    state: State
    words: str = ""
    remedy: str = ""
    on: date | None = None
    actor: str = ""


NEEDS_WORDS: dict[State, str] = {
    State.RAISED: "Say why you do not agree, in your own words.",
    State.INVITED: "Say where you will talk.",
    State.TALKED: "Say what each of you said.",
    State.SETTLED: "Say what you agreed.",
    State.DECIDED: "Give the reasons.",
    State.OUTSIDE: "Say where it goes.",
    State.CLOSED: "Say what was done.",
}
NEEDS_REMEDY: dict[State, str] = {
    State.RAISED: "Say what would put it right.",
    State.DECIDED: "Say what will be put right. If nothing, say so.",
}
NEEDS_ACTOR = frozenset(
    {
        State.ACKNOWLEDGED,
        State.INVITED,
        State.TALKED,
        State.SETTLED,
        State.IN_REVIEW,
        State.DECIDED,
    }
)
"""After these steps one named person must do the next thing."""


def step_problems(step: StepTaken, *, today: date, since: date | None = None) -> list[Refusal]:
    """List what a step lacks. `since` is the day of the step before."""
    found = []
    if step.state in NEEDS_WORDS and not step.words.strip():
        found.append(Refusal(NEEDS_WORDS[step.state], "words"))
    if step.state in NEEDS_REMEDY and not step.remedy.strip():
        found.append(Refusal(NEEDS_REMEDY[step.state], "remedy"))
    if step.state in NEEDS_ACTOR and not step.actor.strip():
        found.append(Refusal("Say who does what comes next.", "actor"))
    return [*found, *_day_problems(step, today, since)]


def _day_problems(step: StepTaken, today: date, since: date | None) -> list[Refusal]:
    if step.state is State.INVITED:
        if step.on is None or step.on < today:
            return [Refusal("Give a day that is still to come.", "on")]
    elif step.on is not None and step.on > today:
        return [Refusal("Give a day that has been.", "on")]
    elif step.on is not None and since is not None and step.on < since:
        return [Refusal("This cannot be before the step before it.", "on")]
    return []


@dataclass(frozen=True)
class Happened:
    """One step that was taken, with who took it, and what one named actor then owed by a day.

    `due` is None where nothing is owed. `excused`: a reason was written for a missed day.
    """

    number: int
    state: State
    on: date
    by: str
    actor: str = ""
    due: date | None = None
    excused: bool = False


@dataclass(frozen=True)
class Stop:
    """A step with how its duty stands: kept, kept late, late now, or still to come."""

    happened: Happened
    done_on: date | None
    is_late: bool

    @property
    def needs_reason(self) -> bool:
        """Say whether its day was missed and nobody has said why."""
        return self.is_late and not self.happened.excused


def state_of(history: Sequence[Happened]) -> State:
    """Say where a disagreement stands: at its newest step."""
    return history[-1].state


def stops(history: Sequence[Happened], today: date) -> list[Stop]:
    """Lay a disagreement out: each step, and whether what was owed after it came in time."""
    later: list[date | None] = [each.on for each in history[1:]]
    return [
        Stop(step, done, step.due is not None and (done or today) > step.due)
        for step, done in zip(history, [*later, None], strict=True)
    ]


@dataclass(frozen=True)
class Place:
    """Somewhere outside that looks into things. `when` says for what; `how` what to know first."""

    name: str
    when: str
    how: str


@dataclass(frozen=True)
class AppealRules:
    """What a jurisdiction says: working days for each duty, and where people can go outside."""

    days: Mapping[State, int]
    days_to_refer: int
    places: tuple[Place, ...]
    advocate: str
    holidays: Container[date]

    def due(self, state: State, on: date) -> date | None:
        """Return by when what is owed after this state is due; the day of a talk is its own."""
        if state is State.INVITED:
            return on
        if state not in self.days:
            return None
        return working_days_after(on, self.days[state], self.holidays)

    def refer_by(self, since: date) -> date:
        """Return by when somebody who wants an advocate must be referred."""
        return working_days_after(since, self.days_to_refer, self.holidays)
