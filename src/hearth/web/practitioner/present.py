"""Shapes what practitioners read: rows of people, the agenda, goals with their actions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hearth.core.kinds import KINDS, shown
from hearth.core.measures import GAS_LEVELS
from hearth.core.plan import Entry, asks_what_would_help
from hearth.core.rounds import STEP_WORDS, Step


@dataclass(frozen=True)
class Waiting:
    """Something that waits for me about one person, with the page where it is dealt with."""

    person: Any
    what: str
    since: date | datetime
    page: str
    more: tuple[object, ...] = ()
    is_urgent: bool = False


@dataclass(frozen=True)
class PersonRow:
    """One line of a list of people: enough to tell two of them apart (G4)."""

    person: Any
    number: str
    step: str
    lead: str


def person_rows(
    people: Sequence[Any], numbers: Mapping[UUID, str], rounds: Mapping[UUID, Any]
) -> list[PersonRow]:
    """Lay out a page of people, each with the step of their round."""
    return [_person_row(person, numbers, rounds.get(person.pk)) for person in people]


def _person_row(person: Any, numbers: Mapping[UUID, str], round: Any) -> PersonRow:
    steps = sorted(round.steps.all(), key=lambda each: each.pk) if round else []
    step = STEP_WORDS[Step(steps[-1].step)][0] if steps else "No round"
    lead = round.accountable.account.full_name if round else ""
    return PersonRow(person, numbers.get(person.pk, ""), step, lead)


@dataclass(frozen=True)
class ActionRow:
    """An action in one line."""

    entry: Entry
    status: str

    @property
    def line(self) -> str:
        said = self.entry.content
        return " – ".join(str(said[name]) for name in ("what", "who", "when") if said.get(name))


@dataclass(frozen=True)
class GoalRow:
    """A goal, its actions, and whether to ask what would help. `reached`: its last rung."""

    entry: Entry
    actions: list[ActionRow]
    asks: bool
    status: str
    reached: str
    helped: str = ""
    hindered: str = ""

    @property
    def has_ladder(self) -> bool:
        return any(self.entry.content.get(name) for _, name, _ in GAS_LEVELS)


def of_kind(entries: Iterable[Entry], kind: str) -> list[Entry]:
    return [entry for entry in entries if entry.kind == kind]


def first_words(entry: Entry) -> str:
    """The lead of an entry; or, where it has none, the first thing that it says."""
    said = (entry.content.get(each.name) for each in KINDS[entry.kind].fields)
    return entry.lead or next((str(words) for words in said if words), "")


def agenda(entries: Iterable[Entry], *, round_id: int | None) -> list[Entry]:
    """What the person wants to talk about in this round, in their order; not last year’s list."""
    asked = [each for each in of_kind(entries, "talk_about") if each.round_id in (round_id, None)]
    return sorted(asked, key=lambda e: str(e.content.get("order", "9")))


def goal_rows(entries: Sequence[Entry], scaled: Mapping[str, Sequence[Any]]) -> list[GoalRow]:
    """Each goal with what will be done for it, the newest goal first."""
    return [_goal_row(goal, entries, scaled) for goal in reversed(of_kind(entries, "goal"))]


def _goal_row(
    goal: Entry, entries: Sequence[Entry], scaled: Mapping[str, Sequence[Any]]
) -> GoalRow:
    actions = [e for e in of_kind(entries, "action") if e.content.get("goal") == goal.thread]
    confidence = goal.content.get("confidence")
    unsure = isinstance(confidence, int) and asks_what_would_help(confidence)
    last = next(iter(scaled.get(goal.thread, ())), None)
    return GoalRow(
        entry=goal,
        actions=[action_row(each) for each in actions],
        asks=unsure and not goal.content.get("what_would_help"),
        status=status_of(goal),
        reached=rung(last.level) if last else "",
        helped=last.helped if last else "",
        hindered=last.hindered if last else "",
    )


def action_row(entry: Entry) -> ActionRow:
    return ActionRow(entry, status_of(entry))


def loose_actions(entries: Sequence[Entry]) -> list[ActionRow]:
    """Actions that serve no goal that the plan holds."""
    goals = {goal.thread for goal in of_kind(entries, "goal")}
    return [
        action_row(each)
        for each in of_kind(entries, "action")
        if each.content.get("goal") not in goals
    ]


def status_of(entry: Entry) -> str:
    """How a goal or an action stands, in words; nothing where nobody has said."""
    value = entry.content.get("status")
    return shown(KINDS[entry.kind].field("status"), value) if value else ""


def rung(level: int) -> str:
    """Name the field of the ladder for a level of -2 to 2."""
    return next(name for value, name, _ in GAS_LEVELS if value == level)
