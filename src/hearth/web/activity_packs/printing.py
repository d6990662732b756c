"""Print a pack or look it through; its page for everyone; and one for a person, not kept."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.activity_packs import selection_from
from hearth.formats.activity_pack import EntryPaper, Layout, PackPaper, entry_paper, pack_pdf
from hearth.records.access.door import Record
from hearth.records.activity_packs import queries
from hearth.records.activity_packs.changes import note_use
from hearth.records.activity_packs.queries import PackEntry
from hearth.records.suggestions.queries import suggestions_for
from hearth.web.activity_packs.forms import PrintForm
from hearth.web.activity_packs.listing import entry_rows, pack_context
from hearth.web.activity_packs.settings_of import WORKERS, shared_pack, user_of
from hearth.web.directory.tabs import near_context
from hearth.web.door import account_of, open_page, person_page, staff_page

FOR_ONE = "Things near you"
MOST_FOR_ONE = 12


@staff_page(*WORKERS, methods="POST")
def as_pdf(request: HttpRequest, posts: list[Any], pack: UUID) -> HttpResponse:
    """Print it. A first name that is typed here stands on top of the paper, and is not kept."""
    held, today = shared_pack(posts, pack), timezone.localdate()
    form = PrintForm(request.POST)
    if not form.is_valid():
        page = pack_context(request, posts, held, form)
        return render(request, "activity_packs/pack.html", page, status=422)
    given = form.cleaned_data
    shown = queries.entries_of(held, today=given["from_day"] or today)
    paper = PackPaper(
        title=held.title, entries=tuple(_papers(shown, selection_from(held.selection).near)),
        made_on=today, address=_address(request, "pack-for-all", held.word),
        layout=given["layout"], called=given["called"], from_day=given["from_day"],
    )  # fmt: skip
    _note(request, posts, held, shown)
    return _pdf(paper, held.word)


@staff_page(*WORKERS, methods="POST")
def looked_through(request: HttpRequest, posts: list[Any], pack: UUID) -> HttpResponse:
    """Say that somebody looked it through: what went stale begins anew."""
    held = shared_pack(posts, pack)
    _note(request, posts, held, queries.entries_of(held, today=timezone.localdate()))
    messages.success(request, "Thank you. From now on you see what changes.")
    return redirect("pack", held.pk)


def _note(request: HttpRequest, posts: list[Any], pack: Any, shown: list[PackEntry]) -> None:
    note_use(
        pack=pack, organisation=user_of(posts, pack), entries=[each.activity for each in shown],
        today=timezone.localdate(), by=account_of(request), at=timezone.now(),
    )  # fmt: skip


@open_page
def for_all(request: HttpRequest, word: str) -> HttpResponse:
    """What a pack shows today: for everyone who has the paper in their hand."""
    held = queries.pack_of_word(word)
    if held is None:
        raise Http404
    page = near_context(request) | {"pack": held}
    if held.ended_at:
        return render(request, "activity_packs/ended.html", page, status=410)
    entries = queries.entries_of(held, today=timezone.localdate())
    page |= {"entries": entry_rows(entries), "today": timezone.localdate()}
    return render(request, "activity_packs/for_all.html", page)


@person_page(Action.READ, why="printed what is near")
def for_one(request: HttpRequest, record: Record, layout: str) -> HttpResponse:
    """Print what may suit a person, from what they said. Nothing of it is kept."""
    today = timezone.localdate()
    found = suggestions_for(record, today=today, limit=MOST_FOR_ONE)
    entries = (entry_paper(each.activity, today=today, miles=each.miles) for each in found)
    paper = PackPaper(
        title=FOR_ONE, entries=tuple(entries), made_on=today,
        address=_address(request, "near-here"),
        layout=Layout(layout) if layout in set(Layout) else Layout.STANDARD,
    )  # fmt: skip
    return _pdf(paper, "things-near-you")


def _papers(entries: Iterable[PackEntry], near: str) -> Iterable[EntryPaper]:
    today = timezone.localdate()
    return (entry_paper(each.activity, today=today, miles=each.miles, near=near)
            for each in entries)  # fmt: skip


def _address(request: HttpRequest, name: str, *args: str) -> str:
    return request.build_absolute_uri(reverse(name, args=args))


def _pdf(paper: PackPaper, name: str) -> HttpResponse:
    answer = HttpResponse(pack_pdf(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
