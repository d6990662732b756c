"""The person shows some sections to a member of staff or to a service, and ends it again."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hearth.core.access import SHARED_WITH, Action
from hearth.core.sharing import share_problems
from hearth.core.words import Refusal, Refused, Section
from hearth.records.access.door import Record
from hearth.records.access.models import LawfulBasis, Share
from hearth.records.community.models import Organisation, Post
from hearth.records.people.models import Account, Person
from hearth.records.periods import not_over


class CannotShare(Refused):
    """The share lacks something, or its recipient cannot read plans."""


@transaction.atomic
def share(
    *,
    record: Record,
    sections: Collection[Section],
    purpose: str,
    until: date | None,
    by: Account,
    at: datetime,
    post: Post | None = None,
    organisation: Organisation | None = None,
) -> Share:
    """Show sections to one recipient for a purpose until a day. Raises CannotShare with reasons."""
    record.require(Action.SHARE)
    problems = share_problems(
        sections=sections, purpose=purpose, until=until, today=timezone.localdate(at)
    )
    if problems := [*_recipient_problems(post, organisation), *problems]:
        raise CannotShare(problems)
    assert until is not None
    row = Share.objects.create(
        person=record.person,
        post=post,
        organisation=organisation,
        sections=sorted(section.value for section in sections),
        purpose=purpose.strip(),
        until=until,
        shared_at=at,
        shared_by=by,
    )
    record.note("shared the plan", at=at, what=str(post or organisation))
    return row


def _recipient_problems(post: Post | None, organisation: Organisation | None) -> list[Refusal]:
    if (post is None) == (organisation is None):
        return [Refusal("Choose one person or one service to share with.", "recipient")]
    if post is not None and post.role not in {role.value for role in SHARED_WITH}:
        return [Refusal("This person does not read plans in their work.", "recipient")]
    return []


@transaction.atomic
def end_share(*, record: Record, share: Share, by: Account, at: datetime) -> None:
    """Stop sharing, from the next request on. Nobody is sent a message."""
    record.require(Action.SHARE)
    record.require_own(share)
    if Share.objects.filter(pk=share.pk, ended_at__isnull=True).update(ended_at=at, ended_by=by):
        record.note("ended a share", at=at, what=str(share.post or share.organisation))


def shares_of(person: Person, *, on: date) -> list[Share]:
    """The shares that run on a day, newest first."""
    rows = Share.objects.filter(person=person, ended_at__isnull=True, until__gte=on)
    return list(
        rows.select_related("post__organisation", "post__account", "organisation").order_by("-pk")
    )


def share_numbered(record: Record, pk: int) -> Share | None:
    """One share of this person, ended or not."""
    return Share.objects.filter(person=record.person, pk=pk).first()


def shared_with(account: Account, *, on: date) -> QuerySet[Share]:
    """What people share with this member of staff, or with their service, on a day."""
    held = not_over(on)
    posts = Post.objects.filter(
        held, account=account, starts__lte=on, role__in=[role.value for role in SHARED_WITH]
    )
    rows = Share.objects.filter(
        Q(post__in=posts) | Q(organisation__in=posts.values("organisation")),
        ended_at__isnull=True,
        until__gte=on,
    )
    return rows.select_related("person").order_by("until", "pk")


def lawful_bases_of(person: Person) -> list[LawfulBasis]:
    """On what basis in law each service holds this record now."""
    rows = LawfulBasis.objects.filter(person=person, ended_at__isnull=True)
    return list(rows.select_related("organisation").order_by("organisation__name"))
