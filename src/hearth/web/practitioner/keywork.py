"""The key worker: who it is, who it was, handing over, and cover."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.access.queries import organisations_of
from hearth.records.community.queries import colleagues
from hearth.records.plans.changes import key_workers as changes
from hearth.records.plans.queries.key_workers import key_worker_history, key_working
from hearth.records.plans.queries.rounds import current_round
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.practitioner.forms import CoverForm, HandOverForm, require_same_person


@person_page(Action.HAND_OVER, why="looked at the key worker")
def key_worker(request: HttpRequest, record: Record) -> HttpResponse:
    """Who is the key worker now, who was it before, and the two forms to change it."""
    return _page(request, record, _near(record))


@person_page(Action.HAND_OVER, why="handed over to a key worker", methods="POST")
def hand_over(request: HttpRequest, record: Record) -> HttpResponse:
    """Another key worker from today. The one before stops today."""
    require_same_person(request, record)
    posts = _near(record)
    form = HandOverForm(request.POST, posts=_choices(posts))
    if form.is_valid():
        try:
            changes.hand_over(
                record=record,
                to=_chosen(posts, form.cleaned_data["to"], "to"),
                note=form.cleaned_data["note"],
                by=record.account,
                at=timezone.now(),
            )
            messages.success(request, "The key worker has changed.")
            return redirect("key-worker", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return _page(request, record, posts, hand_over_form=form)


@person_page(Action.HAND_OVER, why="arranged cover for the key worker", methods="POST")
def cover(request: HttpRequest, record: Record) -> HttpResponse:
    """Somebody stands in for some days."""
    require_same_person(request, record)
    posts = _near(record)
    form = CoverForm(request.POST, posts=_choices(posts))
    if form.is_valid():
        try:
            _arrange(record, posts, form.cleaned_data)
            messages.success(request, "Cover is arranged.")
            return redirect("key-worker", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return _page(request, record, posts, cover_form=form)


def _arrange(record: Record, posts: Sequence[Any], given: dict[str, Any]) -> None:
    missing = [
        Refusal(f"Give the {words} day.", name)
        for name, words in (("starts", "first"), ("ends", "last"))
        if not given[name]
    ]
    if missing:
        raise Refused(missing)
    changes.arrange_cover(
        record=record,
        post=_chosen(posts, given["post"], "post"),
        starts=given["starts"],
        ends=given["ends"],
        by=record.account,
        at=timezone.now(),
    )


def _near(record: Record) -> list[Any]:
    """The staff of the organisations that have a part in this person's care."""
    today = timezone.localdate()
    return list(colleagues(organisations_of(record.person, on=today), on=today))


def _choices(posts: Sequence[Any]) -> list[tuple[str, str]]:
    return [(str(post.pk), f"{post.account.full_name}, {post}") for post in posts]


def _chosen(posts: Sequence[Any], key: str, where: str) -> Any:
    found = next((post for post in posts if str(post.pk) == key), None)
    if found is None:
        raise Refused([Refusal("Choose a name.", where)])
    return found


def _page(
    request: HttpRequest,
    record: Record,
    posts: Sequence[Any],
    *,
    hand_over_form: HandOverForm | None = None,
    cover_form: CoverForm | None = None,
) -> HttpResponse:
    refused = hand_over_form or cover_form
    today = timezone.localdate()
    page = person_context(record, request, round=current_round(record, today=today))
    page |= {
        "now": key_working(record, on=today),
        "history": key_worker_history(record),
        "hand_over": hand_over_form or HandOverForm(posts=_choices(posts)),
        "cover": cover_form or CoverForm(posts=_choices(posts)),
        "form": refused,
    }
    return render(request, "practitioner/key_worker.html", page, status=422 if refused else 200)
