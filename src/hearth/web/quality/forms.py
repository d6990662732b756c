"""The checklist as a form: an answer to each question, and a few words."""

from typing import Any

from django import forms

from hearth.core.quality import QUESTIONS, Mark, Marked
from hearth.web.practitioner.forms import PlainForm, line

WORDS = {
    Mark.YES: "Yes",
    Mark.PARTLY: "In part",
    Mark.NO: "No",
    Mark.CANNOT_TELL: "I cannot tell",
}


class ChecklistForm(PlainForm):
    """Two fields for each question: `code`, and `code_words`. The rules are the core's."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for place, question in enumerate(QUESTIONS, start=1):
            self.fields[question.code] = forms.ChoiceField(
                label=f"{place}. {question.words}",
                choices=[(mark.value, words) for mark, words in WORDS.items()],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"{question.code}_words"] = line(
                f"Your words on question {place}", hint="For a no, or if they help. Give no names."
            )

    def marks(self) -> list[Marked]:
        """What was chosen, question by question."""
        said = self.cleaned_data
        return [
            Marked(
                question.code,
                Mark(said[question.code]) if said.get(question.code) else None,
                said.get(f"{question.code}_words", ""),
            )
            for question in QUESTIONS
        ]
