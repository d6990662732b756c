"""What the practice's record holds: conditions, medicines, allergies, results over years."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings

from hearth.jobs.demo.telling import Telling
from hearth.records.results import changes
from hearth.records.results.findings import Finding, Kind

SNOMED = "http://snomed.info/sct"
SOURCE = "The practice’s record"

CONDITIONS: Mapping[str, str] = {
    "Chronic obstructive pulmonary disease": "13645005",
    "Type 2 diabetes": "44054006",
    "Type 1 diabetes": "46635009",
    "Multiple sclerosis": "24700007",
    "Paraplegia": "60389000",
    "Epilepsy": "84757009",
    "Learning disability": "110359009",
    "Heart failure": "84114007",
    "Chronic kidney disease, stage 3": "433144002",
    "Chronic kidney disease, stage 4": "431857002",
    "Dementia of the Alzheimer type": "26929004",
    "Bipolar disorder": "13746004",
    "High blood pressure": "38341003",
    "Atrial fibrillation": "49436004",
    "Rheumatoid arthritis": "69896004",
    "Depression": "35489007",
    "Stroke": "230690007",
    "Asthma": "195967001",
    "Osteoarthritis": "396275006",
    "Coronary heart disease": "53741008",
    "Underactive thyroid": "40930008",
    "Parkinson’s disease": "49049000",
    "Osteoporosis": "64859006",
    "Anxiety": "197480006",
    "Hearing loss": "15188001",
}

Series = Sequence[tuple[int, str]]  # (days ago, value in the unit of the jurisdiction pack)


def coding_of(key: str) -> tuple[str, str, str, str]:
    """System, code, name and unit of a measurement in the jurisdiction pack."""
    found = next(m for m in settings.JURISDICTION.measurements if m.key == key)
    first = min(found.codes, key=lambda coding: (coding.system, coding.code))
    return first.system, first.code, found.name, found.unit


def known(
    telling: Telling,
    *,
    conditions: Iterable[tuple[str, int]] = (),
    medicines: Iterable[tuple[str, str]] = (),
    allergies: Iterable[tuple[str, str]] = (),
    results: Mapping[str, Series] | None = None,
) -> None:
    """Bring in what the practice holds. Conditions: (name, years ago); medicines: (name, how)."""
    at = telling.days.ago(1, "06:00")
    run = changes.start_run(source=SOURCE, sha256="", by=None, at=at)
    found = [
        _conditions(telling, conditions),
        _medicines(telling, medicines),
        _allergies(telling, allergies),
        _results(telling, results or {}),
    ]
    for rows in found:
        changes.keep(rows, run=run, by=None, at=at)
    kept = sum(len(rows) for rows in found)
    changes.note_person(person_id=telling.person.pk, new=kept, changed=0, run=run, by=None, at=at)


def _finding(telling: Telling, kind: Kind, name: str, fields: Mapping[str, Any]) -> Finding:
    when = fields.get("taken_on") or ""
    source_id = f"{kind.value}|{name}|{when}"
    return Finding(kind, telling.person.pk, source_id, {"name": name, **fields})


def _conditions(telling: Telling, rows: Iterable[tuple[str, int]]) -> list[Finding]:
    return [
        _finding(
            telling, Kind.CONDITION, name,
            {
                "system": SNOMED, "code": CONDITIONS[name], "ended_on": None,
                "began_on": telling.days.due(-years * 365 - 40),
            },
        )
        for name, years in rows
    ]  # fmt: skip


def _medicines(telling: Telling, rows: Iterable[tuple[str, str]]) -> list[Finding]:
    empty = {"system": "", "code": "", "started_on": None, "is_current": True}
    return [
        _finding(telling, Kind.MEDICINE, name, {**empty, "how_to_take": how}) for name, how in rows
    ]


def _allergies(telling: Telling, rows: Iterable[tuple[str, str]]) -> list[Finding]:
    empty = {"system": "", "code": "", "recorded_on": telling.days.due(-1200)}
    return [
        _finding(telling, Kind.ALLERGY, name, {**empty, "reaction": what}) for name, what in rows
    ]


def _results(telling: Telling, series: Mapping[str, Series]) -> list[Finding]:
    return [
        _result(telling, key, days_ago, value)
        for key, values in series.items()
        for days_ago, value in values
    ]


def _result(telling: Telling, key: str, days_ago: int, value: str) -> Finding:
    system, code, name, unit = coding_of(key)
    fields = {
        "system": system, "code": code, "unit": unit, "words": "",
        "taken_on": telling.days.due(-days_ago), "value": Decimal(value),
    }  # fmt: skip
    return _finding(telling, Kind.RESULT, name, fields)
