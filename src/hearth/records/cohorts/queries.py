"""Which rules a community has, what they said when, and what their runs counted."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hearth.records.access.models import Involvement
from hearth.records.cohorts.models import (
    CohortDefinition,
    CohortDraft,
    CohortRun,
    CohortVersion,
)
from hearth.records.community.models import Community
from hearth.records.people.models import Account, Death, Identifier, Person
from hearth.records.periods import not_over


@dataclass(frozen=True)
class Standing:
    """A rule, what it says now, and the last run of any of its versions that counted."""

    definition: CohortDefinition
    version: CohortVersion
    last_run: CohortRun | None


def definitions_in(communities: Collection[int]) -> list[Standing]:
    """All rules of these communities by name. Three queries, however many there are."""
    rows = CohortDefinition.objects.filter(community__in=communities).annotate(
        newest=_first(CohortVersion.objects.filter(definition=OuterRef("pk")).order_by("-number")),
        last=_first(_counted().filter(version__definition=OuterRef("pk")).order_by("-ended_at")),
    )
    found = list(rows.select_related("community").order_by("name", "pk"))
    versions = CohortVersion.objects.in_bulk([each.newest for each in found])
    runs = CohortRun.objects.in_bulk([each.last for each in found if each.last])
    return [Standing(each, versions[each.newest], runs.get(each.last)) for each in found]


def _first(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.values("pk")[:1])


def _counted() -> QuerySet[CohortRun]:
    return CohortRun.objects.filter(ended_at__isnull=False, problem="")


def definition_in(communities: Collection[int], pk: int) -> CohortDefinition | None:
    """One rule, where it is of one of these communities."""
    rows = CohortDefinition.objects.select_related("community")
    return rows.filter(community__in=communities, pk=pk).first()


def definition_named(name: str, community: str = "") -> CohortDefinition | None:
    """A rule by its name, for the command line; None where there is none, or more than one."""
    rows = CohortDefinition.objects.filter(name=name)
    if community:
        rows = rows.filter(community__name=community)
    found = list(rows.select_related("community")[:2])
    return found[0] if len(found) == 1 else None


def newest_version(definition: CohortDefinition) -> CohortVersion:
    """What a rule says now."""
    return definition.versions.select_related("by", "definition").latest("number")


def versions_of(definition: CohortDefinition) -> list[CohortVersion]:
    """All that a rule has said, newest first."""
    return list(definition.versions.select_related("by").order_by("-number"))


def draft_of(definition: CohortDefinition, account: Account) -> CohortDraft | None:
    """What somebody builds on a rule and has not saved."""
    return CohortDraft.objects.filter(definition=definition, account=account).first()


def runs_of(definition: CohortDefinition, *, most: int = 20) -> list[CohortRun]:
    """The last runs of any version of a rule, newest first."""
    rows = CohortRun.objects.filter(version__definition=definition)
    return list(rows.select_related("version", "asked_by").order_by("-asked_at", "-pk")[:most])


def run_of(definition: CohortDefinition, pk: int) -> CohortRun | None:
    """One run of a rule."""
    rows = CohortRun.objects.select_related("version__definition__community", "asked_by")
    return rows.filter(version__definition=definition, pk=pk).first()


def runs_waiting(*, stale: datetime) -> list[CohortRun]:
    """Runs that nobody does, oldest first: not begun, or begun before `stale` and never ended."""
    free = Q(begun_at__isnull=True) | Q(begun_at__lt=stale)
    rows = CohortRun.objects.filter(free, ended_at__isnull=True, version__isnull=False)
    return list(
        rows.select_related("version__definition__community", "asked_by").order_by("asked_at")
    )


def communities() -> list[Community]:
    """All communities, by name."""
    return list(Community.objects.order_by("name"))


def people_in(community: Community, *, scheme: str, on: date) -> Iterator[tuple[UUID, str]]:
    """Each living person in whose care a service of a community has a part, with their number.

    One without a number in the scheme has "".
    """
    running = not_over(on)
    tied = Involvement.objects.filter(
        running, person=OuterRef("pk"), organisation__community=community, starts__lte=on
    )
    died = Death.objects.filter(person=OuterRef("pk"), undone_at__isnull=True)
    numbers = Identifier.objects.filter(person=OuterRef("pk"), scheme=scheme).order_by("pk")
    rows = Person.objects.filter(Exists(tied), ~Exists(died))
    named = rows.annotate(number=Coalesce(Subquery(numbers.values("value")[:1]), Value("")))
    return named.values_list("pk", "number").iterator(chunk_size=2_000)
