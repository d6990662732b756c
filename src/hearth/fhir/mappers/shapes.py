"""Which resource each kind of entry is, and where in it each of its fields stands.

A field that is not named here has an extension of its own, or a component of an Observation: so
nothing that a plan can say is lost, and a field that is added later has a place from its first day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hearth.core.fields import Field, FieldType
from hearth.core.kinds import CATALOGUE, KINDS
from hearth.fhir.made import Body
from hearth.fhir.mappers.codes import KIND, PERTAINS_TO_GOAL, TERMINOLOGY, codings
from hearth.fhir.mappers.places import (
    Place,
    Standing,
    at,
    code_of,
    component,
    concept,
    day,
    extension,
    output,
    reference,
)

_ACHIEVED = f"{TERMINOLOGY}/goal-achievement"


def _goal(lifecycle: str, achievement: str = "") -> Mapping[str, Any]:
    coding = [{"system": _ACHIEVED, "code": achievement}] if achievement else []
    return {"lifecycleStatus": lifecycle, "achievementStatus": {"coding": coding}}


GOAL_STANDING = Standing(
    said={
        "hoped": _goal("accepted"),
        "going": _goal("active", "in-progress"),
        "reached": _goal("completed", "achieved"),
        "partly": _goal("completed", "improving"),
        "stopped": _goal("cancelled"),
    },
    heard={
        "planned": "hoped",
        "accepted": "hoped",
        "active": "going",
        "completed": "reached",
        "cancelled": "stopped",
        "rejected": "stopped",
        "entered-in-error": "stopped",
    },
    element="lifecycleStatus",
    also="achievementStatus",
)


def _task(done: str, not_done: str) -> dict[str, str]:
    return {
        "accepted": "", "in-progress": "", "completed": done, "failed": not_done,
        "cancelled": "stopped", "rejected": "stopped", "entered-in-error": "stopped",
    }  # fmt: skip


ACTION_STANDING = Standing(
    said={
        "to_do": {"status": "accepted"},
        "doing": {"status": "in-progress"},
        "done": {"status": "completed"},
        "not_done": {"status": "failed"},
        "stopped": {"status": "cancelled"},
    },
    heard=_task("done", "not_done") | {"accepted": "to_do", "in-progress": "doing"},
    element="status",
    also="businessStatus",
)
STAGE_STANDING = Standing(
    said={
        "hoped": {"status": "accepted"},
        "going": {"status": "in-progress"},
        "reached": {"status": "completed"},
        "partly": {"status": "completed"},
        "stopped": {"status": "cancelled"},
    },
    heard=_task("reached", "stopped") | {"accepted": "hoped", "in-progress": "going"},
    element="status",
    also="businessStatus",
)


@dataclass(frozen=True)
class Shape:
    """The resource that a kind of entry is. `places` holds only what is not the usual."""

    type: str
    places: Mapping[str, Place] = field(default_factory=dict)


SHAPES: dict[str, Shape] = {
    "goal": Shape(
        "Goal",
        {
            "text": concept("description"),
            "need": reference("addresses", 0),
            "by_when": day("target", 0, "dueDate"),
            "status": GOAL_STANDING.place,
            "outcome": at("outcomeCode", 0, "text"),
        },
    ),
    "action": Shape(
        "Task",
        {
            "what": at("description"),
            "who": at("owner", "display"),
            "who_role": at("performerType", 0, "text"),
            "goal": extension(PERTAINS_TO_GOAL),
            "due_on": day("restriction", "period", "end"),
            "status": ACTION_STANDING.place,
            "outcome": output(),
        },
    ),
    "stage": Shape(
        "Task",
        {
            "text": at("description"),
            "action": reference("partOf", 0),
            "status": STAGE_STANDING.place,
            "outcome": output(),
        },
    ),
    "need": Shape("Condition", {"text": concept("code"), "code": code_of("code")}),
    "contingency": Shape("CarePlan", {"name": at("title"), "what_to_do": at("description")}),
    "life_event": Shape("CarePlan", {"event": at("title"), "wanted": at("description")}),
    "additional_plan": Shape("CarePlan", {"name": at("title"), "content": at("description")}),
    **{
        kind.code: Shape("Observation", {kind.lead: at("valueString")})
        for kind in CATALOGUE
        if kind.code
        not in ("goal", "action", "stage", "need", "contingency", "life_event", "additional_plan")
    },
}


TYPES_OF_ENTRIES = frozenset({*(shape.type for shape in SHAPES.values()), "Provenance"})
"""Types whose ids can be, or begin with, the thread of an entry."""


def place_of(kind: str, each: Field) -> Place:
    """Where one field of one kind stands."""
    shape = SHAPES[kind]
    if each.name in shape.places:
        return shape.places[each.name]
    is_observed = shape.type == "Observation" and each.type is not FieldType.ENTRY
    return component() if is_observed else extension()


def where(kind: str, name: str) -> str:
    """The FHIR path of a field, for a refusal or a table: "Goal.description.text"."""
    return f"{SHAPES[kind].type}.{place_of(kind, KINDS[kind].field(name)).where}"


def kinds_of(type: str) -> list[str]:
    """The kinds of entry that are resources of this type."""
    return [kind for kind, shape in SHAPES.items() if shape.type == type]


def kind_in(body: Body) -> str:
    """Which kind of entry a resource would be, "" where it would be none."""
    type = body["resourceType"]
    held = [body.get("code"), *(body.get("category") or [])]
    named = [str(c.get("code")) for c in codings(held) if c.get("system") == KIND]
    for kind in named:
        if kind in SHAPES and SHAPES[kind].type == type:
            return kind
    return _by_type(type, body)


def _by_type(type: str, body: Body) -> str:
    if type == "Goal":
        return "goal"
    if type == "Task":
        part_of = KINDS["stage"].field("action")
        is_step = place_of("stage", part_of).take(body, KINDS["stage"], part_of)
        asked = "" if body.get("focus") else "action"
        return "stage" if is_step else asked
    if type == "Condition":
        concerns = {str(c.get("code")) for c in codings(body.get("category") or [])}
        return "need" if "health-concern" in concerns else ""
    return ""


def content_in(body: Body) -> tuple[str, dict[str, object]]:
    """Read an entry out of a resource: its kind, "" for none, and what its fields say."""
    code = kind_in(body)
    if not code:
        return "", {}
    kind = KINDS[code]
    found = ((each.name, place_of(code, each).take(body, kind, each)) for each in kind.fields)
    return code, {name: value for name, value in found if value not in (None, "")}


def put_content(body: Body, code: str, content: Mapping[str, object]) -> None:
    """Write what an entry says into a resource."""
    kind = KINDS[code]
    for each in kind.fields:
        if (value := content.get(each.name)) not in (None, ""):
            place_of(code, each).put(body, kind, each, value)
