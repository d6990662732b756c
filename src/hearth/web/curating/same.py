"""Entries that look the same, side by side: merge them, or say that they differ; and undo it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.words import Refused
from hearth.records.curation import queries
from hearth.records.curation.changes import same
from hearth.records.house.sight import Sight
from hearth.web.curating.present import compared
from hearth.web.house.door import house_context, house_page

A_PAGE = 50


@house_page(HouseAction.CURATE)
def listing(request: HttpRequest, sight: Sight) -> HttpResponse:
    """All that look the same, and all that were merged."""
    page = house_context(request, sight) | {
        "looks": queries.likely(sight.community)[:A_PAGE],
        "merged": queries.merged(sight.community)[:A_PAGE],
    }
    return render(request, "curating/same.html", page)


@house_page(HouseAction.CURATE, methods="GET POST")
def one(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """Some entries beside each other."""
    looks = {look.number: look for look in queries.likely(sight.community)}
    look = looks.get(number)
    if look is None:
        raise Http404
    problems = []
    if request.method == "POST":
        try:
            _decide(request, sight, look)
            return redirect("curating-same")
        except Refused as refusal:
            problems = refusal.reasons
    page = house_context(request, sight) | {"look": look, "fields": compared(look.rows)}
    page |= {"problems": problems}
    return render(request, "curating/same_one.html", page, status=422 if problems else 200)


def _decide(request: HttpRequest, sight: Sight, look: queries.Look) -> None:
    by, at = sight.account, timezone.now()
    if request.POST.get("answer") == "different":
        same.are_different(entries=look.rows, by=by, at=at)
        return
    here = {str(row.pk): row for row in look.rows}
    kept = here.get(request.POST.get("kept", ""))
    if kept is None:
        raise Refused("Choose which entry stays.")
    chosen = [row for key, row in here.items() if key in request.POST.getlist("same")]
    same.merge_entries(kept=kept, others=chosen, by=by, at=at)


@house_page(HouseAction.CURATE, methods="POST")
def apart(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Take one entry out of another again."""
    rows = queries.entries(sight.community, [request.POST.get("entry", "")])
    if not rows:
        raise Http404
    same.take_apart(other=rows[0], by=sight.account, at=timezone.now())
    return redirect("curating-same")
