"""The House of a community: its framework, how it stands, how it stood, and who is in it.

Nothing here tells who of those who use services said what, unless they chose to be named.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hearth.core.house.comparing import Compared, Rated, compare
from hearth.core.house.framework import Framework, parse
from hearth.core.house.parts import Part
from hearth.core.house.standing import HouseStanding, stand
from hearth.records.community.models import Community, Post
from hearth.records.house.answers import Given, given_in
from hearth.records.house.models import Assessment, FrameworkVersion, PartKeeper, Seat
from hearth.records.house.sight import seats_on
from hearth.records.people.models import Account
from hearth.records.periods import not_over

MOST_FRAMES = 12


@dataclass(frozen=True)
class InUse:
    """The framework of a community, and which version it is: 0 comes with Hearth."""

    framework: Framework
    number: int = 0
    version: FrameworkVersion | None = None


def framework_of(community: Community) -> Framework:
    """Return the framework of a community: as it adapted it, else as it comes with Hearth."""
    return framework_in_use(community).framework


def framework_in_use(community: Community) -> InUse:
    """Return the framework of a community with its version. One query."""
    newest = FrameworkVersion.objects.filter(community=community).order_by("-number").first()
    if newest is None:
        return InUse(pack())
    return InUse(_parsed(newest.text), newest.number, newest)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Framework:
    return parse(text)


def versions_of(community: Community) -> list[FrameworkVersion]:
    """Return what the community made of its framework, the newest first. One query."""
    rows = FrameworkVersion.objects.filter(community=community).select_related("by")
    return list(rows.order_by("-number"))


def pack() -> Framework:
    """Return the framework that comes with Hearth: version 0 of every community."""
    framework: Framework = settings.FRAMEWORK
    return framework


def assessments_of(community: Community) -> list[Assessment]:
    """Return all assessments of a community, the newest first. One query."""
    rows = Assessment.objects.filter(community=community)
    return list(rows.select_related("community", "opened_by", "closed_by").order_by(*NEWEST))


NEWEST = ("-opened_at", "-pk")


def assessment_in(community: Community, pk: int) -> Assessment | None:
    """Return one assessment of a community."""
    rows = Assessment.objects.select_related("community", "opened_by", "closed_by")
    return rows.filter(community=community, pk=pk).first()


def open_assessment_of(community: Community) -> Assessment | None:
    """Return the assessment that is being answered, if there is one."""
    rows = Assessment.objects.select_related("community", "opened_by")
    return rows.filter(community=community, closed_at__isnull=True).first()


def last_closed_elsewhere(community: Community) -> list[Assessment]:
    """Return the last closed assessment of each other community here, by name. One query."""
    rows = Assessment.objects.filter(closed_at__isnull=False).exclude(community=community)
    newest = {row.community_id: row for row in rows.select_related("community").order_by(*OLDEST)}
    return sorted(newest.values(), key=lambda row: row.community.name)


OLDEST = ("closed_at", "pk")


def framework_at(assessment: Assessment) -> Framework:
    """Return the framework that was frozen when this assessment opened."""
    return _parsed(assessment.framework_text)


def standing_of(community: Community, *, on: date | None = None) -> HouseStanding:
    """Say how the house stood at the end of a day; without a day, how it stands now.

    The last assessment that is closed decides; until one is, the first one that is open. So the
    house does not fall down each time that somebody begins to rate it anew. Four queries.
    """
    assessment = deciding(community, on=on)
    keepers = answers_for(community, on=on)
    if assessment is None:
        return stand(framework_of(community), (), (), keepers)
    return _standing(assessment, given_in([assessment], before=_end_of(on))[assessment.pk], keepers)


def deciding(community: Community, *, on: date | None = None) -> Assessment | None:
    """Return the assessment by which the house stands on a day."""
    end, rows = _end_of(on), Assessment.objects.filter(community=community)
    closed, begun = Q(closed_at__isnull=False), Q()
    if end is not None:
        closed, begun = Q(closed_at__lt=end), Q(opened_at__lt=end)
    last = rows.filter(closed).order_by("-closed_at", "-pk").first()
    return last or rows.filter(begun).order_by(*NEWEST).first()


def standing_in(assessment: Assessment, *, on: date | None = None) -> HouseStanding:
    """Say how the house stands by one assessment, with who answers for its parts on a day."""
    keepers = answers_for(assessment.community, on=on)
    return _standing(assessment, given_in([assessment])[assessment.pk], keepers)


def _standing(assessment: Assessment, given: Given, keepers: dict[Part, str]) -> HouseStanding:
    return stand(framework_at(assessment), given.answers, given.settled, keepers)


def film_of(community: Community, *, on: date) -> list[tuple[date, HouseStanding]]:
    """Return how the house stood at the end of each assessment, then on this day: oldest first.

    At most the last 12 assessments. The queries do not grow with them.
    """
    end = _end_of(on)
    rows = Assessment.objects.filter(community=community, closed_at__lt=end)
    closed = list(rows.order_by("-closed_at", "-pk")[:MOST_FRAMES])[::-1]
    given, keepers = given_in(closed), list(_keepers(community))
    frames = []
    for each in closed:
        day = timezone.localdate(each.closed_at)
        frames.append((day, _standing(each, given[each.pk], _names(keepers, day))))
    return [*frames, (on, standing_of(community, on=on))]


def compared(first: Assessment, second: Assessment) -> Compared:
    """Compare two assessments, of one community or of two, on the elements that both asked."""
    given = given_in([first, second])
    return compare(*(_rated(each, given[each.pk]) for each in (first, second)))


def _rated(assessment: Assessment, given: Given) -> Rated:
    day = timezone.localdate(assessment.closed_at) if assessment.closed_at else None
    keepers = answers_for(assessment.community, on=day)
    return Rated(framework_at(assessment), given.answers, given.settled, keepers)


def answers_for(community: Community, *, on: date | None = None) -> dict[Part, str]:
    """Return who answers for which part on a day, by name. A part without anybody is not there."""
    return _names(list(_keepers(community)), on)


def keepers_of(community: Community) -> dict[Part, PartKeeper]:
    """Return who answers for which part now, as rows with their accounts."""
    return {Part(row.part): row for row in _keepers(community) if row.ends is None}


def _keepers(community: Community) -> QuerySet[PartKeeper]:
    rows = PartKeeper.objects.filter(community=community)
    return rows.select_related("account").order_by("starts", "pk")


def _names(rows: list[PartKeeper], on: date | None) -> dict[Part, str]:
    return {Part(row.part): row.account.full_name for row in rows if _runs(row, on)}


def _runs(row: PartKeeper, on: date | None) -> bool:
    if on is None:
        return row.ends is None
    return row.starts <= on and (row.ends is None or row.ends >= on)


def who_could_sit(community: Community, who: str, *, on: date) -> list[Account]:
    """Return whom an e-mail address means, or the full name of somebody who works here."""
    if "@" in who:
        found = Account.objects.filter(email__iexact=who.strip(), is_active=True)
        return list(found.exclude(posts__is_software=True)[:1])
    posts = Post.people.filter(not_over(on), starts__lte=on, organisation__community=community)
    named = Account.objects.filter(full_name__iexact=" ".join(who.split()), is_active=True)
    return list(named.filter(Exists(posts.filter(account=OuterRef("pk"))))[:2])


def members_of(community: Community, on: date) -> list[Seat]:
    """Return who sits in the steering group on a day, with their accounts."""
    return list(seats_on(on).filter(community=community))


def seats_of(community: Community) -> list[Seat]:
    """Return all seats there ever were, the running ones first."""
    rows = Seat.objects.filter(community=community).select_related("account", "community")
    return sorted(rows, key=lambda row: (row.ends is not None, row.starts, row.pk))


def _end_of(day: date | None) -> datetime | None:
    """Return the moment at which a day has ended."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
