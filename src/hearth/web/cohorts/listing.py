"""All searches of a place; making a new one, by name or from a text."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.rules import Alive, AllOf, Registered
from hearth.core.cohorts.text import definition_hash, parse, write
from hearth.core.words import Refused
from hearth.jobs.cohorts.population import population
from hearth.jobs.cohorts.starters import add_starters, starters_left
from hearth.records.cohorts import changes, queries
from hearth.web.cohorts.forms import BringInForm, NewSearchForm
from hearth.web.cohorts.loading import BUILDERS, READERS, communities_of, may_build
from hearth.web.door import account_of, staff_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import house_nav
from hearth.web.practitioner.forms import PlainForm

# Where a new search begins: with those who live, and are registered somewhere here.
BEGINNING = AllOf((Alive(), Registered()))


@staff_page(*READERS)
def searches(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Every search of where they work, and what its last run found."""
    request.nav = house_nav()  # type: ignore[attr-defined]
    asked = population()
    page = {
        "searches": queries.definitions_in(communities_of(posts)),
        "may_build": may_build(posts),
        "day": asked.day if asked else None,
        "starters": _starters(posts),
    }
    return render(request, "cohorts/searches.html", page)


def _starters(posts: list[Any]) -> int:
    """How many searches come with Hearth and are not saved here yet."""
    places = communities_of(post for post in posts if may_build([post]))
    return sum(len(starters_left(place)) for place in places.values())


@staff_page(*BUILDERS, methods="POST")
def take_starters(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Save the searches that come with Hearth, where they are not saved yet."""
    for place in communities_of(post for post in posts if may_build([post])).values():
        add_starters(place, by=account_of(request), at=timezone.now())
    return redirect("searches")


@staff_page(*BUILDERS, methods="GET POST")
def new(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Begin a search: its name, and what it is for."""
    form = NewSearchForm(request.POST or None, places=_places(posts))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = Definition(said["name"].strip(), BEGINNING, about=said["about"].strip())
            return _made(request, posts, made, form)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    words = {
        "heading": "Make a new search",
        "lead": "It begins with all who are alive and have a practice here. You add more.",
        "button": "Make this search",
    }
    return _form_page(request, form, words)


@staff_page(*BUILDERS, methods="GET POST")
def bring_in(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Take in the text of a search. Each line that is wrong is named."""
    form = BringInForm(request.POST or None, places=_places(posts))
    if request.method == "POST" and form.is_valid():
        try:
            return _brought(request, posts, parse(form.cleaned_data["text"]), form)
        except Refused as refusal:
            for each in refusal.reasons:
                form.add_error("text", str(each))
    words = {
        "heading": "Bring in a search",
        "lead": "A search can come from another site, or from a file.",
        "button": "Bring it in",
    }
    return _form_page(request, form, words)


def _places(posts: list[Any]) -> list[tuple[str, str]]:
    places = communities_of(post for post in posts if may_build([post]))
    return [(str(key), place.name) for key, place in places.items()]


def _made(
    request: HttpRequest, posts: list[Any], made: Definition, form: PlainForm
) -> HttpResponse:
    version = changes.add_definition(
        community=_place(posts, form),
        name=made.name,
        text=write(made),
        hash=definition_hash(made),
        by=account_of(request),
        at=timezone.now(),
    )
    messages.success(request, "It is saved. Now add conditions.")
    return redirect("search-build", version.definition_id)


def _place(posts: list[Any], form: PlainForm) -> Any:
    chosen = form.cleaned_data.get("place") or _places(posts)[0][0]
    return communities_of(posts)[int(chosen)]


def _brought(
    request: HttpRequest, posts: list[Any], made: Definition, form: PlainForm
) -> HttpResponse:
    """Make a search of a text; or, where its name is taken, the next changes to that search."""
    row = queries.definition_named(made.name, _place(posts, form).name)
    if row is None:
        return _made(request, posts, made, form)
    changes.keep_draft(
        definition=row,
        text=write(made),
        base_number=queries.newest_version(row).number,
        by=account_of(request),
        at=timezone.now(),
    )
    messages.info(request, "There is a search of this name. Look at what changes, and save it.")
    return redirect("search-build", row.pk)


def _form_page(request: HttpRequest, form: PlainForm, words: dict[str, str]) -> HttpResponse:
    request.nav = house_nav()  # type: ignore[attr-defined]
    page = {"form": form, **words}
    return render(request, "cohorts/new.html", page, status=422 if form.errors else 200)
