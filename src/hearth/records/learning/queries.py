"""What is due for whom, and counts: how sure people feel is never told of one person."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, QuerySet

from hearth.core.access import Role
from hearth.core.learning import (
    BY_CODE,
    STATEMENTS,
    Band,
    Due,
    LearningKind,
    Need,
    State,
    all_due,
    band,
    tells_of_each,
)
from hearth.core.metrics.small_numbers import Table, published, rounded
from hearth.records.community.models import Community, Post
from hearth.records.learning.models import ConfidenceRating, Learned, Requirement
from hearth.records.people.models import Account
from hearth.records.periods import not_over

LEARNS = (Role.PRACTITIONER, Role.LINK_WORKER, Role.ADMINISTRATOR)
RATINGS_COUNT_FOR = timedelta(days=366)


@dataclass(frozen=True)
class Learner:
    """Somebody who works in a community, where, and how they stand with what they need."""

    account: Account
    posts: tuple[Post, ...]
    due: tuple[Due, ...]

    @property
    def work(self) -> str:
        """What they do and where: “Practice nurse, Mill Lane Surgery”."""
        return "; ".join(str(post) for post in self.posts)


def needs_in(community: Community) -> QuerySet[Requirement]:
    """Return what each role needs here."""
    return Requirement.objects.filter(community=community).order_by("role", "kind")


def _as_needs(rows: QuerySet[Requirement]) -> list[Need]:
    return [Need(row.kind, row.role, row.months) for row in rows]


def learners_in(community: Community, *, on: date) -> list[Learner]:
    """Return those who work with people here, by name, and what is due for each. Three queries."""
    held: dict[Account, list[Post]] = defaultdict(list)
    for post in _posts(community, on):
        held[post.account].append(post)
    needs, last = _as_needs(needs_in(community)), _last_by(held, on)
    return [
        Learner(
            account,
            tuple(posts),
            tuple(all_due(needs, {p.role for p in posts}, last[account.pk], today=on)),
        )
        for account, posts in held.items()
    ]


def _posts(community: Community, on: date) -> QuerySet[Post]:
    rows = Post.people.filter(
        not_over(on),
        starts__lte=on,
        organisation__community=community,
        role__in=[role.value for role in LEARNS],
    )
    return rows.select_related("account", "organisation").order_by("account__full_name", "pk")


def _last_by(accounts: Mapping[Account, object], on: date) -> Mapping[int, dict[str, date]]:
    """When each last did each kind, up to a day."""
    rows = Learned.objects.filter(account__in=list(accounts), on__lte=on)
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for account, kind, last in rows.values_list("account", "kind").annotate(last=Max("on")):
        found[account][kind] = last
    return found


def own_due(account: Account, community: Community, *, on: date) -> list[Due]:
    """Return what is due for the one who asks."""
    roles = {post.role for post in _posts(community, on) if post.account_id == account.pk}
    last = _last_by({account: None}, on)[account.pk]
    return all_due(_as_needs(needs_in(community)), roles, last, today=on)


def own_learned(account: Account) -> QuerySet[Learned]:
    """Return what the one who asks has done, the newest first."""
    return Learned.objects.filter(account=account).order_by("-on", "-pk")


def own_rating(account: Account) -> ConfidenceRating | None:
    """Return how sure the one who asks felt last."""
    return ConfidenceRating.objects.filter(account=account).order_by("-at", "-pk").first()


def due_counts(community: Community, *, on: date) -> dict[LearningKind, Counter[State]]:
    """Count how many stand where with each kind that is needed. Not for a page: see `shown`."""
    found: dict[LearningKind, Counter[State]] = defaultdict(Counter)
    for learner in learners_in(community, on=on):
        for each in learner.due:
            found[each.kind][each.state] += 1
    return {kind: found[kind] for kind in BY_CODE.values() if kind in found}


def due_table(community: Community, *, on: date) -> Table[str]:
    """Return the same counts by the code of the kind (columns as in `State`), as may be shown.

    The kinds are of the same people, so each row is looked at alone, as a table of its own.
    """
    counts = due_counts(community, on=on)
    return _each_alone(
        {kind.code: tuple(held[state] for state in State) for kind, held in counts.items()}
    )


def _each_alone(rows: Mapping[str, tuple[int, ...]]) -> Table[str]:
    """Return each row as a table of its own: they count the same people, and have no sum."""
    shown = {key: published({key: counts}).rows[key] for key, counts in rows.items()}
    return Table(shown, ())


def confidence_table(community: Community, *, on: date) -> Table[str]:
    """Return how many feel how sure (columns as in `Band`) of each statement, as may be shown.

    As it stood at the end of the month before, and rounded to five, so that nobody sees one
    colleague's answer come in; and not where all chose the same, which would tell of each.
    """
    until = on.replace(day=1) - timedelta(days=1)
    rows = [answers for _, answers in latest_ratings(community, on=until)]
    tally = Counter((code, band(each[code])) for each in rows for code in STATEMENTS)
    counts = {code: tuple(tally[code, each] for each in Band) for code in STATEMENTS}
    shown = _each_alone(counts).rows
    told = Table({c: None if tells_of_each(counts[c]) else shown[c] for c in counts}, ())
    return rounded(told)


def latest_ratings(community: Community, *, on: date) -> list[tuple[int, dict[str, int]]]:
    """Return the last rating of each who worked here then, of the last year: (account, answers)."""
    accounts = {post.account_id for post in _posts(community, on)}
    rows = ConfidenceRating.objects.filter(
        account__in=accounts, on__lte=on, on__gt=on - RATINGS_COUNT_FOR
    )
    latest = {row.account_id: row.answers for row in rows.order_by("at", "pk")}
    return sorted(latest.items())
