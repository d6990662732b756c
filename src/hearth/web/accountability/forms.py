"""The forms of who answers for a round, and of its visit for tests."""

from typing import Any

from django import forms

from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, text


class LeadForm(PlainForm):
    """Who leads the round from now on."""

    to = forms.ChoiceField(label="Who will lead the round?", required=False)
    note = text("What do they need to know?", "Stays with the round.")

    def __init__(self, data: Any = None, *, posts: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["to"].choices = [("", "Choose a name"), *posts]  # type: ignore[attr-defined]


class CameForm(PlainForm):
    """The day on which they came for their tests."""

    came_on = DayField(label="When did they come?", required=False)
