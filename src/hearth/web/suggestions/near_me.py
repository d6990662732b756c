"""Things near me: what may suit, and why; put one in the plan; or say no, and take the no back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.introductions.in_plan import entry_of
from hearth.core.kinds import KINDS
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.directory import queries as directory
from hearth.records.plans.changes.entries import Voice, write
from hearth.records.plans.queries.rounds import running_round
from hearth.records.suggestions import changes
from hearth.records.suggestions.queries import near_me as what_is_near
from hearth.web.door import person_page
from hearth.web.page import person_context
from hearth.web.plan.forms import require_same_person

MOST_SAID = 4
"""So many things that were said are answered at once; the others wait behind one more press."""
BACK = {"plan": "my-plan", "draft": "plan-draft"}


@person_page(why="looked at what is near")
def near_me(request: HttpRequest, record: Record) -> HttpResponse:
    """What may suit, under what the person said."""
    near = what_is_near(record, today=timezone.localdate())
    page = person_context(record, request) | {
        "near": near,
        "first": near.found[:MOST_SAID],
        "more": near.found[MOST_SAID:],
        "is_empty": not near.found and not directory.listed().exists(),
        "titles": {code: kind.title for code, kind in KINDS.items()},
        "may_write": record.may(Action.WRITE, Section.COMMUNITY),
        "may_choose": record.may(Action.WRITE),
        "may_introduce": record.may(Action.INTRODUCE),
        "may_edit": record.may(Action.EDIT_DETAILS),
    }
    return render(request, "suggestions/near_me.html", page)


@person_page(Action.WRITE, why="put something near in the plan", methods="POST")
def put_in_plan(request: HttpRequest, record: Record, activity: UUID) -> HttpResponse:
    """Write it in the plan as an idea, with nothing typed again. Whose idea it is, is kept."""
    require_same_person(request, record)
    row = directory.activity(activity)
    if row is None:
        raise Http404
    done = write(
        record=record,
        kind="community",
        content=entry_of(directory.facts_of(row), "idea"),
        by=record.account,
        at=timezone.now(),
        round=running_round(record),
        voice=Voice(own=record.role is not Role.PERSON),
    )
    messages.success(request, "It is in the plan, as an idea. You can change it or take it out.")
    return redirect(f"{reverse('plan-draft', args=[record.person.pk])}#entry-{done.thread}")


@person_page(Action.WRITE, why="said no to something near", methods="POST")
def not_for_me(request: HttpRequest, record: Record) -> HttpResponse:
    """Keep a no to an activity, an interest, or offers beside a line of the plan."""
    require_same_person(request, record)
    asked = {name: request.POST.get(name, "") for name in ("activity", "interest", "thread")}
    if not any(asked.values()):
        raise Http404
    changes.say_no(
        record=record,
        activity=_key(asked["activity"]),
        interest=asked["interest"],
        thread=str(_key(asked["thread"]) or ""),
        by=record.account,
        at=timezone.now(),
    )
    messages.success(request, "It will not be shown again. Nothing else has changed.")
    return redirect(BACK.get(request.POST.get("back", ""), "near-me"), record.person.pk)


@person_page(Action.WRITE, why="took back a no to something near", methods="POST")
def show_again(request: HttpRequest, record: Record, pk: int) -> HttpResponse:
    """Take a no back."""
    require_same_person(request, record)
    changes.take_back(record=record, pk=pk, by=record.account, at=timezone.now())
    messages.success(request, "It can be shown again.")
    return redirect("near-me", record.person.pk)


def _key(text: str) -> UUID | None:
    """Return an id that was sent; raises Http404 for what is none."""
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error
