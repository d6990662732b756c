"""Make a pack, change it, copy it and end it; pin what must be in it, leave out what must not."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.activity_packs import selection_from
from hearth.core.words import Refused
from hearth.records.activity_packs import changes
from hearth.records.directory.queries import activity
from hearth.web.activity_packs.forms import OrganisationForm, PackForm
from hearth.web.activity_packs.settings_of import (
    WORKERS,
    own_pack,
    shared_pack,
    user_of,
    workplaces,
)
from hearth.web.directory.tabs import near_context
from hearth.web.door import account_of, staff_page
from hearth.web.entry_form import add_refusals

CHOICES = {"pin": True, "leave-out": False, "undo": None}


@staff_page(*WORKERS, methods="GET POST")
def new(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Make a pack for the place where one works."""
    sent = request.POST if request.method == "POST" else None
    form = PackForm(sent)
    places = workplaces(posts)
    where = OrganisationForm(sent, places=[(str(key), each.name) for key, each in places.items()])
    if request.method == "POST" and form.is_valid() and where.is_valid():
        chosen = where.cleaned_data["organisation"]
        place = places[int(chosen)] if chosen else next(iter(places.values()))
        try:
            made = changes.make(
                organisation=place, **form.given(), by=account_of(request), at=timezone.now()
            )
            messages.success(request, "The pack is ready.")
            return redirect("pack", made.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = near_context(request) | {"form": form, "where": where, "several": len(places) > 1}
    return render(request, "activity_packs/edit.html", page, status=422 if form.errors else 200)


@staff_page(*WORKERS, methods="GET POST")
def edit(request: HttpRequest, posts: list[Any], pack: UUID) -> HttpResponse:
    """Change what a pack of ours looks for."""
    held = own_pack(posts, pack)
    sent = request.POST if request.method == "POST" else None
    form = PackForm(sent, initial=_initial(held))
    if request.method == "POST" and form.is_valid():
        try:
            changes.change(
                pack=held, **form.given(), base=form.cleaned_data["base"] or 0,
                by=account_of(request), at=timezone.now(),
            )  # fmt: skip
            messages.success(request, "The pack is changed.")
            return redirect("pack", held.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = near_context(request) | {"form": form, "pack": held, "several": False}
    return render(request, "activity_packs/edit.html", page, status=422 if form.errors else 200)


def _initial(pack: Any) -> dict[str, Any]:
    wanted = selection_from(pack.selection).as_values()
    wanted["weekdays"] = [str(day) for day in wanted["weekdays"]]
    return {"title": pack.title, "setting": pack.setting, "base": pack.revision} | wanted


@staff_page(*WORKERS, methods="POST")
def choose(request: HttpRequest, posts: list[Any], pack: UUID, activity_id: UUID) -> HttpResponse:
    """Pin an activity, leave it out, or let the search decide again."""
    held, row = own_pack(posts, pack), activity(activity_id)
    if row is None or request.POST.get("do") not in CHOICES:
        raise Http404
    changes.choose(
        pack=held, activity=row, is_pinned=CHOICES[request.POST["do"]], by=account_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return redirect("pack", held.pk)


@staff_page(*WORKERS, methods="POST")
def copy(request: HttpRequest, posts: list[Any], pack: UUID) -> HttpResponse:
    """Copy a pack for the place where one works."""
    held = shared_pack(posts, pack)
    made = changes.copy(
        pack=held, organisation=user_of(posts, held), by=account_of(request), at=timezone.now()
    )
    messages.success(request, "This is your copy. You can change it.")
    return redirect("pack", made.pk)


@staff_page(*WORKERS, methods="GET POST")
def end(request: HttpRequest, posts: list[Any], pack: UUID) -> HttpResponse:
    """End a pack of ours: ask first."""
    held = own_pack(posts, pack)
    if request.method == "POST":
        changes.end(pack=held, by=account_of(request), at=timezone.now())
        messages.success(request, "The pack has ended.")
        return redirect("packs")
    return render(request, "activity_packs/end.html", near_context(request) | {"pack": held})
