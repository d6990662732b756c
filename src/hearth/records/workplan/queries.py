"""The work plan of a community as values of the core, and what became of one action."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from hearth.core.house.work import Said, Work, WorkState
from hearth.records.community.models import Community
from hearth.records.workplan.models import (
    BoardDraft,
    BoardPack,
    Dependence,
    Move,
    Tag,
    Wording,
    WorkItem,
)


def said_of(row: Wording) -> Said:
    """Return the words of an action as a value."""
    return Said(row.title, row.why, row.owner, row.organisation, row.due, row.effort)


def work_of(community: Community) -> list[Work]:
    """Return all actions of a community, the ended ones too, in the order they were written.

    Five queries, however many there are.
    """
    return _as_work(list(_with_newest(WorkItem.objects.filter(community=community))))


def item_in(community: Community, number: int) -> WorkItem | None:
    """Return the row of one action, where it is of this community."""
    rows = WorkItem.objects.select_related("community", "made_by")
    return rows.filter(community=community, pk=number).first()


def newest_wording(item: WorkItem) -> Wording:
    """Return what an action says now."""
    return item.wordings.select_related("owner_account").latest("number")


def _with_newest(rows: QuerySet[WorkItem]) -> QuerySet[Any]:
    def newest(model: Any) -> Subquery:
        found = model.objects.filter(item=OuterRef("pk")).order_by("-number")
        return Subquery(found.values("pk")[:1])

    return rows.annotate(wording_id=newest(Wording), move_id=newest(Move)).order_by("pk")


def _as_work(items: list[Any]) -> list[Work]:
    wordings = Wording.objects.in_bulk([each.wording_id for each in items])
    moves = Move.objects.in_bulk([each.move_id for each in items])
    tags = _by_item(Tag.objects.order_by("pk"), "code", items)
    needs = _by_item(Dependence.objects.order_by("on"), "on", items)
    return [
        Work(
            number=each.pk,
            said=said_of(wordings[each.wording_id]),
            state=WorkState(moves[each.move_id].state),
            since=timezone.localdate(each.made_at),
            elements=tuple(tags[each.pk]),
            depends_on=tuple(needs[each.pk]),
            touched=timezone.localdate(max(wordings[each.wording_id].at, moves[each.move_id].at)),
            source=each.source,
        )
        for each in items
    ]


def _by_item(rows: QuerySet[Any], field: str, items: list[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    current = rows.filter(item__in=[each.pk for each in items], ended_at__isnull=True)
    for item, value in current.values_list("item", field):
        found[item].append(value)
    return found


@dataclass(frozen=True)
class Event:
    """Something that became of an action: when, who, what it was, and the reason they gave."""

    at: datetime
    who: str
    did: str
    why: str = ""


def history_of(item: WorkItem) -> list[Event]:
    """Return all that became of an action, the newest first. Two queries."""
    wordings = list(item.wordings.select_related("by").order_by("number"))
    moves = list(item.moves.select_related("by").order_by("number"))
    found = [Event(item.made_at, _name(item.made_by), "Wrote it down")]
    found += [
        Event(row.at, _name(row.by), what, row.reason)
        for before, row in pairwise(wordings)
        for what in _changed(said_of(before), said_of(row))
    ]
    found += [
        Event(row.at, _name(row.by), f"{WorkState(row.state).words}", row.why) for row in moves[1:]
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _changed(before: Said, after: Said) -> Iterable[str]:
    if before.due != after.due:
        yield f"Moved the date from {_day(before.due)} to {_day(after.due)}"
    if (before.owner, before.organisation) != (after.owner, after.organisation):
        yield f"Gave it to {after.owner or 'nobody'} (before: {before.owner or 'nobody'})"
    if (before.title, before.why, before.effort) != (after.title, after.why, after.effort):
        yield "Changed the words" if before.title == after.title else f"Was: {before.title}"


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "no date"


def _name(account: Any) -> str:
    return account.full_name if account else "Hearth"


def board_draft_of(community: Community) -> BoardDraft | None:
    """Return what is written for the next board pack, if anything is."""
    return BoardDraft.objects.filter(community=community).first()


def board_packs_of(community: Community) -> list[BoardPack]:
    """Return the packs that were given out, the newest first."""
    rows = BoardPack.objects.filter(community=community).select_related("by")
    return list(rows.order_by("-at", "-pk"))


def board_pack_in(community: Community, number: int) -> BoardPack | None:
    """Return one pack of this community."""
    return BoardPack.objects.filter(community=community, pk=number).first()
