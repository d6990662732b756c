"""Whom a viewer may know of. Lists come from here, already narrowed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hearth.core.access import STAFF_MAY, Action, Role
from hearth.core.words import Section
from hearth.records.access.models import Involvement, Seal, Share
from hearth.records.community.models import Post
from hearth.records.people.models import Account, Person, Supporter
from hearth.records.periods import not_over

PAGE = 25
READING_ROLES = [role.value for role in Role if Action.READ in STAFF_MAY.get(role, frozenset())]


def posts_of(account: Account, *, on: date) -> list[Post]:
    """The posts that somebody holds on a day."""
    running = not_over(on)
    rows = Post.objects.filter(running, account=account, starts__lte=on)
    return list(rows.select_related("organisation", "organisation__community"))


def people_visible_to(account: Account, *, on: date) -> QuerySet[Person]:
    """The people whom this member of staff may know of, through where they work."""
    organisations = [
        post.organisation_id for post in posts_of(account, on=on) if post.role in READING_ROLES
    ]
    running = not_over(on)
    tied = Involvement.objects.filter(
        running, person=OuterRef("pk"), organisation__in=organisations, starts__lte=on
    )
    # Exists, not IN: the page of 25 is found by walking the index of names, at any size.
    return Person.objects.filter(Exists(tied))


def search(account: Account, words: str, *, on: date) -> QuerySet[Person]:
    """Find people by the start of a name, by birth date (1948-03-12 or 12/3/1948) or by number.

    A number alone opens nothing: the page shows name and birth date beside it (G4).
    """
    people = people_visible_to(account, on=on)
    for word in words.split():
        people = people.filter(_matches(word))
    return people.order_by("family_key", "given_key", "born")


def _matches(word: str) -> Q:
    if born := _as_date(word):
        return Q(born=born)
    if word.replace("-", "").isdigit():
        return Q(identifiers__value__startswith=word.replace("-", ""))
    folded = word.casefold()
    if len(folded) == 1:
        # One letter fits thousands: last names alone come in the order of their index, unsorted.
        return _starts("family_key", folded)
    return (
        _starts("family_key", folded)
        | _starts("given_key", folded)
        | _starts("preferred_key", folded)
    )


def _starts(field: str, folded: str) -> Q:
    # A range, not LIKE: it can walk the index.
    return Q(**{f"{field}__gte": folded, f"{field}__lt": folded + "\uffff"})


def _as_date(word: str) -> date | None:
    parts = word.replace("/", "-").split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    year, month, day = numbers if numbers[0] > 31 else numbers[::-1]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def with_sealed(people: Iterable[UUID], section: Section) -> set[UUID]:
    """Which of these people have a seal on this part. A list of people then tells none of it."""
    rows = Seal.objects.filter(
        person__in=list(people), section=section.value, lifted_at__isnull=True
    )
    return set(rows.values_list("person_id", flat=True))


def supported_by(account: Account, *, on: date) -> list[Supporter]:
    """The people whom somebody supports, by invitations that they accepted and that still run."""
    rows = Supporter.objects.filter(
        not_over(on, "until"),
        account=account,
        accepted_at__isnull=False,
        ended_at__isnull=True,
    )
    return list(rows.select_related("person").order_by("person__given_name"))


def own_person_id(account: Account) -> UUID | None:
    """The id of the person who signs in with this account, if it is theirs."""
    return Person.objects.filter(account=account).values_list("pk", flat=True).first()


def organisations_of(person: Person, *, on: date) -> list[int]:
    """The ids of the organisations that have a part in a person's care on a day."""
    running = not_over(on)
    rows = Involvement.objects.filter(running, person=person, starts__lte=on)
    return list(rows.values_list("organisation_id", flat=True))


def people_reached_by(account: Account, *, on: date) -> QuerySet[Person]:
    """Everyone whose record may open to this account by any tie that runs on a day.

    Wider than what the door then opens: it decides for each of them.
    """
    posts = posts_of(account, on=on)
    at_work = people_visible_to(account, on=on)
    shares = Share.objects.filter(ended_at__isnull=True, until__gte=on).filter(
        Q(post__in=posts) | Q(organisation__in=[post.organisation_id for post in posts])
    )
    helped = Supporter.objects.filter(
        not_over(on, "until"), account=account, accepted_at__isnull=False, ended_at__isnull=True
    )
    return Person.objects.filter(
        Q(account=account)
        | Q(pk__in=at_work.values("pk"))
        | Q(pk__in=shares.values("person"))
        | Q(pk__in=helped.values("person"))
    )
