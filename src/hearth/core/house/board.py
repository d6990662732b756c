"""The board pack: in ten minutes, how the house stands, what changed, and what is to be decided.

A pack is made of counts and of words that somebody wrote for it. No row is about one person, and
nobody's feedback is quoted. It is kept as it was given out, so the next one can say what changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hearth.core.days import day_words
from hearth.core.house.assessing import Rating
from hearth.core.house.balance import balance
from hearth.core.house.framework import Framework
from hearth.core.house.parts import NAMES, Part
from hearth.core.house.since import since as moved_since
from hearth.core.house.standing import HouseStanding, PartStanding
from hearth.core.house.work import Work, WorkState
from hearth.core.words import Refusal, Refused

LONGEST = 2000
MOST_DECISIONS = 8
MOST_LINES = 6
SOMEBODY = "somebody"
"""Who answers for a part is not named in a pack, only that there is somebody."""
DECISIONS, NOTE = "Decisions wanted", "From the House lead"
ROUNDED = "Figures are rounded to five. What could point to a few people is not shown."
MADE_UP = "These figures are made up, for a demonstration."
NO_FIGURES = "No figures have been counted yet."


class CannotMake(Refused):
    """A pack cannot be made so. The reasons say what to mend, each with its field."""


@dataclass(frozen=True)
class BoardFigure:
    """One metric in a pack, as it may be shown: rounded, and hidden where it is of a few.

    `counted` and `of` say in words who is counted, of whom. `asks` is why it wants a look, or "".
    `before`: per cent in the pack before. `bands` are (name, per cent) where there is no one share.
    """

    code: str
    question: str
    counted: str
    of: str
    caveat: str
    day: date | None = None
    percent: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    hidden: str = ""
    bands: tuple[tuple[str, int | None], ...] = ()
    target: int | None = None
    asks: str = ""
    before: int | None = None
    before_day: date | None = None
    is_made_up: bool = False

    @property
    def value(self) -> str:
        """Return the figure as people read it: “62% (125 of 200)”."""
        if self.percent is not None:
            return f"{self.percent}% ({self.numerator} of {self.denominator})"
        known = [f"{name}: {'not shown' if p is None else f'{p}%'}" for name, p in self.bands]
        return "; ".join(known) or self.hidden or "Not counted yet."

    @property
    def then(self) -> str:
        """Return what the pack before said. It never says better or worse: that needs more."""
        if self.before is None or self.before_day is None:
            return "Not in the pack before."
        return f"{self.before}% on {day_words(self.before_day)}."


@dataclass(frozen=True)
class PartLine:
    """How one part stood on the day of a pack, and why it is no better."""

    part: Part
    rating: Rating | None
    has_keeper: bool
    why: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return its step: “Nearly there”."""
        return self.rating.words if self.rating else "Not rated"


@dataclass(frozen=True)
class BoardPack:
    """One pack, with all that its files say. `since` is the day of the one before."""

    community: str
    day: date
    since: date | None
    headline: str
    parts: tuple[PartLine, ...]
    changed: tuple[str, ...] = ()
    work: tuple[str, ...] = ()
    figures: tuple[BoardFigure, ...] = ()
    feedback: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    note: tuple[str, ...] = ()

    @property
    def standing(self) -> HouseStanding:
        """Return the standing to draw the picture from: ratings, and if somebody answers."""
        return HouseStanding(
            tuple(
                PartStanding(each.part, (), SOMEBODY if each.has_keeper else "", each.rating)
                for each in self.parts
            )
        )

    @property
    def weakest(self) -> tuple[PartLine, ...]:
        """Return the weakest parts; none where each is cracked."""
        least = min((each.rating or 0 for each in self.parts), default=0)
        return tuple(e for e in self.parts if (e.rating or 0) == least < Rating.CRACKED_IT)

    @property
    def about_figures(self) -> str:
        """Return what must be known of all figures before one is read."""
        if not self.figures:
            return NO_FIGURES
        is_made_up = any(each.is_made_up for each in self.figures)
        return f"{MADE_UP} {ROUNDED}" if is_made_up else ROUNDED

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return heading and sentences, in the order of the files; the figures are a table."""
        weak = tuple(
            f"{NAMES[each.part]}: {' '.join(each.why) or each.words}" for each in self.weakest
        )
        then = f"What changed since {day_words(self.since)}" if self.since else "What changed"
        found = (
            (DECISIONS, self.decisions or ("None this time.",)),
            (NOTE, self.note),
            (then, self.changed),
            ("The weakest parts", weak),
            ("The work plan", self.work),
            ("What people tell us", self.feedback),
            ("Training and support of staff", self.learning),
        )
        return tuple((heading, lines) for heading, lines in found if lines)


@dataclass(frozen=True)
class BoardFacts:
    """All that a pack is gathered from: `then` is how the house stood on the day `since`.

    `before` is the pack before, where there is one: then it is its day.

    `feedback` and `learning` are sentences without any name, with small counts hidden already.
    """

    community: str
    day: date
    framework: Framework
    standing: HouseStanding
    work: Sequence[Work]
    figures: Sequence[BoardFigure] = ()
    feedback: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()
    since: date | None = None
    then: HouseStanding | None = None
    before: BoardPack | None = None
    decisions: str = ""
    note: str = ""


def gather(facts: BoardFacts) -> BoardPack:
    """Make a pack from facts. The same facts always make the same pack."""
    return BoardPack(
        facts.community,
        facts.day,
        facts.since,
        facts.standing.words,
        tuple(map(_line, facts.standing.parts)),
        tuple(_changed(facts)),
        tuple(_work(facts)),
        tuple(_figure(each, facts.before) for each in facts.figures),
        facts.feedback,
        facts.learning,
        lines_of(facts.decisions),
        lines_of(facts.note),
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return what was typed, line by line, without empty ones and bullets."""
    rows = (" ".join(each.split()).lstrip("-*•– ") for each in text.splitlines())
    return tuple(each for each in rows if each)


def draft_obstacles(note: str, decisions: str) -> list[Refusal]:
    """List what is wrong with what is written for a pack. Empty: keep it."""
    found = [
        Refusal(f"Use {LONGEST} letters or fewer.", name)
        for name, text in (("note", note), ("decisions", decisions))
        if len(text) > LONGEST
    ]
    if len(lines_of(decisions)) > MOST_DECISIONS:
        found.append(Refusal(f"A board decides {MOST_DECISIONS} things at most.", "decisions"))
    return found


def _line(part: PartStanding) -> PartLine:
    return PartLine(part.part, part.rating, bool(part.answers_for), _few(part.why))


def _few(lines: Iterable[str], most: int = MOST_LINES) -> tuple[str, ...]:
    found = list(lines)
    if len(found) <= most:
        return tuple(found)
    return (*found[: most - 1], f"And {len(found) - most + 1} more.")


def _changed(facts: BoardFacts) -> Iterator[str]:
    """Yield what moved: parts, elements (what is worse first), work. What was not rated then has
    not moved.
    """
    if facts.since is None:
        return
    if facts.then is None or not facts.then.is_rated:
        yield "The house had not been rated then."
        yield from _work_since(facts.work, facts.since)
        return
    moved = moved_since(facts.then, facts.standing)
    yield from (each.words for each in moved.parts)
    worse_first = sorted(moved.elements, key=lambda move: not move.is_worse)
    yield from _few(each.words for each in worse_first)
    if moved.is_nothing:
        yield "No part or element of the house is rated otherwise than before."
    yield from _work_since(facts.work, facts.since)


def _work_since(work: Iterable[Work], day: date) -> Iterator[str]:
    rows = list(work)
    done = [e.title for e in rows if e.state is WorkState.DONE and (e.touched or e.since) > day]
    new = sum(each.since > day for each in rows)
    if done:
        yield from _few(f"Done: {title}." for title in done)
    if new:
        yield f"{new} new action{'' if new == 1 else 's'}."


def _work(facts: BoardFacts) -> Iterator[str]:
    """Yield how the work plan stands: what is late, then the balance with its three strands."""
    late = [(each.days_late(facts.day), each.title) for each in facts.work]
    late = sorted(((days, title) for days, title in late if days), reverse=True)
    open_work = sum(each.is_open for each in facts.work)
    if facts.work:
        yield f"{open_work} open action{'' if open_work == 1 else 's'}, {len(late)} late."
    yield from _few(
        f"Late by {days} day{'' if days == 1 else 's'}: {title}." for days, title in late
    )
    yield from balance(facts.work, facts.framework, facts.standing).words


def _figure(figure: BoardFigure, earlier: BoardPack | None) -> BoardFigure:
    """Return a figure with what the pack before said of it."""
    held = {each.code: each for each in earlier.figures} if earlier else {}
    before = held.get(figure.code)
    if before is None or before.percent is None:
        return figure
    return replace(figure, before=before.percent, before_day=before.day)
