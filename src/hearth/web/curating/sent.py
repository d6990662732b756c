"""What a group sent, beside what its entry says now: a curator takes all, some, or none."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.words import Refused
from hearth.records.curation import queries
from hearth.records.curation.changes import deciding
from hearth.records.house.sight import Sight
from hearth.web.curating.forms import DecideForm
from hearth.web.curating.present import change_rows
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page


@house_page(HouseAction.CURATE, methods="GET POST")
def one(request: HttpRequest, sight: Sight, proposal: UUID) -> HttpResponse:
    """Old and new beside each other, each with a tick; and words for the group."""
    row = queries.proposal(sight.community, proposal)
    if row is None:
        raise Http404
    rows = change_rows(row)
    names = [(each.name, each.label) for each in rows]
    first = {"taken": [name for name, _ in names if name != "email" or row.confirmed_at]}
    form = DecideForm(
        request.POST if request.method == "POST" else None, names=names, initial=first
    )
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            taken = [] if request.POST.get("answer") == "no" else given["taken"]
            deciding.decide(
                proposal=row, taken=taken, words=given["words"], by=sight.account,
                at=timezone.now(),
            )  # fmt: skip
            return redirect("curating")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = house_context(request, sight) | {"form": form, "row": row, "rows": rows}
    page |= {"ticked": form["taken"].value() or [], "decision": getattr(row, "decision", None)}
    return render(request, "curating/sent.html", page, status=422 if form.errors else 200)
