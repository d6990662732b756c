"""The form by which a person makes a health link. Its rules are the core's."""

from typing import Any

from django import forms

from hearth.core.health_links import LONGEST_LABEL
from hearth.core.sharing import MOST_USES
from hearth.core.words import TITLES, Section
from hearth.web.fields import DayField
from hearth.web.links.forms import LINKED, plain


class HealthLinkForm(forms.Form):
    """What a health link shows, for whom, and how long."""

    label = forms.CharField(
        label="What do you call this link?",
        help_text="Who opens the link sees this name too. For example: Mo’s plan, for the clinic.",
        max_length=LONGEST_LABEL,
        required=False,
    )
    sections = forms.MultipleChoiceField(
        label="What can they see?",
        choices=[(section.value, TITLES[section]) for section in LINKED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    passcode = forms.CharField(
        label="Passcode",
        help_text="At least 6 letters or numbers. Tell it to them in another way, like by phone."
        " You can leave it out if the link ends today or tomorrow.",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    until = DayField(label="What is the last day?", required=False)
    most_uses = forms.IntegerField(
        label="How many times may it open?",
        help_text=f"From 1 to {MOST_USES}.",
        required=False,
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={"invalid": "Give a whole number."},
    )
    use_required_attribute = False

    def clean_passcode(self) -> str:
        return plain(self.cleaned_data["passcode"])

    def choices(self) -> dict[str, Any]:
        """What was chosen, as the change wants it, but for the last day."""
        given = dict(self.cleaned_data)
        given.pop("until")
        return given | {"sections": [Section(each) for each in given["sections"]]}
