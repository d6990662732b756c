"""The person's own calendar: an address that is shown once, and that they can close at any time."""

import secrets
from datetime import datetime

from django.db import transaction

from hearth.core.codes import hashed
from hearth.records.audit import changes as audit
from hearth.records.people.models import Account, CalendarFeed, Person

TOKEN_BYTES = 32


@transaction.atomic
def make_feed(*, person: Person, by: Account, at: datetime) -> str:
    """Make a new address, which ends the one before. Returns its secret: it is not kept."""
    end_feed(person=person, by=by, at=at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.create(person=person, token_hash=hashed(token), made_at=at)
    audit.note(did="made a calendar address", by=by, at=at, person_id=person.pk)
    return token


@transaction.atomic
def end_feed(*, person: Person, by: Account | None, at: datetime) -> bool:
    """Close the address: the next request finds nothing there."""
    ended = CalendarFeed.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at)
    if ended:
        audit.note(did="ended a calendar address", by=by, at=at, person_id=person.pk)
    return bool(ended)


def open_feed(person: Person) -> CalendarFeed | None:
    """The address that the person uses now, if any."""
    return CalendarFeed.objects.filter(person=person, ended_at__isnull=True).first()


def person_of_feed(token: str) -> Person | None:
    """Whose calendar this is, as long as the address is open."""
    feed = (
        CalendarFeed.objects.filter(token_hash=hashed(token), ended_at__isnull=True)
        .select_related("person__account")
        .first()
    )
    return feed.person if feed else None
