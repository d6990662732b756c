"""One's own learning: what is due, what was done, how sure one feels, and one's own notes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.learning import BY_CODE, STATEMENTS
from hearth.core.words import Refused
from hearth.records.house.sight import Sight
from hearth.records.learning.changes import learn, rate, unlearn
from hearth.records.learning.own import keep_note, own_notes, throw_note_away
from hearth.records.learning.queries import own_due, own_learned, own_rating
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page
from hearth.web.learning.forms import LearnedForm, NoteForm, RatingForm


@house_page(HouseAction.OWN_LEARNING, methods="GET POST")
def mine(request: HttpRequest, sight: Sight) -> HttpResponse:
    """What is due, what I did, and a form to add more."""
    form = LearnedForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": request.GET.get("kind", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            learn(**form.cleaned_data, by=sight.account, at=timezone.now())
            messages.success(request, "Kept.")
            return redirect("my-learning")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = house_context(request, sight) | {"form": form, "rated": own_rating(sight.account)}
    page |= {"due": own_due(sight.account, sight.community, on=timezone.localdate())}
    page |= {"done": [(BY_CODE[row.kind].name, row) for row in own_learned(sight.account)]}
    return render(request, "learning/mine.html", page, status=422 if form.errors else 200)


@house_page(HouseAction.OWN_LEARNING, methods="POST")
def take_out(request: HttpRequest, sight: Sight, learned: int) -> HttpResponse:
    """Take out one of my own lines."""
    unlearn(learned=learned, by=sight.account, at=timezone.now())
    messages.success(request, "Taken out.")
    return redirect("my-learning")


@house_page(HouseAction.OWN_LEARNING, methods="GET POST")
def sure(request: HttpRequest, sight: Sight) -> HttpResponse:
    """How sure I feel. Only I see what I chose."""
    last = own_rating(sight.account)
    form = RatingForm(
        request.POST if request.method == "POST" else None, initial=last.answers if last else {}
    )
    if request.method == "POST" and form.is_valid():
        try:
            rate(answers=form.cleaned_data, by=sight.account, at=timezone.now())
            messages.success(request, "Kept.")
            return redirect("my-learning")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = house_context(request, sight) | {"form": form, "last": last, "codes": list(STATEMENTS)}
    return render(request, "learning/sure.html", page, status=422 if form.errors else 200)


@house_page(HouseAction.OWN_LEARNING, methods="GET POST")
def notes(request: HttpRequest, sight: Sight) -> HttpResponse:
    """My own notes. There is no other page that shows them."""
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_note(words=form.cleaned_data["words"], by=sight.account, at=timezone.now())
            messages.success(request, "Kept, for you alone.")
            return redirect("my-notes")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = house_context(request, sight) | {"form": form, "notes": own_notes(sight.account)}
    return render(request, "learning/notes.html", page, status=422 if form.errors else 200)


@house_page(HouseAction.OWN_LEARNING, methods="GET POST")
def throw_away(request: HttpRequest, sight: Sight, note: int) -> HttpResponse:
    """Throw one of my notes away, for good."""
    row = own_notes(sight.account).filter(pk=note).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        throw_note_away(note=note, by=sight.account, at=timezone.now())
        messages.success(request, "It is gone.")
        return redirect("my-notes")
    page = house_context(request, sight) | {"row": row}
    return render(request, "learning/throw_away.html", page)
