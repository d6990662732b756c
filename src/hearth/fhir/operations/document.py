"""CarePlan/$document: one plan as a FHIR document, as its caller may see it. Nothing is stored."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from hearth.core.words import Section
from hearth.fhir import reading
from hearth.fhir.made import Body
from hearth.fhir.operating import Asked, Operation
from hearth.fhir.operations.asking import parameters
from hearth.fhir.operations.composing import Inside, Told, composed
from hearth.fhir.operations.gathering import around, gathered, named
from hearth.fhir.operations.telling import told_now
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parsing import parsed
from hearth.records.access.door import Record
from hearth.records.exchange import queries

TYPES = (
    "CarePlan", "Goal", "Task", "ServiceRequest", "Condition", "Observation", "CareTeam",
    "RelatedPerson", "QuestionnaireResponse", "DocumentReference", "Flag",
)  # fmt: skip


def _answer(asked: Asked) -> Body:
    if parameters(asked).get("persist", "false") == "true":
        words = "We make a document each time, and keep none. Ask with persist=false."
        raise Wrong(422, Issue("not-supported", words, "Parameters.parameter.persist"))
    found = reading.read(asked.caller, "CarePlan", asked.fid, at=asked.at)
    record = found.record
    assert record is not None
    return document(asked, parsed(found.shown.body.encode()), record)


def document(asked: Asked, plan: Body, record: Record) -> Body:
    """Return the document of a plan. The main plan brings all of it; another what it refers to."""
    person_id = str(record.person.pk)
    all = gathered(asked.caller, person_id, ("Patient", *TYPES), base=asked.base)
    patients = [each for each in all if each["resourceType"] == "Patient"]
    patient = patients[0] if patients else _least(record)
    rest = [each for each in all if each["resourceType"] != "Patient"]
    is_main = asked.fid == person_id
    told = told_now(record, today=timezone.localdate(asked.at)) if is_main else _told(plan)
    if not is_main:
        rest = _reached(plan, rest)
    beside = around(asked.caller, [patient, *rest], base=asked.base)
    sections = sections_of([*rest, *beside])
    inside = [Inside(each, sections.get(named(each))) for each in (*rest, *beside)]
    at = max([_changed(each) for each in (plan, *rest)], default=asked.at)
    return composed(patient, told, inside, base=asked.base, at=at)


def _least(record: Record) -> Body:
    """Who it is about, where the app was not allowed to read Patient."""
    return {"resourceType": "Patient", "id": str(record.person.pk)}


def _told(plan: Body) -> Told:
    words = str(plan.get("title", "") or plan.get("description", "") or "A plan")
    stands = "\n".join(["A plan that is part of another one, or of another service.", words])
    return Told(words, stands, is_agreed=plan.get("status") == "active", sections={})


def _reached(plan: Body, rest: list[Body]) -> list[Body]:
    held = {named(each): each for each in rest}
    found = {named(plan): plan}
    waiting = [plan]
    while waiting:
        text = str(waiting.pop())
        new = [body for name, body in held.items() if f"'{name}'" in text and name not in found]
        found |= {named(each): each for each in new}
        waiting += [each for each in new if each["resourceType"] != "CarePlan"]
    return list(found.values())


def sections_of(bodies: list[Body]) -> Mapping[str, Section]:
    """Say to which section of the plan each resource belongs, where it belongs to one."""
    rows = queries.many([(each["resourceType"], each["id"]) for each in bodies])
    return {f"{row.type}/{row.fid}": Section(row.section) for row in rows if row.section}


def _changed(body: Body) -> datetime:
    return datetime.fromisoformat(str(body["meta"]["lastUpdated"]))


OPERATION = Operation(
    "document", "CarePlan", on_one=True, answer=_answer,
    definition="http://hl7.org/fhir/OperationDefinition/Composition-document",
)  # fmt: skip
