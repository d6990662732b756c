"""Introductions of one person, with where each stands; and the caseload of who follows them up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from hearth.core.introductions.standing import Event, Standing, standing
from hearth.core.introductions.states import Kind, Reason, State, Teller
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.introductions.models import Introduction, IntroductionEvent

__all__ = ["Followed", "events_of", "followed", "introduction", "introductions_of", "standing_of"]


@dataclass(frozen=True)
class Followed:
    """One introduction as a page shows it: what happened, oldest first, and where it stands."""

    row: Introduction
    happened: list[IntroductionEvent]
    standing: Standing

    @property
    def kind(self) -> Kind:
        return Kind(self.row.kind)

    @property
    def was_asked(self) -> bool:
        """Say whether the group was ever asked."""
        return any(each.state == State.REQUESTED.value for each in self.happened)


def as_event(row: IntroductionEvent) -> Event:
    """Turn a row into the value that the core speaks of."""
    return Event(
        state=State(row.state),
        on=row.on,
        teller=Teller(row.teller),
        reason=Reason(row.reason) if row.reason else None,
        place=row.place,
    )


def events_of(introduction: Introduction) -> list[IntroductionEvent]:
    """All that happened to one introduction, in the order in which it was told."""
    return sorted(introduction.events.all(), key=lambda each: each.pk)


def standing_of(introduction: Introduction) -> Standing:
    """Say where one introduction stands."""
    return followed(introduction).standing


def followed(row: Introduction) -> Followed:
    """Return one introduction with what happened and where it stands."""
    happened = events_of(row)
    stands = standing(map(as_event, happened), is_settled=row.settled_at is not None)
    return Followed(row, happened, stands)


def whole(rows: QuerySet[Introduction]) -> QuerySet[Introduction]:
    """Bring the activity, who runs it, who follows it up, and all that happened: two queries."""
    events = Prefetch("events", IntroductionEvent.objects.select_related("by").order_by("pk"))
    return rows.select_related(
        "activity__provider", "activity__community", "made_by", "link_worker", "person"
    ).prefetch_related(events)


def seen_by(record: Record) -> QuerySet[Introduction]:
    """The introductions of a person that this viewer may know of.

    They belong to “Things near me”: who may not see that, or the entry or goal that one is about,
    learns nothing of it.
    """
    rows = Introduction.objects.filter(person=record.person)
    if not record.sees(Section.COMMUNITY):
        return rows.none()
    if record.hidden:
        hidden = [UUID(thread) for thread in record.hidden]
        rows = rows.exclude(thread__in=hidden).exclude(goal__in=hidden)
    return rows


def introductions_of(record: Record) -> list[Followed]:
    """All introductions of a person that this viewer may know of, the newest first."""
    rows = whole(seen_by(record)).order_by("-made_at", "-pk")
    return [followed(row) for row in rows]


def introduction(record: Record, key: UUID) -> Followed | None:
    """One introduction of a person; None where there is none that this viewer may know of."""
    row = whole(seen_by(record)).filter(pk=key).first()
    return followed(row) if row else None


def open_with_group(record: Record, activity: UUID) -> Followed | None:
    """The introduction of this person to this activity that is not over.

    One that this viewer may not know of counts as none: a refusal would tell of it.
    """
    rows = whole(seen_by(record).filter(activity=activity))
    stand = (followed(row) for row in rows.order_by("-made_at"))
    return next((each for each in stand if not each.standing.is_over), None)


def rows_happened() -> Iterator[tuple[UUID, date, str, str]]:
    """(person, on, state, kind) of all that happened, in order, for the population extract."""
    rows = IntroductionEvent.objects.order_by("introduction__person", "pk")
    names = ("introduction__person", "on", "state", "introduction__kind")
    yield from rows.values_list(*names).iterator()


def follow_all(rows: Iterable[Introduction]) -> list[Followed]:
    """Say where each of these stands; they bring their events (`whole`)."""
    return [followed(row) for row in rows]
