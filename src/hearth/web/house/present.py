"""What the pages of the House show of an element: the four answers, and how they lean."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hearth.core.house.assessing import ElementStanding, Heard, Question, Rating, Settled, Voice
from hearth.core.house.framework import Element
from hearth.core.house.standing import HouseStanding, PartStanding

WIDTH = 240
"""How wide a picture of leanings is, in its own units; its middle stands between no and yes."""

SHORT = {Voice.STAFF: "Staff", Voice.PEOPLE: "People"}
SLUGS = {Question.THERE: "there", Question.WORKS: "works"}
OUTWARDS = {
    "no": (Rating.GOOD_IDEAS, Rating.NEEDS_WORK),
    "yes": (Rating.NEARLY_THERE, Rating.CRACKED_IT),
}
INK = {
    Rating.NEEDS_WORK: 1.0,
    Rating.GOOD_IDEAS: 0.45,
    Rating.NEARLY_THERE: 0.45,
    Rating.CRACKED_IT: 1.0,
}


@dataclass(frozen=True)
class Piece:
    """One step of a leaning: from `x` on, so many units wide; the surer, the more ink."""

    side: str
    x: float
    width: float
    ink: float


@dataclass(frozen=True)
class Row:
    """What one voice said to one question."""

    heard: Heard

    @property
    def settled(self) -> Settled | None:
        """Return what the voice agreed on."""
        return self.heard.settled

    @property
    def is_split(self) -> bool:
        """Say whether those who answered differ."""
        return self.heard.is_split

    @property
    def rating(self) -> Rating | None:
        """Return what counts."""
        return self.heard.rating

    @property
    def lowest(self) -> Rating | None:
        """Return the weakest step that somebody chose."""
        return min(self.heard.counts, default=None)

    @property
    def highest(self) -> Rating | None:
        """Return the strongest step that somebody chose."""
        return max(self.heard.counts, default=None)

    @property
    def width(self) -> int:
        """Return how wide the picture is."""
        return WIDTH

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the picture: what says no goes left from the middle, what says yes right."""
        return tuple(_pieces(self.heard))

    @property
    def said(self) -> list[tuple[str, int]]:
        """Return how many chose each step that somebody chose, and who does not know."""
        found = [(step.words, count) for step, count in self.heard.counts.items() if count]
        unknown = self.heard.do_not_know
        return found + ([("I do not know", unknown)] if unknown else [])


def _pieces(heard: Heard) -> Iterator[Piece]:
    whole = sum(heard.counts.values())
    for side, steps in OUTWARDS.items():
        at = WIDTH / 2
        for step in steps:
            width = WIDTH / 2 * heard.counts.get(step, 0) / whole if whole else 0
            if width:
                left = at - width if side == "no" else at
                yield Piece(side, round(left, 1), round(width, 1), INK[step])
            at += -width if side == "no" else width


@dataclass(frozen=True)
class Side:
    """One voice: what it said to both questions."""

    voice: Voice
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        """Return who speaks."""
        return self.voice.value

    @property
    def short(self) -> str:
        """Return who speaks, in one word."""
        return SHORT[self.voice]

    def of(self, question: Question) -> Row:
        """Return what it said to one question."""
        return next(row for row in self.rows if row.heard.question is question)


def sides_of(standing: ElementStanding) -> tuple[Side, ...]:
    """Return the four answers of an element, voice by voice."""
    return tuple(
        Side(voice, tuple(Row(standing.of(question, voice)) for question in Question))
        for voice in Voice
    )


def weak_first(standing: HouseStanding) -> list[PartStanding]:
    """Return the parts, the weakest first; those without a rating before all."""
    return sorted(standing.parts, key=lambda each: each.rating or 0)


MOST_NAMED = 2


def held_by(part: PartStanding) -> str:
    """Name what a part is held back by, in a line: a few names, and how many more."""
    if part.rating is None:
        return "Nobody has rated it yet"
    weak = part.weakest if part.rating < Rating.CRACKED_IT else ()
    names = [each.element.name for each in (*weak, *part.unrated)]
    if len(names) <= MOST_NAMED + 1:
        return "; ".join(names)
    return f"{'; '.join(names[:MOST_NAMED])}; and {len(names) - MOST_NAMED} more"


@dataclass(frozen=True)
class Weak:
    """An element that decides how a weak part stands, and what holds it back."""

    part: str
    element: Element
    rating: Rating | None
    reasons: tuple[str, ...]


MOST_WEAK = 6


def weakest_of(standing: HouseStanding) -> list[Weak]:
    """Return where to work first: what decides in the weakest parts, a few at most."""
    found = [
        Weak(part.part, each.element, each.rating, (*each.disagreements, *each.held_back))
        for part in weak_first(standing)
        if part.rating is not None and part.rating < Rating.CRACKED_IT
        for each in part.weakest
    ]
    return sorted(found, key=lambda each: each.rating or 0)[:MOST_WEAK]


@dataclass(frozen=True)
class Before:
    """How an element stood in an earlier assessment, and what it was called then."""

    day: date
    name: str
    step: str


def history_of(code: str, film: Sequence[tuple[date, HouseStanding]]) -> list[Before]:
    """Return how an element stood, the newest first; also where it was worded otherwise."""
    return [
        Before(day, each.element.name, step_words(each.rating))
        for day, standing in reversed(film)
        for each in elements_of(standing)
        if each.element.code == code
    ]


def elements_of(standing: HouseStanding) -> Iterable[ElementStanding]:
    """Return every element of a house, in reading order."""
    return (each for part in standing.parts for each in part.elements)


def step_words(rating: Rating | None) -> str:
    """Return a step as people say it, or that there is none."""
    return rating.words if rating else "Not rated"
