"""Say what was done about a kind of need; and look at words before they are shown."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.words import Refused
from hearth.records.house.sight import Sight
from hearth.records.unmet import queries
from hearth.records.unmet.changes.answering import answer, look_at_quotation
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page
from hearth.web.unmet.asking import need_choices
from hearth.web.unmet.forms import AnswerForm, LookForm


@house_page(HouseAction.ANSWER_UNMET, methods="GET POST")
def answering(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Answer a kind of need. Who asked is told, and shown to nobody."""
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        needs=need_choices(),
        places=queries.places_out(sight.community),
        initial={"need": request.GET.get("need", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer(
                community=sight.community, **form.given(), by=sight.account, at=timezone.now()
            )  # fmt: skip
            messages.success(request, "Those who asked can read your answer.")
            return redirect("unmet")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = house_context(request, sight) | {"form": form}
    return render(request, "unmet/answer.html", page, status=422 if form.errors else 200)


@house_page(HouseAction.CURATE, methods="GET POST")
def looking(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Words that somebody lets us show, one after the other: do they point to anyone?"""
    waiting = queries.to_look_at(sight.community)
    row = waiting.first()
    page = house_context(request, sight) | {"row": row, "waiting": waiting.count()}
    if row is None:
        return render(request, "unmet/looked.html", page)
    form = LookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        look_at_quotation(
            community=sight.community, unmet=_read(request, row.pk),
            may_show=form.cleaned_data["may_show"] == "yes", by=sight.account, at=timezone.now(),
        )  # fmt: skip
        return redirect("unmet-words")
    page |= {"form": form, "need": queries.need_name(row.need)}
    return render(request, "unmet/look.html", page, status=422 if form.errors else 200)


def _read(request: HttpRequest, shown: UUID) -> UUID:
    """The words that were read on the page, which may be old: those are judged, and no others."""
    try:
        return UUID(request.POST.get("said", ""))
    except ValueError:
        return shown
