"""What can be brought in about a person, and how it stands against what is held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import models

from hearth.records.results.models import Allergy, Condition, Medicine, Result


class Kind(StrEnum):
    """The kinds of finding that are kept."""

    RESULT = "result"
    CONDITION = "condition"
    MEDICINE = "medicine"
    ALLERGY = "allergy"


MODELS: Mapping[Kind, type[models.Model]] = {
    Kind.RESULT: Result,
    Kind.CONDITION: Condition,
    Kind.MEDICINE: Medicine,
    Kind.ALLERGY: Allergy,
}

ALWAYS = ("system", "code", "name")
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.RESULT: (*ALWAYS, "taken_on", "value", "unit", "words"),
    Kind.CONDITION: (*ALWAYS, "began_on", "ended_on"),
    Kind.MEDICINE: (*ALWAYS, "started_on", "is_current", "how_to_take"),
    Kind.ALLERGY: (*ALWAYS, "reaction", "recorded_on"),
}


@dataclass(frozen=True)
class Finding:
    """One row to keep. `source_id` names it at its source; `fields` are those of its kind."""

    kind: Kind
    person_id: UUID
    source_id: str
    fields: Mapping[str, Any]


class Standing(StrEnum):
    """How a finding stands against what is held already."""

    NEW = "new"
    CHANGED = "changed"
    HELD = "held"


def held_rows(kind: Kind, findings: Iterable[Finding]) -> dict[tuple[UUID, str], dict[str, Any]]:
    """Fetch what is held under the same persons and source ids, in one query."""
    wanted = list(findings)
    rows = MODELS[kind]._default_manager.filter(
        person_id__in={each.person_id for each in wanted},
        source_id__in={each.source_id for each in wanted},
    )
    return {
        (row["person_id"], row["source_id"]): row
        for row in rows.values("pk", "person_id", "source_id", *FIELDS[kind])
    }


def standing(finding: Finding, held: Mapping[str, Any] | None) -> Standing:
    """Compare one finding with the row that is held under its id."""
    if held is None:
        return Standing.NEW
    same = all(held[name] == finding.fields.get(name, held[name]) for name in FIELDS[finding.kind])
    return Standing.HELD if same else Standing.CHANGED
