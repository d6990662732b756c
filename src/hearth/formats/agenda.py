"""An agenda on paper and in Word: when, what, how long, of which part of the House, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hearth.core.house.framework import Framework
from hearth.core.house.meetings import AgendaItem, Appointment, known
from hearth.core.house.parts import NAMES
from hearth.formats.paper import on_each_page, page_of, print_pdf, written_day


@dataclass(frozen=True)
class Agenda:
    """All that an agenda says. `appointment.starts` is in the time of the place."""

    community: str
    appointment: Appointment
    items: tuple[AgendaItem, ...]
    framework: Framework
    covered: tuple[str, ...]
    made: datetime


@dataclass(frozen=True)
class Line:
    """One item by the clock, with its elements by name."""

    starts: datetime
    item: AgendaItem
    elements: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Return why it is there and its note, as lines."""
        return "\n".join(filter(None, (self.item.why, self.item.note)))


def lines_of(agenda: Agenda) -> tuple[Line, ...]:
    """Return the items by the clock."""
    return tuple(_lines(agenda))


def _lines(agenda: Agenda) -> Iterator[Line]:
    starts = agenda.appointment.starts
    for item in agenda.items:
        elements = known(item.elements, agenda.framework)
        yield Line(starts, item, tuple(f"{NAMES[each.part]}: {each.name}" for each in elements))
        starts += timedelta(minutes=item.minutes)


def where_and_when(appointment: Appointment) -> str:
    """Say when and where a meeting is, on one line."""
    when = f"{written_day(appointment.starts)}, {appointment.starts:%H:%M}–{appointment.ends:%H:%M}"
    return ", ".join(filter(None, (when, appointment.place)))


def agenda_page(agenda: Agenda) -> str:
    """Write the agenda as the HTML that is printed."""
    return page_of(
        "agenda.html",
        large_print=False,
        agenda=agenda,
        lines=lines_of(agenda),
        when=where_and_when(agenda.appointment),
        numbers=on_each_page((agenda.community, written_day(agenda.appointment.starts))),
    )


def agenda_pdf(agenda: Agenda) -> bytes:
    """Print the agenda as tagged PDF (PDF/UA-1)."""
    identifier = f"agenda {agenda.community} {agenda.appointment.starts} {agenda.made}"
    return print_pdf(agenda_page(agenda), identifier=identifier)


def agenda_word(agenda: Agenda) -> bytes:
    """Write the agenda as a Word file that the group can change."""
    from hearth.formats.word import WordFile  # On the first file: it takes a while to load.

    meeting = agenda.appointment
    file = WordFile(f"{meeting.title}: agenda", author=agenda.community, made=agenda.made)
    file.line(where_and_when(meeting), bold="When and where:")
    if meeting.link:
        file.line(meeting.link, bold="Join from afar:")
    if meeting.chair:
        file.line(meeting.chair, bold="Led by:")
    rows = (
        (f"{each.starts:%H:%M}", each.item.title, f"{each.item.minutes}",
         "\n".join(each.elements), each.reason)
        for each in lines_of(agenda)
    )  # fmt: skip
    file.heading("Agenda")
    file.table(("Time", "Item", "Minutes", "Part of the House", "Why"), rows)
    file.heading("What this agenda covers")
    file.points(agenda.covered)
    return file.written()
