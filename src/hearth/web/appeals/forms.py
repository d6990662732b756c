"""The forms of a disagreement. The rules are the core's: a form only reads what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from hearth.core.advocacy import ABILITY_WORDS, DIFFICULTY_WORDS, Ability, Difficulty
from hearth.core.appeal import About, State, StepTaken
from hearth.core.words import TITLES, Section
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, line, text

WHOLE_PLAN, DECISION, LINE = "plan", "decision", "line"


class RaiseForm(PlainForm):
    """What somebody does not agree with, why, and what would put it right."""

    about = forms.ChoiceField(label="What do you not agree with?", required=False)
    words = text("What is not right?", "Use your own words. You can write as much as you want.", 5)
    remedy = text("What would put it right?")
    for_person = forms.ChoiceField(
        label="Who does not agree?", required=False, widget=forms.RadioSelect, initial="yes"
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sections: Iterable[Section],
        named_line: str = "",
        called: str = "",
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        found = [(LINE, f"This line: {named_line}")] if named_line else []
        found += [(WHOLE_PLAN, "The whole plan"), (DECISION, "A decision that someone made")]
        found += [(each.value, TITLES[each]) for each in sections]
        self.fields["about"].choices = found  # type: ignore[attr-defined]
        if called:
            who = [("yes", f"{called}. I write it down for them."), ("no", "I do not agree.")]
            self.fields["for_person"].choices = who  # type: ignore[attr-defined]
        else:
            del self.fields["for_person"]

    def what(self, thread: str = "", section: Section | None = None) -> About:
        """What was chosen. `thread` and `section` are those of the line, where there is one."""
        chosen = self.cleaned_data["about"]
        if chosen == LINE:
            return About(section, thread)
        if chosen in (WHOLE_PLAN, DECISION, ""):
            return About(is_decision=chosen == DECISION)
        return About(Section(chosen))


@dataclass(frozen=True)
class Asks:
    """What the page of one step asks. A label that is empty is not asked."""

    title: str
    button: str
    words: str = ""
    hint: str = ""
    remedy: str = ""
    actor: str = ""
    on: str = ""


STEP_FORMS: dict[State, Asks] = {
    State.ACKNOWLEDGED: Asks(
        "Say that we have it", "Say that we have it", "Is there anything to tell them?",
        "They will read this. You can leave it empty.", actor="Who will find a day to talk?",
    ),
    State.INVITED: Asks(
        "Set a day to talk", "Save this day", "Where, and at what time?",
        "They will read this. They can bring someone.", actor="Who will talk with them?",
        on="Which day?",
    ),
    State.TALKED: Asks(
        "We have talked", "Save what was said", "What did each of you say?",
        "They will read this.", actor="Who will ask if it is settled?",
        on="When did you talk?",
    ),
    State.SETTLED: Asks(
        "It is settled", "It is settled", "What did you agree?", "Both of you will read this.",
        actor="Who will see that it is done?",
    ),
    State.REVIEW_ASKED: Asks(
        "Ask for a fresh look", "Ask for a fresh look", "Is there anything to add?",
        "You can leave this empty.",
    ),
    State.IN_REVIEW: Asks(
        "Choose who takes a fresh look", "Start the fresh look", "Is there anything to say?",
        "They will read this. You can leave it empty.", actor="Who will take the fresh look?",
    ),
    State.DECIDED: Asks(
        "Give the answer", "Give the answer", "What did you find, and why?",
        "They will read this. Use short, plain words.", "What will be put right?",
        "Who will see that it is put right?",
    ),
    State.OUTSIDE: Asks(
        "Take it outside", "Save", "Where does it go?", "Name the place, and say why if you want."
    ),
    State.WITHDRAWN: Asks(
        "Take it back", "Take it back", "Is there anything to say?", "You can leave this empty."
    ),
    State.CLOSED: Asks("Close it", "Close it", "What was done?", "They will read this."),
}  # fmt: skip
OWN_STEPS = frozenset({State.SETTLED, State.REVIEW_ASKED, State.OUTSIDE, State.WITHDRAWN})
"""What who raised it can do from their own page."""


class StepForm(PlainForm):
    """One step. It holds only what `asks` asks; `after` is the number of the step that was read."""

    after = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(required=False)
    words = text("")
    remedy = text("")
    actor = forms.ChoiceField(required=False)

    def __init__(
        self, asks: Asks, data: Any = None, *, posts: Iterable[tuple[str, str]] = (), **more: Any
    ) -> None:
        super().__init__(data, **more)
        labels = {"on": asks.on, "words": asks.words, "remedy": asks.remedy, "actor": asks.actor}
        for name, label in labels.items():
            if label:
                self.fields[name].label = label
            else:
                del self.fields[name]
        if asks.words:
            self.fields["words"].help_text = asks.hint
        if asks.actor:
            choices = [("", "Choose a name"), *posts]
            self.fields["actor"].choices = choices  # type: ignore[attr-defined]

    def taken(self, state: State, actor: object) -> StepTaken:
        """The step as the core speaks of it; `actor` is the post that was chosen."""
        given = self.cleaned_data
        return StepTaken(
            state,
            words=given.get("words", ""),
            remedy=given.get("remedy", ""),
            on=given.get("on"),
            actor=str(actor or ""),
        )


class LateForm(PlainForm):
    """Why an answer came late."""

    reason = text("Why is it late?", "They will read this.")


class QuestionsForm(PlainForm):
    """The four questions about an advocate, and who could help."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for ability in Ability:
            self.fields[ability.value] = forms.ChoiceField(
                label=ABILITY_WORDS[ability],
                choices=[(each.value, DIFFICULTY_WORDS[each]) for each in Difficulty],
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields["helper"] = line(
            "Who could help them with this?",
            "Someone they want, who is not paid to care for them. Leave it empty if no one can.",
        )

    def answers(self) -> dict[Ability, Difficulty]:
        """The questions that have an answer."""
        given = {ability: self.cleaned_data.get(ability.value) for ability in Ability}
        return {ability: Difficulty(answer) for ability, answer in given.items() if answer}


class OfferForm(PlainForm):
    """What they said to the offer."""

    answer = forms.ChoiceField(
        label="Do they want an advocate?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        required=False,
    )


class ReferForm(PlainForm):
    """Whom staff asked to come."""

    words = line("Whom did you ask?", "The name of the advocacy service.")
