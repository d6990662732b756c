"""The emergency page: the person switches it on; who scans the card reads one page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.people import Format
from hearth.core.sharing import LinkKind
from hearth.core.words import Refused
from hearth.formats.emergency_card import EmergencyCard, emergency_card_pdf
from hearth.formats.qr import qr_address
from hearth.records.access import links
from hearth.records.access.door import NotVisible, Record
from hearth.records.access.opening import as_the_link_shows, open_link
from hearth.records.people.queries import wanted_format
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.links import present
from hearth.web.links.door import link_page
from hearth.web.links.facts import emergency_copy
from hearth.web.links.forms import EmergencyForm
from hearth.web.page import person_context
from hearth.web.plan.forms import require_same_person


@link_page(why="opened the emergency page")
def scanned(request: HttpRequest, token: str, why: str) -> HttpResponse:
    """What who scans the card sees. Whatever does not open looks the same."""
    try:
        record = open_link(token, at=timezone.now(), why=why, kind=LinkKind.EMERGENCY)
    except NotVisible:
        return render(request, "links/nothing.html", status=404)
    return render(request, "links/emergency.html", {"copy": emergency_copy(record)})


@person_page(why="opened the emergency page")
def in_an_emergency(request: HttpRequest, record: Record) -> HttpResponse:
    """The same page for those who come through the door, narrowed to what they may see."""
    page = person_context(record, request) | {"copy": emergency_copy(record)}
    return render(request, "links/in_an_emergency.html", page)


@person_page(Action.SHARE, why="looked at the emergency page", methods="GET POST")
def manage(request: HttpRequest, record: Record) -> HttpResponse:
    """Switch the page on, or make a new card. The code is shown once."""
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require_same_person(request, record)
        if form.is_valid() and (made := _switched_on(record, form)):
            return _show_once(request, record, *made)
    page = person_context(record, request) | {"form": form, "link": _current(record)}
    return render(request, "links/manage.html", page, status=422 if form.errors else 200)


def _current(record: Record) -> present.LinkShown | None:
    held = present.rows(links.links_of(record.person), at=timezone.now())
    return next((each for each in held if each.is_emergency), None)


def _switched_on(record: Record, form: EmergencyForm) -> tuple[Any, str] | None:
    try:
        return links.switch_on_emergency(
            record=record, sections=form.chosen(), by=record.account, at=timezone.now()
        )
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return None


def _show_once(request: HttpRequest, record: Record, link: Any, token: str) -> HttpResponse:
    address = _address(request, token)
    page = person_context(record, request) | {
        "link": present.shown(link, at=timezone.now()),
        "address": address,
        "token": token,
        "qr": qr_address(address),
    }
    return render(request, "links/switched_on.html", page)


def _address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("emergency-page", args=[token]))


@person_page(Action.SHARE, why="switched the emergency page off", methods="POST")
def switch_off(request: HttpRequest, record: Record) -> HttpResponse:
    """Every card that was printed opens nothing from now on."""
    require_same_person(request, record)
    links.switch_off_emergency(record=record, by=record.account, at=timezone.now())
    messages.success(request, "The page is off. Old cards open nothing now.")
    return redirect("emergency", record.person.pk)


@person_page(Action.SHARE, why="printed the emergency card", methods="POST")
def card(request: HttpRequest, record: Record) -> HttpResponse:
    """The card and the sheet. Only the page that was just made knows the token to print."""
    require_same_person(request, record)
    token, now = request.POST.get("token", ""), timezone.now()
    link = links.link_with(record, token)
    if link is None or link.kind != LinkKind.EMERGENCY:
        messages.info(request, "This card is an old one. Make a new one here.")
        return redirect("emergency", record.person.pk)
    printed = emergency_card_pdf(
        EmergencyCard(
            copy=emergency_copy(as_the_link_shows(record, link, at=now)),
            address=_address(request, token),
            printed_on=timezone.localdate(now),
            last_day=present.shown(link, at=now).last_day.date(),
            large_print=wanted_format(record.person) is Format.LARGE_PRINT,
        )
    )
    named = {"Content-Disposition": 'inline; filename="emergency-card.pdf"'}
    return HttpResponse(printed, content_type="application/pdf", headers=named)
