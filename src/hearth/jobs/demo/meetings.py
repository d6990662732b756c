"""A year of meetings of Calderwick's steering group: most of the time went to the roof.

No meeting has touched the left wall for eight months, and the next agenda would not either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hearth.core.house.meetings import AgendaItem, Appointment, Kind
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import Town
from hearth.records.audit.changes import together
from hearth.records.house.queries import framework_of
from hearth.records.meetings import queries
from hearth.records.meetings.changes.agreeing import agree, correct
from hearth.records.meetings.changes.holding import (
    decide,
    note_people,
    settle_decision,
    take_on,
    write_words,
)
from hearth.records.meetings.changes.planning import plan_meeting

OPENING = AgendaItem("Welcome", 5, (), Kind.OPENING, "We see who is here.")
CLOSING = AgendaItem("Who does what by when", 5, (), Kind.CLOSING, "We read back what we agreed.")
PLACE, LINK = "Town Hall, Room 2, and online", "https://meet.example.org/house"
THERE = ("priya", "grace", "dee", "jan")


@dataclass(frozen=True)
class Spoken:
    """One item: what it was, what was said, and what was decided on it."""

    title: str
    minutes: int
    elements: tuple[str, ...] = ()
    words: str = ""
    decided: str = ""
    is_done: bool = True


@dataclass(frozen=True)
class Met:
    """One meeting, so many days ago."""

    ago: int
    items: tuple[Spoken, ...]


MEETINGS = (
    Met(356, (
        Spoken("One list in place of five", 45, ("one-recall",),
               "Each clinic has a list of its own. Betty was asked four times in one month.",
               "One list for all, kept by Jan."),
        Spoken("Who goes on it", 25, ("who-may-gain",), "We begin with two or more illnesses."),
        Spoken("Training days", 10, ("partnership-training",), "Two nurses have a place in March."),
    )),
    Met(297, (
        Spoken("All tests in one visit", 40, ("tests-once",),
               "The blood van can come on Tuesdays.", "Try it for eight weeks."),
        Spoken("Rooms", 30, ("roles-and-rooms",), "There is one room, and two who need it.",
               "Ask the practice for the small room.", is_done=False),
        Spoken("Money for time to talk", 10, ("time-and-training-paid-for",)),
    )),
    Met(241, (
        Spoken("The letter before the talk", 30, ("letter-before", "needed-format"),
               "Arthur read his out loud. Nobody in the room knew what one line meant.",
               "Write it again with those who get it."),
        Spoken("One list: how it goes", 40, ("one-recall",), "Four of five clinics are on it now."),
        Spoken("Walks by the canal", 10, ("things-near-me",), "Dee told us who comes, and why."),
    )),
    Met(178, (
        Spoken("One list: the last clinic", 35, ("one-recall",), "The eye clinic says not yet.",
               "Priya talks with the eye clinic."),
        Spoken("Urgent results", 35, ("urgent-results",), "Three were found a day late.",
               "Look at them before noon."),
        Spoken("Reflection for nurses", 10, ("time-to-reflect",)),
    )),
    Met(115, (
        Spoken("Nobody is lost", 40, ("nobody-is-lost",), "Six letters came back. We found four.",
               "Call before a second letter goes out."),
        Spoken("Rooms, again", 30, ("roles-and-rooms",), "The small room is a store now."),
        Spoken("The talk itself", 10, ("own-agenda",), "Grace begins with: what would you like?"),
    )),
    Met(31, (
        Spoken("Dates that are kept", 45, ("dates-kept",), "One in three was moved last month.",
               "No talk is moved twice.", is_done=False),
        Spoken("One shared plan", 30, ("one-shared-plan",), "The council can read it, not write.",
               "Ask what they need to sign.", is_done=False),
        Spoken("Any other business", 5, (), "The kettle is broken."),
    )),
)  # fmt: skip
NEXT = (
    OPENING,
    AgendaItem("One list: the eye clinic", 30, ("one-recall",)),
    AgendaItem("Rooms for the talk", 30, ("roles-and-rooms",)),
    AgendaItem("Training of new nurses", 20, ("partnership-training",)),
    CLOSING,
)


def hold_meetings(town: Town, days: Calendar) -> None:
    """Tell of six meetings and their minutes, and plan the next one."""
    with together():
        for place, met in enumerate(MEETINGS):
            after = MEETINGS[place + 1].ago if met is not MEETINGS[-1] else None
            _hold(met, town, days, agreed_ago=after)
        _plan(town, days, days.ahead(9, "14:00"), NEXT, made_ago=2)


def _plan(town: Town, days: Calendar, starts: Any, items: Any, *, made_ago: int) -> Any:
    priya = town.staff["priya"]
    return plan_meeting(
        community=town.organisations["trust"].community,
        appointment=Appointment("Steering group", starts, 90, PLACE, LINK, priya.name),
        items=items,
        by=priya.account,
        at=days.ago(made_ago, "09:30"),
    )


def _hold(met: Met, town: Town, days: Calendar, *, agreed_ago: int | None) -> None:
    starts, by = days.ago(met.ago, "14:00"), town.staff["priya"].account
    items = [AgendaItem(each.title, each.minutes, each.elements) for each in met.items]
    row = _plan(town, days, starts, [OPENING, *items, CLOSING], made_ago=met.ago + 14)
    at = starts + timedelta(minutes=80)
    note_people(meeting=row, here=_here(town), sorry=[("Marcus Bell", None)], base=1, by=by, at=at)
    for each, item in zip(met.items, queries.items_of(row)[1:-1], strict=True):
        _write(each, item, by, at)
    if agreed_ago is None:
        _take_on(row, town, days, at)
        return
    agreed_at = days.ago(agreed_ago, "14:05")
    agree(meeting=row, framework=framework_of(row.community), by=by, at=agreed_at)
    if met is MEETINGS[2]:
        words = "The walk by the canal is on Thursdays, not Tuesdays."
        correct(meeting=row, words=words, base=1, by=by, at=agreed_at + timedelta(days=1))


def _here(town: Town) -> list[tuple[str, Any]]:
    staff = [(town.staff[key].name, town.staff[key].account) for key in THERE]
    return [*staff, ("Arthur Fairclough", None), ("Rhys Morgan", None)]


def _write(told: Spoken, item: Any, by: Any, at: Any) -> None:
    shared: Mapping[str, Any] = {"item": item, "by": by, "at": at}
    if told.words:
        write_words(words=told.words, base=0, **shared)
    if told.decided:
        made = decide(meeting=item.meeting, words=told.decided, **shared)
        if told.is_done:
            settle_decision(decision=made, by=by, at=at + timedelta(days=20))


def _take_on(row: Any, town: Town, days: Calendar, at: Any) -> None:
    hannah = town.staff["hannah"]
    take_on(
        meeting=row, item=queries.items_of(row)[2], what="Ask the council what it needs to sign",
        who=hannah.name, due=days.due(12), owner=hannah.account,
        by=town.staff["priya"].account, at=at,
    )  # fmt: skip
