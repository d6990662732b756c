"""Letters to print, and messages that did not arrive: somebody has to do something."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import STAFF_MAY, Action
from hearth.jobs.sending.providers import print_folder
from hearth.records.access.door import Record
from hearth.records.access.queries import people_visible_to
from hearth.records.outbox import changes, queries
from hearth.records.people.queries import living, numbers_of
from hearth.web.door import account_of, person_page, staff_page
from hearth.web.page import staff_nav

SENDING_ROLES = tuple(role for role in STAFF_MAY if Action.SEND_LETTER in STAFF_MAY[role])
SHOWN = 50


@staff_page(*SENDING_ROLES)
def messages(request: HttpRequest, posts: list[Any]) -> HttpResponse:  # noqa: ARG001
    """What waits to be printed, and what did not arrive. Four queries, however much there is."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    visible = people_visible_to(account_of(request), on=timezone.localdate())
    ids = visible.values("pk")
    # What lies ready is not posted to somebody who has died since it was made.
    letters = list(queries.letters_to_print(living(visible).values("pk"))[:SHOWN])
    failed = list(queries.not_arrived(ids)[:SHOWN])
    people = visible.in_bulk([row.person_id for row in [*letters, *failed]])
    page = {
        "letters": [(row, people[row.person_id]) for row in letters],
        "failed": [(row, people[row.person_id], queries.why_not(row)) for row in failed],
        "numbers": numbers_of(people),
    }
    return render(request, "administrator/messages.html", page)


@person_page(Action.SEND_LETTER, why="opened a letter to print it")
def letter(_request: HttpRequest, record: Record, reference: UUID) -> HttpResponse:
    """One letter as a PDF."""
    path = print_folder().path(_message(record, reference).reference)
    if not path.exists():
        raise Http404
    answer = HttpResponse(path.read_bytes(), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return answer


@person_page(Action.SEND_LETTER, why="dealt with a message", methods="POST")
def settle(_request: HttpRequest, record: Record, reference: UUID) -> HttpResponse:
    """It is printed, or the person was reached in another way."""
    row, at = _message(record, reference), timezone.now()
    changes.settle(message=row, by=record.account, at=at)
    record.note("dealt with a message", at=at, what=f"{row.kind}, by {row.way}")
    return redirect("messages")


def _message(record: Record, reference: UUID) -> Any:
    row = queries.message_about(record.person.pk, reference)
    if row is None:
        raise Http404
    return row
