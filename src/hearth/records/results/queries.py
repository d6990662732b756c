"""What is known about a person: results, conditions, medicines, allergies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from hearth.core.results import Coding
from hearth.core.results import Result as ResultValue
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.people.models import Person
from hearth.records.results.findings import Finding, Standing, held_rows, standing
from hearth.records.results.models import Allergy, Condition, Medicine, Result


@dataclass(frozen=True)
class ConditionKnown:
    """A condition; `ended_on` when it is over. `source` names the file that it came from."""

    name: str
    code: Coding
    began_on: date | None
    ended_on: date | None
    source: str


@dataclass(frozen=True)
class MedicineKnown:
    """A medicine that was prescribed; `is_current` while it is still taken."""

    name: str
    code: Coding
    started_on: date | None
    is_current: bool
    how_to_take: str
    source: str


@dataclass(frozen=True)
class AllergyKnown:
    """An allergy or intolerance, and what it does."""

    name: str
    code: Coding
    reaction: str
    recorded_on: date | None
    source: str


def results_of(record: Record) -> list[ResultValue]:
    """The person's results, newest first; none where this viewer may not see results."""
    return core_results(record.person) if record.sees(Section.RESULTS) else []


def core_results(person: Person) -> list[ResultValue]:
    """All results as core values, newest first; for jobs and letters, behind their own door.

    A reading that came in twice under two ids (a panel and its parts) counts once, so that it is
    not compared with itself.
    """
    rows = (
        Result.objects.filter(person=person)
        .order_by("-taken_on", "-pk")
        .values_list("system", "code", "name", "taken_on", "value", "unit", "words")
    )
    values: dict[tuple[object, ...], ResultValue] = {}
    for system, code, name, taken_on, value, unit, words in rows:
        key = (system, code or name, taken_on, value, unit, words)
        values.setdefault(
            key, ResultValue(Coding(system, code), name, taken_on, value, unit, words)
        )
    return list(values.values())


def conditions_of(record: Record) -> list[ConditionKnown]:
    """The person's conditions: those they have now first, then the newest."""
    if not record.sees(Section.RESULTS):
        return []
    rows = Condition.objects.filter(person=record.person).select_related("run")
    return [
        ConditionKnown(
            row.name, Coding(row.system, row.code), row.began_on, row.ended_on, _source(row)
        )
        for row in rows.order_by(
            F("ended_on").desc(nulls_first=True), F("began_on").desc(nulls_last=True)
        )
    ]


def medicines_of(record: Record) -> list[MedicineKnown]:
    """The person's medicines: those they take now first, then the newest."""
    if not record.sees(Section.RESULTS):
        return []
    rows = Medicine.objects.filter(person=record.person).select_related("run")
    return [
        MedicineKnown(
            row.name,
            Coding(row.system, row.code),
            row.started_on,
            row.is_current,
            row.how_to_take,
            _source(row),
        )
        for row in rows.order_by("-is_current", F("started_on").desc(nulls_last=True), "name")
    ]


def allergies_of(record: Record) -> list[AllergyKnown]:
    """The person's allergies, by name."""
    if not record.sees(Section.RESULTS):
        return []
    rows = Allergy.objects.filter(person=record.person).select_related("run").order_by("name")
    return [
        AllergyKnown(
            row.name, Coding(row.system, row.code), row.reaction, row.recorded_on, _source(row)
        )
        for row in rows
    ]


def _source(row: Condition | Medicine | Allergy) -> str:
    return row.run.source if row.run else ""


def standings(findings: Sequence[Finding]) -> list[Standing]:
    """Say how findings of one kind would stand, without keeping them (a dry run)."""
    if not findings:
        return []
    held = held_rows(findings[0].kind, findings)
    return [standing(each, held.get((each.person_id, each.source_id))) for each in findings]


def current_names(person: Person) -> tuple[list[str], list[str]]:
    """Names of running conditions and of current medicines, for a letter behind its own door."""
    conditions = Condition.objects.filter(person=person, ended_on__isnull=True).order_by("began_on")
    medicines = Medicine.objects.filter(person=person, is_current=True).order_by("name")
    names = [rows.values_list("name", flat=True) for rows in (conditions, medicines)]
    return list(dict.fromkeys(names[0])), list(dict.fromkeys(names[1]))
