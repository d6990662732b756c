"""What ties an account to a person: rows in, ties out, each with its title in words."""

from datetime import date, datetime
from typing import Any

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


def ties_of(person: Person, by: Account, *, at: datetime) -> list[Titled]:
    """Collect every tie between an account and a person. Personal ties come alone: one hat."""
    if person.account_id == by.pk:
        return [(Tie(Role.PERSON, ALWAYS, "me", footing=Footing.OWN), person.name.called)]
    today = timezone.localdate(at)
    chosen = _supporter_ties(person, by)
    if any(tie.runs(today=today, at=at) for tie, _ in chosen):
        return chosen
    at_work = _staff_ties(person, by)
    if any(tie.role is Role.PRACTITIONER and tie.runs(today=today, at=at) for tie, _ in at_work):
        return at_work  # Neither a share nor a broken glass could open more than this does.
    return [
        *at_work,
        *_share_ties(person, by, today),
        *_broken_glass_ties(person, by, at),
        *_quality_ties(person, by, today),
    ]


def _supporter_ties(person: Person, by: Account) -> list[Titled]:
    rows = Supporter.objects.filter(
        person=person, account=by, accepted_at__isnull=False, ended_at__isnull=True
    )
    return [(supporter_tie(row), row.relationship) for row in rows]


def supporter_tie(row: Supporter) -> Tie:
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


def _staff_ties(person: Person, by: Account) -> list[Titled]:
    posts = Post.objects.filter(account=by, organisation__involvements__person=person).annotate(
        involved_from=F("organisation__involvements__starts"),
        involved_until=F("organisation__involvements__ends"),
    )
    found = posts.select_related("organisation").order_by("pk")
    return [(_staff_tie(post), str(post)) for post in found]


def _staff_tie(post: Any) -> Tie:
    """Tie a member of staff for as long as both the post and the involvement last."""
    period = _both(post, post.involved_from, post.involved_until)
    return Tie(Role(post.role), period, str(post), organisation=str(post.organisation_id))


def _both(post: Post, starts: date, until: date | None) -> Period:
    ends = [day for day in (post.ends, until) if day]
    return Period(max(post.starts, starts), min(ends) if ends else None)


def _share_ties(person: Person, by: Account, today: date) -> list[Titled]:
    """What the person shared with one of this account's posts, or with the service of one."""
    rows = Share.objects.filter(person=person, ended_at__isnull=True, until__gte=today)
    theirs = rows.filter(Q(post__account=by) | Q(organisation__posts__account=by)).distinct()
    if not (shares := list(theirs)):
        return []
    posts = Post.objects.filter(account=by, role__in=[role.value for role in SHARED_WITH])
    return [
        (_share_tie(row, post), str(post))
        for post in posts.select_related("organisation")
        for row in shares
        if row.post_id == post.pk or row.organisation_id == post.organisation_id
    ]


def _share_tie(row: Share, post: Post) -> Tie:
    starts = timezone.localdate(row.shared_at)
    return Tie(
        role=Role(post.role),
        period=_both(post, starts, row.until),
        through=f"{post}, until {row.until:%-d %B %Y}",
        sections=sections_of(row.sections),
        footing=Footing.SHARED,
        organisation=str(post.organisation_id),
    )


def _broken_glass_ties(person: Person, by: Account, at: datetime) -> list[Titled]:
    rows = BrokenGlass.objects.filter(person=person, account=by, ends_at__gt=at)
    return [
        (
            Tie(
                role=Role(row.post.role),
                period=Period(row.post.starts, row.post.ends),
                through=f"{row.post}, until {timezone.localtime(row.ends_at):%H:%M}",
                footing=Footing.BROKEN_GLASS,
                organisation=str(row.post.organisation_id),
                hours=Hours(row.starts_at, row.ends_at),
            ),
            f"{row.post}, in an emergency",
        )
        for row in rows.select_related("post__organisation")
    ]


def _quality_ties(person: Person, by: Account, today: date) -> list[Titled]:
    """The plan was drawn by chance, and given to one of this account's posts to look at."""
    rows = QualityLook.objects.filter(
        person=person, post__account=by, ended_at__isnull=True, until__gte=today
    )
    return [(_quality_tie(row), str(row.post)) for row in rows.select_related("post__organisation")]


def _quality_tie(row: QualityLook) -> Tie:
    return Tie(
        role=Role(row.post.role),
        period=_both(row.post, timezone.localdate(row.opens_at), row.until),
        through=f"{row.post}, until {row.until:%-d %B %Y}",
        footing=Footing.QUALITY,
        organisation=str(row.post.organisation_id),
    )
