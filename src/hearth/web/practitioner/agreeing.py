"""The forms in which a practitioner takes down how the person answered."""

from typing import Any

from django import forms

from hearth.core.agreement import Answer, Party, Way
from hearth.records.plans.changes.versions import Said
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, line, text

WAITS = "waits"
ANSWERS: dict[str, tuple[Party, Answer]] = {
    "agreed": (Party.PERSON, Answer.AGREED),
    "representative": (Party.REPRESENTATIVE, Answer.AGREED),
    "not_agreed": (Party.PERSON, Answer.NOT_AGREED),
    "could_not": (Party.PERSON, Answer.COULD_NOT),
    "did_not_want": (Party.PERSON, Answer.DID_NOT_WANT),
}
HOWS = (
    ("A visit to the surgery", "A visit to the surgery"),
    ("A visit at home", "A visit at home"),
    ("A telephone call", "A telephone call"),
    ("A video call", "A video call"),
)


def said_of(answer: str, given: dict[str, Any], called: str, way: Way) -> Said | None:
    """Turn what was ticked into the answer of a party; None while the person still reads."""
    if answer == WAITS:
        return None
    party, what = ANSWERS[answer]
    stands_in = party is Party.REPRESENTATIVE
    return Said(
        party=party,
        name=given["name"].strip() if stands_in else called,
        role=given["role"].strip() if stands_in else "",
        answer=what,
        way=way,
        reason="" if what is Answer.AGREED else given["reason"].strip(),
    )


class Answering(PlainForm):
    """Who answered, what they said, and why where it is not a yes."""

    def __init__(self, data: Any = None, *, called: str, **more: Any) -> None:
        super().__init__(data, **more)
        self.called = called
        self.fields["answer"].choices = self.choices(called)  # type: ignore[attr-defined]

    def choices(self, called: str) -> list[tuple[str, str]]:
        """The answers that can be given here, in plain words."""
        return [
            ("agreed", f"{called} says yes to this plan"),
            ("representative", f"Someone says yes for {called}"),
            ("not_agreed", f"{called} does not agree"),
            ("could_not", f"{called} could not answer"),
            ("did_not_want", f"{called} did not want to answer"),
        ]


def _answer(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, widget=forms.RadioSelect, error_messages={"required": "Choose one answer."}
    )


class ReadBackForm(Answering):
    """How the plan will be looked at again, and how the person answered in the room."""

    review_on = DayField(label="Day of the review", required=False)
    review_by = line("Who makes sure that it happens?")
    review_how = forms.ChoiceField(
        label="How will you meet?", choices=[("", "Choose one"), *HOWS], required=False
    )
    location = line("Where are you now?", "For example: at home.")
    answer = _answer("What did they say?")
    name = line("Who said yes for them?", "Only if someone speaks for them.")
    role = line("Who are they to the person?", "For example: daughter, with power of attorney.")
    reason = text("Why, in their own words?", "Only if it is not a yes.")

    def choices(self, called: str) -> list[tuple[str, str]]:
        first, *others = super().choices(called)
        return [first, (WAITS, f"{called} wants to read it first"), *others]

    def said(self, called: str) -> Said | None:
        return said_of(self.cleaned_data["answer"], self.cleaned_data, called, Way.IN_THE_ROOM)


class AnswerForm(Answering):
    """An answer that came later."""

    answer = _answer("What did they say?")
    way = forms.ChoiceField(
        label="How did they tell you?",
        widget=forms.RadioSelect,
        choices=[
            (Way.BY_TELEPHONE.name, "On the telephone"),
            (Way.ON_PAPER.name, "On paper"),
            (Way.IN_THE_ROOM.name, "Face to face"),
        ],
        error_messages={"required": "Choose one way."},
    )
    name = line("Who said yes for them?", "Only if someone speaks for them.")
    role = line("Who are they to the person?", "For example: daughter, with power of attorney.")
    reason = text("Why, in their own words?", "Only if it is not a yes.")

    def said(self, called: str) -> Said:
        given = self.cleaned_data
        said = said_of(given["answer"], given, called, Way[given["way"]])
        assert said is not None
        return said
