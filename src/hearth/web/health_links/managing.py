"""The person makes health links, sees who opened them, prints a card, and ends them."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.health_links import HealthLink
from hearth.core.people import Format
from hearth.core.words import Refused
from hearth.formats.health_link_card import HealthLinkCard, health_link_card_pdf
from hearth.formats.qr import qr_address
from hearth.records.access.door import Record
from hearth.records.access.links import ends_with_the_day
from hearth.records.health_links import changes, queries
from hearth.records.people.queries import wanted_format
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.health_links import present
from hearth.web.health_links.forms import HealthLinkForm
from hearth.web.links.forms import a_passcode
from hearth.web.page import person_context
from hearth.web.plan.forms import require_same_person

USUAL_DAYS = timedelta(days=7)
USUAL_USES = 5


@person_page(Action.SHARE, why="looked at the health links")
def listing(request: HttpRequest, record: Record) -> HttpResponse:
    """Every link, how it stands, and who opened it when."""
    held = [present.shown(each) for each in queries.health_links_of(record, at=timezone.now())]
    page = person_context(record, request) | {
        "links": [each for each in held if each.works],
        "ended": [each for each in held if not each.works],
    }
    return render(request, "health_links/listing.html", page)


@person_page(Action.SHARE, why="made a health link", methods="GET POST")
def new(request: HttpRequest, record: Record) -> HttpResponse:
    """Make a link. It is shown once: the key in it is kept nowhere else."""
    form = HealthLinkForm(request.POST or None, initial=_usual())
    if request.method == "POST":
        require_same_person(request, record)
        if form.is_valid() and (made := _made(record, form)):
            return _show_once(request, record, form, *made)
    page = person_context(record, request) | {"form": form}
    return render(request, "health_links/new.html", page, status=422 if form.errors else 200)


def _usual() -> dict[str, Any]:
    until = timezone.localdate() + USUAL_DAYS
    return {"until": until, "most_uses": USUAL_USES, "passcode": a_passcode()}


def _made(record: Record, form: HealthLinkForm) -> tuple[Any, changes.Secrets] | None:
    """Make it, or put the reasons why not beside what was typed."""
    until, now = form.cleaned_data["until"], timezone.now()
    try:
        return changes.make_health_link(
            record=record,
            ends_at=ends_with_the_day(until) if until else now,
            by=record.account,
            at=now,
            **form.choices(),
        )
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return None


def _show_once(
    request: HttpRequest, record: Record, form: HealthLinkForm, link: Any, made: changes.Secrets
) -> HttpResponse:
    said = HealthLink(
        url=request.build_absolute_uri(reverse("health-link", args=[made.id])),
        key=made.key,
        label=link.label,
        ends_at=link.ends_at,
        flag=made.flag,
    )
    address = with_our_viewer(request, str(said))
    page = person_context(record, request) | {
        "link": present.shown(queries.held(link, at=timezone.now())),
        "shlink": str(said),
        "address": address,
        "qr": qr_address(address),
        "passcode": form.cleaned_data["passcode"],
    }
    return render(request, "health_links/made.html", page)


def with_our_viewer(request: HttpRequest, shlink: str) -> str:
    """The link after the address of our own page that opens it; other software looks past that."""
    return request.build_absolute_uri(reverse("health-link-viewer")) + "#" + shlink


@person_page(Action.SHARE, why="printed a health link", methods="POST")
def card(request: HttpRequest, record: Record) -> HttpResponse:
    """The card with the picture to scan. Only the page that was just made knows the link."""
    require_same_person(request, record)
    shlink, now = request.POST.get("shlink", ""), timezone.now()
    link = queries.health_link_with(record, present.id_in(shlink))
    if link is None:
        messages.info(request, "This link is an old one. Make a new one here.")
        return redirect("health-links", record.person.pk)
    shown = present.shown(queries.held(link, at=now))
    printed = health_link_card_pdf(
        HealthLinkCard(
            name=record.person.name.shown,
            label=shown.label,
            address=with_our_viewer(request, shlink),
            shows=tuple(shown.sees),
            has_passcode=shown.has_passcode,
            uses=shown.may_open,
            last_day=shown.last_day.date(),
            printed_on=timezone.localdate(now),
            large_print=wanted_format(record.person) is Format.LARGE_PRINT,
        )
    )
    named = {"Content-Disposition": 'inline; filename="health-link.pdf"'}
    return HttpResponse(printed, content_type="application/pdf", headers=named)


@person_page(Action.SHARE, why="ended a health link", methods="POST")
def end(request: HttpRequest, record: Record, pk: int) -> HttpResponse:
    """End a link in one press, from the next request on."""
    require_same_person(request, record)
    link = queries.health_link_numbered(record, pk)
    if link is None:
        raise Http404
    changes.end_health_link(record=record, link=link, by=record.account, at=timezone.now())
    messages.success(request, "The link is ended. It opens nothing now.")
    return redirect("health-links", record.person.pk)
