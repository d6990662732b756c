"""One form for each question before the conversation."""

import re
from typing import Any

from django import forms

from hearth.core.measures import ONS4
from hearth.core.plan import Entry
from hearth.core.preparing import MOST_TO_TALK_ABOUT, Form, Question
from hearth.web.fields import ScaleField

PLACES = ("First", "Second", "Third")
PEOPLE_ROWS, MOST_ROWS = 5, 100
BIG = {"rows": 7}


class HelpedForm(forms.Form):
    """Whether what was sent beforehand helped."""

    use_required_attribute = False
    helped = forms.ChoiceField(
        label="Did our letter help you to get ready?",
        help_text="We count the answers, to make the letter better.",
        choices=[("yes", "Yes, it helped"), ("no", "No, not much")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )


def question_form(
    question: Question, data: Any, held: list[Entry], kept: dict[str, Any]
) -> forms.Form:
    """Build the form of a question, filled with what was answered, or with what was typed last."""
    base = PeopleForm if question.form is Form.PEOPLE else forms.Form
    rows = _how_many_rows(data or kept, held)
    made = type("QuestionForm", (base,), FIELDS[question.form](question, rows))
    form: forms.Form = made(data, initial=INITIAL[question.form](held) | kept)
    form.use_required_attribute = False
    return form


def contents(question: Question, form: forms.Form) -> list[tuple[str, dict[str, str]]]:
    """Return what was answered as (slot, content) of entries; an empty slot is left out."""
    given = form.cleaned_data
    match question.form:
        case Form.TEXT:
            rows = [("text", {"text": given["text"]})]
        case Form.THREE:
            rows = [
                (f"thing_{place}", {"text": given[f"thing_{place}"], "order": str(place)})
                for place in range(1, MOST_TO_TALK_ABOUT + 1)
            ]
        case Form.PEOPLE:
            rows = [
                (f"row_{row}", {"who": given[f"who_{row}"], "what": given[f"what_{row}"]})
                for row in rows_of(form)
            ]
        case _:
            rows = []
    return [(slot, content) for slot, content in rows if content.get("text") or content.get("who")]


class PeopleForm(forms.Form):
    """Rows of who helps, and what they do."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for row in rows_of(self):
            if given.get(f"what_{row}") and not given.get(f"who_{row}"):
                self.add_error(f"who_{row}", "Say who this is.")
            if given.get(f"who_{row}") and not given.get(f"what_{row}"):
                self.add_error(f"what_{row}", "Write what they do.")
        return given


def rows_of(form: forms.Form) -> list[int]:
    """The numbers of the rows of people in a form."""
    return [int(name.removeprefix("who_")) for name in form.fields if name.startswith("who_")]


def _how_many_rows(typed: Any, held: list[Entry]) -> int:
    """As many as there are people, and always room for more."""
    given = sum(1 for name in typed if re.fullmatch(r"who_[0-9]+", name))
    return min(max(PEOPLE_ROWS, len(held) + 1, given), MOST_ROWS)


def _text(question: Question, _: int) -> dict[str, forms.Field]:
    box = forms.Textarea(attrs=BIG)
    return {
        "text": forms.CharField(label=question.ask, widget=box, required=False, max_length=20_000)
    }


def _three(_: Question, __: int) -> dict[str, forms.Field]:
    return {
        f"thing_{place}": forms.CharField(label=PLACES[place - 1], required=False, max_length=300)
        for place in range(1, MOST_TO_TALK_ABOUT + 1)
    }


def _people(_: Question, rows: int) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for row in range(1, rows + 1):
        found[f"who_{row}"] = forms.CharField(label="Who", required=False, max_length=300)
        found[f"what_{row}"] = forms.CharField(label="What they do", required=False)
    return found


def _measure(_: Question, __: int) -> dict[str, forms.Field]:
    return {
        item.name: ScaleField(
            label=item.question, low=item.low_words, high=item.high_words, required=False
        )
        for item in ONS4.items
    }


def _text_held(held: list[Entry]) -> dict[str, Any]:
    return {"text": held[-1].lead} if held else {}


def _three_held(held: list[Entry]) -> dict[str, Any]:
    return {f"thing_{entry.content.get('order', '1')}": entry.lead for entry in held}


def _people_held(held: list[Entry]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row, entry in enumerate(held, start=1):
        found |= {f"who_{row}": entry.content.get("who"), f"what_{row}": entry.content.get("what")}
    return found


FIELDS = {Form.TEXT: _text, Form.THREE: _three, Form.PEOPLE: _people, Form.MEASURE: _measure}
INITIAL = {
    Form.TEXT: _text_held,
    Form.THREE: _three_held,
    Form.PEOPLE: _people_held,
    Form.MEASURE: lambda _: {},
}
