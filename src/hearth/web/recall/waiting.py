"""Who is left out and until when; and whom somebody has to tell, since no letter can."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.recall.facts import Letter
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.access.queries import posts_of
from hearth.records.people.queries import numbers_of
from hearth.records.recall.changes.answers import told_in_person
from hearth.records.recall.queries import batches as sent
from hearth.web.administrator.messages import SENDING_ROLES
from hearth.web.door import person_page, staff_page
from hearth.web.recall.place import PER_PAGE, place_of
from hearth.web.recall.present import LETTERS


@staff_page(*SENDING_ROLES)
def left_out(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Those who are left out today, why and until when: who comes back first comes first."""
    here = place_of(request, posts)
    rows = sent.left_out([here.pk], today=timezone.localdate())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "numbers": numbers_of([each.person_id for each in page])}
    return render(request, "recall/left_out.html", context | {"query": f"at={here.pk}&"})


@staff_page(*SENDING_ROLES)
def to_tell(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """People whom no letter of ours can reach: what they need, and who tells them."""
    here = place_of(request, posts)
    rows = sent.to_tell([here.pk], today=timezone.localdate())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(each, LETTERS[Letter(each.batch.letter)][0]) for each in page],
        "numbers": numbers_of([each.recall.person_id for each in page]),
        "query": f"at={here.pk}&",
    }
    return render(request, "recall/to_tell.html", context)


@person_page(Action.SEND_LETTER, why="told them what a letter would say", methods="POST")
def told(request: HttpRequest, record: Record, line: int) -> HttpResponse:
    """Staff told the person in the way that they need."""
    today = timezone.localdate()
    places = [post.organisation_id for post in posts_of(record.account, on=today)]
    rows = sent.to_tell(places, today=today)
    held = rows.filter(pk=line, recall__person=record.person).first()
    if held is None:
        raise Http404
    try:
        told_in_person(record=record, line=held, by=record.account, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Thank you. It is noted.")
    return redirect("recall-to-tell")
