"""The forms of sharing and closing. Their rules are the core's."""

from typing import Any

from django import forms

from hearth.core.words import TITLES, Section
from hearth.web.fields import DayField
from hearth.web.supporter.forms import SHARED


class FindForm(forms.Form):
    """Find a member of staff or a service by name."""

    q = forms.CharField(
        label="Who do you want to share with?",
        help_text="Write their name, their job or where they work.",
        required=False,
        max_length=100,
    )


class ShareForm(forms.Form):
    """Which parts, for what, until when."""

    everything = forms.BooleanField(label="All of my plan", required=False)
    sections = forms.MultipleChoiceField(
        label="Or choose parts",
        choices=[(section.value, TITLES[section]) for section in SHARED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    purpose = forms.CharField(
        label="What is it for?",
        help_text="They will see this. For example: to plan my move.",
        max_length=200,
        required=False,
    )
    until = DayField(
        label="Until when?",
        help_text="This is the last day. It ends by itself.",
        required=False,
    )
    use_required_attribute = False

    def choices(self) -> dict[str, Any]:
        """What was chosen, as the change wants it."""
        given = self.cleaned_data
        chosen = [Section(each) for each in given["sections"]]
        return {
            "sections": list(SHARED) if given["everything"] else chosen,
            "purpose": given["purpose"],
            "until": given["until"],
        }
