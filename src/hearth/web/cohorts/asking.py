"""What a form asks for one kind of condition, built from the table of operators in core.

Each kind of field (`core.cohorts.slots`) becomes one or more boxes; `given` reads them back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms

from hearth.core.cohorts.operators import Field, Operator
from hearth.core.cohorts.rules import Bands, Comparison, Lists, Months
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, line, text

EVER, LAST_MONTHS, FROM_DAY = "ever", "months", "day"
SINCE_CHOICES = (
    (EVER, "Any time"),
    (LAST_MONTHS, "In the last months"),
    (FROM_DAY, "From a day on"),
)
SEXES = {"female": "Female", "male": "Male", "other": "Other", "unknown": "Not known"}
COMPARISONS = {
    Comparison.AT_LEAST: "This value or more",
    Comparison.OVER: "More than this value",
    Comparison.AT_MOST: "This value or less",
    Comparison.UNDER: "Less than this value",
}
# The usual names and shares of a deficit index (Clegg 2016). A text may name others.
USUAL_BANDS = Bands(
    (
        ("fit", Fraction(0)),
        ("mild", Fraction(12, 100)),
        ("moderate", Fraction(24, 100)),
        ("severe", Fraction(36, 100)),
    ),
    "frailty",
)

Boxes = dict[str, forms.Field]


@dataclass(frozen=True)
class Choices:
    """What can be chosen: code lists ({name: title}), and the bands."""

    lists: Mapping[str, str]
    bands: tuple[Bands, ...] = (USUAL_BANDS,)


@dataclass(frozen=True)
class Kind:
    """How one kind of field is asked, read from the cleaned boxes, and shown again."""

    boxes: Callable[[Field, Choices], Boxes]
    read: Callable[[Field, Mapping[str, Any], Choices], Any]
    show: Callable[[Field, Any], dict[str, Any]]


def _plain_read(field: Field, cleaned: Mapping[str, Any], _choices: Choices) -> Any:
    value = cleaned.get(field.name)
    return None if value in ("", []) else value


def _plain_show(field: Field, value: Any) -> dict[str, Any]:
    return {field.name: value}


def _whole(field: Field, _choices: Choices) -> Boxes:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"})
    box = forms.IntegerField(
        label=field.words,
        required=False,
        widget=widget,
        min_value=0,
        max_value=1200,
        error_messages={"invalid": "Give a whole number."},
    )
    return {field.name: box}


def _decimal(field: Field, _choices: Choices) -> Boxes:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-5"})
    messages = {"invalid": "Give a number, like 58 or 7.5."}
    return {
        field.name: forms.FloatField(
            label=field.words, required=False, widget=widget, error_messages=messages
        )
    }


def _list(field: Field, choices: Choices) -> Boxes:
    offered = [("", "Choose one"), *choices.lists.items()]
    return {field.name: forms.ChoiceField(label=field.words, required=False, choices=offered)}


def _names(field: Field, _choices: Choices) -> Boxes:
    return {field.name: text(field.words, "One on each line.")}


def _names_read(field: Field, cleaned: Mapping[str, Any], _choices: Choices) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in cleaned[field.name].split("\n") if each.strip())


def _names_show(field: Field, value: Any) -> dict[str, Any]:
    return {field.name: "\n".join(value)}


def _ticks(field: Field, offered: Mapping[str, str]) -> Boxes:
    return {
        field.name: forms.MultipleChoiceField(
            label=field.words,
            required=False,
            choices=list(offered.items()),
            widget=forms.CheckboxSelectMultiple,
        )
    }


def _ticks_read(field: Field, cleaned: Mapping[str, Any], _choices: Choices) -> tuple[str, ...]:
    return tuple(cleaned[field.name])


def _ticks_show(field: Field, value: Any) -> dict[str, Any]:
    return {field.name: list(value)}


def _group(field: Field, choices: Choices) -> Boxes:
    ticks = _ticks(Field(f"{field.name}_names", "", "Which code lists are in it?"), choices.lists)
    return {f"{field.name}_called": line("What do you call this group of code lists?"), **ticks}


def _group_read(field: Field, cleaned: Mapping[str, Any], _choices: Choices) -> Lists | None:
    called = " ".join(cleaned[f"{field.name}_called"].split())
    names = tuple(cleaned[f"{field.name}_names"])
    return Lists(called, names) if called and names else None


def _group_show(field: Field, value: Lists) -> dict[str, Any]:
    return {f"{field.name}_called": value.called, f"{field.name}_names": list(value.names)}


def _bands(field: Field, choices: Choices) -> Boxes:
    offered = [(str(place), _bands_said(each)) for place, each in enumerate(choices.bands)]
    return {
        field.name: forms.ChoiceField(
            label=field.words,
            required=False,
            choices=offered,
            widget=forms.RadioSelect,
            initial="0",
        )
    }


def _bands_said(bands: Bands) -> str:
    shares = (f"{name} from {float(share):g}" for name, share in bands.above)
    return f"{bands.called.capitalize()}: {', '.join(shares)}"


def _bands_read(field: Field, cleaned: Mapping[str, Any], choices: Choices) -> Bands | None:
    chosen = cleaned[field.name]
    return choices.bands[int(chosen)] if chosen else None


def _bands_show(field: Field, _value: Any) -> dict[str, Any]:
    return {field.name: "0"}  # The bands of a condition that is changed are offered first.


def _band_names(field: Field, choices: Choices) -> Boxes:
    return _ticks(field, {name: name for each in choices.bands for name, _ in each.above})


def _since(field: Field, _choices: Choices) -> Boxes:
    how, months, day = (f"{field.name}_{part}" for part in ("how", "months", "day"))
    return {
        how: forms.ChoiceField(
            label=field.words,
            required=False,
            choices=SINCE_CHOICES,
            widget=forms.RadioSelect,
            initial=EVER,
        ),
        **_whole(Field(months, "", "How many months?"), _choices),
        day: DayField(label="From what day?", required=False),
    }


def _since_read(field: Field, cleaned: Mapping[str, Any], _choices: Choices) -> date | int | None:
    how = cleaned.get(f"{field.name}_how")
    if how == LAST_MONTHS:
        months: int | None = cleaned.get(f"{field.name}_months")
        return months
    day: date | None = cleaned.get(f"{field.name}_day")
    return day if how == FROM_DAY else None


def _since_show(field: Field, value: Any) -> dict[str, Any]:
    match value:
        case None:
            return {f"{field.name}_how": EVER}
        case Months(count):
            return {f"{field.name}_how": LAST_MONTHS, f"{field.name}_months": count}
        case _:
            return {f"{field.name}_how": FROM_DAY, f"{field.name}_day": value}


def _comparison(field: Field, _choices: Choices) -> Boxes:
    return {
        field.name: forms.ChoiceField(
            label=field.words,
            required=False,
            choices=[(each.value, words) for each, words in COMPARISONS.items()],
            widget=forms.RadioSelect,
        )
    }


def _tick(field: Field, _choices: Choices) -> Boxes:
    return {field.name: forms.BooleanField(label=field.words, required=False)}


WHOLE = Kind(_whole, _plain_read, _plain_show)
KINDS: Mapping[str, Kind] = {
    "age": WHOLE,
    "number": WHOLE,
    "times": WHOLE,
    "months": WHOLE,
    "period": Kind(
        _whole, _plain_read, lambda field, value: {field.name: value.count if value else None}
    ),
    "decimal": Kind(_decimal, _plain_read, _plain_show),
    "list": Kind(_list, _plain_read, _plain_show),
    "names": Kind(_names, _names_read, _names_show),
    "band names": Kind(_band_names, _ticks_read, _ticks_show),
    "group": Kind(_group, _group_read, _group_show),
    "bands": Kind(_bands, _bands_read, _bands_show),
    "since": Kind(_since, _since_read, _since_show),
    "comparison": Kind(_comparison, _plain_read, _plain_show),
    "never": Kind(_tick, _plain_read, _plain_show),
}
SEX = Kind(
    lambda field, _: _ticks(field, dict(zip(SEXES, SEXES, strict=True))), _ticks_read, _ticks_show
)


def kind_of(operator: Operator, field: Field) -> Kind:
    """Return how a field of an operator is asked."""
    return SEX if operator.name == "sex" else KINDS[field.kind]


class ConditionForm(PlainForm):
    """All that one kind of condition needs to be told. The rules are the core's."""

    def __init__(
        self, operator: Operator, choices: Choices, data: Any = None, *, shown: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=self._initial(operator, shown))
        self.operator, self.choices = operator, choices
        for field in operator.fields:
            self.fields.update(kind_of(operator, field).boxes(field, choices))

    @staticmethod
    def _initial(operator: Operator, shown: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for field in operator.fields:
            if field.name in shown:
                found |= kind_of(operator, field).show(field, shown[field.name])
        return found

    def given(self) -> dict[str, Any]:
        """Return the values as `operators.build` takes them."""
        return {
            field.name: kind_of(self.operator, field).read(field, self.cleaned_data, self.choices)
            for field in self.operator.fields
        }
