"""What one may ask for: two questions first, the others behind “More choices”."""

from typing import Any

from django import forms
from django.conf import settings

from hearth.core.directory.activity import WEEKDAYS, Cost, Way
from hearth.core.directory.searching import PartOfDay

WITHIN = [("", "Any distance"), ("1", "1 mile"), ("2", "2 miles"), ("5", "5 miles"),
          ("10", "10 miles"), ("25", "25 miles")]  # fmt: skip
DAYS = [("", "Any day"), *((str(day), name) for day, name in enumerate(WEEKDAYS))]
TIMES = [("", "Any time"), *((part.value, part.value.capitalize()) for part in PartOfDay)]
WAYS = [("", "Any way"), (Way.GROUP.value, "In a group"), (Way.ONE_TO_ONE.value, "One to one"),
        (Way.ONLINE.value, "Online")]  # fmt: skip
COSTS = [("", "Any cost"), (Cost.FREE.value, "Free"), (Cost.LOW.value, "Free, or £5 at most")]
LANGUAGES = (
    "Arabic", "Bengali", "British Sign Language", "Chinese", "English", "Farsi", "French",
    "Gujarati", "Hindi", "Polish", "Portuguese", "Punjabi", "Romanian", "Somali", "Spanish",
    "Tamil", "Turkish", "Ukrainian", "Urdu", "Welsh",
)  # fmt: skip
MORE = ("need", "day", "time", "cost", "age", "language", "way", "steps")


def _choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _needs() -> list[tuple[str, str]]:
    return [("", "Anything"), *((each.code, each.name) for each in settings.INTERESTS.needs)]


class Finding(forms.Form):
    """What somebody looks for. All of it may be left empty."""

    use_required_attribute = False

    what = forms.CharField(
        label="What would you like?", required=False, max_length=200,
        help_text="Say it in your own words. Like: singing, or I feel lonely.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    where = forms.CharField(
        label="Where?", required=False, max_length=100, help_text="A postcode or a place.",
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )  # fmt: skip
    within = _choice("How far from there?", WITHIN)
    need = _choice("What should it help with?", _needs)
    day = _choice("Which day?", DAYS)
    time = _choice("What time of day?", TIMES)
    cost = _choice("What may it cost?", COSTS)
    age = forms.IntegerField(
        label="How old is the person who goes?", required=False, min_value=0, max_value=120,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Write the age as a number, like 72."
        ),
    )  # fmt: skip
    language = _choice("In which language?", [("", "Any"), *((each, each) for each in LANGUAGES)])
    way = _choice("In which way?", WAYS)
    steps = forms.BooleanField(label="It must have no steps", required=False)
    unsure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def is_asked(self) -> bool:
        """Say whether anything was asked for."""
        return self.is_bound and any(self.data.get(name) for name in self.fields)

    @property
    def has_more(self) -> bool:
        """Say whether any of the further choices was made, or refused."""
        return any(self.data.get(name) for name in MORE)
