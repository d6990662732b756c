"""The forms of what could not be found, of answering it, and of looking at words to be quoted."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from hearth.core.feedback import DID_WORDS, Did
from hearth.core.unmet import ALL_PLACES, REASON_WORDS, Asked, Reason
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, text

Choices = Iterable[tuple[str, str]]


def choice(label: str, hint: str = "") -> forms.ChoiceField:
    """One of a list; its choices come later."""
    return forms.ChoiceField(label=label, help_text=hint, required=False)


def tick(label: str, hint: str = "") -> forms.BooleanField:
    """A yes of its own; nobody is taken to have given it."""
    return forms.BooleanField(label=label, help_text=hint, required=False)


class WriteDownForm(PlainForm):
    """What was looked for, what it is about, where, why not; and three yeses, each of its own."""

    words = text("What did you look for?", "In your own words.")
    need = choice("What is it about?")
    place = choice("Where?")
    reason = forms.ChoiceField(
        label="Why was it not there?",
        choices=[(each.value, words) for each, words in REASON_WORDS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    may_count = tick(
        "You may count this",
        "Then those who plan care see that one more person looked for it. They never see who.",
    )
    may_come_back = tick("You may come back to me", "We write when there is an answer.")
    may_quote = tick(
        "You may show my words",
        "Never with a name or a place. Someone first makes sure that they do not point to me.",
    )

    def __init__(
        self, data: Any = None, *, needs: Choices, places: Sequence[str], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["need"].choices = [("", "Choose one"), *needs]  # type: ignore[attr-defined]
        self.fields["place"].choices = [(each, each) for each in places]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was asked, as the core takes it."""
        given = self.cleaned_data
        return Asked(
            words=given["words"], need=given["need"], place=given["place"],
            reason=Reason(given["reason"]) if given["reason"] else None,
            may_count=given["may_count"], may_come_back=given["may_come_back"],
            may_quote=given["may_quote"],
        )  # fmt: skip


class AnswerForm(PlainForm):
    """What was done, will be or cannot be done about a kind of need."""

    need = choice("What is it about?")
    place = choice("Where?")
    did = forms.ChoiceField(
        label="What did you do?",
        choices=[(each.value, words) for each, words in DID_WORDS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    words = text("Say it to the people who asked", "Everyone can read this. Use short words.")
    due = DayField(label="By when?", help_text="Only if you will do it.", required=False)

    def __init__(
        self, data: Any = None, *, needs: Choices, places: Sequence[str], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["need"].choices = [("", "Choose one"), *needs]  # type: ignore[attr-defined]
        everywhere = [(ALL_PLACES, "All places"), *((each, each) for each in places)]
        self.fields["place"].choices = everywhere  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What was answered, as the change takes it."""
        said = self.cleaned_data
        names = ("need", "place", "words", "due")
        return {name: said[name] for name in names} | {
            "did": Did(said["did"]) if said["did"] else None
        }


class LookForm(PlainForm):
    """May these words be shown?"""

    may_show = forms.ChoiceField(
        label="May these words be shown?",
        choices=[("yes", "Yes, they point to no one"), ("no", "No, keep them back")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
