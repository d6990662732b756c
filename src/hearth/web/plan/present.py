"""Shapes a plan for reading: the order, the groups, whose action it is, the circle of support."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hearth.core import kinds
from hearth.core.agreement import (
    IN_FORCE,
    STANDING_WORDS,
    Signature,
    Standing,
    age_words,
    review_words,
)
from hearth.core.fields import FieldType
from hearth.core.plan import Entry
from hearth.core.words import READING_ORDER, TITLES, Section
from hearth.formats.plan_copy import TITLES_BEFORE_YES

MINE = frozenset({"me", "i", "myself"})
BEFORE_THE_CIRCLE = Section.STRENGTHS_AND_NEEDS
"""Those who help come after what the person is good at (journeys, "My plan")."""


@dataclass(frozen=True)
class Shown:
    """One entry, with the other entries that it points to as (label, words)."""

    entry: Entry
    linked: tuple[tuple[str, str], ...]


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


Ring = tuple[str, list[tuple[str, str]]]

CIRCLE: dict[str, tuple[str, str, str]] = {
    "contact": ("Family and friends", "name", "relationship"),
    "informal_support": ("Family and friends", "who", "what"),
    "community": ("Community", "what", "when"),
    "professional": ("Services", "name", "role"),
}
"""Kinds of entry that stand in the circle: their ring, and the fields for the name and who."""


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
    signatures: tuple[Signature, ...] = ()

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
    signatures: tuple[Signature, ...] = (),
    names: Iterable[str] = (),
    key_worker: str = "",
) -> Reading:
    """Lay entries out for reading. `names` are those by which the person is called."""
    agreed = standing in IN_FORCE or standing is Standing.REPLACED
    return Reading(
        standing=standing,
        age=age_words(frozen_on, today) if frozen_on else "",
        review=review_words(standing, review_on, today) if frozen_on else "",
        number=number,
        alerts=tuple(_shown(entries, [each for each in entries if each.kind == "alert"])),
        parts=tuple(_parts(entries, agreed=agreed, mine=_mine(names))),
        rings=rings_of(entries, key_worker=key_worker),
        signatures=signatures,
    )


def _mine(names: Iterable[str]) -> frozenset[str]:
    return MINE | {name.casefold() for name in names if name}


def is_mine(entry: Entry, mine: frozenset[str]) -> bool:
    """Say whether the person does this action, alone or with someone: "Me and Samira"."""
    who = str(entry.content.get("who", "")).casefold()
    words = who.replace(",", " ").replace("/", " ").split()
    return who in mine or bool(words and words[0] in mine)


def _parts(entries: Sequence[Entry], *, agreed: bool, mine: frozenset[str]) -> list[Part]:
    found = [_part(section, entries, agreed=agreed, mine=mine) for section in READING_ORDER]
    return [part for part in found if part.groups]


def _part(
    section: Section, entries: Sequence[Entry], *, agreed: bool, mine: frozenset[str]
) -> Part:
    title = TITLES[section] if agreed else TITLES_BEFORE_YES.get(TITLES[section], TITLES[section])
    groups = []
    for kind in kinds.kinds_in(section):
        held = [each for each in entries if each.kind == kind.code and kind.code != "alert"]
        if kind.code == "action":
            held.sort(key=lambda each: not is_mine(each, mine))
        if held:
            named = "" if kind.title == TITLES[section] else kind.title
            groups.append(Group(kind.code, named, tuple(_shown(entries, held))))
    return Part(section, title, tuple(groups), circle_follows=section is BEFORE_THE_CIRCLE)


def _shown(entries: Sequence[Entry], held: Iterable[Entry]) -> list[Shown]:
    leads = {entry.thread: entry.lead for entry in entries}
    return [Shown(entry, tuple(_linked(entry, leads))) for entry in held]


def _linked(entry: Entry, leads: dict[str, str]) -> Iterable[tuple[str, str]]:
    for each in kinds.KINDS[entry.kind].fields:
        pointed = leads.get(str(entry.content.get(each.name, "")))
        if each.type is FieldType.ENTRY and pointed:
            yield each.label, pointed


def rings_of(entries: Iterable[Entry], *, key_worker: str) -> tuple[Ring, ...]:
    """Draw the circle of support from the plan: (ring, [(name, who they are)]); empty for nobody.

    Somebody who is named twice stands there once, as first said.
    """
    rings: dict[str, dict[str, tuple[str, str]]] = {"Family and friends": {}, "Community": {}}
    services = {key_worker.casefold(): (key_worker, "My key worker")} if key_worker else {}
    rings["Services"] = services
    for entry in entries:
        if entry.kind in CIRCLE:
            ring, name_field, who_field = CIRCLE[entry.kind]
            name = str(entry.content[name_field])
            who = str(entry.content.get(who_field, ""))
            rings[ring].setdefault(name.casefold(), (name, who))
    if not any(rings.values()):
        return ()
    return tuple((title, list(members.values())) for title, members in rings.items())
