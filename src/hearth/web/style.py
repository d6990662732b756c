"""The living style page: every part with example values. Only where demo mode is on."""

from datetime import date

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.web.door import open_page
from hearth.web.fields import DayField, PoundsField, ScaleField


class ExampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="Who does it", help_text="A name, or “me”.")
    story = forms.CharField(
        label="What matters to me",
        help_text="People, places, habits, hopes. What makes a day good.",
        widget=forms.Textarea,
    )
    chosen = forms.ChoiceField(
        label="What I think",
        choices=[("yes", "I want this"), ("no", "Not for me"), ("later", "I will think about it")],
        widget=forms.RadioSelect,
    )
    formats = forms.MultipleChoiceField(
        label="How I like to read",
        choices=[("large", "Large print"), ("easy", "Easy Read"), ("audio", "Audio")],
        widget=forms.CheckboxSelectMultiple,
    )
    goal = forms.ChoiceField(
        label="The goal it helps", choices=[("", "None"), ("1", "Walk to the shop")], required=False
    )
    due = DayField(label="Do it by", help_text="For example, 27 3 2027")
    confidence = ScaleField(
        label="How sure am I?",
        low="not sure at all",
        high="very sure",
        help_text="Choose one number.",
    )
    amount = PoundsField(label="How much")
    agreed = forms.BooleanField(label="I have read this", help_text="All of it.")


EXAMPLE_BANNER = {
    "name": "Bibi (Rabia) KHAN",
    "called": "Bibi",
    "pronouns": "she/her",
    "born": date(1951, 4, 9),
    "age": 75,
    "identifiers": [("NHS number", "999 000 0018")],
    "needs": ["Large print", "Speaks Urdu: book an interpreter"],
    "died": None,
}


@open_page
def style(request: HttpRequest) -> HttpResponse:
    """Show every part with example values; GET ?wrong=1 shows the errors."""
    if not settings.DEMO:
        raise Http404
    wrong = "wrong" in request.GET
    form = ExampleForm({"due-day": "31", "due-month": "2", "due-year": "2027"} if wrong else None)
    return render(request, "style.html", {"form": form, "banner": EXAMPLE_BANNER})
