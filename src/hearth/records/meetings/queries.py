"""Meetings of a community, and what was said in them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from hearth.core.house.framework import Framework
from hearth.core.house.meetings import (
    AgendaItem,
    Held,
    Stage,
    coverage,
    known,
    sentences,
    stage,
    touched,
)
from hearth.core.house.minutes import ItemMinutes, Minutes
from hearth.core.house.minutes import Task as TaskSaid
from hearth.core.house.parts import NAMES
from hearth.core.messages import MessageKind
from hearth.records.community.models import Community
from hearth.records.meetings.models import (
    AgreedMinutes,
    Attendance,
    Decision,
    Item,
    ItemDraft,
    ItemWords,
    Meeting,
    Task,
)
from hearth.records.people.models import Account

Said = TypeVar("Said", Decision, Task)


def meetings_of(community: Community) -> QuerySet[Meeting]:
    """Return all meetings of a community, the newest first; `is_agreed` says if minutes are."""
    agreed = AgreedMinutes.objects.filter(meeting=OuterRef("pk"))
    rows = Meeting.objects.filter(community=community).annotate(is_agreed=Exists(agreed))
    return rows.select_related("community").order_by("-starts", "-pk")


def meeting_of(community: Community, pk: int) -> Meeting | None:
    """Return one meeting of this community."""
    return meetings_of(community).filter(pk=pk).first()


def stage_of(meeting: Meeting, *, at: datetime) -> Stage:
    """Say where a meeting stands. It comes from `meetings_of` or `meeting_of`."""
    return stage(
        has_begun=meeting.starts <= at,
        is_agreed=getattr(meeting, "is_agreed", False),
        is_cancelled=meeting.cancelled_at is not None,
    )


def items_of(meeting: Meeting) -> list[Item]:
    """Return the agenda in its order."""
    return list(meeting.items.select_related("meeting"))


def item_of(meeting: Meeting, pk: int) -> Item | None:
    """Return one item of this meeting."""
    return meeting.items.filter(pk=pk).select_related("meeting").first()


def decision_of(community: Community, pk: int) -> Decision | None:
    """Return one decision of this community."""
    rows = Decision.objects.filter(meeting__community=community, taken_out_at__isnull=True)
    return rows.select_related("meeting").filter(pk=pk).first()


def held_before(community: Community, moment: datetime) -> tuple[Held, ...]:
    """Return the meetings that began before a moment, the oldest first. Two queries."""
    rows = Meeting.objects.filter(
        community=community, starts__lt=moment, cancelled_at__isnull=True
    ).order_by("starts", "pk")
    return tuple(
        Held(timezone.localdate(row.starts), tuple(each.as_item for each in row.items.all()))
        for row in rows.prefetch_related(Prefetch("items", Item.objects.order_by("place", "pk")))
    )


def open_decisions(community: Community, *, before: datetime) -> QuerySet[Decision]:
    """Return what was decided in meetings before a moment and is not done, the oldest first."""
    rows = Decision.objects.filter(
        meeting__community=community,
        meeting__starts__lt=before,
        done_at__isnull=True,
        taken_out_at__isnull=True,
    )
    return rows.select_related("meeting", "item").order_by("at", "pk")


@dataclass(frozen=True)
class ItemSaid:
    """One item with what was written on it. `number` is that of its words; 0: none yet."""

    item: Item | None
    words: str
    number: int
    decisions: tuple[Decision, ...]
    tasks: tuple[Task, ...]


def said_in(meeting: Meeting) -> list[ItemSaid]:
    """Return all that was written, item by item; last what belongs to none. Four queries."""
    decisions = _by_item(meeting.decisions.filter(taken_out_at__isnull=True))
    tasks = _by_item(meeting.tasks.all())
    rows = ItemWords.objects.filter(item__meeting=meeting).order_by("number")
    newest = {row.item_id: (row.words, row.number) for row in rows}
    found = []
    for item in items_of(meeting):
        words, number = newest.get(item.pk, ("", 0))
        mine = tuple(decisions[item.pk]), tuple(tasks[item.pk])
        found.append(ItemSaid(item, words, number, *mine))
    rest = ItemSaid(None, "", 0, tuple(decisions[None]), tuple(tasks[None]))
    return [*found, rest] if rest.decisions or rest.tasks else found


def _by_item(rows: QuerySet[Said]) -> dict[int | None, list[Said]]:
    found: dict[int | None, list[Said]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.item_id].append(row)
    return found


def drafts_of(meeting: Meeting, account: Account) -> dict[int, ItemDraft]:
    """Return what somebody typed in a meeting and did not save, by item."""
    rows = ItemDraft.objects.filter(item__meeting=meeting, account=account)
    return {row.item_id: row for row in rows}


def people_at(meeting: Meeting) -> list[Attendance]:
    """Return who was there, and who could not be, by name."""
    return list(meeting.people.all())


def newest_agreed(meeting: Meeting) -> AgreedMinutes | None:
    """Return the agreed minutes that count: the newest."""
    return meeting.agreed.order_by("-number").first()


def agreed_of(meeting: Meeting) -> tuple[Minutes, int] | None:
    """Return the agreed minutes and their number, or None where they are not agreed."""
    row = newest_agreed(meeting)
    return (Minutes.from_json(row.document), row.number) if row else None


def minutes_of(meeting: Meeting, framework: Framework) -> Minutes:
    """Return the minutes as they stand now, not agreed yet."""
    people, said = people_at(meeting), said_in(meeting)
    return Minutes(
        community=meeting.community.name,
        title=meeting.title,
        starts=timezone.localtime(meeting.starts),
        length=meeting.length,
        place=meeting.place,
        chair=meeting.chair,
        present=tuple(each.name for each in people if each.was_there),
        sorry=tuple(each.name for each in people if not each.was_there),
        items=tuple(_item_minutes(each, framework) for each in said),
        covered=covered_words(meeting, [e.item.as_item for e in said if e.item], framework),
    )


def covered_words(
    meeting: Meeting, items: list[AgendaItem], framework: Framework
) -> tuple[str, ...]:
    """Say where the minutes of a meeting go, and for how long what is left out was untouched."""
    last = touched(held_before(meeting.community, meeting.starts), framework)
    found = coverage(items, framework, meeting.length)
    return sentences(found, last, timezone.localdate(meeting.starts))


def _item_minutes(said: ItemSaid, framework: Framework) -> ItemMinutes:
    item = said.item
    elements = known(item.elements, framework) if item else ()
    return ItemMinutes(
        title=item.title if item else "Other matters",
        minutes=item.minutes if item else 0,
        elements=tuple(f"{NAMES[each.part]}: {each.name}" for each in elements),
        words=said.words,
        decisions=tuple(each.words for each in said.decisions),
        tasks=tuple(TaskSaid(each.what, each.who, each.due) for each in said.tasks),
    )


def to_tell(meeting: Meeting, *, at: datetime) -> MessageKind | None:
    """Return what the members do not know yet of a meeting that has not begun; None: nothing."""
    if meeting.starts <= at or meeting.told_sequence == meeting.sequence:
        return None
    if meeting.told_sequence is None:
        return None if meeting.cancelled_at else MessageKind.MEETING
    return MessageKind.MEETING_OFF if meeting.cancelled_at else MessageKind.MEETING_MOVED
