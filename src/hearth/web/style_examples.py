"""Example values for the style page. All made up."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django import forms

from hearth.core.access import Role
from hearth.core.plan import Authorship, Entry, Words
from hearth.core.rounds import Reached, RoundFacts, Step, path
from hearth.web.fields import DayField, PoundsField, ScaleField

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 20, 10, 5, tzinfo=UTC)


class ExampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="Who does it", help_text="A name, or “me”.")
    story = forms.CharField(
        label="What matters to me",
        help_text="People, places, habits, hopes. What makes a day good.",
        widget=forms.Textarea,
    )
    chosen = forms.ChoiceField(
        label="What I think",
        choices=[("yes", "I want this"), ("no", "Not for me"), ("later", "I will think about it")],
        widget=forms.RadioSelect,
    )
    formats = forms.MultipleChoiceField(
        label="How I like to read",
        choices=[("large", "Large print"), ("easy", "Easy Read"), ("audio", "Audio")],
        widget=forms.CheckboxSelectMultiple,
    )
    goal = forms.ChoiceField(
        label="The goal it helps", choices=[("", "None"), ("1", "Walk to the shop")], required=False
    )
    due = DayField(label="Do it by", help_text="For example, 27 3 2027")
    confidence = ScaleField(
        label="How sure am I?",
        low="not sure at all",
        high="very sure",
        help_text="Choose one number.",
    )
    amount = PoundsField(label="How much")
    agreed = forms.BooleanField(label="I have read this", help_text="All of it.")


BANNER = {
    "name": "Bibi (Rabia) KHAN",
    "called": "Bibi",
    "pronouns": "she/her",
    "born": date(1951, 4, 9),
    "age": 75,
    "identifiers": [("NHS number", "999 000 0018")],
    "needs": ["Large print", "Interpreter: Urdu"],
    "died": None,
}

STOPS = path(
    RoundFacts(
        due={step: TODAY + timedelta(days=14 * n - 21) for n, step in enumerate(Step)},
        history=[
            Reached(Step.PREPARE, TODAY - timedelta(days=40)),
            Reached(Step.DISCUSS, TODAY - timedelta(days=23)),
            Reached(Step.DOCUMENT, TODAY - timedelta(days=3)),
        ],
    ),
    TODAY,
)

SAID = Authorship(Words.PERSON, "Bibi Khan", "Amina Khan", Role.SUPPORTER, AT, "Bibi Khan")

GOAL = Entry(
    "example-goal",
    1,
    "goal",
    {
        "text": "Walk to the shop and back on my own, and stop to talk with people I know.",
        "why": "I miss seeing people.",
        "importance": 9,
        "confidence": 6,
        "what_would_help": "If Amina came with me the first few times.",
        "by_when": "2027-03-27",
        "worse": "I do not go out at all.",
        "now": "I go to the gate.",
        "hoped_for": "I walk to the shop and back once a week.",
        "better": "Twice a week.",
        "much_better": "I walk to the park as well.",
    },
    SAID,
)

ACTION = Entry(
    "example-action",
    1,
    "action",
    {"what": "Walk with Bibi to the shop", "who": "Amina", "when": "Each Saturday"},
    Authorship(Words.PROFESSIONAL, "Joy Mensah", "Joy Mensah", Role.PRACTITIONER, AT),
)

SERIES = [
    (date(2024, 11, 4), Decimal("58")),
    (date(2025, 5, 12), Decimal("63")),
    (date(2025, 11, 3), Decimal("61")),
    (date(2026, 5, 18), Decimal("55")),
    (date(2026, 11, 2), Decimal("52.4")),
]

RINGS = [
    (
        "Family and friends",
        [("Amina Khan", "my daughter"), ("Yusuf Khan", "my son"), ("Margaret Price", "next door")],
    ),
    ("Community", [("Ash Grove Walking Group", "Tuesdays"), ("Makkah Mosque", "Fridays")]),
    (
        "Services",
        [
            ("Joy Mensah", "nurse, my key worker"),
            ("Dr Rhys Bowen", "GP"),
            ("Tom Ellis", "pharmacist"),
        ],
    ),
]
