"""The form of one element: two questions on the four steps, and what shows it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms

from hearth.core.house.assessing import Answer, Evidence, Question, Rating
from hearth.core.house.framework import Element
from hearth.core.words import Refusal, Refused
from hearth.web.practitioner.forms import PlainForm, line, text

UNKNOWN = "unknown"
STEPS = tuple(reversed(Rating))
"""The four steps as they are offered: the best first, as teams read them."""

PLAIN: dict[Rating, str] = {
    Rating.CRACKED_IT: "yes, for all of us",
    Rating.NEARLY_THERE: "yes, but for a few gaps",
    Rating.GOOD_IDEAS: "we have a plan, or a start",
    Rating.NEEDS_WORK: "no, or hardly",
}
"""What each step means, as an answer to either question."""

CHOICES = [*((str(int(each)), each.words) for each in STEPS), (UNKNOWN, "I do not know")]
PLAIN_CHOICES = [
    *((str(int(each)), f"{each.words}: {PLAIN[each]}") for each in STEPS),
    (UNKNOWN, "I do not know"),
]


HINTS = {
    True: "Name no one else.",
    False: "The group sees your name beside it. Name no one else.",
}
"""By whether one is asked to be named: staff are named, and the others only where they say so."""


class ElementForm(PlainForm):
    """What one member says of one element. Both questions share what shows it."""

    def __init__(
        self,
        element: Element,
        data: Any = None,
        *,
        own: Iterable[Answer] = (),
        figures: Iterable[tuple[str, str]] = (),
        asks_name: bool = False,
        is_named: bool = False,
        plain: bool = False,
    ) -> None:
        said = {each.question: each for each in own}
        initial = _initial(said) | {"named": is_named}
        super().__init__(data, prefix=element.code, initial=initial)
        self.element, self.said, self.asks_name = element, said, asks_name
        self.figures = dict(figures)
        for name, words in {"there": element.is_there, "works": element.does_it_work}.items():
            self.fields[name] = forms.ChoiceField(
                label=words,
                choices=PLAIN_CHOICES if plain else CHOICES,
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields["words"] = text("In a few words", HINTS[asks_name], rows=2)
        self.fields["link"] = line("A link to look at", "It begins with https://")
        self.fields["metric"] = forms.ChoiceField(
            label="A figure", choices=[("", "None"), *self.figures.items()], required=False
        )
        self.fields["named"] = forms.BooleanField(
            label="Show my name beside my words", required=False
        )

    @property
    def evidence(self) -> Evidence:
        """What was given to show it; a figure is kept as it says now."""
        given = self.cleaned_data
        figure = self.figures.get(given["metric"], "")
        return Evidence(given["words"].strip(), given["link"].strip(), given["metric"], figure)

    @property
    def shows_evidence(self) -> bool:
        """Whether there is something in the boxes of what shows it, or wrong with it."""
        return any(self[name].value() or self[name].errors for name in SHOWN)

    def changed_answers(self) -> list[tuple[Question, Rating | None]]:
        """Return each answer that is to be kept: chosen, and other than before.

        Raises Refused where something shows what nobody answered.
        """
        changed = set(self.changed_data)
        chosen = {q: self.cleaned_data[name] for q, name in ASKED.items()}
        if changed & {"words", "link", "metric"} and not any(chosen.values()):
            raise Refused([Refusal("Choose an answer, or “I do not know”.", "there")])
        return [
            (question, _rating(value))
            for question, value in chosen.items()
            if value and (ASKED[question] in changed or changed & set(SHOWN))
        ]


ASKED = {Question.THERE: "there", Question.WORKS: "works"}
SHOWN = ("words", "link", "metric", "named")


class Together:
    """Several forms on one page, as one list of what is wrong."""

    def __init__(self, forms: Sequence[ElementForm]) -> None:
        self.forms = forms

    def __iter__(self) -> Iterator[Any]:
        return (field for form in self.forms for field in form)

    @property
    def errors(self) -> list[Any]:
        """All that is wrong, in any of them."""
        return [form.errors for form in self.forms if form.errors]

    def non_field_errors(self) -> list[Any]:
        """What is wrong and belongs to no field."""
        return [words for form in self.forms for words in form.non_field_errors()]


def _rating(value: str) -> Rating | None:
    return None if value == UNKNOWN else Rating(int(value))


def _initial(said: dict[Question, Answer]) -> dict[str, Any]:
    found = {name: _value(said.get(question)) for question, name in ASKED.items()}
    shown = next((each.evidence for each in said.values()), Evidence())
    return {**found, "words": shown.words, "link": shown.link, "metric": shown.metric}


def _value(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return UNKNOWN if answer.rating is None else str(int(answer.rating))
