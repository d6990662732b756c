"""The forms of opening a record in an emergency. Their rules are the core's."""

from django import forms

from hearth.records.access.emergency import Named
from hearth.web.fields import DayField


class EmergencyAccessForm(forms.Form):
    """Whose record, exactly, and why now."""

    family = forms.CharField(
        label="Last name", max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    born = DayField(label="Date of birth", required=False)
    first = forms.CharField(
        label="First name", max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    number = forms.CharField(
        label="Or the NHS number", max_length=20, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    reason = forms.CharField(
        label="Why do you need to see it now?",
        help_text="A few words. The person will read them.",
        max_length=500,
        required=False,
    )
    use_required_attribute = False

    def named(self) -> Named:
        """Whose record is asked for."""
        given = self.cleaned_data
        return Named(given["family"], given["born"], given["first"], given["number"])


class FindingForm(forms.Form):
    """What the auditor found."""

    finding = forms.CharField(
        label="What did you find?",
        help_text="Was it right to open it? Say what you did about it.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    use_required_attribute = False
