"""Who may see and do what, and why: one decision from facts.

Deny by default. A viewer holds *ties* to a person (it is me; she is my daughter; I am a nurse at
their practice). Each live tie opens sections and actions; without one, the record does not exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hearth.core.words import Period, Section


class Role(StrEnum):
    """As what somebody acts. The person first; supporters next; then staff."""

    PERSON = "person"
    SUPPORTER = "supporter"
    PRACTITIONER = "practitioner"
    LINK_WORKER = "link worker"
    ADMINISTRATOR = "administrator"
    HOUSE_LEAD = "House lead"
    COMMISSIONER = "commissioner"
    AUDITOR = "records auditor"


class Action(StrEnum):
    """What can be done to a person's record; each page and each change names exactly one."""

    READ = "read the record"
    PREPARE = "answer the questions before the conversation"
    ADD_VIEW = "add their own view"
    WRITE = "write in the plan"
    DECIDE = "accept or decline a suggestion"
    AGREE = "agree the plan"
    ASK_REVIEW = "ask for a review"
    CHOOSE_SUPPORTERS = "choose who helps"
    EDIT_DETAILS = "change name and contact details"
    ENTER_PAPER = "enter a paper form"
    PLAN_ROUND = "start a round and set its dates"
    SEND_LETTER = "make the letter"
    CONVERSE = "lead the conversation"
    RESOLVE_URGENT = "deal with an urgent result"
    HAND_OVER = "hand over the key worker role"
    RECORD_DEATH = "record that the person has died"
    SEE_WHO_LOOKED = "see who looked"
    EXPORT = "take a copy of the whole record"


ALL_SECTIONS = frozenset(Section)
PRACTICAL_SECTIONS = frozenset({Section.PEOPLE_AND_PLANS})

PERSON_MAY = frozenset(
    {
        Action.READ,
        Action.PREPARE,
        Action.WRITE,
        Action.DECIDE,
        Action.AGREE,
        Action.ASK_REVIEW,
        Action.CHOOSE_SUPPORTERS,
        Action.EDIT_DETAILS,
        Action.SEE_WHO_LOOKED,
        Action.EXPORT,
    }
)

SUPPORTER_MAY_BE_ALLOWED = frozenset(
    {Action.READ, Action.PREPARE, Action.ADD_VIEW, Action.WRITE, Action.ASK_REVIEW}
)
"""The most that a person can allow a supporter. Deciding and agreeing stay the person's."""

STAFF_MAY: dict[Role, frozenset[Action]] = {
    Role.PRACTITIONER: frozenset(
        {
            Action.READ,
            Action.WRITE,
            Action.CONVERSE,
            Action.PLAN_ROUND,
            Action.SEND_LETTER,
            Action.ENTER_PAPER,
            Action.RESOLVE_URGENT,
            Action.HAND_OVER,
            Action.EDIT_DETAILS,
            Action.RECORD_DEATH,
        }
    ),
    Role.LINK_WORKER: frozenset({Action.READ, Action.WRITE, Action.HAND_OVER}),
    Role.ADMINISTRATOR: frozenset(
        {
            Action.READ,
            Action.PLAN_ROUND,
            Action.SEND_LETTER,
            Action.ENTER_PAPER,
            Action.EDIT_DETAILS,
            Action.RECORD_DEATH,
        }
    ),
    Role.HOUSE_LEAD: frozenset(),
    Role.COMMISSIONER: frozenset(),
    Role.AUDITOR: frozenset(),
}

STAFF_SEES: dict[Role, frozenset[Section]] = {
    Role.PRACTITIONER: ALL_SECTIONS,
    Role.LINK_WORKER: ALL_SECTIONS - {Section.RESULTS, Section.RISKS},
    Role.ADMINISTRATOR: PRACTICAL_SECTIONS,
    Role.HOUSE_LEAD: frozenset(),
    Role.COMMISSIONER: frozenset(),
    Role.AUDITOR: frozenset(),
}


@dataclass(frozen=True)
class Tie:
    """One live or past connection between a viewer and a person.

    For a supporter, `sections` and `actions` are what the person allowed.
    For staff they come from the tables above, and are left empty here.
    """

    role: Role
    period: Period
    through: str
    sections: frozenset[Section] = frozenset()
    actions: frozenset[Action] = frozenset()


@dataclass(frozen=True)
class Grant:
    """What a viewer may do with one person's record today, and on what footing."""

    role: Role | None = None
    through: str = ""
    sections: frozenset[Section] = frozenset()
    actions: frozenset[Action] = frozenset()
    obstacles: tuple[str, ...] = field(default=())

    def refusals(self, action: Action, section: Section | None = None) -> list[str]:
        """List, in plain words, why not. An empty list means yes."""
        if self.obstacles and action not in (Action.READ, Action.RECORD_DEATH, Action.EXPORT):
            return list(self.obstacles)
        if action not in self.actions:
            return [f"You do not have permission to {action.value}."]
        if section is not None and section not in self.sections:
            return ["This part of the plan is not shared with you."]
        return []


def allowed_by(tie: Tie) -> tuple[frozenset[Action], frozenset[Section]]:
    """Say what one tie opens."""
    match tie.role:
        case Role.PERSON:
            return PERSON_MAY, ALL_SECTIONS
        case Role.SUPPORTER:
            return tie.actions & SUPPORTER_MAY_BE_ALLOWED, tie.sections
        case _:
            return STAFF_MAY[tie.role], STAFF_SEES[tie.role]


def grant(
    ties: Iterable[Tie], *, today: date, has_died: bool = False, can_sign_in: bool = True
) -> Grant:
    """Decide what these ties open today. No live tie that may read: an empty grant.

    The strongest tie names the role (person, then supporter, then staff); all live ties add up.
    After a death nothing is written any more, and supporters whom the person chose no longer see.
    Where the person has no sign-in, who leads the conversation takes down their yes or no.
    """
    live = [tie for tie in ties if tie.period.covers(today)]
    if has_died:
        live = [tie for tie in live if tie.role not in (Role.SUPPORTER, Role.PERSON)]
    opened = [(tie, *allowed_by(tie)) for tie in live]
    opened = [
        (tie, actions, sections) for tie, actions, sections in opened if Action.READ in actions
    ]
    if not opened:
        return Grant()
    if not can_sign_in:
        opened = [(tie, actions | _taken_down(actions), seen) for tie, actions, seen in opened]
    first = min((tie for tie, _, _ in opened), key=lambda tie: list(Role).index(tie.role))
    return Grant(
        role=first.role,
        through=first.through,
        sections=frozenset().union(*(sections for _, _, sections in opened)),
        actions=frozenset().union(*(actions for _, actions, _ in opened)),
        obstacles=("This person has died. Nothing can be changed.",) if has_died else (),
    )


def _taken_down(actions: frozenset[Action]) -> frozenset[Action]:
    return frozenset({Action.DECIDE}) if Action.CONVERSE in actions else frozenset()
