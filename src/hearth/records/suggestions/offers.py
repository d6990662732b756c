"""Something free that may do as well as paid support, where a plan speaks of money. Never pushed.

To say no to it costs nothing: it changes no budget, no line and no status, and nobody is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from hearth.core.access import Action
from hearth.core.directory.matching import Suggestion, match
from hearth.core.directory.wanting import Said, Want, heard
from hearth.core.plan import Entry
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.suggestions.nearby import candidates, circumstances
from hearth.records.suggestions.queries import nos

PAID_FOR_BY = frozenset({"nhs", "council", "self"})
MOST = 2


@dataclass(frozen=True)
class Offer:
    """A line of paid support, and what is free or low in cost for the same need."""

    line: Entry
    suggestions: tuple[Suggestion, ...]


def free_too(record: Record, entries: Sequence[Entry], *, today: date) -> list[Offer]:
    """Return offers beside the paid lines of `entries`, for who may write there.

    No query at all where no line is paid for.
    """
    lines = [each for each in entries if each.kind == "resource"
             and each.content.get("funder") in PAID_FOR_BY]  # fmt: skip
    if not lines or record.death or not record.may(Action.WRITE, Section.RESOURCES):
        return []
    said_no = nos(record)
    closed = {str(each.thread) for each in said_no}
    wants = {each.thread: _wants(each, entries) for each in lines if each.thread not in closed}
    about = circumstances(record, entries, today=today)
    near = candidates({want.interest.code for each in wants.values() for want in each}, about)
    left_out = {str(each.activity_id) for each in said_no if each.activity_id}
    found = [
        Offer(each, _free(match(wants[each.thread], near, about, today=today, left_out=left_out)))
        for each in lines
        if each.thread in wants
    ]
    return [offer for offer in found if offer.suggestions]


def _free(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    return tuple([each for each in found if each.is_free_or_low][:MOST])


def _wants(line: Entry, entries: Iterable[Entry]) -> list[Want]:
    """Return what the line is for: the need that it meets, and what it is."""
    need = next((each for each in entries if each.thread == line.content.get("need")), None)
    said = [each for each in (need, line) if each]
    return [
        Want(
            each.interest,
            each.words,
            Said(entry.lead, entry.authorship.at, entry.thread, entry.kind),
        )
        for entry in said
        for each in heard(entry.lead, settings.INTERESTS)
        if not each.is_no
    ]
