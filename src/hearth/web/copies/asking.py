"""The person asks for a copy of their record, and takes it."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.disclosure import DAYS_TO_TAKE, CopyStanding
from hearth.core.people import Format
from hearth.jobs.export import as_json, held_for, reading_copy
from hearth.records.access.door import Record
from hearth.records.disclosure.changes import ask_for_copy
from hearth.records.disclosure.queries import for_copy, newest_copy
from hearth.records.people.queries import wanted_format
from hearth.records.plans.queries.versions import versions
from hearth.web.door import person_page
from hearth.web.page import person_context
from hearth.web.plan.forms import require_same_person
from hearth.web.plan.loading import to_show
from hearth.web.plan.reading import on_paper


@person_page(Action.EXPORT, why="looked at the copy of their record", methods="GET POST")
def my_copy(request: HttpRequest, record: Record) -> HttpResponse:
    """Ask for a copy; see by when it comes; take it."""
    now = timezone.now()
    if request.method == "POST":
        require_same_person(request, record)
        ask_for_copy(record=record, by=record.account, at=now)
        messages.success(request, "We have your request.")
        return redirect("my-copy", record.person.pk)
    page = person_context(record, request) | {
        "copy": newest_copy(record, at=now),
        "days": DAYS_TO_TAKE.days,
    }
    return render(request, "copies/my_copy.html", page)


@person_page(Action.EXPORT, why="took a copy of their record")
def take(_request: HttpRequest, record: Record) -> HttpResponse:
    """The copy as one file, made now, so that nothing is in it that was closed since."""
    now = timezone.now()
    copy = newest_copy(record, at=now)
    if copy is None or copy.standing is not CopyStanding.READY:
        raise Http404
    named = {"Content-Disposition": 'attachment; filename="my-record.zip"'}
    made = _zipped(for_copy(record, copy, at=now), now)
    return HttpResponse(made, content_type="application/zip", headers=named)


def _zipped(record: Record, now: datetime) -> bytes:
    held = held_for(record, record.person.pk)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("record.json", as_json(held, now))
        zipped.writestr("record.txt", "\n".join(reading_copy(held)))
        if plan := to_show(versions(record)):
            large = wanted_format(record.person) is Format.LARGE_PRINT
            zipped.writestr("plan.pdf", on_paper(record, plan, large_print=large))
    return file.getvalue()
