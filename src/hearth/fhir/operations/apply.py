"""PlanDefinition/$apply: propose a plan from a template. It is stored only by who POSTs it."""

from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from hearth.core.access import Action
from hearth.fhir.door import open_for
from hearth.fhir.made import Body
from hearth.fhir.mappers.plan_definition import templates
from hearth.fhir.operating import Asked, Operation
from hearth.fhir.operations.asking import parameters
from hearth.fhir.outcome import Issue, Wrong, not_there
from hearth.fhir.whose import as_person_id
from hearth.records.access.door import Record

_WHO = {"patient": "I do this", "practitioner": "Staff do this", "related-person": "My family"}


def _answer(asked: Asked) -> Body:
    template = templates().get(asked.fid)
    if template is None or not asked.caller.may("PlanDefinition", "r"):
        raise not_there()
    subject = parameters(asked).get("subject", "")
    person_id = as_person_id(subject.rpartition("Patient/")[2])
    if not person_id:
        words = "Say for whom: subject=Patient/123."
        raise Wrong(400, Issue("required", words, "Parameters.parameter.subject"))
    record = open_for(asked.caller, person_id, "CarePlan", "r", asked.at)
    record.require(Action.READ)
    return proposed(template, record, on=timezone.localdate(asked.at))


def proposed(template: Body, record: Record, *, on: date) -> Body:
    """Return a CarePlan that proposes what the template asks for, with its goals and tasks."""
    patient = {"reference": f"Patient/{record.person.pk}"}
    goals = [_goal(each, patient) for each in template["goal"]]
    tasks = [_task(each, patient, on) for each in template["action"]]
    days = max(each["timingDuration"]["value"] for each in template["action"])
    return {
        "resourceType": "CarePlan",
        "id": str(uuid5(NAMESPACE_URL, f"{template['url']} {record.person.pk} {on}")),
        "contained": [*goals, *tasks],
        "instantiatesCanonical": [f"{template['url']}|{template['version']}"],
        "status": "draft",
        "intent": "proposal",
        "title": template["title"],
        "description": template["description"],
        "subject": patient,
        "period": {"start": on.isoformat(), "end": (on + timedelta(days=days)).isoformat()},
        "created": on.isoformat(),
        "goal": [{"reference": f"#{each['id']}"} for each in goals],
        "activity": [{"reference": {"reference": f"#{each['id']}"}} for each in tasks],
    }


def _goal(said: Body, patient: Body) -> Body:
    return {
        "resourceType": "Goal",
        "id": f"goal-{said['id']}",
        "lifecycleStatus": "proposed",
        "description": said["description"],
        "subject": patient,
    }


def _task(said: Body, patient: Body, on: date) -> Body:
    due = on + timedelta(days=said["timingDuration"]["value"])
    task: Body = {
        "resourceType": "Task",
        "id": f"task-{said['id']}",
        "status": "draft",
        "intent": "proposal",
        "description": said["title"],
        "for": patient,
        "restriction": {"period": {"end": due.isoformat()}},
        "note": [{"text": said["description"]}],
    }
    who = said["participant"][0]["type"]
    if who == "patient":
        task["owner"] = patient
    else:
        task["performerType"] = [{"text": _WHO[who]}]
    return task


OPERATION = Operation(
    "apply", "PlanDefinition", on_one=True, answer=_answer,
    definition="http://hl7.org/fhir/OperationDefinition/PlanDefinition-apply",
)  # fmt: skip
