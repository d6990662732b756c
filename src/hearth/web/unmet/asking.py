"""A person, or staff with them, writes down what they could not find; and takes it back."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from hearth.core.access import Action
from hearth.core.feedback import DID_WORDS, Did
from hearth.core.unmet import Reason
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.unmet import queries
from hearth.records.unmet.changes.asking import take_back, write_down
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.practitioner.forms import require_same_person
from hearth.web.unmet.forms import WriteDownForm

REASONS = frozenset(each.value for each in Reason)


@person_page(Action.INTRODUCE, why="what could not be found", methods="GET POST")
def could_not_find(request: HttpRequest, record: Record) -> HttpResponse:
    """Write down what could not be found; and what was, with what came of it."""
    community = queries.community_of(record.person, on=timezone.localdate())
    places = queries.places_for(record.person, community) if community else []
    form = _form(request, places)
    if request.method == "POST" and community and form.is_valid():
        require_same_person(request, record)
        try:
            write_down(
                record=record, community=community, asked=form.asked(), places=places,
                by=record.account, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, "It is written down.")
            return redirect("could-not-find", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
            _suggest(form)
    page = person_context(record, request) | {"form": form, "has_place": community is not None}
    page |= {"rows": _rows(record), "again": _again(form)}
    return render(request, "unmet/could_not_find.html", page, status=422 if form.errors else 200)


def _form(request: HttpRequest, places: list[str]) -> WriteDownForm:
    """The form; who comes from a search or an introduction finds what they said there."""
    asked = request.GET
    words, reason = asked.get("want", "")[:500], asked.get("reason", "")
    needs = settings.INTERESTS.need_by_code
    given = asked.get("need", "")
    return WriteDownForm(
        request.POST if request.method == "POST" else None,
        needs=need_choices(),
        places=places,
        initial={
            "words": words,
            "need": given if given in needs else need_heard_in(words),
            "reason": reason if reason in REASONS else "",
        },
    )


def need_choices() -> list[tuple[str, str]]:
    """All kinds of need, in the order of the vocabulary."""
    return [(each.code, each.name) for each in settings.INTERESTS.needs]


def need_heard_in(words: str) -> str:
    """Return the kind of need of which words speak first; "" where none is heard."""
    heard = settings.INTERESTS.heard_in(words)
    return heard[0].interest.need if heard else ""


def _suggest(form: WriteDownForm) -> None:
    """Where no kind was chosen, choose the one that the words speak of: they look, and send."""
    if form.data.get("need"):
        return
    if heard := need_heard_in(form.data.get("words", "")):
        form.data = {**form.data.dict(), "need": heard}  # type: ignore[attr-defined]


def _rows(record: Record) -> list[dict[str, Any]]:
    return [
        {"shown": each, "answers": [(DID_WORDS[Did(row.did)], row) for row in each.answers]}
        for each in queries.unmet_of(record)
    ]


def _again(form: WriteDownForm) -> str:
    """The address at which to look again in the directory."""
    words = (form["words"].value() or "")[:100]
    return reverse("near-here") + (f"?{urlencode({'q': words})}" if words else "")


@person_page(Action.INTRODUCE, why="took back what could not be found", methods="GET POST")
def back(request: HttpRequest, record: Record, unmet: UUID) -> HttpResponse:
    """Take it back: ask first."""
    row = queries.unmet_in(record, unmet)
    if row is None:
        raise Http404
    if request.method == "POST":
        require_same_person(request, record)
        take_back(record=record, unmet=row, by=record.account, at=timezone.now())
        messages.success(request, "It is taken back.")
        return redirect("could-not-find", record.person.pk)
    return render(request, "unmet/take_back.html", person_context(record, request) | {"row": row})
