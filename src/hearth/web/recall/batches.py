"""What was sent: taken back within minutes, printed in one file, and what became of each letter."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.people import Format
from hearth.core.words import Refused
from hearth.jobs.sending.letters import Paper, papers_together
from hearth.records.people.queries import numbers_of
from hearth.records.recall.changes import sending as changes
from hearth.records.recall.queries import batches as sent
from hearth.records.recall.queries.contacts import reachable
from hearth.web.administrator.messages import SENDING_ROLES
from hearth.web.door import account_of, staff_page
from hearth.web.recall.place import (
    PER_PAGE,
    batch_or_404,
    known_to,
    place_of,
)
from hearth.web.recall.present import size_of
from hearth.web.recall.sent import sent_row

PAPERS_AT_ONCE = 50
"""Printing takes a moment for each letter: no page should make anybody wait much longer."""


@staff_page(*SENDING_ROLES)
def batches(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """All that was sent from here, the newest first."""
    here = place_of(request, posts)
    page = Paginator(sent.batches([here.pk]), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, size_of(each)) for each in page]
    context = {"page": page, "rows": rows, "now": timezone.now(), "query": f"at={here.pk}&"}
    return render(request, "recall/batches.html", context | {"here": here})


@staff_page(*SENDING_ROLES)
def batch(request: HttpRequest, posts: list[Any], pk: int) -> HttpResponse:
    """One batch: when it leaves, and until then the button to take it back."""
    place_of(request, posts)
    held = batch_or_404(posts, pk)
    return _batch_page(request, held)


def _batch_page(
    request: HttpRequest, held: Any, reasons: Sequence[Any] = (), status: int = 200
) -> HttpResponse:
    lines, now = sent.lines_of(held), timezone.now()
    known = known_to(request, [each.row.recall.person_id for each in lines])
    page = Paginator([each for each in lines if each.row.recall.person_id in known], PER_PAGE)
    shown = page.get_page(request.GET.get("page"))
    papers = [message for row, message in _papers(request, held)]
    context = {
        "batch": held,
        "many": size_of(held),
        "size": held.messages + held.papers + held.tasks,
        "may_undo": sent.can_be_taken_back(held, at=now),
        "page": shown,
        "rows": [sent_row(each, held, now=now) for each in shown],
        "numbers": numbers_of([each.row.recall.person_id for each in shown]),
        "failed_lines": sum(each.failed for each in lines),
        "papers": papers,
        "to_print": [each.pk for each in papers if not hasattr(each, "settled")],
        "parts": range(1, (len(papers) - 1) // PAPERS_AT_ONCE + 2),
        "reasons": reasons,
        "failed": bool(reasons),
    }
    return render(request, "recall/batch.html", context, status=status)


def _papers(request: HttpRequest, held: Any) -> list[tuple[Any, Any]]:
    """The letters of a batch that lie ready, of those whom the viewer may know of."""
    rows = sent.papers_of(held, today=timezone.localdate())
    known = known_to(request, [row.recall.person_id for row, _ in rows])
    return [pair for pair in rows if pair[0].recall.person_id in known]


@staff_page(*SENDING_ROLES, methods="POST")
def take_back(request: HttpRequest, posts: list[Any], pk: int) -> HttpResponse:
    """Take the whole batch back, as long as nothing of it has left."""
    place_of(request, posts)
    held = batch_or_404(posts, pk)
    try:
        changes.take_back(batch=held, by=account_of(request), at=timezone.now())
    except Refused as refusal:
        return _batch_page(request, held, refusal.reasons, status=422)
    messages.success(request, "Taken back. Nothing was sent.")
    return redirect("recall-batch", held.pk)


@staff_page(*SENDING_ROLES)
def paper(request: HttpRequest, posts: list[Any], pk: int, part: int) -> HttpResponse:
    """The letters of a batch as one PDF for the printer, by name, each in its own size of print."""
    rows = _papers(request, batch_or_404(posts, pk))
    asked = rows[(part - 1) * PAPERS_AT_ONCE : part * PAPERS_AT_ONCE]
    if not asked:
        raise Http404
    papers = _in_their_print(asked)
    pdf = papers_together(papers, name=f"batch {pk}, part {part}")
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="letters.pdf"'
    return answer


def _in_their_print(rows: Sequence[tuple[Any, Any]]) -> list[Paper]:
    """Each letter in the size of print that the person needs today."""
    today = timezone.localdate()
    there = reachable([row.recall.person_id for row, _ in rows], on=today)
    large = {pk for pk, each in there.items() if each.contact.format is Format.LARGE_PRINT}
    return [Paper(message, row.recall.person_id in large, row.made) for row, message in rows]


@staff_page(*SENDING_ROLES, methods="POST")
def printed(request: HttpRequest, posts: list[Any], pk: int) -> HttpResponse:
    """They are printed: the letters that the page had shown, no other."""
    held = batch_or_404(posts, pk)
    seen = [
        int(each) for each in request.POST.getlist("paper") if each.isascii() and each.isdigit()
    ]
    changes.mark_printed(batch=held, messages=seen, by=account_of(request), at=timezone.now())
    messages.success(request, "Thank you. These letters are printed.")
    return redirect("recall-batch", held.pk)
