"""The tables that we publish (docs/reference/imports.md), and the columns that each needs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """One table. It is known by the columns that it needs."""

    name: str
    needed: tuple[str, ...]
    may_have: tuple[str, ...]

    @property
    def columns(self) -> frozenset[str]:
        return frozenset({*self.needed, *self.may_have})


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table(
            "persons",
            ("person", "given_name", "family_name", "born"),
            (
                "number", "title", "suffix", "preferred_name", "pronouns", "gender", "language",
                "needs_interpreter", "marital_status", "place_of_birth", "line_1", "line_2", "town",
                "postcode", "telephone", "mobile", "email", "died_on",
            ),
        ),
        Table(
            "results",
            ("person", "name", "taken_on"),
            ("source_id", "system", "code", "value", "unit", "words", "value_or_words"),
        ),
        Table(
            "conditions",
            ("person", "name", "began_on"),
            ("source_id", "system", "code", "ended_on"),
        ),
        Table(
            "medicines",
            ("person", "name", "started_on"),
            ("source_id", "system", "code", "ended_on", "how_to_take"),
        ),
        Table(
            "allergies",
            ("person", "name", "recorded_on"),
            ("source_id", "system", "code", "reaction", "ended_on"),
        ),
    )
}  # fmt: skip
