"""Where somebody works, which month they look at, and whom of a list they may know of."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from hearth.core.recall.facts import Letter
from hearth.records.access.queries import people_visible_to
from hearth.records.recall.queries.batches import batches
from hearth.web.door import account_of
from hearth.web.page import staff_nav

PER_PAGE = 50


def place_of(request: HttpRequest, posts: Sequence[Any]) -> Any:
    """The organisation that is asked for (`?at=`), of those where one works; else the first."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    places = places_of(posts)
    asked = request.GET.get("at", "")
    return next((each for each in places if str(each.pk) == asked), places[0])


def places_of(posts: Sequence[Any]) -> list[Any]:
    """The organisations of these posts, by name."""
    found = {post.organisation_id: post.organisation for post in posts}
    return sorted(found.values(), key=lambda each: each.name)


def month_of(request: HttpRequest) -> date:
    """The month that is asked for (`?month=2026-11`), by its first day; else this one."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)


def letter_or_404(slug: str) -> Letter:
    """The letter that an address names: `last-letter`, `preparation-letter`."""
    found = next((each for each in Letter if slug_of(each) == slug), None)
    if found is None:
        raise Http404
    return found


def slug_of(letter: Letter) -> str:
    """How an address names a letter."""
    return letter.value.replace(" ", "-")


def batch_or_404(posts: Sequence[Any], pk: int) -> Any:
    """A batch of one of the places where one works."""
    found = batches([each.pk for each in places_of(posts)]).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def known_to(request: HttpRequest, people: Iterable[UUID]) -> set[UUID]:
    """Which of these people the viewer may know of today: ties may have ended since. One query."""
    visible = people_visible_to(account_of(request), on=timezone.localdate())
    return set(visible.filter(pk__in=list(people)).values_list("pk", flat=True))
