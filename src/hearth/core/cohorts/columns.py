"""What a list shows of each person: frozen values, read by the reference and by the engines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hearth.core.cohorts.facts import PersonFacts, age_on
from hearth.core.cohorts.reading import Reading
from hearth.core.cohorts.rules import Bands, Lists, NotARule, Rule, lists_of

Cell = int | float | str | date | None


@dataclass(frozen=True)
class Age:
    """`age`: whole years on the day, or None."""


@dataclass(frozen=True)
class Sex:
    """`sex`: as recorded, or None."""


@dataclass(frozen=True)
class Place:
    """`place`: as recorded, or None."""


@dataclass(frozen=True)
class Count:
    """`called`: on how many of these lists the person has an event, ever."""

    of: Lists
    called: str


@dataclass(frozen=True)
class Band:
    """`called`: the name of the band in which the share of these deficits lies."""

    of: Lists
    bands: Bands
    called: str


@dataclass(frozen=True)
class Latest:
    """Two columns, `<called>_value` and `<called>_date`: the latest value of a measurement."""

    on: str
    called: str


@dataclass(frozen=True)
class LastDate:
    """`called`: the last date of an event on the list, ever."""

    on: str
    called: str


@dataclass(frozen=True)
class LastReview:
    """`last_review_date`: when a care and support plan was last reviewed, or None."""


Column = Age | Sex | Place | Count | Band | Latest | LastDate | LastReview


@dataclass(frozen=True)
class Definition:
    """A cohort: who is on the list, and what the list shows. The name is for people."""

    name: str
    rule: Rule
    shows: tuple[Column, ...] = ()
    about: str = ""

    def __post_init__(self) -> None:
        names = self.columns
        if len(set(names)) < len(names):
            raise NotARule("Two columns have the same name.")

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns of the list, `person` first."""
        return ("person", *(name for column in self.shows for name in names_of(column)))

    @property
    def lists(self) -> frozenset[str]:
        """Return the names of all code lists that the rule and the columns ask about."""
        shown: set[str] = set()
        for column in self.shows:
            match column:
                case Count(of=of) | Band(of=of):
                    shown.update(of.names)
                case Latest(on=name) | LastDate(on=name):
                    shown.add(name)
        return lists_of(self.rule) | shown


def names_of(column: Column) -> tuple[str, ...]:
    """Return the names of what one column shows."""
    match column:
        case Age():
            return ("age",)
        case Sex():
            return ("sex",)
        case Place():
            return ("place",)
        case LastReview():
            return ("last_review_date",)
        case Latest(called=called):
            return (f"{called}_value", f"{called}_date")
        case _:
            return (column.called,)


def cells(column: Column, facts: PersonFacts, reading: Reading) -> Iterator[Cell]:
    """Give what one column shows of a person: the reference for the engines."""
    match column:
        case Age():
            yield None if facts.born is None else age_on(facts.born, reading.day)
        case Sex():
            yield facts.sex
        case Place():
            yield facts.place
        case Count(of=of):
            yield reading.count(facts, of)
        case Band(of=of, bands=bands):
            yield bands.of(reading.count(facts, of), len(of.names))
        case Latest(on=name):
            latest = reading.latest(facts, name)
            yield latest.value if latest else None
            yield latest.on if latest else None
        case LastDate(on=name):
            yield max((event.on for event in reading.events(facts, name)), default=None)
        case _:
            yield max(reading.reviews(facts), default=None)


def row(definition: Definition, facts: PersonFacts, reading: Reading) -> tuple[Cell, ...]:
    """Return a person's row of the list, in the order of `definition.columns`."""
    shown = (cell for column in definition.shows for cell in cells(column, facts, reading))
    return (facts.person, *shown)
