"""Which plans can be drawn, which were, what is still to be looked at, and what was found."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hearth.core.access import Footing, Role
from hearth.core.quality import QUESTIONS, Mark, Tally, draw, month_after, tally
from hearth.records.access.door import Record
from hearth.records.access.models import Involvement
from hearth.records.community.models import Community, Post
from hearth.records.people.models import Death, Supporter
from hearth.records.periods import not_over
from hearth.records.plans.models import Signature, Version
from hearth.records.plans.queries.answers import standing_of_each
from hearth.records.quality.models import Draw, DrawnPlan, QualityMark

AT_ONCE = 500


def auditors_in(community: Community, *, on: date) -> list[Post]:
    """The posts of records auditors in a community that run on a day."""
    running = not_over(on)
    rows = Post.people.filter(
        running, organisation__community=community, role=Role.AUDITOR.value, starts__lte=on
    )
    return list(rows.select_related("account", "organisation").order_by("pk"))


def communities_to_draw(month: date, *, on: date) -> list[Community]:
    """Where there is an auditor on this day, and nobody drew the plans of this month yet."""
    running = not_over(on)
    posts = Post.people.filter(
        running,
        organisation__community=OuterRef("pk"),
        role=Role.AUDITOR.value,
        starts__lte=on,
    )
    held = Draw.objects.filter(community=OuterRef("pk"), month=month)
    return list(Community.objects.filter(Exists(posts), ~Exists(held)).order_by("name"))


def name_of(version: Version) -> str:
    """How a draw names a plan: the same wherever it is kept."""
    return f"{version.person_id}/{version.number}"


def plans_agreed(community: Community, month: date, *, auditors: Iterable[Post]) -> list[Version]:
    """The plans in force that were signed in this month, one for each person.

    Left out: people who died; plans of the auditors themselves, of those whom they support, and
    those that they had a part in.
    """
    start = _midnight(month)
    end = _midnight(month_after(month))
    signed = Signature.objects.filter(version=OuterRef("pk"), at__gte=start, at__lt=end)
    rows = (
        Version.objects.filter(Exists(signed), _here(community, month))
        .exclude(_close_to([post.account_id for post in auditors]))
        .exclude(Exists(Death.objects.filter(person=OuterRef("person"), undone_at__isnull=True)))
        .defer("document")
        .order_by("person", "-number")
    )
    return list(_newest_of_each(_in_force(rows)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _here(community: Community, month: date) -> Exists:
    running = not_over(month)
    return Exists(
        Involvement.objects.filter(
            running, person=OuterRef("person"), organisation__community=community
        )
    )


def _close_to(accounts: Collection[int]) -> Q:
    """Say that a plan is too close to one of these accounts for a fair look."""
    helped = Supporter.objects.filter(
        person=OuterRef("person"), account__in=accounts, ended_at__isnull=True
    )
    signed = Signature.objects.filter(version=OuterRef("pk"), by__in=accounts)
    return (
        Q(person__account__in=accounts)
        | Q(frozen_by__in=accounts)
        | Q(Exists(helped))
        | Q(Exists(signed))
    )


def _in_force(rows: QuerySet[Version]) -> Iterator[Version]:
    found: list[Version] = []
    for row in rows.iterator(chunk_size=AT_ONCE):
        found.append(row)
        if len(found) == AT_ONCE:
            yield from (each.version for each in standing_of_each(found) if each.is_in_force)
            found = []
    yield from (each.version for each in standing_of_each(found) if each.is_in_force)


def _newest_of_each(rows: Iterable[Version]) -> Iterator[Version]:
    for _, theirs in groupby(rows, key=lambda row: row.person_id):
        yield next(theirs)


def draws_in(communities: Collection[int], month: date) -> list[Draw]:
    """What was drawn in these communities for a month. Without the lists that it was drawn from."""
    rows = Draw.objects.filter(community__in=communities, month=month).defer("frame")
    return list(rows.select_related("community").order_by("community__name"))


def comes_out_again(held: Draw) -> bool:
    """Draw again from the kept list and seed, and say whether the same plans come out."""
    kept = [name_of(each.version) for each in _plans(Q(draw=held))]
    return draw(held.frame, size=held.size, seed=held.seed) == kept


@dataclass(frozen=True)
class PlanToLookAt:
    """One drawn plan, for the auditor to whom it was given."""

    plan: DrawnPlan
    is_done: bool
    is_closed: bool

    @property
    def is_open(self) -> bool:
        return not (self.is_done or self.is_closed)


def plans_to_look_at(posts: Collection[int], month: date, *, on: date) -> list[PlanToLookAt]:
    """The plans that were given to holders of these posts for a month, in the order drawn."""
    dead = Death.objects.filter(person=OuterRef("version__person"), undone_at__isnull=True)
    rows = _plans(Q(draw__month=month, look__post__in=posts)).annotate(
        answers=Count("marks"), has_died=Exists(dead)
    )
    return [
        PlanToLookAt(
            row,
            is_done=bool(row.answers),
            is_closed=row.has_died or row.look.until < on or row.look.ended_at is not None,
        )
        for row in rows
    ]


def _plans(wanted: Q) -> QuerySet[DrawnPlan]:
    rows = DrawnPlan.objects.filter(wanted).select_related(
        "version__person", "look__post__organisation", "draw"
    )
    return rows.defer("version__document", "draw__frame").order_by("draw", "place")


def drawn_plan(record: Record, *, on: date) -> DrawnPlan | None:
    """The drawn plan that this reader may look at now; None on any other footing."""
    if record.grant.footing is not Footing.QUALITY:
        return None
    mine = Q(
        look__person=record.person,
        look__post__account=record.account,
        look__ended_at__isnull=True,
        look__until__gte=on,
    )
    return _plans(mine).filter(marks__isnull=True).first()


def progress(communities: Collection[int], month: date) -> tuple[int, int]:
    """How many plans of a month were looked at, and how many were drawn. One query."""
    rows = DrawnPlan.objects.filter(draw__community__in=communities, draw__month=month)
    told = rows.aggregate(
        drawn=Count("pk", distinct=True),
        done=Count("pk", distinct=True, filter=Q(marks__isnull=False)),
    )
    return told["done"], told["drawn"]


def months_with_results(communities: Collection[int]) -> list[date]:
    """The months of which something was looked at, the newest first."""
    rows = DrawnPlan.objects.filter(draw__community__in=communities, marks__isnull=False)
    found = rows.order_by("-draw__month").values_list("draw__month", flat=True).distinct()
    return list(found)


def results_by_principle(
    communities: Collection[int], *, since: date, until: date, least_shown: int
) -> list[Tally]:
    """What was found by question, over plans agreed from one month to another, both included.

    In the order of the checklist; each question names its principle. Small counts are hidden.
    """
    rows = QualityMark.objects.filter(
        plan__draw__community__in=communities,
        plan__draw__month__gte=since,
        plan__draw__month__lte=until,
    ).values_list("question", "mark")
    given: dict[str, list[Mark]] = {}
    for question, mark in rows:
        given.setdefault(question, []).append(Mark(mark))
    return [tally(each, given.get(each.code, []), least_shown=least_shown) for each in QUESTIONS]
