"""People in whose care several services have a part, and the services of one of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from hearth.core.rounds import Step
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.access.models import Involvement, Seal
from hearth.records.access.queries import people_visible_to
from hearth.records.community.models import Organisation, Post
from hearth.records.people.models import Account, Death, Person
from hearth.records.periods import not_over
from hearth.records.plans.models import KeyWorker, Round, StepDate, Version
from hearth.records.plans.queries.entries import joined_plans

SEVERAL = 2


@dataclass(frozen=True)
class Service:
    """A service with a part in the care, and whom to call there; nobody by name where none is."""

    organisation: Organisation
    is_health: bool
    since: date
    contact: Post | None
    leads: bool
    keeps: bool


@dataclass(frozen=True)
class WorkingTogether:
    """Who else has a part, and what there is to build on. Empty where that part is closed."""

    services: list[Service]
    plans: list[Any]
    plan_of: date | None

    @property
    def health(self) -> list[Service]:
        return [each for each in self.services if each.is_health]


HEALTH = (Organisation.Kind.PRACTICE.value, Organisation.Kind.TRUST.value)


def working_together(record: Record, *, today: date) -> WorkingTogether:
    """What somebody who starts or reviews a plan needs to know of the others. Five queries.

    It is a part of “people and plans”: who may not see that sees nothing here.
    """
    if not record.sees(Section.PEOPLE_AND_PLANS):
        return WorkingTogether([], [], None)
    tied = Involvement.objects.filter(not_over(today), person=record.person, starts__lte=today)
    rows = tied.select_related("organisation").order_by("organisation__name")
    round = (
        Round.objects.filter(person=record.person, ended_at__isnull=True)
        .select_related("accountable__account")
        .first()
    )
    keeper = (
        KeyWorker.objects.filter(person=record.person, ends__isnull=True)
        .select_related("post__account")
        .first()
    )
    lead, keeps = round.accountable if round else None, keeper.post if keeper else None
    newest = Version.objects.filter(person=record.person).order_by("-number")
    frozen = newest.values_list("frozen_at", flat=True).first()
    return WorkingTogether(
        [_service(row, lead, keeps) for row in rows],
        joined_plans(record),
        frozen.date() if frozen else None,
    )


def _service(row: Involvement, lead: Post | None, keeps: Post | None) -> Service:
    """Whom to call: the key worker before who leads the round, where they work there."""
    place = row.organisation_id
    is_kept = keeps is not None and keeps.organisation_id == place
    is_led = lead is not None and lead.organisation_id == place
    contact = keeps if is_kept else lead if is_led else None
    kind = row.organisation.kind in HEALTH
    return Service(row.organisation, kind, row.starts, contact, is_led, is_kept)


def shared_people(
    account: Account, *, today: date, service: int | None = None, posts: Collection[int] = ()
) -> QuerySet[Person]:
    """People whom this member of staff may see and in whose care two or more services have a part.

    Those with the nearest date come first. `service`: only people whom it has a part in;
    `posts`: only those whose key worker holds one of them.
    """
    tied = Involvement.objects.filter(not_over(today), person=OuterRef("pk"), starts__lte=today)
    many = tied.order_by().values("person").annotate(many=Count("organisation", distinct=True))
    closed = Seal.objects.filter(
        person=OuterRef("pk"),
        section=Section.PEOPLE_AND_PLANS.value,
        thread__isnull=True,
        lifted_at__isnull=True,
    )
    due = StepDate.objects.filter(
        round__person=OuterRef("pk"), round__ended_at__isnull=True,
        replaced_at__isnull=True, met_at__isnull=True,
    )  # fmt: skip
    rows = people_visible_to(account, on=today).annotate(
        many=Coalesce(Subquery(many.values("many")[:1], output_field=IntegerField()), 0),
        next_due=Subquery(due.order_by("due").values("due")[:1]),
    )
    found = rows.filter(~Exists(closed), ~Exists(_dead()), many__gte=SEVERAL)
    if service is not None:
        found = found.filter(Exists(tied.filter(organisation=service)))
    if posts:
        held = KeyWorker.objects.filter(person=OuterRef("pk"), ends__isnull=True, post__in=posts)
        found = found.filter(Exists(held))
    return found.order_by("next_due", "family_key", "given_key", "pk")


def _dead() -> QuerySet[Death]:
    return Death.objects.filter(person=OuterRef("pk"), undone_at__isnull=True)


@dataclass(frozen=True)
class Shared:
    """One line for a team meeting."""

    person: Person
    services: list[Organisation]
    key_worker: Post | None
    lead: Post | None
    step: Step | None
    due: date | None


def as_shared(people: Collection[Person], *, today: date) -> list[Shared]:
    """Read the services, the key workers and the next steps of a page of people: four queries."""
    ids = [person.pk for person in people]
    services = _services(ids, today)
    keepers = {
        row.person_id: row.post
        for row in KeyWorker.objects.filter(person__in=ids, ends__isnull=True).select_related(
            "post__account"
        )
    }
    rounds = Round.objects.filter(person__in=ids, ended_at__isnull=True)
    leads = {
        row.person_id: row.accountable for row in rounds.select_related("accountable__account")
    }
    steps = _next_steps(ids)
    return [
        Shared(
            person,
            services[person.pk],
            keepers.get(person.pk),
            leads.get(person.pk),
            *steps.get(person.pk, (None, None)),
        )
        for person in people
    ]


def _services(people: Collection[UUID], today: date) -> Mapping[UUID, list[Organisation]]:
    found: dict[UUID, list[Organisation]] = defaultdict(list)
    rows = Involvement.objects.filter(not_over(today), person__in=people, starts__lte=today)
    for row in rows.select_related("organisation").order_by("organisation__name"):
        found[row.person_id].append(row.organisation)
    return found


def _next_steps(people: Collection[UUID]) -> dict[UUID, tuple[Step, date]]:
    """The next step of each running round, by its date."""
    rows = StepDate.objects.filter(
        round__person__in=people, round__ended_at__isnull=True, replaced_at__isnull=True,
        met_at__isnull=True,
    )  # fmt: skip
    ordered = rows.order_by("-due", "-pk").values_list("round__person_id", "step", "due")
    return {person: (Step(step), due) for person, step, due in ordered}


def partners(account: Account, *, today: date) -> list[Organisation]:
    """The services that share people with this member of staff, for a choice. One query."""
    seen = people_visible_to(account, on=today)
    rows = Organisation.objects.filter(
        Exists(
            Involvement.objects.filter(
                not_over(today), organisation=OuterRef("pk"), person__in=seen, starts__lte=today
            )
        )
    )
    return list(rows.order_by("name"))
