"""The forms in which a practitioner takes down how the person answered."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hearth.core.agreement import Answer, Party, Way
from hearth.core.signing import Choices, Required, SigningRule
from hearth.records.plans.changes.asking import Asking
from hearth.records.plans.changes.versions import Said
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, line, text

WAITS = "waits"
STILL = "still"
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
    if answer in (WAITS, STILL):
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


WHY = "why_"


def _left_out_fields(required: Iterable[Required]) -> dict[str, forms.CharField]:
    """One box for each service that the rule names: filled, it need not sign."""
    services = [each for each in required if each.party is Party.SERVICE]
    hint = "Leave it empty if they sign."
    return {f"{WHY}{s.key}": line(f"Why need {s.name} not sign?", hint) for s in services}


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

    add = forms.ChoiceField(label="Ask one more service to sign?", required=False)
    add_why = line("Why should they sign?", "Only if you ask one more.")

    def __init__(
        self,
        data: Any = None,
        *,
        others: Iterable[tuple[str, str]] = (),
        may_stand: bool = False,
        **more: Any,
    ) -> None:
        self.may_stand = may_stand
        super().__init__(data, **more)
        self.fields["add"].choices = [("", "No one else"), *others]  # type: ignore[attr-defined]

    def choices(self, called: str) -> list[tuple[str, str]]:
        first, *others = super().choices(called)
        still = [(STILL, f"{called} said yes before, and nothing of theirs has changed")]
        waits = (WAITS, f"{called} wants to read it first")
        return [first, *(still if self.may_stand else []), waits, *others]

    @property
    def services(self) -> list[Any]:
        """The boxes in which a reason to leave a service out is written."""
        return [self[name] for name in self.fields if name.startswith(WHY)]

    def asking(self, rule: SigningRule) -> Asking:
        """By which rule the signatures are asked for, and what was changed in the list."""
        given = self.cleaned_data
        left_out = {
            name.removeprefix(WHY): words
            for name, words in given.items()
            if name.startswith(WHY) and words
        }
        added = {given["add"]: given["add_why"]} if given["add"] else {}
        return Asking(rule, Choices(left_out, added), still=given["answer"] == STILL)

    def said(self, called: str) -> Said | None:
        return said_of(self.cleaned_data["answer"], self.cleaned_data, called, Way.IN_THE_ROOM)


def read_back_form(
    data: Any = None, *, required: Iterable[Required] = (), **more: Any
) -> ReadBackForm:
    """Build the form, with a box for each service that the rule names."""
    made = type("ReadBackForm", (ReadBackForm,), _left_out_fields(required))
    form: ReadBackForm = made(data, **more)
    return form


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
