"""The forms of the pages for finding people."""

from typing import Any

from django import forms

from hearth.core.cohorts.operators import operators
from hearth.records.cohorts.changes import LONGEST_NAME, LONGEST_WHY
from hearth.web.practitioner.forms import PlainForm, line, text


class PlaceForm(PlainForm):
    """A form that asks for which place, where somebody works in more than one."""

    def __init__(self, *given: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        if len(places) > 1:
            self.fields["place"] = forms.ChoiceField(label="For which place?", choices=places)


class NewSearchForm(PlaceForm):
    """A search begins with a name, and says what it is for."""

    name = line(
        "What do you call this search?",
        "It must say who is meant, as “Over 65, no plan”.",
        maxlength=LONGEST_NAME,
    )
    about = text("What is it for?", "One or two sentences that others will read.")


class BringInForm(PlaceForm):
    """The text of a search, as another site or `hearth cohort` wrote it."""

    text = text("The text of the search", "Paste all of it. It begins with “hearth cohort 1”.", 12)


class KindForm(PlainForm):
    """Which kind of condition to add."""

    kind = forms.ChoiceField(
        label="What is it about?",
        choices=[(each.name, each.words) for each in operators()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the condition is about."},
    )


class SaveForm(PlainForm):
    """Saving what was built as the next version."""

    why = line(
        "Why did you change it?", "A few words, for those who read it later.", maxlength=LONGEST_WHY
    )
