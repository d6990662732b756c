"""The forms of groups and of curators. Their rules are the core's."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings

from hearth.core.directory.entries import (
    BY_NAME,
    FIELDS,
    STATUS_WORDS,
    STEP_FREE_WORDS,
    WAY_WORDS,
)
from hearth.core.directory.entry_links import REPORT_WORDS
from hearth.web.practitioner.forms import PlainForm, line, text

Choices = Iterable[tuple[str, str]]


def radios(label: str, choices: Choices) -> forms.ChoiceField:
    """Choices of which one is taken; the core says when one is missing."""
    return forms.ChoiceField(
        label=label, choices=list(choices), widget=forms.RadioSelect, required=False
    )


def ticks(label: str, choices: Choices = ()) -> forms.MultipleChoiceField:
    """Choices of which any are taken."""
    return forms.MultipleChoiceField(
        label=label, choices=list(choices), widget=forms.CheckboxSelectMultiple, required=False
    )


def label(name: str) -> str:
    return BY_NAME[name].label


NARROW = {"class": "nhsuk-input--width-4", "inputmode": "numeric"}


class EntryForm(PlainForm):
    """What a small group knows about itself."""

    name = line(label("name"))
    description = text(label("description"), "Write it as you would tell a neighbour.", rows=4)
    status = radios(label("status"), STATUS_WORDS.items())
    when = text(
        label("when"), "One line for each time. For example: Tuesday 10am to 12 noon", rows=3
    )
    when_more = line(label("when_more"), "For example: not in August")
    place_name = line(label("place_name"), "The name of the hall or the house")
    address = line(label("address"))
    town = line(label("town"))
    postcode = line(label("postcode"), **{"class": "nhsuk-input--width-10"})
    step_free = radios(label("step_free"), STEP_FREE_WORDS.items())
    cost = line(label("cost"), "For example: free, or £2 each time")
    minimum_age = line(label("minimum_age"), "Leave it empty if all ages can come.", **NARROW)
    maximum_age = line(label("maximum_age"), **NARROW)
    languages = line(label("languages"), "If you use more than English. For example: Polish, Urdu")
    who_for = line(label("who_for"), "For example: people who care for someone")
    how_to_join = line(label("how_to_join"), "For example: just come, or call first")
    telephone = line(label("telephone"), "All can read this.")
    email = line(label("email"), "All can read this. We write to it about your entry.")
    url = line(label("url"))
    helps_with = ticks(label("helps_with"))
    ways = ticks(label("ways"), WAY_WORDS.items())
    capacity = line(label("capacity"), "Leave it empty if you do not count.", **NARROW)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        listed = [(each.code, each.name) for each in settings.INTERESTS.interests]
        self.fields["helps_with"].choices = listed  # type: ignore[attr-defined]

    def said(self) -> Mapping[str, object]:
        """Return what was typed, as the core takes it."""
        return {each.name: self.cleaned_data[each.name] for each in FIELDS}


class AddForm(EntryForm):
    """A group adds itself. `website` is for programs: people leave it."""

    provider = line("Who runs it?", "A club, a charity, or your own name")
    website = line("Leave this empty")
    field_order = ("name", "provider")


class ReportForm(PlainForm):
    """What is wrong with an entry, in a tap; `website` is for programs."""

    what = radios("What is wrong?", [(what.value, words) for what, words in REPORT_WORDS.items()])
    words = text("Tell us more", "You can leave this empty. Write no names.", rows=2)
    website = line("Leave this empty")


class DecideForm(PlainForm):
    """Which fields a curator takes, and words for the group."""

    taken = ticks("Take")
    words = text("Words for the group", "They get these by a link. If you say no, say why.")

    def __init__(self, data: Any = None, *, names: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["taken"].choices = list(names)  # type: ignore[attr-defined]


class FeedForm(PlainForm):
    """A feed: the directory of somebody else, by its address."""

    name = line("What is it called?", "For example: the directory of the council")
    address = line("Its address", "It begins with https://")
