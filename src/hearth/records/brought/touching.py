"""What touched the House in a community: meetings, work, and agendas that were brought."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from hearth.core.house.year import Source, Touch
from hearth.records.brought.models import BroughtLine, LineTag
from hearth.records.community.models import Community
from hearth.records.meetings.queries import held_before
from hearth.records.workplan.models import Move, Tag, Wording


def touches_of(community: Community, *, before: datetime) -> list[Touch]:
    """Return all that touched an element before a moment. Seven queries, however much it is."""
    return [*_met(community, before), *_worked(community, before), *_brought(community)]


def _met(community: Community, before: datetime) -> Iterator[Touch]:
    for held in held_before(community, before):
        for item in held.items:
            if item.elements and item.minutes:
                yield Touch(held.day, item.elements, Source.MEETING, item.minutes)


def _worked(community: Community, before: datetime) -> Iterator[Touch]:
    """Yield once a month for each action that was written, changed or moved in it."""
    tags: dict[int, list[str]] = defaultdict(list)
    rows = Tag.objects.filter(item__community=community, ended_at__isnull=True).order_by("pk")
    for item, code in rows.values_list("item", "code"):
        tags[item].append(code)
    last: dict[tuple[int, date], date] = {}
    for model in (Wording, Move):
        moments = model.objects.filter(item__community=community, at__lt=before)
        for item, at in moments.values_list("item", "at"):
            day = timezone.localdate(at)
            month = (item, day.replace(day=1))
            last[month] = max(last.get(month, day), day)
    for (item, _), day in last.items():
        if tags[item]:
            yield Touch(day, tuple(tags[item]), Source.WORK)


def _brought(community: Community) -> Iterator[Touch]:
    """Yield the lines of agendas and minutes with a day.

    A work plan that was brought says what should be done: it touches nothing yet.
    """
    rows = BroughtLine.objects.filter(
        brought__community=community, brought__day__isnull=False, left_out=False
    ).exclude(brought__kind="work plan")
    tags: dict[int, list[str]] = defaultdict(list)
    open_tags = LineTag.objects.filter(line__in=rows, ended_at__isnull=True)
    for line, code in open_tags.order_by("pk").values_list("line", "code"):
        tags[line].append(code)
    for row in rows.filter(became="").select_related("brought"):
        if row.pk in tags and row.brought.day:
            yield Touch(row.brought.day, tuple(tags[row.pk]), Source.BROUGHT, row.minutes or 0)
