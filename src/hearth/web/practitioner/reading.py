"""The draft in reading order, and where each gap in it is mended."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from hearth.core.kinds import PLAN_KINDS
from hearth.core.plan import Entry
from hearth.core.words import READING_ORDER, TITLES
from hearth.records.access.door import Record


@dataclass(frozen=True)
class Group:
    """One section of the plan, with its entries."""

    title: str
    entries: list[Entry]


def sections_of(entries: Sequence[Entry]) -> list[Group]:
    """The entries that the frozen plan will hold, in the order in which it is read."""
    held = sorted(
        (entry for entry in entries if entry.kind in PLAN_KINDS),
        key=lambda entry: PLAN_KINDS.index(entry.kind),
    )
    groups = [
        Group(TITLES[section], [entry for entry in held if entry.section is section])
        for section in READING_ORDER
    ]
    return [group for group in groups if group.entries]


PLACES = {"goal": "catch_goal", "who": "catch_goal", "worse": "contingency"}
"""A word of the gap, and the part of the conversation page where it is filled."""


def mend_links(
    record: Record, missing: Sequence[str], entries: Sequence[Entry]
) -> list[tuple[str, str]]:
    """Return each gap with the address where it can be mended."""
    return [(words, _mended_at(record, words, entries)) for words in missing]


def _mended_at(record: Record, words: str, entries: Sequence[Entry]) -> str:
    person = record.person.pk
    if named := next((e for e in entries if e.lead and f"“{e.lead}”" in words), None):
        return reverse("entry-change", args=[person, named.thread])
    page = reverse("conversation", args=[person])
    place = next((at for word, at in PLACES.items() if word in words), "")
    return f"{page}#{place}" if place else reverse("entry-add", args=[person, "what_matters"])
