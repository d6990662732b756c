"""Meetings against the House: where the minutes go, and what no meeting has touched for long.

Source: routinely holding agendas and work plans against the House is what brings the left wall,
links with the community, and metrics to the table (Year of Care's work in some 30 communities).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hearth.core.days import months_before
from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import NAMES, Part, Strand, in_a_sentence
from hearth.core.words import Refusal

LONGEST_TITLE, LONGEST_NOTE, MOST_MINUTES, MOST_ITEMS = 150, 1000, 480, 40
LONGEST_PLACE = {"title": 100, "place": 200, "link": 500, "chair": 100}
SHORTEST_MEETING = 10
EARLIEST, LATEST = 2000, 2100
Subject = Part | Strand
"""What a meeting can touch: a part of the House, or one of the three neglected strands."""


class Kind(StrEnum):
    """Where an item comes from."""

    OPENING = "opening"
    LAST_TIME = "from last time"
    WEAK = "weak"
    UNTOUCHED = "untouched"
    LATE = "late work"
    FIGURE = "figure"
    FEEDBACK = "feedback"
    OURS = "ours"
    CLOSING = "closing"


@dataclass(frozen=True)
class AgendaItem:
    """One item: its minutes, the codes of its elements, and why it is there, in words."""

    title: str
    minutes: int
    elements: tuple[str, ...] = ()
    kind: Kind = Kind.OURS
    why: str = ""
    note: str = ""


@dataclass(frozen=True)
class Appointment:
    """When and where a meeting is. `link`: where it is joined from afar. `length` in minutes."""

    title: str
    starts: datetime
    length: int
    place: str = ""
    link: str = ""
    chair: str = ""

    @property
    def ends(self) -> datetime:
        """Return when it ends."""
        return self.starts + timedelta(minutes=self.length)


def appointment_obstacles(meeting: Appointment) -> list[Refusal]:
    """List what is wrong with when and where a meeting is. `where` is the field."""
    found = []
    if not meeting.title.strip():
        found.append(Refusal("Give the meeting a name.", "title"))
    for field in ("title", "place", "link", "chair"):
        if len(getattr(meeting, field)) > LONGEST_PLACE[field]:
            found.append(Refusal(f"Use {LONGEST_PLACE[field]} letters or fewer.", field))
    if not SHORTEST_MEETING <= meeting.length <= MOST_MINUTES:
        found.append(Refusal(f"Give {SHORTEST_MEETING} to {MOST_MINUTES} minutes.", "length"))
    if not EARLIEST <= meeting.starts.year <= LATEST:
        found.append(Refusal("Give a real date, like 27 3 2027.", "day"))
    if meeting.link and not meeting.link.startswith("https://"):
        found.append(Refusal("A link begins with https://", "link"))
    return found


@dataclass(frozen=True)
class Held:
    """A meeting that took place, with what was on its agenda."""

    day: date
    items: tuple[AgendaItem, ...]


class Stage(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    AGREED = "agreed"
    CANCELLED = "cancelled"


def stage(*, has_begun: bool, is_agreed: bool, is_cancelled: bool) -> Stage:
    """Say where a meeting stands, from what has happened to it."""
    if is_cancelled:
        return Stage.CANCELLED
    if is_agreed:
        return Stage.AGREED
    return Stage.HELD if has_begun else Stage.PLANNED


def named(subject: Subject) -> str:
    """Return how a part or a strand is called inside a sentence."""
    return in_a_sentence(subject) if isinstance(subject, Part) else str(subject)


SUBJECTS: tuple[Subject, ...] = (*Part, *(s for s in Strand if s is not Strand.LEFT_WALL))
"""The parts, and the two strands that are no part of their own."""


def known(codes: Iterable[str], framework: Framework) -> tuple[Element, ...]:
    """Return the elements that these codes name; a code that nobody knows is left out."""
    wanted = set(codes)
    return tuple(each for each in framework.elements if each.code in wanted)


def touched(held: Iterable[Held], framework: Framework) -> dict[Subject, date | None]:
    """Return when a meeting last touched each part and each strand; None: never."""
    last: dict[Subject, date | None] = dict.fromkeys((*Part, *Strand))
    for meeting in held:
        for item in meeting.items:
            for element in known(item.elements, framework) if item.minutes else ():
                subjects: tuple[Subject, ...] = (element.part, *element.strands)
                for subject in subjects:
                    last[subject] = max(last[subject] or meeting.day, meeting.day)
    return last


def since(last: date | None, today: date) -> str:
    """Say since when nothing was done: “since March”, with the year where it is longer ago."""
    if last is None:
        return "so far"
    is_long_ago = last <= months_before(today, 11)
    return f"since {last:%B %Y}" if is_long_ago else f"since {last:%B}"


def untouched_words(subject: Subject, last: date | None, today: date) -> str:
    """Say for how long no meeting has touched something."""
    if last is None:
        return f"No meeting has touched {named(subject)} yet."
    return f"No meeting has touched {named(subject)} {since(last, today)}."


@dataclass(frozen=True)
class Coverage:
    """Where the minutes of one agenda go. `length`: how long the meeting is.

    The minutes of an item are shared among its elements. So the parts and `untagged` make up
    `planned`; the strands cut across the parts.
    """

    length: int
    planned: int
    by_part: Mapping[Part, int]
    by_strand: Mapping[Strand, int]
    untagged: int

    def minutes_on(self, subject: Subject) -> int:
        """Return the minutes on a part or on a strand."""
        return self.by_part[subject] if isinstance(subject, Part) else self.by_strand[subject]

    @property
    def left_out(self) -> tuple[Strand, ...]:
        """Return which of the three neglected strands get no minute."""
        return tuple(each for each in Strand if not self.by_strand[each])

    @property
    def warning(self) -> str:
        """Name the neglected strands that are left out; `""` where there is none."""
        if not self.left_out:
            return ""
        names = ", ".join(self.left_out)
        return f"Left out: {names}. These are what most groups leave out."


def coverage(items: Iterable[AgendaItem], framework: Framework, length: int) -> Coverage:
    """Count where the minutes of an agenda go."""
    by_part, by_strand = dict.fromkeys(Part, 0), dict.fromkeys(Strand, 0)
    planned = untagged = 0
    for item in items:
        planned += item.minutes
        elements = known(item.elements, framework)
        untagged += 0 if elements else item.minutes
        for element, minutes in zip(elements, _shared(item.minutes, len(elements)), strict=True):
            by_part[element.part] += minutes
            for strand in element.strands:
                by_strand[strand] += minutes
    return Coverage(length, planned, by_part, by_strand, untagged)


def _shared(minutes: int, among: int) -> list[int]:
    """Share whole minutes as evenly as they go; the first get one more."""
    if not among:
        return []
    each, rest = divmod(minutes, among)
    return [each + (place < rest) for place in range(among)]


def sentences(found: Coverage, last: Mapping[Subject, date | None], today: date) -> tuple[str, ...]:
    """Say in words where the minutes go, and what is left out: the largest share first."""
    said = [_largest(found)]
    for subject in SUBJECTS:
        if not found.minutes_on(subject):
            called = NAMES[subject] if isinstance(subject, Part) else subject.capitalize()
            said.append(f"{called}: untouched {since(last.get(subject), today)}.")
    if found.untagged:
        said.append(f"No element is named for {_minutes(found.untagged)}.")
    return (*said, *_time_words(found))


def _largest(found: Coverage) -> str:
    part = max(Part, key=lambda each: found.by_part[each])
    if not found.by_part[part]:
        return "No item names an element of the House."
    whole = max(found.length, found.planned)
    return f"{found.by_part[part]} of {whole} minutes on {in_a_sentence(part)}."


def _time_words(found: Coverage) -> list[str]:
    over = found.planned - found.length
    if over > 0:
        return [f"The items take {_minutes(over)} more than the meeting has."]
    return [f"{_minutes(-over).capitalize()} still free."] if over else []


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"


def item_obstacles(item: AgendaItem) -> list[Refusal]:
    """List what is wrong with an item. `where` is its field."""
    found = []
    if not item.title.strip():
        found.append(Refusal("Say what this item is about.", "title"))
    if len(item.title) > LONGEST_TITLE:
        found.append(Refusal(f"Use {LONGEST_TITLE} letters or fewer.", "title"))
    if not 0 < item.minutes <= MOST_MINUTES:
        found.append(Refusal(f"Give 1 to {MOST_MINUTES} minutes.", "minutes"))
    if len(item.note) > LONGEST_NOTE:
        found.append(Refusal(f"Use {LONGEST_NOTE} letters or fewer.", "note"))
    return found
