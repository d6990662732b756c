"""A person's own copy of their record: what is left out, and what somebody must decide first.

UK GDPR, articles 12(3) and 15; Data Protection Act 2018, schedule 2, paragraph 16 (facts about
someone else) and schedule 3 (serious harm). What is closed to keep somebody safe is left out. What
is about someone else is given only where a practitioner decided so, part by part, with a reason.

Every copy waits to be checked, also where nothing is closed: one that came at once would tell that.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hearth.core.days import months_from
from hearth.core.sharing import Seal, SealKind
from hearth.core.words import Refusal, Section

DAYS_TO_TAKE = timedelta(days=30)
"""How long a copy that was checked can be taken."""


class Choice(StrEnum):
    """What is done with a part that is about someone else."""

    GIVE = "give it"
    LEAVE_OUT = "leave it out"


class CopyStanding(StrEnum):
    """How a copy stands that was asked for."""

    WAITS = "waits to be checked"
    READY = "is ready to be taken"
    RAN_OUT = "was ready, and has run out"


@dataclass(frozen=True)
class Part:
    """A section, or one entry of it."""

    section: Section
    thread: str = ""

    @property
    def key(self) -> str:
        """The name of this part in a form: it stays the same when another part comes before it."""
        return f"{self.section.value}_{self.thread}"


@dataclass(frozen=True)
class Decided:
    """What was decided about one part, and why."""

    choice: Choice | None
    reason: str = ""


def answer_by(asked_on: date) -> date:
    """One calendar month on: the same day of the next month, or its last day."""
    return months_from(asked_on, 1)


def standing(checked_on: date | None, *, today: date) -> CopyStanding:
    """Say how a copy stands, from the day on which it was checked."""
    if checked_on is None:
        return CopyStanding.WAITS
    return CopyStanding.READY if today <= checked_on + DAYS_TO_TAKE else CopyStanding.RAN_OUT


def to_decide(seals: Iterable[Seal]) -> tuple[Part, ...]:
    """The parts that are about someone else, and not closed to keep somebody safe as well."""
    held = list(seals)
    safe = {_part(seal) for seal in held if seal.kind is SealKind.SAFEGUARDING}
    found = {_part(seal): None for seal in held if seal.kind is SealKind.THIRD_PARTY}
    return tuple(each for each in found if not {each, Part(each.section)} & safe)


def check_problems(parts: Collection[Part], decided: Mapping[Part, Decided]) -> list[Refusal]:
    """List what is still missing: each part needs a decision, and each decision a reason."""
    found = []
    for number, part in enumerate(parts, start=1):
        said = decided.get(part, Decided(None))
        if said.choice is None:
            found.append(Refusal(f"Choose what to do with part {number}.", f"choice_{part.key}"))
        if not said.reason.strip():
            found.append(Refusal(f"Say why, for part {number}.", f"reason_{part.key}"))
    return found


def seals_of_copy(seals: Iterable[Seal], given: Collection[Part]) -> list[Seal]:
    """The seals that stand on a copy: all, but those about someone else that were opened for it."""
    held = list(seals)
    opened = set(given) & set(to_decide(held))
    return [s for s in held if s.kind is not SealKind.THIRD_PARTY or _part(s) not in opened]


def _part(seal: Seal) -> Part:
    return Part(seal.section, seal.thread)
