"""With whom a person can share: staff and services of the places that have a part in their care."""

from datetime import date

from hearth.core.access import SHARED_WITH
from hearth.records.access.models import Involvement
from hearth.records.access.queries import organisations_of
from hearth.records.community.models import Organisation, Post
from hearth.records.community.queries import organisations_named, posts_at, posts_named
from hearth.records.people.models import Person

MOST = 20


def staff_named(person: Person, words: str, *, on: date) -> list[Post]:
    """Staff who read plans in their work, near this person, by name, title or service."""
    return list(posts_named(words, _communities(person, on), *SHARED_WITH, on=on)[:MOST])


def services_named(person: Person, words: str, *, on: date) -> list[Organisation]:
    """Services near this person, by name."""
    return list(organisations_named(words, _communities(person, on))[:MOST])


def post_to_share_with(person: Person, pk: int, *, on: date) -> Post | None:
    """One member of staff whom this person could find."""
    return posts_named("", _communities(person, on), *SHARED_WITH, on=on).filter(pk=pk).first()


def service_to_share_with(person: Person, pk: int, *, on: date) -> Organisation | None:
    """One service that this person could find."""
    return organisations_named("", _communities(person, on)).filter(pk=pk).first()


def services_in_care(person: Person, *, on: date) -> list[Involvement]:
    """The services that have a part in a person's care on a day, by name."""
    rows = Involvement.objects.filter(
        person=person, organisation__in=organisations_of(person, on=on), starts__lte=on
    ).exclude(ends__lt=on)
    return list(rows.select_related("organisation").order_by("organisation__name"))


def _communities(person: Person, on: date) -> list[int]:
    rows = Organisation.objects.filter(pk__in=organisations_of(person, on=on))
    return list(rows.values_list("community", flat=True).distinct())


def staff_in_care(person: Person, *, on: date) -> list[Post]:
    """The staff who read plans at the services that have a part in this person's care."""
    return list(posts_at(organisations_of(person, on=on), *SHARED_WITH, on=on))
