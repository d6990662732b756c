"""My dates in my own calendar: an address that only I am shown, and that I can close."""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hearth.core.access import Action, Role
from hearth.records.access.door import NotVisible, Record, open_record
from hearth.records.people import feeds
from hearth.records.plans.queries.rounds import running_round
from hearth.records.plans.queries.versions import in_force
from hearth.web.calendar import Event, calendar
from hearth.web.door import Policy, person_page
from hearth.web.page import person_context


@person_page(Action.EXPORT, why="looked at their calendar address")
def mine(request: HttpRequest, record: Record) -> HttpResponse:
    """Say whether a calendar reads my dates, and let me begin or stop."""
    return _page(request, record)


@person_page(Action.EXPORT, why="made a calendar address", methods="POST")
def make(request: HttpRequest, record: Record) -> HttpResponse:
    """Make a new address, and show it this once."""
    _must_be_mine(record)
    token = feeds.make_feed(person=record.person, by=record.account, at=timezone.now())
    address = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
    return _page(request, record, address=address)


@person_page(Action.EXPORT, why="ended a calendar address", methods="POST")
def stop(_request: HttpRequest, record: Record) -> HttpResponse:
    """Close the address at once."""
    _must_be_mine(record)
    feeds.end_feed(person=record.person, by=record.account, at=timezone.now())
    return redirect("my-calendar", record.person.pk)


def _page(request: HttpRequest, record: Record, *, address: str = "") -> HttpResponse:
    _must_be_mine(record)
    page = person_context(record, request)
    page |= {"feed": feeds.open_feed(record.person), "address": address}
    return render(request, "person/calendar.html", page)


def _must_be_mine(record: Record) -> None:
    """Nobody else may follow somebody's days, whatever else they may do."""
    if record.role is not Role.PERSON:
        raise Http404


@never_cache
@require_safe
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """The dates, for a calendar that knows the address. Nothing there, once it is closed."""
    person = feeds.person_of_feed(token)
    if person is None or person.account is None:
        raise Http404
    try:
        record = open_record(
            person.pk, by=person.account, at=timezone.now(), why="their calendar read the dates"
        )
    except NotVisible as error:
        raise Http404 from error
    _must_be_mine(record)
    answer = HttpResponse(content_type="text/calendar; charset=utf-8")
    answer.write(calendar(_events(record), made_at=timezone.now()))
    answer["X-Robots-Tag"] = "noindex"
    return answer


feed.policy = Policy("calendar address", why="their calendar read the dates")  # type: ignore[attr-defined]


def _events(record: Record) -> Iterator[Event]:
    """The conversation and the review. An event keeps its name when its day moves."""
    round = running_round(record)
    if round is not None and round.conversation_at:
        yield Event(round.conversation_at, _uid(f"round {round.pk}"))
    if plan := in_force(record):
        yield Event(plan.version.review_on, _uid(f"review {record.person.pk}"))


def _uid(words: str) -> str:
    return f"{uuid5(NAMESPACE_URL, words)}@hearth"
