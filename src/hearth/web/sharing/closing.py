"""Closing an entry or a part of the plan, and opening it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.plan import Entry, Words
from hearth.core.sharing import SealKind
from hearth.core.words import TITLES, Refusal, Refused, Section
from hearth.records.access.door import Record
from hearth.records.access.recipients import staff_in_care
from hearth.records.access.sealing import lift, seal, seals_seen
from hearth.records.plans.queries.entries import current_entries, current_entry
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.plan.forms import require_same_person
from hearth.web.sharing.closing_forms import KIND_WORDS, CloseForm, OwnWishForm
from hearth.web.sharing.closing_new import OWN_WORDS

# These pages may be about what nobody must know of: who looked says no more than of any other page.
WHY = "looked at who sees the plan"


@dataclass(frozen=True)
class Closed:
    """One seal that this viewer may lift: what is closed, and why."""

    seal: Any
    what: str
    is_words: bool
    kind: str


@person_page(Action.SEAL, why=WHY)
def seals(request: HttpRequest, record: Record) -> HttpResponse:
    """What is closed, of that which this viewer may open again."""
    rows = seals_seen(record, at=timezone.now())
    held = {each.thread: each for each in current_entries(record)} if rows else {}
    page = person_context(record, request)
    page |= {"closed": list(_closed(rows, held))}
    return render(request, "sharing/seals.html", page)


def _closed(rows: Iterable[Any], held: dict[str, Entry]) -> Iterable[Closed]:
    for row in rows:
        kind = KIND_WORDS[SealKind(row.kind)]
        if row.thread is None:
            yield Closed(row, TITLES[Section(row.section)], False, kind)
        elif entry := held.get(str(row.thread)):
            yield Closed(row, entry.lead, True, kind)
        else:
            yield Closed(row, "Something that was taken out of the plan", False, kind)


@person_page(Action.SEAL, why=WHY, methods="GET POST")
def close_entry(request: HttpRequest, record: Record, thread: UUID) -> HttpResponse:
    """Close one entry: by the person's own wish, or by a practitioner for a reason."""
    entry = current_entry(record, str(thread))
    if entry is None:
        raise Http404
    return _close(request, record, entry.section, entry=entry)


@person_page(Action.SHARE, why=WHY, methods="GET POST")
def close_part(request: HttpRequest, record: Record, part: str) -> HttpResponse:
    """Close a whole part of the plan, by the person's own wish."""
    if part not in set(Section):
        raise Http404
    return _close(request, record, Section(part))


def _close(
    request: HttpRequest, record: Record, section: Section, *, entry: Entry | None = None
) -> HttpResponse:
    form = _form(request, record)
    if request.method == "POST":
        require_same_person(request, record)
        if form.is_valid() and _closed_now(record, form, section, entry):
            messages.success(request, "It is closed now.")
            return redirect("seals", record.person.pk)
    page = person_context(record, request)
    page |= {"form": form, "entry_shown": entry, "title": TITLES[section]}
    return render(request, "sharing/close.html", page, status=422 if form.errors else 200)


def _form(request: HttpRequest, record: Record) -> CloseForm | OwnWishForm:
    given = request.POST if request.method == "POST" else None
    if record.role is Role.PERSON:
        staff = staff_in_care(record.person, on=timezone.localdate())
        return OwnWishForm(given, staff=staff)
    return CloseForm(given)


def _closed_now(
    record: Record, form: CloseForm | OwnWishForm, section: Section, entry: Entry | None
) -> bool:
    """Close it, or put the reasons why not beside what was typed."""
    try:
        if problems := own_words_problems(record, entry):
            raise Refused(problems)
        seal(
            record=record,
            section=section,
            thread=entry.thread if entry else None,
            by=record.account,
            at=timezone.now(),
            **form.choices(),
        )
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return False
    return True


def own_words_problems(record: Record, entry: Entry | None) -> list[Refusal]:
    """Nobody closes to the person what they said themselves: they know it, and would miss it."""
    if record.role is Role.PERSON or entry is None:
        return []
    if entry.authorship.words is not Words.PERSON:
        return []
    return [Refusal(OWN_WORDS)]


@person_page(Action.SEAL, why=WHY, methods="POST")
def open_again(request: HttpRequest, record: Record, pk: int) -> HttpResponse:
    """Lift one seal."""
    at = timezone.now()
    row = next((each for each in seals_seen(record, at=at) if each.pk == pk), None)
    if row is None:
        raise Http404
    require_same_person(request, record)
    lift(record=record, seal=row, by=record.account, at=at)
    messages.success(request, "It is open again.")
    return redirect("seals", record.person.pk)
