"""CarePlan and Goal -> plans that other services hold, joined as they are (P2)."""

from typing import Any

from hearth.jobs.imports.facts import Context, Fact, GoalFacts, NotUsed, PlanFacts
from hearth.jobs.imports.fhir.elements import (
    Resource,
    status_of,
    subject_of,
    tidy_reference,
    words_of,
    written_day,
)
from hearth.jobs.imports.values import Row

PLAN_STATUSES = {
    "active": True, "on-hold": True, "revoked": True, "completed": True, "unknown": True,
    "draft": False, "entered-in-error": False,
}  # fmt: skip
GOAL_STATUSES = {
    "proposed": True, "planned": True, "accepted": True, "active": True, "on-hold": True,
    "completed": True, "cancelled": True, "rejected": True, "entered-in-error": False,
}  # fmt: skip
NO_TITLE = frozenset({"http://hl7.org/fhir/us/core/CodeSystem/careplan-category"})


def read_plan(resource: Resource, row: Row, context: Context) -> Fact:
    """Read one CarePlan as a title, a source and a list of what it holds."""
    content = resource.content
    subject = subject_of(resource, "subject", row)
    status = status_of(resource, "status", PLAN_STATUSES, row)
    if not PLAN_STATUSES.get(status, True):
        return NotUsed(f"It is {status}.", "CarePlan.status")
    began = (content.get("period") or {}).get("start") or content.get("created")
    return PlanFacts(
        subject=subject,
        source_id=resource.source_id,
        title=row.long_text("CarePlan.title", _title(content), most=200),
        service=row.long_text("CarePlan.author", _service(content, context), most=200),
        dated=row.day("CarePlan.period.start", began),
        status=status[:40],
        content=tuple(_rows(content, row)),
        goals=tuple(
            tidy_reference(str(each["reference"]))
            for each in content.get("goal") or []
            if each.get("reference")
        ),
    )


def _title(content: dict[str, Any]) -> str:
    if content.get("title"):
        return str(content["title"])
    for category in content.get("category") or []:
        systems = {each.get("system") for each in category.get("coding") or []}
        if words := words_of(category) if not systems & NO_TITLE else "":
            return words
    return "Care plan"


def _service(content: dict[str, Any], context: Context) -> str:
    people = [
        content.get("author"),
        *(content.get("contributor") or []),
        *(content.get("careTeam") or []),
    ]
    names = (each.get("display") for each in people if each)
    return str(next((name for name in names if name), "") or context.source or "Another service")


def _rows(content: dict[str, Any], row: Row) -> Any:
    if content.get("description"):
        yield _row(
            "what it is for",
            row.long_text("CarePlan.description", content["description"], most=2000),
        )
    for about in content.get("addresses") or []:
        if about.get("display"):
            yield _row(
                "what it is for", row.long_text("CarePlan.addresses", about["display"], most=300)
            )
    for number, activity in enumerate(content.get("activity") or []):
        detail = activity.get("detail") or {}
        words = detail.get("description") or words_of(detail.get("code"))
        words = words or (activity.get("reference") or {}).get("display") or ""
        said = row.long_text(f"CarePlan.activity[{number}]", words, most=1000)
        if said:
            day = written_day((detail.get("scheduledPeriod") or {}).get("start"))
            yield _row("activity", said, str(detail.get("status") or ""), day)
    for note in content.get("note") or []:
        yield _row(
            "note",
            row.long_text("CarePlan.note", note.get("text"), most=2000),
            "",
            written_day(note.get("time")),
        )


def _row(kind: str, text: str, status: str = "", day: str = "") -> dict[str, str]:
    return {"kind": kind, "text": text, "status": status, "date": day}


def read_goal(resource: Resource, row: Row, _context: Context) -> Fact:
    """Read one Goal; it goes with the plan that names it, or with those that no plan names."""
    content = resource.content
    subject = subject_of(resource, "subject", row)
    status = status_of(resource, "lifecycleStatus", GOAL_STATUSES, row)
    if not GOAL_STATUSES.get(status, True):
        return NotUsed(f"It is {status}.", "Goal.lifecycleStatus")
    words = row.long_text("Goal.description", words_of(content.get("description")), most=1000)
    if not words and not row.bad:
        return NotUsed("It has no words.", "Goal.description")
    dues = [written_day(each.get("dueDate")) for each in content.get("target") or []]
    reached = words_of(content.get("achievementStatus"))
    said = ", ".join(part for part in (status, reached) if part)
    day = max([*dues, ""]) or written_day(content.get("startDate"))
    return GoalFacts(resource.refs, subject, resource.source_id, _row("goal", words, said, day))
