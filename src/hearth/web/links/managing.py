"""The person makes links, sees how each stands, and ends them."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.sharing import LinkKind
from hearth.core.words import Refused
from hearth.formats.qr import qr_address
from hearth.records.access import links
from hearth.records.access.door import Record
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.links import present
from hearth.web.links.forms import LinkForm, a_passcode
from hearth.web.page import person_context
from hearth.web.plan.forms import require_same_person

USUAL_DAYS = timedelta(days=30)
USUAL_USES = 10


def links_context(record: Record) -> dict[str, object]:
    """What templates/links/list.html needs: the links that were not ended."""
    return {"links": present.rows(links.links_of(record.person), at=timezone.now())}


@person_page(Action.SHARE, why="looked at the links")
def listing(request: HttpRequest, record: Record) -> HttpResponse:
    """Every link that runs, and those that were ended last."""
    ended = present.rows(links.ended_links_of(record.person), at=timezone.now())
    page = person_context(record, request) | links_context(record) | {"ended": ended}
    return render(request, "links/links.html", page)


@person_page(Action.SHARE, why="made a link", methods="GET POST")
def new(request: HttpRequest, record: Record) -> HttpResponse:
    """Make a link. The address is shown once: nobody can find it again."""
    form = LinkForm(request.POST or None, initial=_usual())
    if request.method == "POST":
        require_same_person(request, record)
        if form.is_valid() and (made := _made(record, form)):
            return _show_once(request, record, *made, passcode=form.cleaned_data["passcode"])
    page = person_context(record, request) | {"form": form}
    return render(request, "links/new.html", page, status=422 if form.errors else 200)


def _usual() -> dict[str, Any]:
    until = timezone.localdate() + USUAL_DAYS
    return {"until": until, "most_uses": USUAL_USES, "passcode": a_passcode()}


def _made(record: Record, form: LinkForm) -> tuple[Any, str] | None:
    """Make it, or put the reasons why not beside what was typed."""
    until, now = form.cleaned_data["until"], timezone.now()
    try:
        return links.make_link(
            record=record,
            kind=LinkKind.SHARE,
            ends_at=links.ends_with_the_day(until) if until else now,
            by=record.account,
            at=now,
            **form.choices(),
        )
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return None


def _show_once(
    request: HttpRequest, record: Record, link: Any, token: str, *, passcode: str
) -> HttpResponse:
    address = request.build_absolute_uri(reverse("open-link", args=[token]))
    page = person_context(record, request) | {
        "link": present.shown(link, at=timezone.now()),
        "address": address,
        "qr": qr_address(address),
        "passcode": passcode,
    }
    return render(request, "links/made.html", page)


@person_page(Action.SHARE, why="ended a link", methods="POST")
def end(request: HttpRequest, record: Record, pk: int) -> HttpResponse:
    """End a link in one press, from the next request on."""
    require_same_person(request, record)
    link = links.link_numbered(record, pk)
    if link is None:
        raise Http404
    links.end_link(record=record, link=link, by=record.account, at=timezone.now())
    messages.success(request, "The link is ended. It opens nothing now.")
    return redirect("links", record.person.pk)
