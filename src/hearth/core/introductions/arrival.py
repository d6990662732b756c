"""Arrival, the headline: of those introduced, how many went, and how many still go.

People are counted, each once: by the first thing that they were introduced to in the year. Who was
only told about something is not counted: nobody knows how many were. Who was introduced less than
four weeks ago is left out, as nobody can know yet; who has not told us is said, and not guessed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hearth.core.introductions.standing import STILL_GOING_AFTER, Event
from hearth.core.introductions.states import ARRIVED, State
from hearth.core.metrics.small_numbers import Table, nearest, published, published_chain, rounded

KNOWN_AFTER = timedelta(days=28)
"""So long after an introduction, or after three months of going, we can expect to have heard."""

ABOUT_THREE_MONTHS = STILL_GOING_AFTER - timedelta(days=14)
"""An answer from this day on counts for three months: people are not asked to the day."""

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Course:
    """What came of one introduction. `still`: (day, whether they still went) as they told us.

    `ended`: the last that we heard is that they did not or will not go. `need`: code of its kind.
    """

    introduced_on: date
    arrived_on: date | None = None
    ended: bool = False
    still: tuple[tuple[date, bool], ...] = ()
    need: str = ""


NOT_GOING = frozenset({State.REJECTED, State.DID_NOT_ATTEND, State.WITHDRAWN})


def course(events: Iterable[Event], need: str = "") -> Course | None:
    """Read one introduction from what happened, in order. None: they were only told about it."""
    told = list(events)
    introduced = next((each.on for each in told if each.state is State.REQUESTED), None)
    if introduced is None:
        return None
    arrived = min((each.on for each in told if each.state in ARRIVED), default=None)
    ended = arrived is None and told[-1].state in NOT_GOING
    return Course(introduced, arrived, ended, _still(told, arrived), need)


def _still(told: list[Event], arrived: date | None) -> tuple[tuple[date, bool], ...]:
    """Who stopped before three months does not go after them; “still” counts from then on."""
    if arrived is None:
        return ()
    found = []
    for each in told:
        if each.state is State.STILL_GOING and each.on >= arrived + ABOUT_THREE_MONTHS:
            found.append((each.on, True))
        elif each.state in (State.STOPPED, State.COMPLETED):
            found.append((each.on, False))
    return tuple(found)


class Came(StrEnum):
    """What became of the introductions of one person in a year."""

    CAME = "went at least once"
    DID_NOT = "did not go"
    NOT_KNOWN = "nobody has told us"


COLUMNS = tuple(Came)


@dataclass(frozen=True)
class Arrival:
    """The headline and its tables, as they may be shown. None where a number is withheld.

    `introduced`, `came`, `long_ago` (went more than three months ago) and `stays` (of those, still
    went after three months) are each among the one before. `too_new` are not among them.
    """

    since: date
    until: date
    introduced: int | None
    came: int | None
    long_ago: int | None
    stays: int | None
    too_new: int | None
    by_need: Table[str]
    by_month: Table[str]

    @property
    def percent(self) -> int | None:
        """Return how many of a hundred went; None where that is withheld, or there is nobody."""
        return _percent(self.came, self.introduced)

    @property
    def stays_percent(self) -> int | None:
        """Return how many of a hundred still went after three months, of those who can be known."""
        return _percent(self.stays, self.long_ago)


def _percent(part: int | None, whole: int | None) -> int | None:
    if part is None or not whole:
        return None
    return (200 * part + whole) // (2 * whole)


def arrival(people: Iterable[Iterable[Course]], today: date) -> Arrival:
    """Count the year that ended four weeks ago. `people`: the courses of each of them."""
    until = today - KNOWN_AFTER
    since = until - YEAR
    counted, too_new = [], 0
    for person in people:
        courses = sorted(person, key=lambda each: each.introduced_on)
        in_year = [each for each in courses if since < each.introduced_on <= until]
        if in_year:
            counted.append(in_year)
        elif any(each.introduced_on > until for each in courses):
            too_new += 1
    introduced, came, long_ago, stays = map(_near, published_chain(_chain(counted, today)))
    (new,) = map(_near, published_chain([too_new]))
    return Arrival(
        since + timedelta(days=1), until, introduced, came, long_ago, stays, new,
        _by(counted, _need), _by(counted, _month),
    )  # fmt: skip


def _near(count: int | None) -> int | None:
    return None if count is None else nearest(count)


def _chain(people: list[list[Course]], today: date) -> tuple[int, int, int, int]:
    came = [each for each in people if came_of(each) is Came.CAME]
    before = today - STILL_GOING_AFTER - KNOWN_AFTER
    long_ago = [
        each for each in came
        if any(one.arrived_on is not None and one.arrived_on <= before for one in each)
    ]  # fmt: skip
    stays = [each for each in long_ago if any(yes for one in each for _, yes in one.still)]
    return len(people), len(came), len(long_ago), len(stays)


def came_of(courses: Iterable[Course]) -> Came:
    """Say what became of all the introductions of one person."""
    held = list(courses)
    if any(each.arrived_on for each in held):
        return Came.CAME
    return Came.DID_NOT if all(each.ended for each in held) else Came.NOT_KNOWN


def _need(courses: list[Course]) -> str:
    return courses[0].need


def _month(courses: list[Course]) -> str:
    return f"{courses[0].introduced_on:%Y-%m}"


def _by(people: list[list[Course]], group: Callable[[list[Course]], str]) -> Table[str]:
    rows: dict[str, list[int]] = {}
    for each in people:
        row = rows.setdefault(group(each), [0] * len(COLUMNS))
        row[COLUMNS.index(came_of(each))] += 1
    # The order must not come from the counts.
    ordered: Mapping[str, tuple[int, ...]] = {name: tuple(rows[name]) for name in sorted(rows)}
    return rounded(published(ordered))
