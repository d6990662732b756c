"""Shapes a plan for reading: the order, the groups, whose action it is, the circle of support."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hearth.core import kinds
from hearth.core.agreement import (
    IN_FORCE,
    STANDING_WORDS,
    Standing,
    age_words,
    review_words,
)
from hearth.core.fields import Field, FieldType, Kind, shown
from hearth.core.plan import Entry
from hearth.core.signing import Signer
from hearth.core.words import READING_ORDER, TITLES, Section
from hearth.formats.plan_copy import LABELS_BEFORE_YES, TITLES_BEFORE_YES
from hearth.web.parts import RUNGS
from hearth.web.plan.support import Ring, rings_of

MINE = frozenset({"me", "i", "myself"})
BEFORE_THE_CIRCLE = Section.STRENGTHS_AND_NEEDS
"""Those who help come after what the person is good at (journeys, "My plan")."""


@dataclass(frozen=True)
class Shown:
    """One entry as it is read.

    `does`: who does an action, and when. `status`: how it stands, in words. `lines`: (label, words)
    of all else that it says, entries that it points to included. `is_late`: past its date.
    `mark`: to whom it is closed, for those who see it.
    """

    entry: Entry
    does: tuple[str, str] | None
    status: str
    lines: tuple[tuple[str, str], ...]
    is_late: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Group:
    """Entries of one kind. `title` is empty where the section's own title says it already."""

    kind: str
    title: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True)
class Part:
    """A section of the plan, with an anchor for links on the page."""

    section: Section
    title: str
    groups: tuple[Group, ...]
    circle_follows: bool = False


FOR_ME, FOR_OTHERS = "For me to do", "For others to do"
PLACED: dict[str, tuple[str, ...]] = {"action": ("who", "when"), "goal": RUNGS}
"""Fields of a kind that a page shows in a place of their own."""


@dataclass(frozen=True)
class Reading:
    """A plan as a page shows it: how it stands, how old it is, and what it says."""

    standing: Standing
    age: str
    review: str
    number: int | None
    alerts: tuple[Shown, ...]
    parts: tuple[Part, ...]
    rings: tuple[Ring, ...]
    signers: tuple[Signer, ...] = ()

    @property
    def is_in_force(self) -> bool:
        return self.standing in IN_FORCE

    @property
    def words(self) -> str:
        """How the plan stands, in a sentence."""
        return STANDING_WORDS[self.standing]

    @property
    def circle_stands_alone(self) -> bool:
        """Say whether there is a circle, and no section that it could follow."""
        return bool(self.rings) and not any(part.circle_follows for part in self.parts)


def reading(
    entries: Sequence[Entry],
    *,
    standing: Standing,
    today: date,
    frozen_on: date | None = None,
    review_on: date | None = None,
    number: int | None = None,
    signers: tuple[Signer, ...] = (),
    names: Iterable[str] = (),
    key_worker: str = "",
    mark: Callable[[Entry], str] = lambda _: "",
) -> Reading:
    """Lay entries out for reading. `names` are those by which the person is called."""
    agreed = standing in IN_FORCE or standing is Standing.REPLACED
    show = _Showing(entries, agreed=agreed, mine=_mine(names), today=today, mark=mark)
    return Reading(
        standing=standing,
        age=age_words(frozen_on, today) if frozen_on else "",
        review=review_words(standing, review_on, today) if frozen_on else "",
        number=number,
        alerts=tuple(show.alerts()),
        parts=tuple(part for part in map(show.part, READING_ORDER) if part.groups),
        rings=rings_of(entries, key_worker=key_worker),
        signers=signers,
    )


def _mine(names: Iterable[str]) -> frozenset[str]:
    return MINE | {name.casefold() for name in names if name}


def is_mine(entry: Entry, mine: frozenset[str]) -> bool:
    """Say whether the person does this action, alone or with someone: "Me and Samira"."""
    who = str(entry.content.get("who", "")).casefold()
    words = who.replace(",", " ").replace("/", " ").split()
    return who in mine or bool(words and words[0] in mine)


OPEN_STATUS = frozenset({"", "to_do", "doing"})


def is_late(entry: Entry, today: date) -> bool:
    """Say whether an action is past its day, and nobody has said that it is done or stopped."""
    due = str(entry.content.get("due_on", ""))
    is_open = str(entry.content.get("status", "")) in OPEN_STATUS
    return entry.kind == "action" and is_open and "" < due < today.isoformat()


class _Showing:
    """Lays entries out, knowing all of them: one may point to another."""

    def __init__(
        self,
        entries: Sequence[Entry],
        *,
        agreed: bool,
        mine: frozenset[str],
        today: date,
        mark: Callable[[Entry], str],
    ) -> None:
        self._entries, self._agreed, self._mine, self._today = entries, agreed, mine, today
        self._mark = mark
        self._leads = {entry.thread: entry.lead for entry in entries}

    def alerts(self) -> list[Shown]:
        """What everyone must know at once stands at the top, not in its section."""
        return [self.entry(each) for each in self._entries if each.kind == "alert"]

    def part(self, section: Section) -> Part:
        title = self._title(TITLES[section])
        groups = [
            group
            for kind in kinds.kinds_in(section)
            if kind.code != "alert"
            for group in self._groups(kind, TITLES[section])
            if group.shown
        ]
        follows = section is BEFORE_THE_CIRCLE
        return Part(section, title, tuple(groups), circle_follows=follows)

    def _groups(self, kind: Kind, section_title: str) -> list[Group]:
        held = [each for each in self._entries if each.kind == kind.code]
        if kind.code != "action":
            title = "" if kind.title == section_title else self._title(kind.title)
            return [self._group(kind, title, held)]
        mine = [each for each in held if is_mine(each, self._mine)]
        others = [each for each in held if each not in mine]
        return [self._group(kind, FOR_ME, mine), self._group(kind, FOR_OTHERS, others)]

    def _group(self, kind: Kind, title: str, held: Iterable[Entry]) -> Group:
        return Group(kind.code, title, tuple(self.entry(each) for each in held))

    def _title(self, title: str) -> str:
        return title if self._agreed else TITLES_BEFORE_YES.get(title, title)

    def entry(self, entry: Entry) -> Shown:
        """Lay one entry out, whatever its kind."""
        kind = kinds.KINDS[entry.kind]
        apart = {kind.lead, "status", *PLACED.get(kind.code, ())}
        rest = [each for each in kind.fields if each.name not in apart]
        lines = [(self._label(each), self._said(each, entry)) for each in rest]
        does = None
        if kind.code == "action":
            does = (str(entry.content.get("who", "")), str(entry.content.get("when", "")))
        status = [self._said(each, entry) for each in kind.fields if each.name == "status"]
        shown = tuple((label, words) for label, words in lines if words)
        late = is_late(entry, self._today)
        return Shown(entry, does, "".join(status), shown, late, self._mark(entry))

    def _label(self, field: Field) -> str:
        label = field.label.removesuffix(" (0 to 10)")
        return label if self._agreed else LABELS_BEFORE_YES.get(label, label)

    def _said(self, field: Field, entry: Entry) -> str:
        value = entry.content.get(field.name)
        if value in (None, "", False):
            return ""
        if field.type is FieldType.ENTRY:
            return self._leads.get(str(value), "")
        return shown(field, value)
