"""Add, change and take out any entry of a plan: one form for every kind, for whoever may write."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from hearth.core.access import Action, Role
from hearth.core.kinds import CATALOGUE, KINDS, Kind
from hearth.core.plan import Entry
from hearth.core.words import READING_ORDER, TITLES, Section
from hearth.formats.plan_copy import TITLES_BEFORE_YES
from hearth.records.access.door import NotAllowed, Record
from hearth.records.access.sealing import CannotSeal
from hearth.records.plans.changes import entries as changes
from hearth.records.plans.changes.drafts import drop_draft
from hearth.records.plans.queries.entries import current_entries, history_of
from hearth.records.plans.queries.rounds import running_round
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.plan.forms import require_same_person
from hearth.web.plan.moved_on import moved_on_page
from hearth.web.plan.writing import Writing, writing
from hearth.web.sharing.closing_new import close_new
from hearth.web.suggestions.beside_money import offers_beside_line


def may_add(record: Record, kind: Kind) -> bool:
    """Say whether this viewer may write this kind at all. A view belongs to supporters."""
    if kind.code == "view":
        return record.role is Role.SUPPORTER and record.may(Action.ADD_VIEW)
    return record.may(Action.WRITE, kind.section)


@person_page(why="looked at what can be added")
def kinds(request: HttpRequest, record: Record) -> HttpResponse:
    """Everything that can be added, by section, in the order that a plan is read."""
    held = {entry.kind: entry for entry in current_entries(record)}
    rows = {section: [] for section in READING_ORDER}  # type: ignore[var-annotated]
    for kind in CATALOGUE:
        if may_add(record, kind):
            rows[kind.section].append((kind, held.get(kind.code) if kind.single else None))
    sections = [
        (TITLES_BEFORE_YES.get(TITLES[section], TITLES[section]), found)
        for section, found in rows.items()
        if found
    ]
    if not sections:
        raise NotAllowed(record.refusals(Action.WRITE) or ["You cannot add to this plan."])
    page = person_context(record, request) | {"sections": sections, "back": _back(request)}
    return render(request, "plan/kinds.html", page)


def _title(section: Section) -> str:
    """Nothing that is only being written is called agreed."""
    return TITLES_BEFORE_YES.get(TITLES[section], TITLES[section])


@person_page(why="added to the plan", methods="GET POST")
def add(request: HttpRequest, record: Record, kind: str) -> HttpResponse:
    """Write a new entry. A kind that a person has once only is changed, not added again."""
    known = _kind(record, kind)
    others = current_entries(record)
    held = next((each for each in others if known.single and each.kind == kind), None)
    if held and request.method == "GET":
        return redirect("entry-change", record.person.pk, held.thread)
    return _write(request, writing(request, record, known, others, entry=None))


@person_page(why="changed the plan", methods="GET POST")
def change(request: HttpRequest, record: Record, thread: UUID) -> HttpResponse:
    """Change an entry. A professional's change to the person's own words becomes a suggestion."""
    others = current_entries(record)
    entry = _entry(others, thread)
    return _write(request, writing(request, record, _kind(record, entry.kind), others, entry=entry))


def _write(request: HttpRequest, now: Writing) -> HttpResponse:
    """Show the form, or save it: 303 when saved, 422 when refused, 409 when somebody was first."""
    if request.method != "POST":
        return _form_page(request, now)
    require_same_person(request, now.record)
    if not now.form.is_valid():
        return _form_page(request, now, status=422)
    try:
        done = _save(now)
    except changes.MovedOn as refusal:
        return moved_on_page(request, now, refusal)
    except (changes.CannotWrite, CannotSeal) as refusal:
        add_refusals(now.form, refusal.reasons)
        return _form_page(request, now, status=422)
    drop_draft(record=now.record, form=now.draft_form, by=now.record.account)
    _tell(request, now, done)
    address = _back(request) or reverse("plan-draft", args=[now.record.person.pk])
    return redirect(address if "#" in address else f"{address}#entry-{done.thread}")


@transaction.atomic
def _save(now: Writing) -> changes.Written:
    """Write it, and close it in the same breath where that was asked."""
    at = timezone.now()
    done = changes.write(
        record=now.record,
        kind=now.kind.code,
        content=now.content,
        by=now.record.account,
        at=at,
        thread=now.entry.thread if now.entry else None,
        base_number=now.base_number,
        round=running_round(now.record),
        voice=now.voice,
        why=now.why,
    )
    close_new(now.record, now.form, done, now.kind.section, at=at)
    return done


def _tell(request: HttpRequest, now: Writing, done: changes.Written) -> None:
    if done.is_suggestion:
        called = now.record.person.name.called
        messages.info(request, f"{called} will be asked. Their words stay as they are until then.")
    else:
        messages.success(request, "Saved.")


def _form_page(request: HttpRequest, now: Writing, *, status: int = 200) -> HttpResponse:
    page: dict[str, Any] = {"form": now.form, "now": now, "back": _back(request)}
    page["free_too"] = offers_beside_line(now.record, now.entry)
    context = person_context(now.record, request) | page
    return render(request, "plan/entry_form.html", context, status=status)


@person_page(why="took something out of the plan", methods="GET POST")
def take_out(request: HttpRequest, record: Record, thread: UUID) -> HttpResponse:
    """Ask once, then take the entry out. It stays in the history."""
    entry = _entry(current_entries(record), thread)
    record.require(Action.WRITE, entry.section)
    moved, number = False, request.POST.get("base_number", "")
    if request.method == "POST":
        require_same_person(request, record)
        try:
            changes.take_out(
                record=record,
                thread=str(thread),
                base_number=int(number) if number.isdigit() else 0,
                by=record.account,
                at=timezone.now(),
            )
            messages.success(request, "It is out of the plan.")
            return redirect(_back(request) or reverse("plan-draft", args=[record.person.pk]))
        except changes.MovedOn as refusal:
            if refusal.now is None:
                raise Http404 from refusal
            entry, moved = refusal.now, True
    page = {"entry_shown": entry, "moved": moved, "back": _back(request)}
    context = person_context(record, request) | page
    return render(request, "plan/take_out.html", context, status=409 if moved else 200)


@person_page(why="looked at the history of an entry")
def history(request: HttpRequest, record: Record, thread: UUID) -> HttpResponse:
    """Every revision of one entry: whose words, who wrote, and when."""
    revisions = history_of(record, str(thread))
    if not revisions:
        raise Http404
    page = person_context(record, request) | {"revisions": revisions}
    return render(request, "plan/history.html", page)


def _kind(record: Record, code: str) -> Kind:
    """The kind, when there is one that this viewer may write."""
    kind = KINDS.get(code)
    if kind is None:
        raise Http404
    if not may_add(record, kind):
        raise NotAllowed(
            record.refusals(Action.WRITE, kind.section) or ["Only those who help write this."]
        )
    return kind


def _entry(entries: list[Entry], thread: UUID) -> Entry:
    found = next((each for each in entries if each.thread == str(thread)), None)
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    """Where to go afterwards: a page of ours that sent people here, or nowhere in particular."""
    asked = request.POST.get("back") or request.GET.get("back") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if asked.startswith("/") and safe else ""
