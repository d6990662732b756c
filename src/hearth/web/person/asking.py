"""Asking for a review, at any time."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.plans.changes.joining import ask_for_review
from hearth.records.plans.queries.entries import open_review_request
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context


class AskForm(forms.Form):
    reason = forms.CharField(
        label="What has changed?",
        help_text="You can leave this empty.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=1000,
    )


@person_page(Action.ASK_REVIEW, why="asked for a review", methods="GET POST")
def ask_review(request: HttpRequest, record: Record) -> HttpResponse:
    """Ask for a review; the key worker answers."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_review(
                record=record,
                reason=form.cleaned_data["reason"],
                by=record.account,
                at=timezone.now(),
            )
            messages.success(request, "We have your request. Your key worker will answer it.")
            return redirect("my-plan", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request)
    page |= {"form": form, "asked": open_review_request(record)}
    return render(request, "person/ask_review.html", page, status=422 if form.errors else 200)
