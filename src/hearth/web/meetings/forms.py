"""The forms of the meetings' pages. The rules are the core's."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from hearth.core.house.framework import Framework
from hearth.core.house.meetings import AgendaItem, Appointment
from hearth.core.house.parts import NAMES, Part
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, line, text

A_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
SHORT = {"inputmode": "numeric", "class": "nhsuk-input--width-4"}


class TimeField(forms.Field):
    """A time of day as people type it: 14:30, 2.30pm, 10am."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "nhsuk-input--width-5"})

    def to_python(self, value: Any) -> time | None:
        found = A_TIME.fullmatch(str(value or "").strip())
        if not found:
            raise forms.ValidationError("Give a time, like 14:30.")
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        try:
            return time(hour, minute)
        except ValueError:
            raise forms.ValidationError("Give a time, like 14:30.") from None


class MinutesField(forms.Field):
    """A number of minutes, typed. What is no number counts as none: the core says what is wrong."""

    widget = forms.TextInput(attrs={"autocomplete": "off", **SHORT})

    def to_python(self, value: Any) -> int:
        typed = str(value or "").strip()
        return int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) else 0


class AppointmentForm(PlainForm):
    """When and where a meeting is."""

    title = line("What is it called?")
    day = DayField(label="Which day?")
    time = TimeField(label="When does it start?", help_text="For example, 14:30.")
    length = MinutesField(label="How many minutes?", required=False)
    place = line("Where is it?", "You can leave this out.")
    link = line("Link to join from afar", "You can leave this out.", inputmode="url")
    chair = line("Who leads it?")

    def appointment(self) -> Appointment:
        """Return what was typed."""
        said = self.cleaned_data
        starts = timezone.make_aware(datetime.combine(said["day"], said["time"]))
        rest = {name: said[name] for name in ("title", "length", "place", "link", "chair")}
        return Appointment(starts=starts, **rest)

    @classmethod
    def of(cls, held: Appointment, data: Any = None) -> "AppointmentForm":
        """Return the form of a meeting that there is."""
        starts = timezone.localtime(held.starts)
        rest = {name: getattr(held, name) for name in ("title", "length", "place", "link", "chair")}
        return cls(data, initial={"day": starts.date(), "time": f"{starts:%H:%M}", **rest})


class ItemForm(PlainForm):
    """One item: what it is about, its minutes, and the elements of each part."""

    title = line("What is it about?")
    minutes = MinutesField(label="How many minutes?", required=False)
    note = text("Notes", "What people need to know before. You can leave this out.")

    def __init__(self, data: Any = None, *, framework: Framework, **more: Any) -> None:
        super().__init__(data, **more)
        chosen = set(self.initial.get("elements", ()))
        for part in Part:
            own = framework.of(part)
            self.fields[part.value] = forms.MultipleChoiceField(
                label=NAMES[part],
                choices=[(each.code, each.name) for each in own],
                widget=forms.CheckboxSelectMultiple,
                initial=[each.code for each in own if each.code in chosen],
                required=False,
            )

    @property
    def parts(self) -> list[Any]:
        """The fields of the elements, part by part."""
        return [self[part.value] for part in Part]

    def item(self) -> AgendaItem:
        """Return what was typed."""
        said = self.cleaned_data
        codes = tuple(code for part in Part for code in said.get(part.value, ()))
        return AgendaItem(said["title"], said["minutes"], codes, note=said["note"])


class CatchForm(PlainForm):
    """One line that catches a decision or an action as it is said."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[("decision", "A decision"), ("action", "An action")],
        widget=forms.RadioSelect,
        initial="decision",
    )
    item = forms.ChoiceField(label="On which item?", required=False)
    words = line("In one line")
    who = line("Who does it?", "For an action.", list="members")
    due = DayField(label="By when?", help_text="For an action.", required=False)

    def __init__(self, data: Any = None, *, items: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, auto_id="catch_%s", **more)
        self.fields["item"].choices = [*items, ("", "None of them")]  # type: ignore[attr-defined]


class PeopleForm(PlainForm):
    """Who is there, and who could not come. Others are named, one on each line."""

    here = forms.MultipleChoiceField(
        label="Who is here?", widget=forms.CheckboxSelectMultiple, required=False
    )
    sorry = forms.MultipleChoiceField(
        label="Who could not come?", widget=forms.CheckboxSelectMultiple, required=False
    )
    others = text("Who else is here?", "One name on each line.", rows=2)

    def __init__(self, data: Any = None, *, members: list[str], **more: Any) -> None:
        super().__init__(data, auto_id="people_%s", **more)
        for name in ("here", "sorry"):
            self.fields[name].choices = [(each, each) for each in members]  # type: ignore[attr-defined]

    def names(self) -> tuple[list[str], list[str]]:
        """Return who is here, and who could not come."""
        said = self.cleaned_data
        others = [each.strip() for each in said["others"].splitlines() if each.strip()]
        return [*said["here"], *others], said["sorry"]


class WordsForm(PlainForm):
    """What was said on one item."""

    words = text("What was said", rows=4)


class CorrectionForm(PlainForm):
    """What was wrong in agreed minutes, and what is right."""

    words = text("What is wrong, and what is right?", "The minutes stay. This is added below them.")
