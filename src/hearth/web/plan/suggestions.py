"""Ideas for the plan that wait for the person: what stands now, what is proposed, yes or no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.kinds import KINDS
from hearth.core.plan import Entry
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.plans.changes import entries as changes
from hearth.records.plans.queries.entries import current_entries, open_suggestions, suggestion
from hearth.web.door import person_page
from hearth.web.page import person_context
from hearth.web.plan.comparing import differing
from hearth.web.plan.forms import require_same_person

MOVED_ON = "You changed your words after this idea was made. Keep yours, or change them yourself."


@dataclass(frozen=True)
class Idea:
    """One suggestion as it is read. `rows`: (label, now, proposed) for each field that differs.

    `entry` is None, or newer than the idea, when the words were changed since.
    """

    pk: int
    title: str
    who: str
    why: str
    at: datetime
    rows: list[tuple[str, str, str]]
    entry: Entry | None
    is_stale: bool


@person_page(why="looked at ideas for the plan")
def suggestions(request: HttpRequest, record: Record) -> HttpResponse:
    """Every idea that waits, oldest first; the person answers each with one of two buttons."""
    return _page(request, record)


@person_page(Action.DECIDE, why="answered an idea for the plan", methods="POST")
def answer(request: HttpRequest, record: Record, pk: int) -> HttpResponse:
    """Take the idea, or say no to it."""
    require_same_person(request, record)
    found = suggestion(record, pk)
    if found is None:
        return _page(request, record, ["This idea has been answered already."], status=409)
    asked = {"record": record, "suggestion": found, "by": record.account, "at": timezone.now()}
    whose = "your" if record.role is Role.PERSON else "their"
    try:
        match request.POST.get("answer"):
            case "accept":
                changes.accept_suggestion(**asked)  # type: ignore[arg-type]
                messages.success(request, f"It is in the plan now, as {whose} words.")
            case "decline":
                changes.decline_suggestion(**asked)  # type: ignore[arg-type]
                messages.success(request, f"{whose.capitalize()} words stay as they are.")
            case _:
                raise Http404
    except changes.MovedOn:
        return _page(request, record, [MOVED_ON], status=409)
    except Refused as refusal:
        return _page(request, record, refusal.reasons, status=422)
    return redirect("suggestions", record.person.pk)


def _page(
    request: HttpRequest,
    record: Record,
    reasons: Sequence[str | Refusal] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    page = {
        "ideas": ideas(record),
        "reasons": list(reasons),
        "may_decide": record.may(Action.DECIDE),
    }
    context = person_context(record, request) | page
    return render(request, "plan/suggestions.html", context, status=status)


def ideas(record: Record) -> list[Idea]:
    """Lay every open suggestion beside what stands now. Two queries."""
    waiting = open_suggestions(record)
    held = {entry.thread: entry for entry in current_entries(record)} if waiting else {}
    found = []
    for row in waiting:
        entry, kind = held.get(str(row.thread)), KINDS[row.kind]
        rows = differing(kind, entry.content if entry else {}, row.content)
        stale = entry is None or entry.number != row.base_number
        who = f"{row.suggested_by_name}, {row.suggested_as.split(',')[0]}"
        found.append(Idea(row.pk, kind.title, who, row.why, row.at, rows, entry, stale))
    return found
