"""Change the agenda: add, change, move and take out items. Each names the agenda that it saw."""

from datetime import datetime

from django.db import transaction

from hearth.core.house.meetings import MOST_ITEMS, AgendaItem, item_obstacles
from hearth.records.audit import changes as audit
from hearth.records.meetings.changes.planning import (
    CannotMeet,
    ChangedMeanwhile,
    item_row,
    open_meeting,
)
from hearth.records.meetings.models import Item, Meeting
from hearth.records.people.models import Account


@transaction.atomic
def add_item(*, meeting: Meeting, item: AgendaItem, base: int, by: Account, at: datetime) -> Item:
    """Add an item. It stands before the last one where that one closes the meeting."""
    row = _turned(meeting, base)
    _must_be_whole(item)
    held = list(row.items.all())
    if len(held) >= MOST_ITEMS:
        raise CannotMeet(f"An agenda has {MOST_ITEMS} items at most.")
    made = item_row(row, len(held) + 1, item)
    made.save()
    ends = held[-1:] if held and held[-1].kind == "closing" else []
    _in_order([*(each for each in held if each not in ends), made, *ends])
    _noted("added to an agenda", row, by, at)
    return made


@transaction.atomic
def change_item(*, item: Item, to: AgendaItem, base: int, by: Account, at: datetime) -> None:
    """Change what an item says. Its kind and its reason stay."""
    row = _turned(item.meeting, base)
    _must_be_whole(to)
    item.title, item.minutes, item.note = to.title.strip(), to.minutes, to.note.strip()
    item.elements = list(to.elements)
    item.save(update_fields=["title", "minutes", "note", "elements"])
    _noted("changed an agenda", row, by, at)


@transaction.atomic
def move_item(*, item: Item, up: bool, base: int, by: Account, at: datetime) -> None:
    """Move an item one place up or down; at the end of the list it stays where it is."""
    row = _turned(item.meeting, base)
    held = list(row.items.all())
    place = next(number for number, each in enumerate(held) if each.pk == item.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(held):
        held[place], held[other] = held[other], held[place]
    _in_order(held)
    _noted("changed an agenda", row, by, at)


@transaction.atomic
def take_out_item(*, item: Item, base: int, by: Account, at: datetime) -> None:
    """Take an item out. Raises CannotMeet where something was said or decided on it."""
    row = _turned(item.meeting, base)
    if item.said.exists() or item.decisions.exists() or item.tasks.exists():
        raise CannotMeet("There are minutes on this item. It stays.")
    item.delete()
    _in_order(list(row.items.all()))
    _noted("took an item out of an agenda", row, by, at)


def _turned(meeting: Meeting, base: int) -> Meeting:
    """Lock the meeting, and turn to the next number of its agenda. Raises ChangedMeanwhile."""
    row = open_meeting(meeting)
    if row.agenda_number != base:
        raise ChangedMeanwhile
    row.agenda_number = base + 1
    row.save(update_fields=["agenda_number"])
    return row


def _must_be_whole(item: AgendaItem) -> None:
    if problems := item_obstacles(item):
        raise CannotMeet(problems)


def _in_order(items: list[Item]) -> None:
    for place, each in enumerate(items, 1):
        each.place = place
    Item.objects.bulk_update(items, ["place"])


def _noted(did: str, meeting: Meeting, by: Account, at: datetime) -> None:
    audit.note(did=did, by=by, at=at, what=str(meeting))
