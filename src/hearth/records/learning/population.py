"""What the extract is told of professionals: what each did, and if they feel sure. No notes."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hearth.core.learning import BY_CODE, is_confident
from hearth.records.community.models import Community, Post
from hearth.records.learning.models import ConfidenceRating, Learned
from hearth.records.learning.queries import LEARNS

CONFIDENT = "confident"


class LearningRow(NamedTuple):
    """One thing that one professional did or said, in one place of work.

    `code`: “trained”, “supervised” or “confident”; `value` 1, and 0 for who does not feel sure.
    """

    account_id: int
    organisation: str
    code: str
    on: date
    value: int


class WhoWorks(NamedTuple):
    """Somebody works with people here: the denominator. `ends` None: they still do."""

    account_id: int
    organisation: str
    role: str
    starts: date
    ends: date | None


def who_works(community: Community) -> Iterator[WhoWorks]:
    """Return who works, or worked, with people in a community."""
    for post in _posts(community):
        yield WhoWorks(post.account_id, _name(post), post.role, post.starts, post.ends)


def learning_rows(community: Community) -> Iterator[LearningRow]:
    """Return all that they did and said, for each place where they work."""
    places: dict[int, set[str]] = {}
    for post in _posts(community):
        places.setdefault(post.account_id, set()).add(_name(post))
    for account, code, on, value in _done(places):
        for place in sorted(places[account]):
            yield LearningRow(account, place, code, on, value)


def _done(accounts: dict[int, set[str]]) -> Iterator[tuple[int, str, date, int]]:
    for row in Learned.objects.filter(account__in=accounts).order_by("on", "pk"):
        yield row.account_id, BY_CODE[row.kind].counts.value, row.on, 1
    for rated in ConfidenceRating.objects.filter(account__in=accounts).order_by("on", "pk"):
        yield rated.account_id, CONFIDENT, rated.on, int(is_confident(rated.answers))


def _posts(community: Community) -> Iterator[Post]:
    roles = [role.value for role in LEARNS]
    rows = Post.people.filter(organisation__community=community, role__in=roles)
    yield from rows.select_related("organisation").order_by("pk")


def _name(post: Post) -> str:
    return post.organisation.code or post.organisation.name
