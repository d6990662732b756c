"""One form for each question before the conversation."""

from typing import Any

from django import forms

from hearth.core.measures import ONS4
from hearth.core.plan import Entry
from hearth.core.preparing import MOST_TO_TALK_ABOUT, Form, Question
from hearth.web.fields import ScaleField

PLACES = ("First", "Second", "Third")
PEOPLE_ROWS = 5
BIG = {"rows": 7}


def question_form(
    question: Question, data: Any, held: list[Entry], kept: dict[str, Any]
) -> forms.Form:
    """Build the form of a question, filled with what was answered, or with what was typed last."""
    made = type("QuestionForm", (forms.Form,), FIELDS[question.form](question))
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
                for row in range(1, PEOPLE_ROWS + 1)
            ]
        case _:
            rows = []
    return [(slot, content) for slot, content in rows if content.get("text") or content.get("who")]


def _text(question: Question) -> dict[str, forms.Field]:
    box = forms.Textarea(attrs=BIG)
    return {
        "text": forms.CharField(label=question.ask, widget=box, required=False, max_length=20_000)
    }


def _three(_: Question) -> dict[str, forms.Field]:
    return {
        f"thing_{place}": forms.CharField(label=PLACES[place - 1], required=False, max_length=300)
        for place in range(1, MOST_TO_TALK_ABOUT + 1)
    }


def _people(_: Question) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for row in range(1, PEOPLE_ROWS + 1):
        found[f"who_{row}"] = forms.CharField(label=f"Who ({row})", required=False, max_length=300)
        found[f"what_{row}"] = forms.CharField(label=f"What they do ({row})", required=False)
    return found


def _measure(_: Question) -> dict[str, forms.Field]:
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
    for row, entry in enumerate(held[:PEOPLE_ROWS], start=1):
        found |= {f"who_{row}": entry.content.get("who"), f"what_{row}": entry.content.get("what")}
    return found


FIELDS = {Form.TEXT: _text, Form.THREE: _three, Form.PEOPLE: _people, Form.MEASURE: _measure}
INITIAL = {
    Form.TEXT: _text_held,
    Form.THREE: _three_held,
    Form.PEOPLE: _people_held,
    Form.MEASURE: lambda _: {},
}
