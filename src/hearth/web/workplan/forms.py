"""The forms of the work plan: an action, and where it goes next."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from hearth.core.house.framework import Framework
from hearth.core.house.parts import MEANS, NAMES, Part
from hearth.core.house.work import NEXT_WORK_STATES, Said, Work, WorkState
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, line, text

NOBODY, ANOTHER = "", "another"


def _ticks(label: str, choices: Sequence[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple
    )


class WorkForm(PlainForm):
    """What an action says. Its rules are the core's."""

    title = line("What is to be done?")
    why = text("Why?", "What will be better when it is done.")
    member = forms.ChoiceField(label="Who does it?", required=False)
    owner = line("If it is another person, their name")
    organisation = line("Where do they work?")
    due = DayField(label="By when?", required=False)
    effort = forms.IntegerField(
        label="How many days of work, if you know?",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={"invalid": "Give a whole number of days."},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        framework: Framework,
        members: Mapping[str, str],
        others: Iterable[Work] = (),
        suggested: Mapping[str, str] | None = None,
        changing: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (NOBODY, "No one yet"), *members.items(), (ANOTHER, "Another person"),
        ]  # fmt: skip
        self._add_elements(framework, suggested or {})
        needs = [(str(each.number), each.title) for each in others if each.is_open]
        if needs:
            self.fields["depends_on"] = _ticks("What must be done first?", needs)
        if changing:
            self.fields["reason"] = line("Why do you change it?", "A new date needs a reason.")

    def _add_elements(self, framework: Framework, suggested: Mapping[str, str]) -> None:
        """The elements as boxes to tick, part by part; those from their own words stand first."""
        if suggested:
            self.fields["elements_suggested"] = _ticks("From your words", list(suggested.items()))
        for part in Part:
            choices = [(e.code, e.name) for e in framework.of(part) if e.code not in suggested]
            self.fields[f"elements_{part}"] = _ticks(f"{NAMES[part]}: {MEANS[part]}", choices)

    @property
    def elements(self) -> list[tuple[str, Any, int]]:
        """The groups of elements to choose from: (name, field, how many are chosen)."""
        boxes = [(NAMES[part], self[f"elements_{part}"]) for part in Part]
        return [(name, box, len(box.value() or ())) for name, box in boxes]

    def chosen(self) -> list[str]:
        """Return the codes of the elements that were ticked."""
        names = [name for name in self.fields if name.startswith("elements_")]
        return [code for name in names for code in self.cleaned_data[name]]

    def needed(self) -> list[int]:
        """Return the numbers of the actions that must be done first."""
        return [int(each) for each in self.cleaned_data.get("depends_on", ())]

    def said(self) -> Said:
        """Return the words of the action."""
        given = self.cleaned_data
        owner = given["owner"].strip() if given["member"] == ANOTHER else ""
        names = ("title", "why", "organisation")
        words = {name: " ".join(given[name].split()) for name in names}
        return Said(**words, owner=owner, due=given["due"], effort=given["effort"])

    def add_reasons(self, reasons: Iterable[Any]) -> None:
        """Put each reason beside the box that it is about."""
        for reason in reasons:
            self.add_error(reason.where if reason.where in self.fields else None, reason.words)


class MoveForm(PlainForm):
    """Where an action goes next, and why."""

    state = forms.ChoiceField(
        label="How does it stand now?", required=False, widget=forms.RadioSelect
    )
    why = line("Why, or what does it wait for?")

    def __init__(self, here: WorkState, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        ways = [each for each in WorkState if each in NEXT_WORK_STATES[here]]
        self.fields["state"].choices = [(each.value, each.words) for each in ways]  # type: ignore[attr-defined]
