"""Form fields that Django lacks: a day in three boxes, a 0-10 scale, an amount in pounds."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

DAY_PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MOST_PENCE = 10**9


def in_boxes(value: Any) -> dict[str, str]:
    """Return the text of each box for a date, ISO text, or what was typed before."""
    if isinstance(value, Mapping):
        return {part: str(value.get(part) or "") for part in DAY_PARTS}
    if isinstance(value, str) and value:
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    return dict.fromkeys(DAY_PARTS, "")


class DayBoxes(forms.Widget):
    """Three boxes: day, month, year. Posted as `name-day`, `name-month`, `name-year`."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:  # noqa: ARG002
        """Return what was typed, box by box, so that a wrong date is shown again as it was."""
        return {part: str(data.get(f"{name}-{part}") or "").strip() for part in DAY_PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002
        return not any(f"{name}-{part}" in data for part in DAY_PARTS)

    def format_value(self, value: Any) -> dict[str, str]:
        return in_boxes(value)

    def id_for_label(self, id_: str, index: str | None = None) -> str:  # noqa: ARG002
        """Lead the error link to the first box."""
        return f"{id_}-day" if id_ else id_


class DayField(forms.Field):
    """A date, typed as three numbers; a month may be a word. Cleans to a `date` or None."""

    widget = DayBoxes
    default_error_messages = {
        "required": "Give a date.",
        "part": "Give a day, a month and a year.",
        "unreal": "Give a real date, like 27 3 2027.",
    }

    def to_python(self, value: Any) -> date | None:
        boxes = in_boxes(value)
        if not any(boxes.values()):
            return None
        if not all(boxes.values()):
            raise forms.ValidationError(self.error_messages["part"], code="part")
        try:
            return date(_year(boxes["year"]), _month(boxes["month"]), int(boxes["day"]))
        except ValueError:
            raise forms.ValidationError(self.error_messages["unreal"], code="unreal") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return in_boxes(initial) != in_boxes(data)


def _year(typed: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", typed):
        raise ValueError(typed)
    return int(typed)


def _month(typed: str) -> int:
    word = typed[:3].casefold()
    return MONTHS.index(word) + 1 if word in MONTHS else int(typed)


class ScaleChoices(forms.RadioSelect):
    """Radios in a row, with words at both ends."""


class ScaleField(forms.TypedChoiceField):
    """A whole number from 0 to 10. `low` and `high` say what the ends mean."""

    default_error_messages = {
        "required": "Choose a number from 0 to 10.",
        "invalid_choice": "Choose a whole number from 0 to 10.",
    }

    def __init__(self, *, low: str = "", high: str = "", **options: Any) -> None:
        choices = [(str(number), str(number)) for number in range(11)]
        super().__init__(
            choices=choices, coerce=int, empty_value=None, widget=ScaleChoices, **options
        )
        self.low, self.high = low, high


class PoundsInput(forms.TextInput):
    """A box with a pound sign before it. Shows whole pence as pounds."""

    def format_value(self, value: Any) -> str:
        if isinstance(value, int):
            whole, rest = divmod(value, 100)
            return f"{whole}.{rest:02d}" if rest else str(whole)
        return str(value or "")


class PoundsField(forms.Field):
    """An amount typed in pounds ('£1,200.50', '40'). Cleans to whole pence or None."""

    widget = PoundsInput
    default_error_messages = {
        "required": "Give an amount in pounds.",
        "unclear": "Give an amount in pounds, like 12.50.",
    }

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip().removeprefix("£").replace(",", "").replace(" ", "")
        if not typed:
            return None
        if (
            not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", typed)
            or Decimal(typed) * 100 > MOST_PENCE
        ):
            raise forms.ValidationError(self.error_messages["unclear"], code="unclear")
        return int(Decimal(typed) * 100)
