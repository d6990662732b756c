"""What ties an account to a person: rows in, ties out, each with its title in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import F, Q
from django.utils import timezone

from hearth.core.access import SHARED_WITH, Action, Footing, Hours, Role, Tie
from hearth.core.people import NEEDS_EVIDENCE, Authority
from hearth.core.words import Period, Section
from hearth.records.access.models import BrokenGlass, QualityLook, Share
from hearth.records.community.models import Post
from hearth.records.people.models import Account, Person, Supporter

Titled = tuple[Tie, str]
ALWAYS = Period(date.min)


class Rows(Protocol):
    """The rows that may tie one account to one person; each kind is asked for when it counts."""

    def supporters(self) -> Iterable[Any]:
        """What the person allowed this account as a supporter, accepted and not ended."""

    def posts(self) -> Iterable[Any]:
        """Their posts in services with a part in the care: from `involved_from` until then."""

    def shares(self) -> Iterable[tuple[Any, Any]]:
        """Each share that stands, with each post of theirs that it reaches."""

    def glasses(self) -> Iterable[Any]:
        """Each time they broke the glass and it is not over."""

    def quality_looks(self) -> Iterable[Any]:
        """Each quality look that was given to a post of theirs."""


def ties_of(person: Person, by: Account, *, at: datetime) -> list[Titled]:
    """Collect every tie between an account and a person. Personal ties come alone: one hat."""
    return ties_from(_Queried(person, by, at), person, by, at=at)


def ties_from(rows: Rows, person: Person, by: Account, *, at: datetime) -> list[Titled]:
    """Collect the ties from rows, however they were read."""
    if person.account_id == by.pk:
        return [(Tie(Role.PERSON, ALWAYS, "me", footing=Footing.OWN), person.name.called)]
    today = timezone.localdate(at)
    chosen = [(supporter_tie(row), row.relationship) for row in rows.supporters()]
    if any(tie.runs(today=today, at=at) for tie, _ in chosen):
        return chosen
    at_work = [(_staff_tie(post), str(post)) for post in rows.posts()]
    if any(tie.role is Role.PRACTITIONER and tie.runs(today=today, at=at) for tie, _ in at_work):
        return at_work  # Neither a share nor a broken glass could open more than this does.
    return [
        *at_work,
        *((_share_tie(row, post), str(post)) for row, post in rows.shares()),
        *((_broken_glass_tie(row), f"{row.post}, in an emergency") for row in rows.glasses()),
        *((_quality_tie(row), str(row.post)) for row in rows.quality_looks()),
    ]


@dataclass(frozen=True)
class _Queried:
    """The rows, one query for each kind."""

    person: Person
    by: Account
    at: datetime

    def supporters(self) -> Iterable[Supporter]:
        return Supporter.objects.filter(
            person=self.person, account=self.by, accepted_at__isnull=False, ended_at__isnull=True
        ).order_by("pk")

    def posts(self) -> Iterable[Any]:
        posts = Post.objects.filter(
            account=self.by, organisation__involvements__person=self.person
        ).annotate(
            involved_from=F("organisation__involvements__starts"),
            involved_until=F("organisation__involvements__ends"),
        )
        return posts.select_related("organisation").order_by("pk", "organisation__involvements__pk")

    def shares(self) -> Iterable[tuple[Share, Post]]:
        today = timezone.localdate(self.at)
        rows = Share.objects.filter(person=self.person, ended_at__isnull=True, until__gte=today)
        reaching = Q(post__account=self.by) | Q(organisation__posts__account=self.by)
        if not (shares := list(rows.filter(reaching).distinct().order_by("pk"))):
            return []
        roles = [role.value for role in SHARED_WITH]
        posts = Post.objects.filter(account=self.by, role__in=roles).order_by("pk")
        return [
            (row, post)
            for post in posts.select_related("organisation")
            for row in shares
            if row.post_id == post.pk or row.organisation_id == post.organisation_id
        ]

    def glasses(self) -> Iterable[BrokenGlass]:
        rows = BrokenGlass.objects.filter(
            person=self.person, account=self.by, ends_at__gt=self.at
        ).order_by("pk")
        return rows.select_related("post__organisation")

    def quality_looks(self) -> Iterable[QualityLook]:
        rows = QualityLook.objects.filter(
            person=self.person, post__account=self.by, ended_at__isnull=True,
            until__gte=timezone.localdate(self.at),
        ).order_by("pk")  # fmt: skip
        return rows.select_related("post__organisation")


def supporter_tie(row: Any) -> Tie:
    """Say what the person allowed this supporter, as a tie."""
    return Tie(
        role=Role.SUPPORTER,
        period=Period(timezone.localdate(row.accepted_at), row.until),
        through=row.relationship,
        sections=sections_of(row.sections),
        actions=frozenset({Action.READ, *(Action(each) for each in row.actions)}),
        footing=Footing.SUPPORT,
        in_law=Authority(row.authority) in NEEDS_EVIDENCE,
    )


def sections_of(kept: list[str]) -> frozenset[Section]:
    """Read sections as they are kept in a row."""
    return frozenset(Section(each) for each in kept)


def _staff_tie(post: Any) -> Tie:
    """Tie a member of staff for as long as both the post and the involvement last."""
    period = _both(post, post.involved_from, post.involved_until)
    return Tie(Role(post.role), period, str(post), organisation=str(post.organisation_id))


def _both(post: Any, starts: date, until: date | None) -> Period:
    ends = [day for day in (post.ends, until) if day]
    return Period(max(post.starts, starts), min(ends) if ends else None)


def _share_tie(row: Any, post: Any) -> Tie:
    starts = timezone.localdate(row.shared_at)
    return Tie(
        role=Role(post.role),
        period=_both(post, starts, row.until),
        through=f"{post}, until {row.until:%-d %B %Y}",
        sections=sections_of(row.sections),
        footing=Footing.SHARED,
        organisation=str(post.organisation_id),
    )


def _broken_glass_tie(row: Any) -> Tie:
    return Tie(
        role=Role(row.post.role),
        period=Period(row.post.starts, row.post.ends),
        through=f"{row.post}, until {timezone.localtime(row.ends_at):%H:%M}",
        footing=Footing.BROKEN_GLASS,
        organisation=str(row.post.organisation_id),
        hours=Hours(row.starts_at, row.ends_at),
    )


def _quality_tie(row: Any) -> Tie:
    return Tie(
        role=Role(row.post.role),
        period=_both(row.post, timezone.localdate(row.opens_at), row.until),
        through=f"{row.post}, until {row.until:%-d %B %Y}",
        footing=Footing.QUALITY,
        organisation=str(row.post.organisation_id),
    )
