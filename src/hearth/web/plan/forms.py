"""Forms about the plan, beyond those that the catalogue of entries makes."""

from typing import Any

from django import forms
from django.http import HttpRequest

from hearth.core.agreement import Answer
from hearth.core.words import Refused
from hearth.records.access.door import Record

LONGEST_REASON = 480
"""Two of these, joined, fit into what a signature keeps."""


class WrongPerson(Refused):
    """A form came back for somebody else than the one it was made for (G4)."""


def require_same_person(request: HttpRequest, record: Record) -> None:
    """Refuse a form whose own echo of the person is not the person of the page."""
    if request.POST.get("person", str(record.person.pk)) != str(record.person.pk):
        raise WrongPerson(
            "This form was made for another person. Open it again, and check the name."
        )


class AnswerForm(forms.Form):
    """What the person says to one exact version."""

    answer = forms.ChoiceField(
        label="Is this plan right for you?",
        choices=[
            (Answer.AGREED.value, "Yes, I agree to this plan"),
            (Answer.WITH_DIFFERENCE.value, "Yes, but I see a part in another way"),
            (Answer.NOT_AGREED.value, "No, it is not right yet"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    reason = forms.CharField(
        label="If no, or not quite: what is not right?",
        help_text="Use your own words.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        required=False,
    )
    make_right = forms.CharField(
        label="What would make it right?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        required=False,
    )
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        plain = given.get("answer") in (None, Answer.AGREED.value)
        if not plain and not given.get("reason"):
            self.add_error("reason", "Say what is not right, in a few words.")
        return given

    @property
    def own_words(self) -> str:
        """The reason as it is kept: what is not right, and what would make it right."""
        if self.cleaned_data["answer"] == Answer.AGREED.value:
            return ""
        parts = [self.cleaned_data["reason"], self.cleaned_data["make_right"]]
        return "\n\n".join(part for part in parts if part)


def whose_words_field(called: str) -> forms.ChoiceField:
    """Ask in whose words an entry is, where somebody writes beside the person."""
    return forms.ChoiceField(
        label="Whose words are these?",
        choices=[("person", f"{called}’s words"), ("own", "My own words")],
        widget=forms.RadioSelect,
        initial="person",
        required=False,
    )


def why_field(called: str) -> forms.CharField:
    """Ask why, where a change to the person's words waits for the person."""
    return forms.CharField(
        label="Why do you suggest this?",
        help_text=f"{called} will see this, and say yes or no.",
        max_length=500,
        required=False,
    )
