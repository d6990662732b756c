"""A practitioner checks a copy before the person has it: what is about someone else is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.disclosure import Choice, CopyStanding, Decided, Part
from hearth.core.words import TITLES, Refused
from hearth.records.access.door import Record
from hearth.records.disclosure.changes import check_copy
from hearth.records.disclosure.queries import Copy, newest_copy, parts_to_decide
from hearth.records.plans.queries.entries import current_entries
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.practitioner.forms import PlainForm, line, require_same_person

CHOICES = [(Choice.GIVE.value, "Give it"), (Choice.LEAVE_OUT.value, "Leave it out")]


@dataclass(frozen=True)
class Shown:
    """One part to decide on: its title, its first line if it is an entry, and its two fields."""

    title: str
    lead: str
    choice: Any
    reason: Any


class CheckForm(PlainForm):
    """Two fields for each part: what to do, and why. The rules are the core's."""

    def __init__(self, data: Any = None, *, parts: Sequence[Part], **options: Any) -> None:
        super().__init__(data, **options)
        self.parts = parts
        for part in parts:
            self.fields[f"choice_{part.key}"] = forms.ChoiceField(
                label="What should we do with it?",
                choices=CHOICES,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"reason_{part.key}"] = line("Why?", maxlength=500)

    def decided(self) -> dict[Part, Decided]:
        """What was chosen, part by part."""
        said = self.cleaned_data
        return {
            part: Decided(
                Choice(chosen) if (chosen := said[f"choice_{part.key}"]) else None,
                said[f"reason_{part.key}"],
            )
            for part in self.parts
        }


@person_page(Action.CHECK_COPY, why="checked a copy of the record", methods="GET POST")
def check(request: HttpRequest, record: Record) -> HttpResponse:
    """Each part that is about someone else, to be given or left out with a reason."""
    copy = newest_copy(record, at=timezone.now())
    parts = parts_to_decide(record)
    form = CheckForm(request.POST if request.method == "POST" else None, parts=parts)
    if request.method == "POST":
        require_same_person(request, record)
        if copy and form.is_valid() and _checked(record, copy, form):
            messages.success(request, "The copy is checked. It can be taken now.")
            return redirect("copy-check", record.person.pk)
    page = person_context(record, request) | {
        "copy": copy,
        "waits": copy is not None and copy.standing is CopyStanding.WAITS,
        "form": form,
        "parts": _shown(record, form),
    }
    return render(request, "copies/check.html", page, status=422 if form.errors else 200)


def _checked(record: Record, copy: Copy, form: CheckForm) -> bool:
    """Let it go, or put the reasons why not beside what was typed."""
    try:
        check_copy(
            record=record,
            request=copy.request,
            decided=form.decided(),
            by=record.account,
            at=timezone.now(),
        )
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return False
    return True


def _shown(record: Record, form: CheckForm) -> list[Shown]:
    leads = {each.thread: each.lead for each in current_entries(record)}
    return [
        Shown(
            TITLES[part.section],
            leads.get(part.thread, ""),
            form[f"choice_{part.key}"],
            form[f"reason_{part.key}"],
        )
        for part in form.parts
    ]
