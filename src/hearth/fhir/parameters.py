"""The search parameters that we know: those of R4 for our types, drawn by docs/draw_fhir_search.py.

An expression is kept as branches: the steps from the resource, a cast of a choice ("value" as
Quantity), a condition (`telecom` where system is email), and the type that a reference leads to.
"""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Branch:
    """One branch of an expression. `where`: a name and a value that an item must have."""

    steps: tuple[str, ...]
    cast: str = ""
    where: tuple[str, str] | None = None
    rest: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True)
class Parameter:
    """One search parameter of one type. `targets`: to what a reference may lead."""

    type: str
    code: str
    kind: str
    branches: tuple[Branch, ...]
    targets: tuple[str, ...] = ()


def _branch(told: dict[str, object]) -> Branch:
    where = told.get("where")
    return Branch(
        steps=_words(told["path"]),
        cast=str(told.get("cast", "")),
        where=(str(where[0]), str(where[1])) if isinstance(where, list) else None,
        rest=_words(told.get("rest", [])),
        target=str(told.get("target", "")),
    )


def _words(told: object) -> tuple[str, ...]:
    return tuple(str(each) for each in told) if isinstance(told, list) else ()


def _read() -> dict[str, dict[str, Parameter]]:
    held = json.loads(Path(__file__).with_suffix(".json").read_text())
    return {
        type: {
            code: Parameter(
                type, code, told["kind"], tuple(map(_branch, told["paths"])),
                tuple(told.get("targets", [])),
            )
            for code, told in parameters.items()
        }
        for type, parameters in held.items()
    }  # fmt: skip


PARAMETERS: dict[str, dict[str, Parameter]] = _read()
"""All of them, by type and by code."""

EVERY_TYPE: dict[str, str] = {
    "_id": "token",
    "_lastUpdated": "date",
    "_tag": "token",
    "_profile": "uri",
    "_security": "token",
    "_source": "uri",
}
"""Those of every type, which are columns or stand in `meta`."""

NOBODYS = frozenset(
    {
        "HealthcareService", "Location", "Organization", "PlanDefinition", "Practitioner",
        "PractitionerRole", "Questionnaire",
    }
)  # fmt: skip
"""The types whose resources are nobody's: they tell nothing of any person."""
