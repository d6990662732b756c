"""The person shares the plan with somebody, and stops it again."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.words import Refused
from hearth.records.access import recipients
from hearth.records.access.door import Record
from hearth.records.access.shares import end_share, share, share_numbered
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.plan.forms import require_same_person
from hearth.web.sharing.forms import FindForm, ShareForm

USUAL_DAYS = timedelta(days=90)


@person_page(Action.SHARE, why="looked for whom to share with")
def find(request: HttpRequest, record: Record) -> HttpResponse:
    """Find a member of staff or a service by name."""
    today = timezone.localdate()
    form = FindForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = person_context(record, request) | {
        "form": form,
        "q": words,
        "staff": recipients.staff_named(record.person, words, on=today) if words else [],
        "services": recipients.services_named(record.person, words, on=today),
    }
    return render(request, "sharing/find.html", page)


@person_page(Action.SHARE, why="shared the plan", methods="GET POST")
def with_staff(request: HttpRequest, record: Record, pk: int) -> HttpResponse:
    """Share with one member of staff."""
    post = recipients.post_to_share_with(record.person, pk, on=timezone.localdate())
    if post is None:
        raise Http404
    name = f"{post.account.full_name}, {post}"
    return _share(request, record, name, post=post)


@person_page(Action.SHARE, why="shared the plan", methods="GET POST")
def with_service(request: HttpRequest, record: Record, pk: int) -> HttpResponse:
    """Share with the staff of a service who plan care."""
    service = recipients.service_to_share_with(record.person, pk, on=timezone.localdate())
    if service is None:
        raise Http404
    return _share(request, record, service.name, organisation=service)


def _share(request: HttpRequest, record: Record, name: str, **recipient: Any) -> HttpResponse:
    given = request.POST if request.method == "POST" else None
    form = ShareForm(given, initial={"until": timezone.localdate() + USUAL_DAYS})
    if request.method == "POST":
        require_same_person(request, record)
        if form.is_valid() and _shared(record, form, recipient):
            messages.success(request, "It is shared.")
            return redirect("sharing", record.person.pk)
    page = person_context(record, request) | {"form": form, "name": name}
    return render(request, "sharing/share.html", page, status=422 if form.errors else 200)


def _shared(record: Record, form: ShareForm, recipient: dict[str, Any]) -> bool:
    """Share, or put the reasons why not beside what was typed."""
    given = form.choices() | recipient
    try:
        share(record=record, **given, by=record.account, at=timezone.now())
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return False
    return True


@person_page(Action.SHARE, why="stopped sharing", methods="POST")
def stop(request: HttpRequest, record: Record, pk: int) -> HttpResponse:
    """Stop sharing, from their next click on. Nobody is sent a message."""
    row = share_numbered(record, pk)
    if row is None:
        raise Http404
    require_same_person(request, record)
    end_share(record=record, share=row, by=record.account, at=timezone.now())
    messages.success(request, "It is no longer shared.")
    return redirect("sharing", record.person.pk)
