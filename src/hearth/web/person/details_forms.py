"""The form of a person's details, and of how they want to be spoken and written to."""

from typing import Any

from django import forms

from hearth.core.people import ContactWay, Format, NeedKind
from hearth.web.fields import DayField

CONTACTS = (("telephone", "Telephone"), ("mobile", "Mobile"), ("email", "Email"))
FORMATS = [(each.value, each.value[0].upper() + each.value[1:]) for each in Format]
LAST_RANK = 5
GROUPS = (
    (
        "Name",
        (
            *("title", "given_name", "family_name", "preferred_name", "pronouns"),
            *("born", "number"),
        ),
    ),
    ("Address", ("line_1", "line_2", "town", "postcode")),
    ("Telephone and email", ("telephone", "mobile", "email", "preferred_contact")),
    ("Language", ("language", "needs_interpreter", "interpreter_language")),
    (
        "More, if you like",
        ("gender", "sex", "ethnicity", "religion", "place_of_birth", "marital_status"),
    ),
)
WAYS = [("", "Not said"), *((way.value, way.value.capitalize()) for way in ContactWay)]


class DetailsForm(forms.Form):
    """Who the person is, and how to reach them."""

    title = forms.CharField(label="Title", required=False, max_length=35)
    given_name = forms.CharField(label="First name", required=False, max_length=100)
    family_name = forms.CharField(label="Last name", required=False, max_length=100)
    preferred_name = forms.CharField(
        label="Name to be called by",
        help_text="This comes first on every page.",
        required=False,
        max_length=100,
    )
    pronouns = forms.CharField(
        label="Pronouns", help_text="For example: she, her.", required=False, max_length=40
    )
    born = DayField(label="Date of birth", required=False)
    number = forms.CharField(required=False)
    line_1 = forms.CharField(label="Address, first line", required=False, max_length=200)
    line_2 = forms.CharField(label="Address, second line", required=False, max_length=200)
    town = forms.CharField(label="Town", required=False, max_length=100)
    postcode = forms.CharField(label="Postcode", required=False, max_length=12)
    telephone = forms.CharField(label="Telephone", required=False, max_length=200)
    mobile = forms.CharField(label="Mobile", required=False, max_length=200)
    email = forms.EmailField(label="Email", required=False)
    preferred_contact = forms.ChoiceField(
        label="Best way to reach them", choices=WAYS, required=False
    )
    language = forms.CharField(label="Language", required=False, max_length=60)
    needs_interpreter = forms.BooleanField(label="Needs an interpreter", required=False)
    interpreter_language = forms.CharField(label="In which language", required=False, max_length=60)
    gender = forms.CharField(label="Gender", required=False, max_length=40)
    sex = forms.CharField(label="Sex at birth", required=False, max_length=40)
    ethnicity = forms.CharField(label="Ethnic group", required=False, max_length=100)
    religion = forms.CharField(label="Faith or religion", required=False, max_length=100)
    place_of_birth = forms.CharField(label="Place of birth", required=False, max_length=100)
    marital_status = forms.CharField(label="Married or single", required=False, max_length=60)

    def __init__(self, *args: Any, number_name: str, is_person: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["number"].label = number_name
        if is_person:
            # Who somebody is, is checked by staff against a letter or card (G4).
            for name in ("born", "number"):
                del self.fields[name]
        self.use_required_attribute = False

    def address(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("line_1", "line_2", "town", "postcode")}

    def contacts(self, *, others: list[tuple[str, str]]) -> list[dict[str, Any]]:
        """The ways to reach them, in the order of the form; those that it does not show stay."""
        rows = [(system, self.cleaned_data[system]) for system, _ in CONTACTS]
        given = [(system, value) for system, value in rows if value] + others
        return [
            {"system": s, "value": v, "rank": min(rank, LAST_RANK)}
            for rank, (s, v) in enumerate(given, start=1)
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        wanted = [given.get(name) for name in ("line_2", "town", "postcode")]
        if any(wanted) and not given.get("line_1"):
            self.add_error("line_1", "Give the first line of the address.")
        return given


def groups(form: DetailsForm) -> list[tuple[str, list[forms.BoundField]]]:
    """The fields under their headings, for those that this form has."""
    return [
        (heading, [form[name] for name in names if name in form.fields])
        for heading, names in GROUPS
    ]


class NeedsForm(forms.Form):
    """Asked of everyone, because "none" is an answer too (DAPB1605, DAPB4019)."""

    format = forms.ChoiceField(
        label="How do you want letters and plans?",
        choices=FORMATS,
        widget=forms.RadioSelect,
        required=False,
    )
    communication = forms.CharField(
        label="What helps you to take in what we say?",
        help_text="For example: speak slowly. I lip-read. One need on each line.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    adjustment = forms.CharField(
        label="What should we do in another way for you?",
        help_text="For example: a quiet room, or a long visit. One on each line.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    if_not_met = forms.CharField(
        label="What happens if we do not do these things?", required=False, max_length=300
    )

    def needs(self) -> list[tuple[NeedKind, str, str]]:
        """What was said, as (kind, words, what happens if it is not met)."""
        given = self.cleaned_data
        found = [(NeedKind.FORMAT, given["format"], "")] if given["format"] else []
        for kind in (NeedKind.COMMUNICATION, NeedKind.ADJUSTMENT):
            lines = [line.strip()[:300] for line in given[kind.value].splitlines() if line.strip()]
            found += [(kind, line, given["if_not_met"].strip()) for line in lines]
        return found
