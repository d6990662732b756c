"""Entries of the plan as resources: one for each thread, one version for each revision."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from hearth.core.kinds import KINDS
from hearth.core.plan import Entry
from hearth.fhir.made import Body, Made, Part, Version, Whole
from hearth.fhir.mappers import authors
from hearth.fhir.mappers.codes import (
    CARE_PLAN,
    OURS,
    TERMINOLOGY,
    kind_concept,
    section_concept,
)
from hearth.fhir.mappers.shapes import SHAPES, kinds_of, put_content
from hearth.fhir.mappers.values import reference_to
from hearth.records.plans.queries.revisions import Revision, revisions

HEALTH_CONCERN = {
    "system": "http://hl7.org/fhir/us/core/CodeSystem/condition-category",
    "code": "health-concern",
    "display": "Health Concern",
}


def everything(whole: Whole) -> list[Revision]:
    """All revisions of all entries, oldest first. One query for a drawing."""
    held: dict[str, list[Revision]] = vars(whole)
    if "_revisions" not in held:
        held["_revisions"] = revisions(whole.record, list(SHAPES))
    return held["_revisions"]


def threads(whole: Whole) -> dict[str, list[Entry]]:
    """All revisions of the entries that are still in the plan, by thread."""
    found: dict[str, list[Entry]] = {}
    for each in everything(whole):
        found.setdefault(each.entry.thread, []).append(each.entry)
    out = {each.entry.thread for each in everything(whole) if each.is_out}
    return {
        thread: sorted(revised, key=lambda each: each.number)
        for thread, revised in found.items()
        if thread not in out
    }


def drawn(whole: Whole, type: str) -> Iterator[Made]:
    """The resources of one type that are entries."""
    kinds = kinds_of(type)
    for thread, revised in threads(whole).items():
        if revised[-1].kind in kinds:
            versions = tuple(version_of(each, whole.patient) for each in revised)
            kind = revised[-1].kind
            yield Made(
                type, thread, versions, section=revised[-1].section, thread=thread,
                is_composite=points_to_others(kind),
            )  # fmt: skip


def points_to_others(kind: str) -> bool:
    """Say whether entries of a kind can point to others, so that a seal may cut them."""
    return any(each.refers_to for each in KINDS[kind].fields)


def version_of(entry: Entry, patient: str) -> Version:
    """One revision as a version."""
    who = entry.authorship
    return Version(body_of(entry, patient), who.at, who.written_by, parts_of(entry))


def parts_of(entry: Entry) -> tuple[Part, ...]:
    """The references to other entries, which a seal may cut out."""
    pointing = [f for f in KINDS[entry.kind].fields if f.refers_to and entry.content.get(f.name)]
    return tuple(
        Part(
            _LISTS.get((entry.kind, field.name), "extension"),
            reference_to(field, entry.content[field.name]),
            KINDS[field.refers_to].section,
            str(entry.content[field.name]),
        )
        for field in pointing
    )


_LISTS = {("goal", "need"): "addresses", ("stage", "action"): "partOf"}


def body_of(entry: Entry, patient: str) -> Body:
    """One revision as a resource: all that it says, and nothing else that could change."""
    type = SHAPES[entry.kind].type
    body: Body = {"resourceType": type, "id": entry.thread, **_BEGUN[type](entry, patient)}
    put_content(body, entry.kind, entry.content)
    return body


def moment(at: datetime) -> str:
    """Write a moment as R4's dateTime."""
    return at.isoformat(timespec="seconds")


def _goal(entry: Entry, patient: str) -> Body:
    return {
        "lifecycleStatus": "proposed",
        "category": [kind_concept(KINDS[entry.kind])],
        "description": {},
        "subject": {"reference": patient},
        "statusDate": timezone.localdate(entry.authorship.at).isoformat(),
        "expressedBy": authors.voice_of(entry.authorship, patient),
    }


def _task(entry: Entry, patient: str) -> Body:
    who = entry.authorship
    return {
        "status": "requested",
        "intent": "plan",
        "code": kind_concept(KINDS[entry.kind]),
        "basedOn": [{"reference": patient.replace("Patient/", "CarePlan/")}],
        "for": {"reference": patient},
        "lastModified": moment(who.at),
        "requester": authors.said_by(who, patient),
    }


def _condition(entry: Entry, patient: str) -> Body:
    who = entry.authorship
    kind, section = kind_concept(KINDS[entry.kind]), section_concept(entry.section)
    active = {"system": f"{TERMINOLOGY}/condition-clinical", "code": "active"}
    return {
        "clinicalStatus": {"coding": [active]},
        "category": [{"coding": [HEALTH_CONCERN]}, kind, section],
        "code": {},
        "subject": {"reference": patient},
        "recordedDate": moment(who.at),
        "recorder": authors.written_by(who, patient),
        "asserter": authors.voice_of(who, patient),
    }


def _care_plan(entry: Entry, patient: str) -> Body:
    who = entry.authorship
    return {
        "partOf": [{"reference": patient.replace("Patient/", "CarePlan/")}],
        "status": "active",
        "intent": "plan",
        "category": [{"coding": [CARE_PLAN]}, kind_concept(KINDS[entry.kind])],
        "subject": {"reference": patient},
        "created": moment(who.at),
        "author": authors.said_by(who, patient),
        "contributor": [authors.written_by(who, patient)],
    }


def _observation(entry: Entry, patient: str) -> Body:
    who = entry.authorship
    kind = KINDS[entry.kind]
    return {
        "status": "final",
        "category": [section_concept(entry.section)],
        "code": {**kind_concept(kind), "text": kind.title},
        "subject": {"reference": patient},
        "effectiveDateTime": moment(who.at),
        "issued": who.at.isoformat(timespec="milliseconds"),
        "performer": [authors.said_by(who, patient)],
    }


_BEGUN = {
    "Goal": _goal,
    "Task": _task,
    "Condition": _condition,
    "CarePlan": _care_plan,
    "Observation": _observation,
}
REVISION = f"{OURS}:revision"
