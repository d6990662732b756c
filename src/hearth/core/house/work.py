"""The work plan: actions with an owner and a date, tied to elements of the House.

Nothing stores how an action stands but its last move. What is late, what waits for what, and in
which order things can be done is worked out from facts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.words import Refusal, Refused

MOST_LETTERS = {"title": 160, "why": 600, "owner": 100, "organisation": 100, "source": 160}
MOST_DAYS = 400
MOST_ELEMENTS = 12
LONGEST_REASON = 300


class CannotPlan(Refused):
    """An action cannot be written so. The reasons say what to mend, each with its field."""


class CannotMoveWork(Refused):
    """An action cannot go from where it is to that state."""


class WorkState(StrEnum):
    """Where an action is. The order is the one of a list."""

    PLANNED = "planned"
    GOING_ON = "going on"
    WAITING = "waiting"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def words(self) -> str:
        """Return it as a page says it: “Going on”."""
        return self.value.capitalize()


NEXT_WORK_STATES: Mapping[WorkState, frozenset[WorkState]] = {
    WorkState.PLANNED: frozenset({WorkState.GOING_ON, WorkState.DONE, WorkState.STOPPED}),
    WorkState.GOING_ON: frozenset({WorkState.WAITING, WorkState.DONE, WorkState.STOPPED}),
    WorkState.WAITING: frozenset({WorkState.GOING_ON, WorkState.DONE, WorkState.STOPPED}),
    WorkState.DONE: frozenset({WorkState.GOING_ON}),
    WorkState.STOPPED: frozenset({WorkState.PLANNED}),
}
"""From each state, where an action may go. What was done too soon goes on; nothing is deleted."""

OPEN = frozenset({WorkState.PLANNED, WorkState.GOING_ON, WorkState.WAITING})

ASKS_WHY: Mapping[WorkState, str] = {
    WorkState.WAITING: "Say what it waits for.",
    WorkState.STOPPED: "Say why it is stopped.",
}
"""What must be said on the way into a state. Going back from an end needs a reason as well."""


@dataclass(frozen=True)
class Said:
    """What an action says, as somebody typed it. `effort`: days of work, where they know."""

    title: str
    why: str = ""
    owner: str = ""
    organisation: str = ""
    due: date | None = None
    effort: int | None = None


@dataclass(frozen=True)
class Work:
    """One action as it stands. `depends_on` are the numbers of what must be done before it.

    `since` is the day on which it was written down, `touched` that of the last change or move.
    """

    number: int
    said: Said
    state: WorkState
    since: date
    elements: tuple[str, ...] = ()
    depends_on: tuple[int, ...] = ()
    touched: date | None = None
    source: str = ""

    @property
    def title(self) -> str:
        """Return what is to be done."""
        return self.said.title

    @property
    def due(self) -> date | None:
        """Return the day by which it is to be done."""
        return self.said.due

    @property
    def owner(self) -> str:
        """Return who does it, and where they work: “Priya Nair, Mill Lane Surgery”."""
        return ", ".join(filter(None, (self.said.owner, self.said.organisation)))

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be done."""
        return self.state in OPEN

    def days_late(self, today: date) -> int:
        """Return by how many whole days its date is past; 0 when it is not, or has none."""
        if not self.is_open or self.due is None:
            return 0
        return max(0, (today - self.due).days)


def obstacles(said: Said) -> list[Refusal]:
    """List what is wrong with the words of an action; `where` is the field. Empty: keep it."""
    found = []
    if not said.title.strip():
        found.append(Refusal("Say what is to be done.", "title"))
    for name in ("title", "why", "owner", "organisation"):
        if len(getattr(said, name)) > MOST_LETTERS[name]:
            found.append(Refusal(f"Use {MOST_LETTERS[name]} letters or fewer.", name))
    if said.effort is not None and not 0 < said.effort <= MOST_DAYS:
        found.append(Refusal(f"Give a number of days from 1 to {MOST_DAYS}.", "effort"))
    return found


def change_obstacles(before: Said, after: Said, reason: str) -> list[Refusal]:
    """List what is wrong with a change. A date that is moved says why: it is kept."""
    found = obstacles(after)
    if before.due and after.due != before.due and not reason.strip():
        found.append(Refusal("The date is not the same any more. Say why.", "reason"))
    return [*found, *_too_long(reason, "reason")]


def move_obstacles(here: WorkState, there: WorkState, why: str) -> list[Refusal]:
    """List why an action cannot go from here to there. Empty: it can."""
    if there not in NEXT_WORK_STATES[here]:
        return [Refusal(f"It is “{here}”. It cannot be “{there}” from there.", "state")]
    if not why.strip() and there in ASKS_WHY:
        return [Refusal(ASKS_WHY[there], "why")]
    if not why.strip() and here not in OPEN:
        return [Refusal(f"It was “{here}”. Say why it is open again.", "why")]
    return _too_long(why, "why")


def _too_long(words: str, where: str) -> list[Refusal]:
    if len(words) <= LONGEST_REASON:
        return []
    return [Refusal(f"Use {LONGEST_REASON} letters or fewer.", where)]


def in_order(work: Iterable[Work], today: date) -> list[Work]:
    """Return actions as a list shows them: the latest first, then by date, the ended ones last."""

    def place(each: Work) -> tuple[bool, int, date, int]:
        return (not each.is_open, -each.days_late(today), each.due or date.max, each.number)

    return sorted(work, key=place)


def blocked_by(one: Work, work: Iterable[Work]) -> list[Work]:
    """Return what an open action waits for: all that it depends on and that is not done."""
    if not one.is_open:
        return []
    needed = set(one.depends_on)
    return [each for each in work if each.number in needed and each.state is not WorkState.DONE]


def waiting_for(one: Work, work: Iterable[Work]) -> list[Work]:
    """Return the open actions that cannot be done before this one."""
    return [each for each in work if each.is_open and one.number in each.depends_on]


def circle(one: int, on: Iterable[int], depends: Mapping[int, Iterable[int]]) -> list[int]:
    """Return the chain that would lead back to `one`, if it depended on these; else nothing.

    `depends`: what each action depends on now. The chain begins and ends with `one`.
    """
    ways = [[one, first] for first in on]
    seen: set[int] = set()
    while ways:
        way = ways.pop(0)
        if way[-1] == one:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, following] for following in depends.get(way[-1], ())]
    return []


def dependence_obstacles(one: int, on: Iterable[int], work: Iterable[Work]) -> list[Refusal]:
    """List why an action cannot depend on these: they are not there, or they wait for it."""
    by_number = {each.number: each for each in work}
    wanted = list(on)
    if any(number not in by_number for number in wanted):
        return [Refusal("One of these actions is not in this plan.", "depends_on")]
    depends = {number: each.depends_on for number, each in by_number.items()}
    if chain := circle(one, wanted, depends):
        named = " needs ".join(f"“{by_number[number].title}”" for number in chain)
        return [Refusal(f"They would wait for each other: {named}.", "depends_on")]
    return []


def levels(work: Sequence[Work]) -> tuple[tuple[Work, ...], ...]:
    """Return the open actions that hang together, as steps: each needs only steps before it.

    What is done is no hindrance, and is left out, as is what neither needs nor is needed.
    """
    tied = {each.number: each for each in work if each.is_open}
    needs = {n: {d for d in each.depends_on if d in tied} for n, each in tied.items()}
    named = {n for n, on in needs.items() if on} | {d for on in needs.values() for d in on}
    left = [n for n in tied if n in named]
    steps: list[tuple[Work, ...]] = []
    while left:
        ready = [n for n in left if not needs[n] & set(left)] or left
        steps.append(tuple(tied[n] for n in ready))
        left = [n for n in left if n not in ready]
    return tuple(steps)
