"""The forms of the practice administrator."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from hearth.core.measures import ONS4
from hearth.core.preparing import MOST_TO_TALK_ABOUT, QUESTIONS, Form
from hearth.core.rounds import STEP_WORDS, Step
from hearth.web.fields import DayField

HINTS = {
    Step.PREPARE: "When they have had time to think",
    Step.DISCUSS: "The day of the conversation",
    Step.DOCUMENT: "When the plan is written and agreed",
    Step.REVIEW: "When you will look at it again",
}


class RoundForm(forms.Form):
    """The dates of a round, agreed with the person."""

    agreed_with = forms.CharField(
        label="Who agreed these dates?", help_text="For example: Bibi, on the telephone."
    )
    conversation_time = forms.TimeField(
        label="Time of the conversation",
        help_text="For example 14:30. Leave it empty if you do not know yet.",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        error_messages={"invalid": "Give a time like 14:30."},
    )
    conversation_place = forms.CharField(label="Where will it be?", required=False)

    sign_by = DayField(
        label="Last day to sign the plan",
        help_text="For everyone who must sign it. You can leave it empty.",
        required=False,
    )
    late_to = forms.ChoiceField(
        label="Who is told when someone is late to sign?", choices=(), required=False
    )

    def __init__(
        self,
        *args: Any,
        posts: list[tuple[str, str]] | None = None,
        tell: list[tuple[str, str]] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["late_to"].choices = [  # type: ignore[attr-defined]
            ("", "The one who leads the round"),
            *(posts or tell or []),
        ]
        steps = {
            step.value: DayField(label=STEP_WORDS[step][0], help_text=HINTS[step], required=False)
            for step in Step
        }
        rest = dict(self.fields)
        self.fields = {**steps, **rest}
        if posts is not None:
            self.fields["accountable"] = forms.ChoiceField(
                label="Who leads this round?", choices=posts, help_text="One person answers for it."
            )
        self.use_required_attribute = False

    def due(self) -> dict[Step, Any]:
        """The date typed for each step."""
        return {step: self.cleaned_data.get(step.value) for step in Step}

    def conversation_at(self) -> Any:
        """The moment of the conversation, when both its day and its time are known."""
        day, time = (
            self.cleaned_data.get(Step.DISCUSS.value),
            self.cleaned_data.get("conversation_time"),
        )
        if not day or not time:
            return None
        return timezone.make_aware(datetime.combine(day, time))


class ReasonForm(forms.Form):
    """Why the date of a step was missed."""

    reason = forms.CharField(
        label="Why was this date missed?",
        help_text="Everyone who can see the plan can read this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class PaperForm(forms.Form):
    """The person's paper form, all on one page, in the order of the paper."""

    helped_by = forms.CharField(
        label="Who helped to fill it in?", help_text="Leave it empty if no one did.", required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rest = dict(self.fields)
        self.fields = {}
        for question in QUESTIONS:
            self.fields |= _paper_fields(question.code, question.ask, question.form)
        self.fields |= rest
        self.fields |= {item.name: _number_box(item.question) for item in ONS4.items}
        self.use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, value in list(given.items()):
            if name.endswith("_who") and not value and given.get(name[:-4] + "_what"):
                self.add_error(name, "Say who this is.")
            if name.endswith("_what") and not value and given.get(name[:-5] + "_who"):
                self.add_error(name, "Write what they do.")
        return given

    def numbers(self) -> dict[str, str]:
        """The numbers of wellbeing, as they were written on the paper."""
        return {item.name: self.cleaned_data[item.name] for item in ONS4.items}

    def answers(self) -> dict[str, list[dict[str, str]]]:
        """What was copied, as contents of entries by the code of the question."""
        given = self.cleaned_data
        found: dict[str, list[dict[str, str]]] = {}
        for question in QUESTIONS:
            match question.form:
                case Form.TEXT if given[question.code]:
                    found[question.code] = [{"text": given[question.code]}]
                case Form.THREE:
                    found[question.code] = [
                        {"text": words, "order": str(place)}
                        for place in range(1, MOST_TO_TALK_ABOUT + 1)
                        if (words := given[f"{question.code}_{place}"])
                    ]
                case Form.PEOPLE:
                    found[question.code] = [
                        {
                            "who": given[f"{question.code}_{row}_who"],
                            "what": given[f"{question.code}_{row}_what"],
                        }
                        for row in range(1, PEOPLE_ROWS + 1)
                        if given[f"{question.code}_{row}_who"]
                        or given[f"{question.code}_{row}_what"]
                    ]
        return {code: rows for code, rows in found.items() if rows}


def _number_box(question: str) -> forms.Field:
    box = forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-2"})
    return forms.CharField(label=question, widget=box, required=False)


PEOPLE_ROWS = 3
PLACES = ("First", "Second", "Third")


def _paper_fields(code: str, ask: str, form: Form) -> dict[str, forms.Field]:
    text = forms.Textarea(attrs={"rows": 3})
    match form:
        case Form.TEXT:
            return {code: forms.CharField(label=ask, widget=text, required=False)}
        case Form.THREE:
            return {
                f"{code}_{place}": forms.CharField(
                    label=f"{PLACES[place - 1]} thing to talk about", required=False
                )
                for place in range(1, MOST_TO_TALK_ABOUT + 1)
            }
        case Form.PEOPLE:
            rows: dict[str, forms.Field] = {}
            for row in range(1, PEOPLE_ROWS + 1):
                rows[f"{code}_{row}_who"] = forms.CharField(
                    label=f"Who helps ({row})", required=False
                )
                rows[f"{code}_{row}_what"] = forms.CharField(
                    label=f"What they do ({row})", required=False
                )
            return rows
        case _:
            return {}


class PersonForm(forms.Form):
    """Enough to tell one person from another."""

    given_name = forms.CharField(label="First name", required=False)
    family_name = forms.CharField(label="Last name", required=False)
    preferred_name = forms.CharField(
        label="What they like to be called",
        help_text="This comes first on every page.",
        required=False,
    )
    born = DayField(label="Date of birth", required=False)
    number = forms.CharField(required=False, help_text="You can leave this empty.")

    def __init__(
        self, *args: Any, number_name: str, practices: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["number"].label = number_name
        if len(practices) > 1:
            self.fields["organisation"] = forms.ChoiceField(label="Where", choices=practices)
        self.use_required_attribute = False


class DeathForm(forms.Form):
    died_on = DayField(label="When did they die?", required=False)
    told_by = forms.CharField(label="Who told you?", required=False)


class DeathReportForm(forms.Form):
    died_on = DayField(label="When did they die? You can leave this out.", required=False)
    words = forms.CharField(
        label="Is there anything that you want us to know? You can leave this out.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class UndoForm(forms.Form):
    reason = forms.CharField(
        label="How do you know that they are alive?",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
