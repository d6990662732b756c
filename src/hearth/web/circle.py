"""The geometry of the circle of support: the person in the middle, three rings around them.

Pure numbers in the units of an SVG view box, y downwards. A name may be long, so the drawing shows
initials and the list beside it says who they are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

SIZE = 480.0
CENTRE = SIZE / 2
DOT = 23.0
RADII = (98.0, 156.0, 212.0)
MOST = (8, 12, 16)
"""How many dots a ring has room for, from the inside; the last then says how many more."""

LONGEST_IN_THE_MIDDLE = 11


@dataclass(frozen=True)
class Dot:
    """One person or service: where it is drawn, and the letters in it."""

    x: float
    y: float
    mark: str


@dataclass(frozen=True)
class Member:
    """One line of the list: the letters of its dot ("" for want of room), the name, and who."""

    mark: str
    name: str
    who: str


@dataclass(frozen=True)
class Ring:
    """One ring: its number from the inside, its title, how far out, its dots and its list."""

    number: int
    title: str
    radius: float
    dots: tuple[Dot, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Circle:
    """All that is needed to draw it and to list it."""

    middle: str
    rings: tuple[Ring, ...]
    words: str


def circle_of(called: str, rings: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Circle:
    """Lay out up to three rings, each (title, [(name, who they are)]), from the inside out."""
    if len(rings) > len(RADII):
        raise ValueError(f"a circle has at most {len(RADII)} rings")
    marks = iter(_marks([name for _, members in rings for name, _ in members]))
    laid = tuple(
        _ring(number, title, [Member(next(marks), name, who) for name, who in members])
        for number, (title, members) in enumerate(rings)
    )
    return Circle(_short(called), laid, _in_words(called, laid))


def _ring(number: int, title: str, members: list[Member]) -> Ring:
    most = MOST[number]
    fits = len(members) <= most
    shown = members if fits else members[: most - 1]
    marks = [member.mark for member in shown]
    if not fits:
        marks.append(f"+{len(members) - len(shown)}")
    unmarked = [Member("", member.name, member.who) for member in members[len(shown) :]]
    dots = tuple(_dots(marks, RADII[number], turn=number * 0.4))
    return Ring(number, title, RADII[number], dots, (*shown, *unmarked))


def _dots(marks: Sequence[str], radius: float, *, turn: float) -> Iterator[Dot]:
    """Spread the dots evenly, from the top, clockwise. `turn` keeps the rings from lining up."""
    for place, mark in enumerate(marks):
        angle = 2 * pi * place / len(marks) - pi / 2 + turn
        yield Dot(
            round(CENTRE + radius * cos(angle), 1), round(CENTRE + radius * sin(angle), 1), mark
        )


def _marks(names: Sequence[str]) -> list[str]:
    """Return the initials of each name; those that two share get a number."""
    initials = [_initials(name) for name in names]
    shared = {mark for mark, count in Counter(initials).items() if count > 1}
    seen: Counter[str] = Counter()
    found = []
    for mark in initials:
        seen[mark] += 1
        found.append(f"{mark}{seen[mark]}" if mark in shared else mark)
    return found


def _initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    first, last = words[0][0], words[-1][0] if len(words) > 1 else ""
    return (first + last).upper()


def _short(called: str) -> str:
    room = LONGEST_IN_THE_MIDDLE
    return called if len(called) <= room else called[: room - 1].rstrip() + "…"


def _in_words(called: str, rings: Sequence[Ring]) -> str:
    counts = "; ".join(f"{ring.title}: {len(ring.members)}" for ring in rings)
    return f"{called} in the middle, with rings of those who help. {counts}."
