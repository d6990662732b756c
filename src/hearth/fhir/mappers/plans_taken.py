"""A CarePlan of another service is kept as it came, and joined to the person's plan (P2)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hearth.core.words import Refusal, Refused
from hearth.fhir.made import Body, Incoming, Taken
from hearth.fhir.mappers.codes import words_in
from hearth.fhir.mappers.shapes import kind_in
from hearth.fhir.mappers.taking import entry_now, kept, not_changed_here, record_of, takes_entry
from hearth.fhir.mappers.values import day_in
from hearth.records.plans.changes.joining import OtherPlan, keep_joined

MOST_LINES = 200


def takes_plan(incoming: Incoming) -> Taken:
    """Take a plan: part of ours where it is one, else one of another service."""
    not_changed_here(incoming, "joined-")
    record = record_of(incoming)
    if incoming.id == str(record.person.pk):
        words = "This plan is made of its goals, tasks and the rest. Change those instead."
        raise Refused([Refusal(words, "CarePlan.id")])
    if kind_in(incoming.body) or entry_now(incoming) is not None:
        return takes_entry(incoming)
    taken = kept(incoming)
    plan = OtherPlan(
        title=_title(incoming.body),
        service=_service(incoming),
        dated=_dated(incoming.body),
        status=str(incoming.body.get("status", "")),
        content=list(_lines(incoming.body))[:MOST_LINES],
        source_id=f"CarePlan/{taken.id}",
    )
    keep_joined(
        record=record, plan=plan, by=incoming.caller.account, at=incoming.at,
        is_new=not incoming.id,
    )  # fmt: skip
    return taken


def _title(body: Body) -> str:
    categories = [words_in(each) for each in body.get("category") or []]
    named = (body.get("title"), *categories, "Plan of another service")
    return str(next(each for each in named if each))[:200]


def _service(incoming: Incoming) -> str:
    body = incoming.body
    contributors = body.get("contributor") or []
    for held in (body.get("author"), *contributors):
        if isinstance(held, dict) and held.get("display"):
            return str(held["display"])[:200]
    return incoming.caller.app[:200] or incoming.caller.account.full_name


def _dated(body: Body) -> date | None:
    period = body.get("period") or {}
    day = day_in(body.get("created") or period.get("start"))
    return date.fromisoformat(day) if day else None


def _lines(body: Body) -> Iterator[dict[str, str]]:
    """What the plan holds, a line each: what it says, its goals, and what is to be done."""
    if body.get("description"):
        yield _line("plan", str(body["description"]))
    for each in body.get("goal") or []:
        if each.get("display"):
            yield _line("goal", str(each["display"]))
    for activity in body.get("activity") or []:
        detail: dict[str, Any] = activity.get("detail") or {}
        reference = activity.get("reference") or {}
        words = detail.get("description") or words_in(detail.get("code"))
        if words := str(words or reference.get("display") or ""):
            yield _line("action", words, str(detail.get("status", "")))
    for note in body.get("note") or []:
        if note.get("text"):
            yield _line("note", str(note["text"]))


def _line(kind: str, text: str, status: str = "") -> dict[str, str]:
    return {"kind": kind, "text": text, "status": status, "date": ""}
