"""The letter of each step: as a page, on paper and as text."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.appeal import State
from hearth.core.people import Format, letter_obstacles
from hearth.core.words import Refused
from hearth.formats.appeal_letter import (
    HEADINGS,
    AppealLetter,
    appeal_letter_pdf,
    appeal_letter_text,
)
from hearth.formats.paper import written_day
from hearth.jobs.letters import home_address
from hearth.records.access.door import Record
from hearth.records.appeals.queries import AppealStanding
from hearth.records.people.queries import Banner, banner, details, wanted_format
from hearth.web.appeals.loading import page_context, words_or_404
from hearth.web.door import person_page

CAN_BE_MADE = frozenset({Format.STANDARD, Format.LARGE_PRINT, Format.EMAIL})


@person_page(why="read a letter about a disagreement")
def letter(request: HttpRequest, record: Record, appeal: UUID, number: int) -> HttpResponse:
    """The letter as a page."""
    held = words_or_404(record, appeal)
    page = page_context(record, request, held)
    page |= {"letter": _letter(record, held, number), "number": number}
    return render(request, "appeals/letter.html", page)


@person_page(why="printed a letter about a disagreement")
def pdf(request: HttpRequest, record: Record, appeal: UUID, number: int) -> HttpResponse:
    """The letter as a tagged PDF, in the print that the person needs, or ?print=large."""
    made = _letter(record, words_or_404(record, appeal), number, asked=request.GET.get("print", ""))
    by_staff = record.role not in (Role.PERSON, Role.SUPPORTER)
    obstacles = letter_obstacles(wanted_format(record.person), CAN_BE_MADE)
    if by_staff and obstacles:
        raise Refused(obstacles)
    answer = HttpResponse(appeal_letter_pdf(made), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return answer


@person_page(why="read a letter about a disagreement")
def text(_request: HttpRequest, record: Record, appeal: UUID, number: int) -> HttpResponse:
    """The letter as plain text, for a screen reader, an email or a braille display."""
    made = _letter(record, words_or_404(record, appeal), number)
    return HttpResponse(appeal_letter_text(made), content_type="text/plain; charset=utf-8")


def _letter(record: Record, held: AppealStanding, number: int, *, asked: str = "") -> AppealLetter:
    row = next((each for each in held.steps if each.number == number), None)
    if row is None or State(row.state) not in HEADINGS:
        raise Http404
    state, first, rules = State(row.state), held.steps[0], settings.JURISDICTION.appeal
    top = banner(record.person, today=timezone.localdate())
    large = asked == "large" or wanted_format(record.person) is Format.LARGE_PRINT
    return AppealLetter(
        state=state,
        about_name=top.name,
        made_on=timezone.localdate(row.at),
        about=held.about.words,
        why=first.words,
        wanted=first.remedy,
        said=row.words,
        remedy=row.remedy,
        actor=row.actor_name,
        due=row.due,
        day=row.due if state is State.INVITED else None,
        advocate=rules.advocate,
        places=rules.places,
        large_print=large,
        **_addressed(record, held, top),
        **_sent_by(held, number),
    )


def _addressed(record: Record, held: AppealStanding, top: Banner) -> dict[str, Any]:
    """To the person, with their address and numbers; else to who raised it, by name alone."""
    appeal = held.appeal
    if not (appeal.for_person or appeal.raised_as == Role.PERSON.value):
        return {"to": held.raised_by, "called": held.raised_by, "address": (), "numbers": ()}
    born = f"Born {written_day(top.born)}"
    return {
        "to": top.name,
        "called": top.called,
        "address": home_address(details(record.person).addresses),
        "numbers": (born, *(f"{label} {number}" for label, number in top.identifiers)),
    }


def _sent_by(held: AppealStanding, number: int) -> dict[str, Any]:
    """The service of who was named last, up to this step."""
    named = [row.actor for row in held.steps if row.actor is not None and row.number <= number]
    place = named[-1].organisation if named else None
    return {
        "sender": place.name if place else "",
        "sender_address": place.address if place else "",
        "sender_telephone": place.telephone if place else "",
    }
