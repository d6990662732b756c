"""The forms of one's own learning, and of what a role needs. Their rules are the core's."""

from typing import Any

from django import forms

from hearth.core.learning import KINDS, LONGEST_NOTE, STATEMENTS
from hearth.records.learning.queries import LEARNS
from hearth.web.fields import DayField, ScaleField
from hearth.web.practitioner.forms import PlainForm, line

KIND_CHOICES = [("", "Choose one"), *((kind.code, kind.name) for kind in KINDS)]
ROLE_CHOICES = [("", "Choose one"), *((role.value, role.value.capitalize()) for role in LEARNS)]


class LearnedForm(PlainForm):
    """What somebody did, and when."""

    kind = forms.ChoiceField(label="What did you do?", choices=KIND_CHOICES, required=False)
    on = DayField(label="When?", required=False)
    given_by = line("Who gave it?", "You can leave this empty.")
    link = line("Link to a certificate", "You can leave this empty. It starts with https://")


class RatingForm(PlainForm):
    """How sure somebody feels of each statement."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for code, words in STATEMENTS.items():
            self.fields[code] = ScaleField(
                label=words, low="not sure at all", high="very sure", required=False
            )


class NoteForm(PlainForm):
    """A note for oneself."""

    words = forms.CharField(
        label="What do you think about?",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class NeedForm(PlainForm):
    """What a role needs, and how often."""

    role = forms.ChoiceField(label="Who?", choices=ROLE_CHOICES, required=False)
    kind = forms.ChoiceField(label="What do they need?", choices=KIND_CHOICES, required=False)
    months = forms.IntegerField(
        label="Every how many months?",
        help_text="Leave it empty if once is enough.",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-2"}),
        error_messages={"invalid": "Give a whole number of months."},
    )
