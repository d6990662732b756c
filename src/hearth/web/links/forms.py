"""The forms of links and of the emergency page. Their rules are the core's."""

import secrets
from typing import Any

from django import forms

from hearth.core.sharing import EMERGENCY_SECTIONS, MOST_USES
from hearth.core.words import READING_ORDER, TITLES, Section
from hearth.web.fields import DayField

LINKED = (*(each for each in READING_ORDER if each is not Section.CONVERSATION), Section.RESULTS)
IN_EMERGENCY = {
    Section.RESULTS: "My allergies and medicines",
    Section.IF_THINGS_GET_WORSE: "What to do if things get worse",
    Section.ABOUT_ME: "How to speak with me",
    Section.PEOPLE_AND_PLANS: "People to call",
}
assert set(IN_EMERGENCY) == EMERGENCY_SECTIONS


class LinkForm(forms.Form):
    """What a link shows, to whom, and how long."""

    label = forms.CharField(
        label="Who is it for?",
        help_text="You see this name in your list. For example: my sister in Leeds.",
        max_length=100,
        required=False,
    )
    sections = forms.MultipleChoiceField(
        label="What can they see?",
        choices=[(section.value, TITLES[section]) for section in LINKED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    purpose = forms.CharField(
        label="What is it for?",
        help_text="For example: so that she knows what to do.",
        max_length=200,
        required=False,
    )
    passcode = forms.CharField(
        label="Passcode",
        help_text="At least 6 letters or numbers. Tell it to them in another way, like by phone.",
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


def plain(passcode: str) -> str:
    """A passcode without the spaces and dashes by which people read it out."""
    return "".join(passcode.replace("-", " ").split())


def a_passcode() -> str:
    """A passcode to offer: eight digits in two groups."""
    digits = f"{secrets.randbelow(10**8):08d}"
    return f"{digits[:4]} {digits[4:]}"


class PasscodeForm(forms.Form):
    """What opens a link."""

    passcode = forms.CharField(
        label="Passcode",
        help_text="The person who gave you this link told you the passcode.",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "nhsuk-input--width-10"}),
    )
    use_required_attribute = False


class EmergencyForm(forms.Form):
    """Which parts the emergency page shows."""

    sections = forms.MultipleChoiceField(
        label="What should it show?",
        choices=[(section.value, words) for section, words in IN_EMERGENCY.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[section.value for section in IN_EMERGENCY],
        required=False,
    )
    use_required_attribute = False

    def chosen(self) -> list[Section]:
        return [Section(each) for each in self.cleaned_data["sections"]]
