"""What to show of who looked: a kind of event, a person, and days."""

from typing import Any

from django import forms

from hearth.core.looked import EVENT_WORDS, Event
from hearth.records.access.looked import Wanted
from hearth.web.fields import DayField


class LookedForm(forms.Form):
    """Nothing chosen: all lines. A wrong date narrows nothing, and says so."""

    event = forms.ChoiceField(
        label="What happened",
        choices=[("", "All"), *((event.value, EVENT_WORDS[event]) for event in Event)],
        required=False,
    )
    who = forms.ChoiceField(label="Who", required=False)
    first = DayField(label="From", required=False)
    last = DayField(label="To", required=False)
    use_required_attribute = False

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who"].choices = [("", "All"), *people]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was asked for, as far as it can be read."""
        self.is_valid()
        given = self.cleaned_data
        event = given.get("event")
        return Wanted(
            Event(event) if event else None,
            given.get("who", ""),
            given.get("first"),
            given.get("last"),
        )
