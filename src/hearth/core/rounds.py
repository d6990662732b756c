"""The round: prepare, discuss, document, review. Steps, clocks, and what is next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from hearth.core.words import Refusal, Refused


class Step(StrEnum):
    """The four steps (S1-S4)."""

    PREPARE = "prepare"
    DISCUSS = "discuss"
    DOCUMENT = "document"
    REVIEW = "review"


STEP_WORDS: dict[Step, tuple[str, str]] = {
    Step.PREPARE: ("Prepare", "Time to think, with your results in front of you"),
    Step.DISCUSS: ("Discuss", "A good conversation, your list first"),
    Step.DOCUMENT: ("Document", "One plan, in your words, agreed"),
    Step.REVIEW: ("Review", "Look at how it went, and go on"),
}

NEXT_STEPS: dict[Step, frozenset[Step]] = {
    Step.PREPARE: frozenset({Step.DISCUSS}),
    Step.DISCUSS: frozenset({Step.DOCUMENT, Step.PREPARE}),
    Step.DOCUMENT: frozenset({Step.DISCUSS, Step.REVIEW}),
    Step.REVIEW: frozenset(),
}
"""From each step, where a round may go. After review a new round starts at prepare."""


class CannotMove(Refused):
    """A round cannot go from where it is to that step."""


def move(here: Step, there: Step) -> Step:
    """Return `there` when the table allows it; raises `CannotMove` otherwise."""
    if there not in NEXT_STEPS[here]:
        here_words, there_words = STEP_WORDS[here][0], STEP_WORDS[there][0]
        raise CannotMove(
            f"This round is at “{here_words}”. It cannot go to “{there_words}” from there."
        )
    return there


@dataclass(frozen=True)
class Reached:
    """The round came to this step on this day; `ended` marks the day that the round was closed."""

    step: Step
    on: date
    ended: bool = False


@dataclass(frozen=True)
class RoundFacts:
    """What has happened to a round.

    `due`: the date agreed for the end of each step. `history`: steps reached, oldest first.
    `excused`: steps for which a missed date has a written reason.
    """

    due: Mapping[Step, date]
    history: Sequence[Reached]
    excused: frozenset[Step] = frozenset()

    @property
    def here(self) -> Step:
        """The step that the round stands at."""
        return self.history[-1].step

    @property
    def is_over(self) -> bool:
        return self.history[-1].ended


class Clock(StrEnum):
    """How a step stands against its agreed date."""

    DONE = "done"
    DONE_LATE = "done, after its date"
    HERE = "you are here"
    LATE = "past its date"
    TO_COME = "to come"


@dataclass(frozen=True)
class StepStanding:
    """One stop on the path. `needs_reason` when its date was missed and nobody has said why."""

    step: Step
    due: date
    clock: Clock
    done_on: date | None
    needs_reason: bool

    @property
    def words(self) -> str:
        """The stop in words, for a screen reader and for print."""
        if self.done_on:
            return f"{STEP_WORDS[self.step][0]}: {self.clock.value} on {self.done_on:%-d %B %Y}"
        return f"{STEP_WORDS[self.step][0]}: {self.clock.value}, by {self.due:%-d %B %Y}"


def path(facts: RoundFacts, today: date) -> list[StepStanding]:
    """Lay the round out as its four stops, as they stand today."""
    return [_standing(step, facts, today) for step in Step]


def _standing(step: Step, facts: RoundFacts, today: date) -> StepStanding:
    done_on = _done_on(step, facts)
    due = facts.due[step]
    missed = (done_on or today) > due
    if done_on:
        clock = Clock.DONE_LATE if missed else Clock.DONE
    elif missed:
        clock = Clock.LATE
    else:
        clock = Clock.HERE if step is facts.here else Clock.TO_COME
    return StepStanding(step, due, clock, done_on, missed and step not in facts.excused)


def _done_on(step: Step, facts: RoundFacts) -> date | None:
    """Return the day on which the round last left this step for a later one, or ended."""
    order, done = list(Step), None
    for reached in facts.history:
        if reached.ended or order.index(reached.step) > order.index(step):
            done = done or reached.on
        else:
            done = None
    return done


def missed_steps(facts: RoundFacts, today: date) -> list[StepStanding]:
    """List the steps whose date was missed without a reason."""
    return [stop for stop in path(facts, today) if stop.needs_reason]


def date_problems(due: Mapping[Step, date | None], *, start: date) -> list[Refusal]:
    """List what is wrong with the dates that people want to agree for a round."""
    found = []
    before, words = start, "the start"
    for step in Step:
        day = due.get(step)
        if day is None:
            found.append(Refusal(f"Give a date for “{STEP_WORDS[step][0]}”.", step.value))
        elif day < before:
            found.append(
                Refusal(f"“{STEP_WORDS[step][0]}” cannot come before {words}.", step.value)
            )
        else:
            before, words = day, f"“{STEP_WORDS[step][0]}”"
    return found


def usual_dates(start: date, days: Mapping[Step, int]) -> dict[Step, date]:
    """Offer dates for a new round: whole days after the start, from the jurisdiction pack."""
    return {step: start + timedelta(days=days[step]) for step in Step}


def key_worker_problems(spells: Iterable[tuple[date, date | None]]) -> list[str]:
    """Check that exactly one key worker holds the plan at any time: no gap, no overlap (P6).

    `spells` are (from, until) in whole days; a handover ends one spell on the day the next starts.
    """
    ordered = sorted(spells, key=lambda spell: spell[0])
    if not ordered:
        return ["Nobody is the key worker."]
    found = []
    for (_, until), (start, _) in pairwise(ordered):
        if until is None or until > start:
            found.append("Two key workers at the same time.")
        elif until < start:
            found.append(f"No key worker from {until:%-d %B %Y} to {start:%-d %B %Y}.")
    if ordered[-1][1] is not None:
        found.append("Nobody is the key worker now.")
    return found
