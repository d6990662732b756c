"""What lists show: merge entries that are the same, take them apart, hide one, show it again.

Besides `keeping`, nothing else writes `merged_into`, `hidden_at` and `is_listed`.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hearth.core.directory.merging import leads_to, merge_problems, unmerge_problems
from hearth.core.words import Refused
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.directory.changes.filing import file
from hearth.records.directory.changes.keeping import is_listed
from hearth.records.directory.indexing import index
from hearth.records.directory.models import Activity


class CannotList(Refused):
    """The lists cannot be changed in this way."""


@transaction.atomic
def merge(*, kept: Activity, other: Activity, by: object, at: datetime) -> None:
    """Let one entry lead to another, which stays. Nothing is deleted."""
    if kept.community_id != other.community_id:
        raise CannotList("These two entries are not of one community.")
    if problems := merge_problems(kept.pk, other.pk, _merged(kept.community)):
        raise CannotList(problems)
    row = _held(other)
    row.merged_into_id = kept.pk
    _save(row, "merged_into")
    audit.note(did="merged an entry of the directory", by=by, at=at, what=_called(row, kept))


@transaction.atomic
def unmerge(*, other: Activity, by: object, at: datetime) -> None:
    """Take an entry out of the one into which it was merged: both stand as they did before."""
    if problems := unmerge_problems(other.pk, _merged(other.community)):
        raise CannotList(problems)
    row = _held(other)
    row.merged_into_id = None
    _save(row, "merged_into")
    audit.note(did="took entries of the directory apart", by=by, at=at, what=row.name[:200])


@transaction.atomic
def hide(*, activity: Activity, by: object, at: datetime) -> None:
    """Take an entry off the lists. Who has it in a plan still finds it."""
    row = _held(activity)
    if row.hidden_at is not None:
        raise CannotList("This entry is off the lists already.")
    row.hidden_at = at
    _save(row, "hidden_at")
    audit.note(did="took an entry off the lists", by=by, at=at, what=row.name[:200])


@transaction.atomic
def show(*, activity: Activity, by: object, at: datetime) -> None:
    """Put an entry that was hidden on the lists again."""
    row = _held(activity)
    if row.hidden_at is None:
        raise CannotList("Nobody took this entry off the lists.")
    row.hidden_at = None
    _save(row, "hidden_at")
    audit.note(did="put an entry on the lists again", by=by, at=at, what=row.name[:200])


def _merged(community: Community) -> dict[UUID, UUID]:
    """Return which entry of a community leads to which. Locked: two curators take turns."""
    Community.objects.select_for_update().get(pk=community.pk)
    rows = Activity.objects.filter(community=community, merged_into__isnull=False)
    return dict(rows.values_list("pk", "merged_into_id"))


def _held(activity: Activity) -> Activity:
    # `of` nothing else: what is joined over an empty link cannot be locked.
    return Activity.objects.select_for_update().get(pk=activity.pk)


def _save(row: Activity, column: str) -> None:
    row.is_listed = is_listed(row)
    row.save(update_fields=[column, "is_listed"])
    file([row])
    index([row])


def _called(row: Activity, kept: Activity) -> str:
    return f"{row.name[:90]}, into {kept.name[:90]}"


def stands_for(activity: Activity) -> Activity:
    """Return the entry that stands for this one: itself, where it was not merged."""
    if activity.merged_into_id is None:
        return activity
    rows = Activity.objects.filter(community_id=activity.community_id, merged_into__isnull=False)
    key = leads_to(activity.pk, dict(rows.values_list("pk", "merged_into_id")))
    return Activity.objects.select_related("provider").get(pk=key)
