"""The forms of putting in touch and of following up. Their rules are the core's."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from hearth.core.introductions.passing_on import PASSED_WORDS, Passed
from hearth.core.introductions.states import (
    KIND_WORDS,
    NEEDS_A_REASON,
    REASON_WORDS,
    Kind,
    Reason,
    State,
)
from hearth.core.measures import LONELINESS, ONS4
from hearth.web.fields import DayField, ScaleField
from hearth.web.practitioner.forms import PlainForm

ASKED_FOR_ME: Mapping[Kind, str] = {
    Kind.TOLD: "I will get in touch myself",
    Kind.INTRODUCED: "Let the group know that I may come",
    Kind.REFERRED: "Ask the group if they can take me",
    Kind.ACCOMPANIED: "Somebody goes with me the first time",
}


class IntroduceForm(PlainForm):
    """How, with what, and since when they agree to it. Each tick is what the group reads."""

    kind = forms.ChoiceField(label="How?", widget=forms.RadioSelect)
    passed_on = forms.MultipleChoiceField(
        label="What the group may read", required=False, widget=forms.CheckboxSelectMultiple
    )
    companion = forms.CharField(
        label="Who goes along, if somebody does?", required=False, max_length=200,
        help_text="The group reads this too. You can leave it empty.",
    )  # fmt: skip
    goal = forms.ChoiceField(label="Which goal is it for?", required=False)
    in_plan = forms.BooleanField(
        label="Put it in the plan", required=False,
        help_text="Who may read “Things near me” in the plan can read it there.",
    )  # fmt: skip
    agreed_on = DayField(label="When did they say yes?", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        offers: Mapping[Passed, str],
        goals: list[tuple[str, str]],
        is_person: bool,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        words = ASKED_FOR_ME if is_person else KIND_WORDS
        choices: dict[str, list[tuple[str, str]]] = {
            "kind": [(each.value, words[each]) for each in Kind],
            "passed_on": [(each.value, PASSED_WORDS[each]) for each in offers],
            "goal": [("", "None of them"), *goals],
        }
        for name, held in choices.items():
            self.fields[name].choices = held  # type: ignore[attr-defined]
        if is_person:
            del self.fields["agreed_on"]
        if not goals:
            del self.fields["goal"]

    @property
    def ticked(self) -> set[str]:
        """The fields that are ticked now, for the page."""
        return {str(each) for each in self["passed_on"].value() or ()}


class SaidForm(PlainForm):
    """One thing that happened: its day, and what more there is to say."""

    on = DayField(label="Which day was it?")
    reason = forms.ChoiceField(label="Why?", widget=forms.RadioSelect, required=False)
    place = forms.IntegerField(
        label="Where in the line are they, if you know?", required=False, min_value=1,
        max_value=9999,
    )  # fmt: skip
    teller = forms.ChoiceField(
        label="Who told you?", widget=forms.RadioSelect,
        choices=[("staff", "They did, or I was there"), ("group", "The group did")],
    )  # fmt: skip
    words = forms.CharField(
        label="Is there more to say?", required=False, max_length=2000,
        help_text="You can leave this empty.", widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, state: State, is_person: bool, today: date, **more: Any
    ) -> None:
        more.setdefault("initial", {"on": today, "teller": _first_teller(state)})
        super().__init__(data, **more)
        self.fields["reason"].choices = [(e.value, w) for e, w in _reasons(is_person)]  # type: ignore[attr-defined]
        if state not in NEEDS_A_REASON:
            del self.fields["reason"]
        if state is not State.WAITING:
            del self.fields["place"]
        if is_person:
            del self.fields["teller"]


def _first_teller(state: State) -> str:
    of_group = (State.RECEIVED, State.ACCEPTED, State.WAITING, State.REJECTED)
    return "group" if state in of_group else "staff"


MY_REASONS: Mapping[Reason, str] = {
    **REASON_WORDS,
    Reason.NOT_RIGHT: "It is not the right thing for me",
    Reason.ACCESS: "I could not get in or take part",
    Reason.LANGUAGE: "It is not in my language",
    Reason.UNWELL: "I was not well enough",
    Reason.NOT_WANTED: "I do not want it",
    Reason.NOBODY_TO_GO_WITH: "I had nobody to go with",
    Reason.NOT_SAFE: "I did not feel safe",
}


def _reasons(is_person: bool) -> list[tuple[Reason, str]]:
    return list((MY_REASONS if is_person else REASON_WORDS).items())


class QuestionsForm(PlainForm):
    """The question of loneliness and the four of wellbeing. Each may be left out."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for item in LONELINESS.items:
            choices = [(str(at), words.capitalize()) for at, words in reversed(item.bands)]
            self.fields[item.name] = forms.ChoiceField(
                label=item.question, choices=choices, widget=forms.RadioSelect, required=False
            )
        for item in ONS4.items:
            self.fields[item.name] = ScaleField(
                label=item.question, low=item.low_words, high=item.high_words, required=False
            )
