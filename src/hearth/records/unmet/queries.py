"""What people could not find: their own, the pictures that are out, and what was answered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from hearth.core.directory.interests import NeedKind
from hearth.core.directory.postcodes import outward_in
from hearth.core.unmet import ELSEWHERE, REASON_WORDS, Reason, is_answered_by
from hearth.core.unmet_picture import Picture, picture_from
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.access.queries import organisations_of
from hearth.records.community.models import Community
from hearth.records.directory.models import ActivityPlace
from hearth.records.directory.places import neighbourhood_of, neighbourhoods_in
from hearth.records.people.models import Address, Person
from hearth.records.unmet.models import UnmetAnswer, UnmetNeed, UnmetQuarter


def standing_asks(community: Community) -> QuerySet[UnmetNeed]:
    """Return what was asked here and not taken back."""
    return UnmetNeed.objects.filter(community=community, taken_back__isnull=True)


def counted() -> QuerySet[UnmetNeed]:
    """Return what may be counted: with a yes, and not taken back."""
    return UnmetNeed.objects.filter(may_count=True, taken_back__isnull=True)


@dataclass(frozen=True)
class UnmetShown:
    """What somebody asked, as their page shows it, with the answers to it, the newest first."""

    row: UnmetNeed
    need: str
    reason: str
    is_taken_back: bool
    answers: tuple[UnmetAnswer, ...]


def unmet_of(record: Record) -> list[UnmetShown]:
    """Return all that this person could not find, the newest first. Two queries.

    It belongs to “Things near me”: who may not see that learns nothing of it.
    """
    if not record.sees(Section.COMMUNITY):
        return []
    rows = list(
        UnmetNeed.objects.filter(person=record.person)
        .select_related("taken_back")
        .order_by("-at", "pk")
    )
    answers = list(
        UnmetAnswer.objects.filter(
            community__in={row.community_id for row in rows}, need__in={row.need for row in rows}
        ).order_by("-at", "-pk")
    )
    return [_shown(row, answers) for row in rows]


def _shown(row: UnmetNeed, answers: Iterable[UnmetAnswer]) -> UnmetShown:
    own = tuple(
        each
        for each in answers
        if each.community_id == row.community_id
        and is_answered_by(row.need, row.place, answer_need=each.need, answer_place=each.place)
        and each.at >= row.at
    )
    reason = REASON_WORDS[Reason(row.reason)]
    return UnmetShown(row, need_name(row.need), reason, hasattr(row, "taken_back"), own)


def unmet_in(record: Record, key: UUID) -> UnmetNeed | None:
    """Return one thing that this person could not find, and has not taken back."""
    if not record.sees(Section.COMMUNITY):
        return None
    rows = UnmetNeed.objects.filter(person=record.person, taken_back__isnull=True)
    return rows.filter(pk=key).first()


def need_name(code: str) -> str:
    """Return the name of a kind of need; one that the vocabulary lost keeps its code."""
    return str(settings.INTERESTS.need_by_code.get(code, NeedKind(code, code)).name)


def community_of(person: Person, *, on: date) -> Community | None:
    """Return where the person has care; of several, the one that came first."""
    held = organisations_of(person, on=on)
    return Community.objects.filter(organisations__in=held).order_by("pk").first()


def places_for(person: Person, community: Community) -> list[str]:
    """Return the places to choose from: that of their home first, and somewhere else last."""
    homes = Address.objects.filter(person=person, type="home").values_list("postcode", flat=True)
    known = ActivityPlace.objects.filter(activity__community=community, activity__is_listed=True)
    codes = set(known.values_list("postcode", flat=True).distinct())
    own = [neighbourhood_of(each) for each in homes]
    near = neighbourhoods_in({outward_in(each) for each in codes} - {""})
    return [*dict.fromkeys(each for each in [*own, *near] if each), ELSEWHERE]


@dataclass(frozen=True)
class QuarterOut:
    """A quarter that is over, and what was put out of it."""

    quarter: date
    picture: Picture


def quarters_out(community: Community) -> list[QuarterOut]:
    """Return the pictures that are out, the newest first."""
    rows = UnmetQuarter.objects.filter(community=community).order_by("-quarter")
    return [QuarterOut(row.quarter, picture_from(row.picture)) for row in rows]


def places_out(community: Community) -> list[str]:
    """Return the places that the pictures name, by name."""
    quarters = quarters_out(community)
    return sorted({place for each in quarters for place in each.picture.places if place})


def needs_out(community: Community) -> frozenset[str]:
    """Return the kinds of need of which a count is out: these may be spoken of to everyone."""
    return frozenset[str]().union(*(each.picture.shown_needs for each in quarters_out(community)))


def answers_in(community: Community) -> list[UnmetAnswer]:
    """Return all answers given here, the newest first."""
    rows = UnmetAnswer.objects.filter(community=community).select_related("by")
    return list(rows.order_by("-at", "-pk"))


def answers_for_everyone(community: Community) -> list[tuple[str, UnmetAnswer]]:
    """Return the newest answer to each kind of need that may be spoken of, with its name."""
    shown = needs_out(community)
    newest: dict[tuple[str, str], UnmetAnswer] = {}
    for row in answers_in(community):
        if row.need in shown:
            newest.setdefault((row.need, row.place), row)
    return [(need_name(row.need), row) for row in newest.values()]


def unanswered(community: Community) -> list[str]:
    """Return the kinds of need of which a count is out and that nobody has answered, by name."""
    answered = {row.need for row in answers_in(community)}
    return sorted(need_name(need) for need in needs_out(community) - answered)


def to_look_at(community: Community) -> QuerySet[UnmetNeed]:
    """Return words that may be quoted and that nobody has looked at yet, in no telling order."""
    rows = standing_asks(community).filter(may_quote=True, looked__isnull=True)
    return rows.order_by("pk")


def quotations(community: Community) -> dict[str, list[str]]:
    """Return what may be shown of people's words, by kind of need: never a place, nor a day.

    Only of kinds of need of which a count is out: else it would tell that somebody asked.
    """
    shown = needs_out(community)
    rows = standing_asks(community).filter(may_quote=True, may_count=True, looked__may_show=True)
    found = defaultdict(list)
    for row in rows.filter(need__in=shown).order_by("pk"):
        found[row.need].append(row.words)
    return dict(found)
