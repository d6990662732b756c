"""Agendas and minutes as PDF and Word, and the invitation for calendars."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.meetings import Appointment
from hearth.formats.agenda import Agenda, agenda_pdf, agenda_word
from hearth.formats.invitation import invitation
from hearth.formats.minutes import minutes_pdf, minutes_word
from hearth.records.house.queries import framework_of, standing_of
from hearth.records.house.sight import Sight
from hearth.records.meetings import queries
from hearth.web.house.door import house_page
from hearth.web.meetings.loading import meeting_or_404
from hearth.web.meetings.minutes import minutes_or_404

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@house_page(HouseAction.SEE_HOUSE)
def agenda_as_pdf(_request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """The agenda to print."""
    row = meeting_or_404(sight, meeting_id)
    return _file(agenda_pdf(_agenda(sight, row)), PDF, f"agenda-{_day(row)}.pdf")


@house_page(HouseAction.SEE_HOUSE)
def agenda_as_word(_request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """The agenda to change elsewhere."""
    row = meeting_or_404(sight, meeting_id)
    return _file(agenda_word(_agenda(sight, row)), WORD, f"agenda-{_day(row)}.docx")


def _agenda(sight: Sight, row: Any) -> Agenda:
    framework = framework_of(sight.community)
    items = tuple(each.as_item for each in queries.items_of(row))
    held = row.appointment
    return Agenda(
        community=sight.community.name,
        appointment=Appointment(
            held.title, timezone.localtime(held.starts), held.length, held.place, held.link,
            held.chair,
        ),
        items=items,
        framework=framework,
        covered=queries.covered_words(row, list(items), framework),
        made=row.changed_at,
    )  # fmt: skip


@house_page(HouseAction.SEE_HOUSE)
def minutes_as_pdf(_request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """The minutes to print, with the House as it stood on that day."""
    row = meeting_or_404(sight, meeting_id)
    told, _ = minutes_or_404(sight, row)
    return _file(minutes_pdf(told, _house(sight, row)), PDF, f"minutes-{_day(row)}.pdf")


@house_page(HouseAction.SEE_HOUSE)
def minutes_as_word(_request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """The minutes as Word."""
    row = meeting_or_404(sight, meeting_id)
    told, _ = minutes_or_404(sight, row)
    return _file(minutes_word(told, _house(sight, row)), WORD, f"minutes-{_day(row)}.docx")


def _house(sight: Sight, row: Any) -> Any:
    return standing_of(sight.community, on=timezone.localdate(row.starts))


@house_page(HouseAction.SEE_HOUSE)
def calendar(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """The invitation. Fetched again after a move, it moves in the calendar too."""
    row = meeting_or_404(sight, meeting_id)
    made = invitation(
        row.appointment,
        uid=row.uid,
        sequence=row.sequence,
        changed_at=row.changed_at,
        address=request.build_absolute_uri(reverse("meeting", args=[row.pk])),
        is_off=row.cancelled_at is not None,
    )
    return _file(made, "text/calendar; charset=utf-8", f"meeting-{_day(row)}.ics")


def _day(row: Any) -> str:
    return timezone.localdate(row.starts).isoformat()


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    shown = "inline" if kind == PDF else "attachment"
    named = {"Content-Disposition": f'{shown}; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=named)
