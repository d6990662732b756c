"""The tables of a population extract: one schema, read by whoever writes, asks or documents it.

`person` is a pseudonym: a keyed hash of the source and of its own number for the person. The key
stays beside the database, so an extract alone leads back to nobody. A missing fact is empty (NULL).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

SCHEMA_VERSION = 1
"""Goes up when a table or a column changes its meaning. An extract says which it follows."""


class Holds(StrEnum):
    """What a column holds. The value is the name of its Arrow type."""

    PSEUDONYM = "int64"
    TEXT = "string"
    DAY = "date32"
    NUMBER = "double"
    SMALL_NUMBER = "int8"


@dataclass(frozen=True)
class Column:
    """One column. `words` say what it means."""

    name: str
    holds: Holds
    words: str
    required: bool = False
    most: int = 100  # letters of a text
    within: tuple[int, int] | None = None  # bounds of a number, both in


@dataclass(frozen=True)
class Table:
    """One table: a Parquet file of this name, with these columns, in this order of rows."""

    name: str
    words: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Return the names of the columns without which a row is rejected."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def order(self) -> tuple[str, ...]:
        """Return the columns by which the rows are sorted: the person, then the first day."""
        days = [column.name for column in self.columns if column.holds is Holds.DAY]
        return ("person",) if self.name == "persons" else ("person", days[0])

    @property
    def file(self) -> str:
        """Return the name of the table's file in an extract."""
        return f"{self.name}.parquet"


PERSON = Column("person", Holds.PSEUDONYM, "Who it is about: a pseudonym.", required=True)
SYSTEM = Column("system", Holds.TEXT, "The code system, as FHIR names it.", required=True, most=200)
CODE = Column("code", Holds.TEXT, "The code in that system.", required=True, most=100)
STARTS = Column("starts", Holds.DAY, "The first day on which it runs.", required=True)
ENDS = Column("ends", Holds.DAY, "The first day on which it no longer runs. Empty: it goes on.")

_TABLES = (
    Table(
        "persons",
        "One row for each person, those who died included.",
        (
            PERSON,
            Column("born", Holds.DAY, "The day of birth; if only the month is known, its first."),
            Column("sex", Holds.TEXT, "male, female, other or unknown, as recorded.", most=40),
            Column("died", Holds.DAY, "The day of death."),
            Column("ethnicity", Holds.TEXT, "The group that the person chose, as recorded."),
            Column("language", Holds.TEXT, "The language that the person wants to use.", most=40),
            Column(
                "deprivation", Holds.SMALL_NUMBER,
                "How deprived the place is, as a decile: 1 is the most deprived.", within=(1, 10),
            ),
            Column("place", Holds.TEXT, "Where the person lives: a town or a neighbourhood."),
            Column(
                "identifier", Holds.PSEUDONYM,
                "A pseudonym of the number that the person has in the whole country.",
            ),
        ),
    ),
    Table(
        "registrations",
        "With which practice a person is registered, and when.",
        (
            PERSON,
            Column("organisation", Holds.TEXT, "The practice, as recorded.", required=True),
            STARTS,
            ENDS,
        ),
    ),
    Table(
        "events",
        "What was found, measured or done, by code: one row for each code on a day.",
        (
            PERSON, SYSTEM, CODE,
            Column("on", Holds.DAY, "The day of it, or on which it began.", required=True),
            Column("value", Holds.NUMBER, "The number that was measured, in its usual unit."),
        ),
    ),
    Table(
        "medications",
        "A medicine that was issued (it ends on the day), is taken for a time, or goes on.",
        (
            PERSON, SYSTEM, CODE, STARTS,
            Column("ends", Holds.DAY, "The last day. Empty: it goes on."),
        ),
    ),
    Table(
        "plans",
        "Care and support plans: one row for each plan of a person.",
        (
            PERSON,
            Column("started", Holds.DAY, "The day on which the round began.", required=True),
            Column("agreed", Holds.DAY, "The day on which it was last agreed."),
            Column("reviewed", Holds.DAY, "The day on which it was last reviewed."),
            Column("review_due", Holds.DAY, "The day by which a review is due."),
        ),
    ),
    Table(
        "budgets",
        "Personal budgets.",
        (
            PERSON,
            Column("kind", Holds.TEXT, "The kind of budget, as recorded.", required=True),
            STARTS,
            ENDS,
        ),
    ),
    Table(
        "referrals",
        "That somebody asked for a care and support planning conversation for the person.",
        (
            PERSON,
            Column("on", Holds.DAY, "The day of asking.", required=True),
            Column("by", Holds.TEXT, "“self” where the person asked; else who did.", required=True),
        ),
    ),
)  # fmt: skip

TABLES: Mapping[str, Table] = {table.name: table for table in _TABLES}
"""Every table of an extract, by name, in the order in which they are built: persons first."""
