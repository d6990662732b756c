"""What waits for a curator, what was decided, and what a link shows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from hearth.core.access import Role
from hearth.core.directory.activity import STALE_DAYS
from hearth.core.directory.merging import still_to_look_at
from hearth.records.community.models import Community, Organisation
from hearth.records.curation.models import (
    EntryReport,
    FeedAsked,
    KeptOver,
    LikelySame,
    Proposal,
    SameDecision,
)
from hearth.records.directory.models import Activity
from hearth.records.feeds.models import Feed
from hearth.records.periods import not_over


def waiting(community: Community) -> QuerySet[Proposal]:
    """Return what groups sent and nobody decided yet, the oldest first.

    A new entry is there once its e-mail has said yes.
    """
    seen = Q(activity__isnull=False) | Q(confirmed_at__isnull=False)
    rows = Proposal.objects.filter(seen, community=community, decision__isnull=True)
    return rows.select_related("activity").order_by("sent_at", "pk")


def proposal(community: Community, key: UUID) -> Proposal | None:
    """Return one that a curator may see, decided or not."""
    seen = Q(activity__isnull=False) | Q(confirmed_at__isnull=False)
    rows = Proposal.objects.filter(seen, community=community, pk=key)
    return rows.select_related("activity__provider", "decision__by").first()


def entries(community: Community, keys: Collection[object]) -> list[Activity]:
    """Return entries of a community, by name."""
    known = [str(key) for key in keys if _is_uuid(key)]
    rows = Activity.objects.filter(community=community, pk__in=known)
    return list(rows.select_related("provider", "feed", "merged_into").order_by("name", "pk"))


def _is_uuid(key: object) -> bool:
    try:
        UUID(str(key))
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Look:
    """Entries that look the same, still to look at. `why`: in words."""

    number: int
    rows: list[Activity]
    why: str


def likely(community: Community) -> list[Look]:
    """Return what looks the same and nobody decided yet. Three queries."""
    found = list(LikelySame.objects.filter(community=community).order_by("pk"))
    listed = {str(row.pk): row for row in entries(community, [k for f in found for k in f.keys])
              if row.is_listed}  # fmt: skip
    different = _different(community)
    looks = []
    for each in found:
        here = [key for key in each.keys if key in listed]
        left = still_to_look_at(here, merged=(), different=different)
        if len(left) > 1:
            rows = sorted((listed[key] for key in left), key=lambda row: (row.name, str(row.pk)))
            looks.append(Look(each.pk, rows, each.why))
    return looks


def _different(community: Community) -> set[frozenset[str]]:
    rows = SameDecision.objects.filter(
        said=SameDecision.Said.DIFFERENT, kept__community=community
    ).values_list("kept_id", "other_id")
    return {frozenset((str(one), str(other))) for one, other in rows}


def merged(community: Community) -> QuerySet[Activity]:
    """Return the entries that lead to another one, by name."""
    rows = Activity.objects.filter(community=community, merged_into__isnull=False)
    return rows.select_related("merged_into", "provider").order_by("name", "pk")


def reports(community: Community) -> QuerySet[EntryReport]:
    """Return what people say is wrong and nobody looked into yet, the oldest first."""
    rows = EntryReport.objects.filter(activity__community=community, handled_at__isnull=True)
    return rows.select_related("activity").order_by("day", "pk")


def reports_of(activity: Activity) -> QuerySet[EntryReport]:
    """Return what people say is wrong with one entry and nobody looked into yet."""
    return EntryReport.objects.filter(activity=activity, handled_at__isnull=True).order_by("pk")


def disputed(community: Community) -> QuerySet[KeptOver]:
    """Return the fields of which a feed says something new, where a group told us otherwise."""
    rows = KeptOver.objects.filter(activity__community=community, fed__isnull=False)
    return rows.select_related("activity").order_by("activity__name", "name")


def one_disputed(community: Community, number: int) -> KeptOver | None:
    """Return one of these."""
    return disputed(community).filter(pk=number).first()


@dataclass(frozen=True)
class Stale:
    """How many listed entries nobody checked for a year, and the oldest of them."""

    count: int
    never: int
    oldest: date | None


def stale(community: Community, *, today: date) -> Stale:
    """Count the listed entries that went stale. One query."""
    old = Q(assured_on__lt=today - timedelta(days=STALE_DAYS))
    found = Activity.objects.filter(community=community, is_listed=True).aggregate(
        count=Count("pk", filter=old),
        never=Count("pk", filter=Q(assured_on=None)),
        oldest=Min("assured_on"),
    )
    return Stale(**found)


def stale_rows(community: Community, *, today: date) -> QuerySet[Activity]:
    """Return the listed entries that nobody checked for a year, or ever; the oldest first."""
    old = Q(assured_on=None) | Q(assured_on__lt=today - timedelta(days=STALE_DAYS))
    rows = Activity.objects.filter(old, community=community, is_listed=True)
    return rows.select_related("provider", "feed").order_by("assured_on", "name", "pk")


def is_asked(feed: Feed) -> bool:
    """Say whether a feed waits to be read."""
    return FeedAsked.objects.filter(feed=feed, taken_at__isnull=True).exists()


def whom_to_call(community: Community, *, on: date) -> Organisation | None:
    """Return who looks after the directory and can be called: where a curator works."""
    curators = [Role.LINK_WORKER.value, Role.HOUSE_LEAD.value]
    rows = Organisation.objects.filter(
        not_over(on, "posts__ends"), community=community, posts__role__in=curators,
        posts__starts__lte=on, posts__is_software=False,
    ).exclude(telephone="")  # fmt: skip
    return rows.order_by("name").first()
