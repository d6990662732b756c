"""What the readers of files hand over: people, findings, plans, or why there is nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hearth.records.results.findings import Kind


@dataclass(frozen=True)
class Context:
    """What the readers need to know of this run.

    `scheme` holds the ids of the source that these files come from; `explained` are the codes that
    the jurisdiction can explain, chosen first where a row carries several.
    """

    latest: date
    scheme: str
    source: str
    number_uri: str
    explained: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class PersonFacts:
    """A person as a file describes them. `refs` are the names that other rows may use for them."""

    refs: tuple[str, ...]
    given: str
    family: str
    born: date
    details: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    address: Mapping[str, str] = field(default_factory=dict)
    contacts: tuple[Mapping[str, Any], ...] = ()
    died_on: date | None = None
    where_number: str = "number"
    where_born: str = "born"
    where_family: str = "family_name"
    where_given: str = "given_name"


@dataclass(frozen=True)
class Subject:
    """Whom a row is about: a reference, and the name beside it where there is one."""

    ref: str
    shown_name: str
    where: str


@dataclass(frozen=True)
class Findings:
    """What one row holds, as rows to keep. `day` is checked against the birth date."""

    kind: Kind
    subject: Subject
    source_id: str
    rows: tuple[tuple[str, Mapping[str, Any]], ...]
    day: date | None
    where_day: str = ""


@dataclass(frozen=True)
class GoalFacts:
    """One goal of another service's plan."""

    refs: tuple[str, ...]
    subject: Subject
    source_id: str
    content: Mapping[str, str]


@dataclass(frozen=True)
class PlanFacts:
    """Another service's plan. `goals` refer to goals that may come in another file."""

    subject: Subject
    source_id: str
    title: str
    service: str
    dated: date | None
    status: str
    content: tuple[Mapping[str, str], ...]
    goals: tuple[str, ...] = ()


@dataclass(frozen=True)
class MedicationFacts:
    """What a Medication resource is called, for the requests that point to it."""

    refs: tuple[str, ...]
    fields: Mapping[str, str]


@dataclass(frozen=True)
class NotUsed:
    """Well formed, but nothing for us. With `why`, the report says so."""

    why: str = ""
    where: str = ""


Fact = PersonFacts | Findings | GoalFacts | PlanFacts | MedicationFacts | NotUsed
