"""Who answers for a round: who it is, who it was, and handing it over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.access.queries import organisations_of
from hearth.records.accountability.changes import hand_over_round
from hearth.records.accountability.queries.rounds import handovers_of
from hearth.records.community.queries import colleagues
from hearth.web.accountability.forms import LeadForm
from hearth.web.administrator.rounds import running
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.practitioner.forms import require_same_person


@person_page(Action.PLAN_ROUND, why="looked at who leads the round", methods="GET POST")
def lead(request: HttpRequest, record: Record) -> HttpResponse:
    """One person answers for a round at any time. A handover needs a note."""
    now = running(record)
    posts = _near(record)
    choices = [(key, f"{each.account.full_name}, {each}") for key, each in posts.items()]
    form = LeadForm(request.POST if request.method == "POST" else None, posts=choices)
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            _hand_over(record, now.round, form.cleaned_data, posts)
            messages.success(request, "They lead the round now.")
            return redirect("round-lead", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request, round=now)
    page |= {"form": form, "history": handovers_of(now.round)}
    return render(request, "accountability/lead.html", page, status=422 if form.errors else 200)


def _near(record: Record) -> dict[str, Any]:
    today = timezone.localdate()
    near = colleagues(organisations_of(record.person, on=today), on=today)
    return {str(post.pk): post for post in near}


def _hand_over(record: Record, round: Any, given: dict[str, Any], posts: dict[str, Any]) -> None:
    if given["to"] not in posts:
        raise Refused([Refusal("Choose who will lead it.", "to")])
    hand_over_round(
        record=record, round=round, to=posts[given["to"]], note=given["note"],
        by=record.account, at=timezone.now(),
    )  # fmt: skip
