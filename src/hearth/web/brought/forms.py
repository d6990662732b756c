"""The forms of what is brought: the file or the words, the columns of a table, and one line."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from hearth.core.house.bringing import MOST_IN_A_NAME, MOST_LETTERS, BroughtLine
from hearth.core.house.brought import Kind
from hearth.core.house.columns import Columns
from hearth.core.house.framework import Framework
from hearth.core.house.parts import NAMES, Part
from hearth.core.house.timing import MOST_MINUTES
from hearth.core.words import Refusal
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, line

NARROW = {"inputmode": "numeric", "class": "nhsuk-input--width-4"}
LONGEST_PASTE = 200_000


class WithReasons(PlainForm):
    """A form that shows each reason of a refusal beside the box that it is about."""

    def add_reasons(self, reasons: Iterable[Refusal]) -> None:
        """Put each reason where it belongs."""
        for reason in reasons:
            self.add_error(reason.where if reason.where in self.fields else None, reason.words)


class BringForm(WithReasons):
    """What is brought: a file, or words that were pasted."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(each.value, each.value.capitalize()) for each in Kind],
        initial=Kind.AGENDA.value,
        widget=forms.RadioSelect,
    )
    title = line("Give it a name", "So that you find it again.")
    day = DayField(label="Of which day is it, if you know?", required=False)
    file = forms.FileField(
        label="The file",
        required=False,
        help_text="Word (.docx), Excel (.xlsx), CSV or text, up to 10 MB.",
        allow_empty_file=True,
        max_length=200,
    )
    text = forms.CharField(
        label="Or paste the words",
        help_text="One line for each item. You can write: Recall letters, 20 min.",
        required=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given = super().clean() or {}
        file, text = given.get("file"), (given.get("text") or "").strip()
        if not self.errors and not file and not text:
            self.add_error("file", "Choose a file, or paste the words.")
        if file and text:
            self.add_error("text", "Choose a file or paste the words, not both.")
        return given


class ColumnsForm(WithReasons):
    """Which column of a table holds what."""

    def __init__(self, rows: Sequence[Sequence[str]], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        width = max(len(row) for row in rows)
        columns = [(str(each), self._heading(rows, each)) for each in range(width)]
        none = [("", "None")]
        self.fields["first"] = self._select(
            "Where do the items begin?",
            [(str(each), _row_words(each, row)) for each, row in enumerate(rows[:12])],
        )
        self.fields["text"] = self._select("What is it about?", columns)
        self.fields["minutes"] = self._select("How long?", none + columns)
        self.fields["day"] = self._select("By when?", none + columns)
        self.fields["who"] = self._select("Who?", none + columns)

    @staticmethod
    def _select(label: str, choices: list[tuple[str, str]]) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(
            label=label, choices=choices, coerce=int, empty_value=None, required=False
        )

    @staticmethod
    def _heading(rows: Sequence[Sequence[str]], column: int) -> str:
        cells = (row[column] for row in rows if column < len(row) and row[column])
        return f"Column {column + 1}: {next(cells, '')[:30]}"

    def columns(self) -> Columns:
        """Return what was chosen."""
        given = self.cleaned_data
        return Columns(
            text=given["text"] or 0,
            minutes=given["minutes"],
            day=given["day"],
            who=given["who"],
            first=given["first"] or 0,
        )


def _row_words(number: int, row: Sequence[str]) -> str:
    shown = ", ".join(cell for cell in row if cell)[:50]
    return f"Row {number + 1}: {shown}"


def elements_field(label: str, framework: Framework, part: Part) -> forms.MultipleChoiceField:
    """The elements of a part as boxes to tick."""
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[(each.code, each.name) for each in framework.of(part)],
        widget=forms.CheckboxSelectMultiple,
    )


class LineForm(WithReasons):
    """One line: what it says, and all elements to choose from."""

    text = forms.CharField(
        label="What is it about?",
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    minutes = forms.IntegerField(
        label="How many minutes, if you know?",
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs=NARROW),
        error_messages={
            "invalid": "Give a whole number of minutes.",
            "min_value": f"Give 1 to {MOST_MINUTES} minutes.",
            "max_value": f"Give 1 to {MOST_MINUTES} minutes.",
        },
    )
    who = forms.CharField(
        label="Who?",
        required=False,
        max_length=MOST_IN_A_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    day = DayField(label="By when?", required=False)
    left_out = forms.BooleanField(label="This is no item: leave it out", required=False)

    def __init__(self, framework: Framework, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for part in Part:
            self.fields[part.value] = elements_field(NAMES[part], framework, part)

    @property
    def parts(self) -> list[tuple[Any, int]]:
        """The boxes to tick, part by part, and how many are ticked."""
        boxes: list[Any] = [self[part.value] for part in Part]
        return [(box, len(set(box.value() or ()) & set(dict(box.field.choices)))) for box in boxes]

    def line(self) -> BroughtLine:
        """Return what the line says now."""
        given = self.cleaned_data
        return BroughtLine(given["text"], given["minutes"], given["day"], given["who"])

    def chosen(self) -> frozenset[str]:
        """Return the codes of all elements that were ticked."""
        return frozenset(code for part in Part for code in self.cleaned_data[part.value])
