"""What professionals learn: training, supervision, how sure they feel. Their notes are theirs.

How sure somebody feels is theirs as well: others see counts alone, and no small ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.days import months_from
from hearth.core.words import Refusal, Refused

LONGEST_NOTE = 5000
SOON_DAYS = 60


class CannotLearn(Refused):
    """Something is missing, or is not known here."""


class Counts(StrEnum):
    """What a kind of learning is counted as, in the figures of the right wall."""

    TRAINED = "trained"
    SUPERVISED = "supervised"


@dataclass(frozen=True)
class LearningKind:
    """A kind of learning. `months`: how often it is usual; None: once is enough.

    `also`: other kinds that count as this one, as first training does for a refresher.
    """

    code: str
    name: str
    means: str
    counts: Counts
    months: int | None
    also: tuple[str, ...] = ()


KINDS: tuple[LearningKind, ...] = (
    LearningKind(
        "partnership", "Training in partnership working",
        "How to plan care with a person, not for them.", Counts.TRAINED, None,
    ),
    LearningKind(
        "refresher", "Refresher of partnership working",
        "Half a day to try out, and to hear how others do it.", Counts.TRAINED, 24,
        ("partnership",),
    ),
    LearningKind(
        "supervision", "Supervision that starts from strengths",
        "Somebody with skill looks at your work with you.", Counts.SUPERVISED, 3,
    ),
    LearningKind(
        "peer", "Learning with colleagues",
        "You look at talks or plans together, and say what went well.", Counts.SUPERVISED, 6,
    ),
)  # fmt: skip
BY_CODE: dict[str, LearningKind] = {kind.code: kind for kind in KINDS}


class State(StrEnum):
    """Where somebody stands with one thing that they need. The most pressing one first."""

    OVERDUE = "overdue"
    NEVER = "not yet"
    SOON = "due soon"
    DONE = "up to date"


@dataclass(frozen=True)
class Need:
    """What a role needs, and how often. `months` None: once is enough."""

    kind: str
    role: str
    months: int | None


@dataclass(frozen=True)
class Due:
    """Where somebody stands with one need. `last`: when they last did it; `due`: by when again."""

    kind: LearningKind
    state: State
    last: date | None
    due: date | None

    @property
    def words(self) -> str:
        """Say it in a few words: “Due by 3 March 2027”."""
        match self.state:
            case State.NEVER:
                return "Not done yet"
            case State.DONE if self.due is None:
                return "Done"
        assert self.due is not None
        day = f"{self.due.day} {self.due:%B %Y}"
        return f"Was due by {day}" if self.state is State.OVERDUE else f"Due by {day}"


def due(need: Need, last: date | None, *, today: date) -> Due:
    """Say where somebody stands with a need who last did it on a day, or never."""
    kind = BY_CODE[need.kind]
    if last is None:
        return Due(kind, State.NEVER, None, None)
    if need.months is None:
        return Due(kind, State.DONE, last, None)
    by = months_from(last, need.months)
    if by < today:
        return Due(kind, State.OVERDUE, last, by)
    state = State.SOON if (by - today).days <= SOON_DAYS else State.DONE
    return Due(kind, state, last, by)


def all_due(
    needs: Iterable[Need], roles: Iterable[str], last: Mapping[str, date], *, today: date
) -> list[Due]:
    """Return where somebody with these roles stands, the most pressing first.

    `last`: when they last did each kind. Of two roles that need the same, the stricter counts.
    """
    held, strictest = set(roles), dict[str, Need]()
    for need in needs:
        if need.role in held and _is_stricter(need, strictest.get(need.kind)):
            strictest[need.kind] = need
    found = [due(need, _last(need, last), today=today) for need in strictest.values()]
    return sorted(found, key=lambda each: (list(State).index(each.state), each.kind.name))


def _last(need: Need, last: Mapping[str, date]) -> date | None:
    codes = (need.kind, *BY_CODE[need.kind].also)
    return max((last[code] for code in codes if code in last), default=None)


def _is_stricter(need: Need, than: Need | None) -> bool:
    if than is None or than.months is None:
        return than is None or need.months is not None
    return need.months is not None and need.months < than.months


MOST_MONTHS = 60


def need_problems(kind: str, months: int | None) -> list[Refusal]:
    """List why a need cannot be set."""
    found = []
    if kind not in BY_CODE:
        found.append(Refusal("Choose what they need.", "kind"))
    if months is not None and not 1 <= months <= MOST_MONTHS:
        found.append(Refusal(f"Choose from 1 to {MOST_MONTHS} months.", "months"))
    return found


def learned_problems(kind: str, on: date | None, link: str, *, today: date) -> list[Refusal]:
    """List what is missing from what somebody says they did."""
    found = []
    if kind not in BY_CODE:
        found.append(Refusal("Choose what you did.", "kind"))
    if on is None:
        found.append(Refusal("Give the day.", "on"))
    elif on > today:
        found.append(Refusal("This day is still to come.", "on"))
    if link and not link.startswith("https://"):
        found.append(Refusal("A link starts with https://", "link"))
    return found


STATEMENTS: dict[str, str] = {
    "listen": "I ask what matters to the person before I say what I think.",
    "share": "I can hand over choices, also when I would choose otherwise.",
    "strengths": "I find out what people are good at, and we build on it.",
    "plan": "I can help people to put a goal in their own words.",
    "community": "I know what there is near here, and how people get to it.",
}
"""Our own wording. Each is rated alone; no sum is ever made of them."""


def rating_problems(answers: Mapping[str, int | None]) -> list[Refusal]:
    """List the statements that have no number from 0 to 10."""
    return [
        Refusal("Choose a number from 0 to 10.", code)
        for code in STATEMENTS
        if (value := answers.get(code)) is None or not 0 <= value <= 10
    ]


class Band(StrEnum):
    """How sure people feel, in three bands. They are counted, never averaged."""

    LOW = "0 to 4"
    MIDDLE = "5 to 7"
    HIGH = "8 to 10"


def band(value: int) -> Band:
    """Return the band of a number from 0 to 10."""
    if value <= 4:
        return Band.LOW
    return Band.MIDDLE if value <= 7 else Band.HIGH


def tells_of_each(counts: Sequence[int]) -> bool:
    """Say whether counts in bands tell where everyone stands: all are in the same one."""
    return sum(1 for count in counts if count) < 2


def is_confident(answers: Mapping[str, int]) -> bool:
    """Say whether somebody feels sure of each statement (8 or more): the least decides."""
    return all(band(answers[code]) is Band.HIGH for code in STATEMENTS)
