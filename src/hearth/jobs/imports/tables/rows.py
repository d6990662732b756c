"""Read the cells of one CSV row into facts: one function for each table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearth.jobs.imports.facts import Context, Fact, Findings, NotUsed, PersonFacts, Subject
from hearth.jobs.imports.fhir.elements import fingerprint
from hearth.jobs.imports.tables.mapping import Reading
from hearth.jobs.imports.values import Row, is_part_of_a_date
from hearth.records.results.findings import Kind

PLAIN_DETAILS = {
    "title": 35, "suffix": 35, "preferred_name": 100, "pronouns": 40, "gender": 40, "language": 60,
    "marital_status": 60, "place_of_birth": 100,
}  # fmt: skip
YES_OR_NO = {"": False, "no": False, "yes": True}
SYSTEMS = {"SNOMED-CT": "http://snomed.info/sct", "LOINC": "http://loinc.org"}
CONTACTS = ("telephone", "mobile", "email")
ADDRESS = {"line_1": 200, "line_2": 200, "town": 100, "postcode": 12}


@dataclass(frozen=True)
class Cells:
    """One row of a CSV file, asked for by our names of the columns."""

    reading: Reading
    cells: Sequence[str]
    row: Row

    def raw(self, column: str) -> str:
        return self.reading.value(self.cells, column)

    def where(self, column: str) -> str:
        return self.reading.where(column)

    def text(self, column: str, *, most: int, needed: bool = False) -> str:
        return self.row.text(self.where(column), self.raw(column), most=most, needed=needed)

    def day(self, column: str, *, needed: bool = False) -> date | None:
        return self.row.day(self.where(column), self.raw(column), needed=needed)

    def refuse(self, column: str, words: str, mend: str, *, value: object = None) -> None:
        self.row.refuse(self.where(column), words, mend, value=value)


def read(reading: Reading, cells: Sequence[str], row: Row, context: Context) -> Fact:
    """Read one row of a known table. What is wrong is noted in `row`, by column."""
    if reading.table is None:
        return NotUsed()
    return READERS[reading.table.name](Cells(reading, cells, row), context)


def _person(cells: Cells, context: Context) -> Fact:
    key = cells.text("person", most=100, needed=True)
    given = cells.text("given_name", most=100, needed=True)
    family = cells.text("family_name", most=100, needed=True)
    born = cells.day("born", needed=True)
    details = {name: cells.text(name, most=most) for name, most in PLAIN_DETAILS.items()}
    needs = YES_OR_NO.get(cells.raw("needs_interpreter").casefold())
    if needs is None:
        cells.refuse("needs_interpreter", "This is neither yes nor no.", "Write yes or no.")
    died_on = cells.day("died_on")
    if born and died_on and died_on < born:
        cells.refuse("died_on", "This is before the person was born.", "Check both dates.")
    contacts, address = _contacts(cells), _address(cells)
    number = cells.text("number", most=40)
    if born is None or cells.row.bad:
        return NotUsed()
    return PersonFacts(
        refs=(f"Patient/{key}", f"urn:uuid:{key}"),
        given=given,
        family=family,
        born=born,
        details={k: v for k, v in details.items() if v} | {"needs_interpreter": bool(needs)},
        number=number,
        ids=((context.scheme, key),),
        address=address,
        contacts=contacts,
        died_on=died_on,
        where_number=cells.where("number"),
        where_born=cells.where("born"),
        where_family=cells.where("family_name"),
        where_given=cells.where("given_name"),
    )


def _contacts(cells: Cells) -> tuple[Mapping[str, Any], ...]:
    said = [(system, cells.text(system, most=200)) for system in CONTACTS]
    held = [(system, value) for system, value in said if value]
    return tuple({"system": s, "value": v, "rank": rank} for rank, (s, v) in enumerate(held, 1))


def _address(cells: Cells) -> Mapping[str, str]:
    lines = {name: cells.text(name, most=most) for name, most in ADDRESS.items()}
    return lines if lines["line_1"] else {}


def _subject(cells: Cells) -> Subject:
    return Subject(
        f"Patient/{cells.text('person', most=100, needed=True)}", "", cells.where("person")
    )


def _named(cells: Cells) -> dict[str, str]:
    system = cells.text("system", most=100)
    return {
        "system": SYSTEMS.get(system, system),
        "code": cells.text("code", most=60),
        "name": cells.text("name", most=300, needed=True),
    }


def _source_id(cells: Cells) -> str:
    """What names the row at its source; else what it says, so that it comes in once."""
    return cells.text("source_id", most=100) or "sha-" + fingerprint(
        [cells.raw(name) for name in sorted(cells.reading.table.columns)]
        if cells.reading.table
        else []
    )


def _result(cells: Cells, _context: Context) -> Fact:
    subject, named = _subject(cells), _named(cells)
    day = cells.day("taken_on", needed=True)
    words = cells.row.long_text(cells.where("words"), cells.raw("words"), most=500)
    value = cells.row.number(cells.where("value"), cells.raw("value"))
    either = cells.raw("value_or_words")
    if either:
        trial = Row(cells.row.latest)
        value = trial.number("value", either)
        words = (
            ""
            if not trial.bad
            else cells.row.long_text(cells.where("value_or_words"), either, most=500)
        )
    if value is not None and words:
        cells.refuse("words", "There is a value and words.", "Keep one of them.")
    if value is None and not words and not cells.row.bad:
        return NotUsed("It has no value.", cells.where("value"))
    unit = cells.text("unit", most=60) if value is not None else ""
    fields = {**named, "taken_on": day, "value": value, "unit": unit, "words": words}
    return _findings(Kind.RESULT, cells, subject, fields, day, "taken_on")


def _condition(cells: Cells, _context: Context) -> Fact:
    subject, named = _subject(cells), _named(cells)
    began, ended = cells.day("began_on"), _end(cells, "began_on")
    fields = {**named, "began_on": began, "ended_on": ended}
    return _findings(Kind.CONDITION, cells, subject, fields, began, "began_on")


def _end(cells: Cells, start: str) -> date | None:
    began, ended = cells.raw(start)[:10], cells.day("ended_on")
    if ended and began and ended.isoformat() < began and not is_part_of_a_date(began):
        cells.refuse("ended_on", "This is before it began.", "Check both dates.")
    return ended


def _medicine(cells: Cells, _context: Context) -> Fact:
    subject, named = _subject(cells), _named(cells)
    started, ended = cells.day("started_on"), _end(cells, "started_on")
    how = cells.row.long_text(cells.where("how_to_take"), cells.raw("how_to_take"), most=500)
    fields = {**named, "started_on": started, "is_current": ended is None, "how_to_take": how}
    return _findings(Kind.MEDICINE, cells, subject, fields, started, "started_on")


def _allergy(cells: Cells, _context: Context) -> Fact:
    subject, named = _subject(cells), _named(cells)
    recorded = cells.day("recorded_on")
    if _end(cells, "recorded_on") and not cells.row.bad:
        return NotUsed("It is over.", cells.where("ended_on"))
    reaction = cells.row.long_text(cells.where("reaction"), cells.raw("reaction"), most=300)
    fields = {**named, "reaction": reaction, "recorded_on": recorded}
    return _findings(Kind.ALLERGY, cells, subject, fields, recorded, "recorded_on")


def _findings(
    kind: Kind,
    cells: Cells,
    subject: Subject,
    fields: Mapping[str, Any],
    day: date | None,
    column: str,
) -> Findings:
    return Findings(kind, subject, _source_id(cells), (("", fields),), day, cells.where(column))


READERS: Mapping[str, Callable[[Cells, Context], Fact]] = {
    "persons": _person,
    "results": _result,
    "conditions": _condition,
    "medicines": _medicine,
    "allergies": _allergy,
}
