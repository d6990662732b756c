"""The forms of saying how it went, of sorting it, and of answering. Their rules are the core's."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hearth.core.feedback import (
    ABOUT_WORDS,
    DID_WORDS,
    LONGEST,
    QUOTE_WORDS,
    About,
    Did,
    Given,
    How,
    MayQuote,
    Way,
)
from hearth.core.house.framework import Framework
from hearth.core.house.parts import NAMES, Part
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, line, text

Choices = Iterable[tuple[str, str]]


def radios(label: str, choices: Choices, hint: str = "") -> forms.ChoiceField:
    """Choices of which one is taken; the core says when one is missing."""
    return forms.ChoiceField(
        label=label, choices=list(choices), help_text=hint, widget=forms.RadioSelect, required=False
    )


class SayForm(PlainForm):
    """Three taps, and words for who wants. `website` is for programs: people leave it."""

    how = radios("How was it?", [(how.value, how.value.capitalize()) for how in How])
    about = radios("What is it about?", [(a.value, words) for a, words in ABOUT_WORDS.items()])
    may_quote = radios(
        "May we show your words?", [(m.value, words) for m, words in QUOTE_WORDS.items()],
        "Never with your name.",
    )  # fmt: skip
    words = forms.CharField(
        label="In your own words",
        help_text="You can leave this empty. Write no names.",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    website = line("Leave this empty")

    def given(self) -> Given:
        """What was said, as the core takes it."""
        said = self.cleaned_data
        return Given(
            how=How(said["how"]) if said["how"] else None,
            about=About(said["about"]) if said["about"] else None,
            may_quote=MayQuote(said["may_quote"]) if said["may_quote"] else None,
            words=said["words"],
        )


class OwnSayForm(SayForm):
    """The same, with a name. Who has care in several places chooses one."""

    place = radios("Which place is it about?", [])

    def __init__(self, data: Any = None, *, places: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        listed = list(places)
        self.fields["place"].choices = listed  # type: ignore[attr-defined]
        if len(listed) == 1:
            del self.fields["place"]


class TypeInForm(SayForm):
    """The same, from a sheet of paper or from a call."""

    way = forms.ChoiceField(
        label="How did it come?",
        choices=[(Way.PAPER.value, "On paper"), (Way.TELEPHONE.value, "By telephone")],
        widget=forms.RadioSelect,
        initial=Way.PAPER.value,
        required=False,
    )


def element_choices(framework: Framework) -> list[tuple[str, str]]:
    """The elements in use, each with its part, in the order of the House."""
    return [
        (each.code, f"{NAMES[part]}: {each.name}") for part in Part for each in framework.of(part)
    ]


class SortForm(PlainForm):
    """In which themes this belongs: some that are there, or a new one."""

    themes = forms.MultipleChoiceField(
        label="Which themes does it belong to?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    name = line("A new theme", "Say what people told us, with no names. Everyone can read it.")
    element = forms.ChoiceField(label="The new theme is about", required=False)
    element_too = forms.ChoiceField(label="And also about", required=False)

    def __init__(
        self, data: Any = None, *, themes: Choices, elements: Choices, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["themes"].choices = list(themes)  # type: ignore[attr-defined]
        listed = [("", "Choose one, or leave it"), *elements]
        self.fields["element"].choices = listed  # type: ignore[attr-defined]
        self.fields["element_too"].choices = listed  # type: ignore[attr-defined]

    @property
    def elements(self) -> list[str]:
        """The codes that were chosen for a new theme."""
        given = self.cleaned_data
        return [code for code in (given["element"], given["element_too"]) if code]


class AnswerForm(PlainForm):
    """What was done about a theme."""

    did = radios("What did you do?", [(did.value, words) for did, words in DID_WORDS.items()])
    words = text("Say it in plain words", "Everyone can read it, also on the poster.", rows=4)
    due = DayField(label="By when?", help_text="Only for what you will do.", required=False)

    def chosen(self) -> Did | None:
        """What was chosen, if anything was."""
        return Did(self.cleaned_data["did"]) if self.cleaned_data["did"] else None


class HideForm(PlainForm):
    """Why a quotation is kept from all pages."""

    reason = line("Why must it not be shown?", "For example: it tells who it is about.")
