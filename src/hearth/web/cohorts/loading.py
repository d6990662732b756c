"""What every page of a search loads: the search, as it is saved or as it is being built."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from hearth.core.access import Role
from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.text import parse
from hearth.records.cohorts import queries
from hearth.web.door import account_of

BUILDERS = (Role.HOUSE_LEAD,)
READERS = (Role.HOUSE_LEAD, Role.COMMISSIONER)


@dataclass(frozen=True)
class Working:
    """A search as its builder sees it: what they began from, and what they made of it so far."""

    row: Any
    base: Any
    definition: Definition
    base_number: int
    is_draft: bool

    @property
    def is_behind(self) -> bool:
        """Say whether somebody else saved a version since this was begun."""
        return self.base_number < int(self.base.number)


def communities_of(posts: Iterable[Any]) -> dict[int, Any]:
    """The communities in which these posts are, by id."""
    return {post.organisation.community_id: post.organisation.community for post in posts}


def may_build(posts: Iterable[Any]) -> bool:
    """Say whether one of these posts lets somebody change searches."""
    return any(post.role in {role.value for role in BUILDERS} for post in posts)


def search_or_404(posts: Iterable[Any], search_id: int) -> Any:
    """The search, where it is of a community in which they work."""
    row = queries.definition_in(communities_of(posts), search_id)
    if row is None:
        raise Http404
    return row


def working(request: HttpRequest, row: Any) -> Working:
    """What this account builds on a search: its own draft, else the newest version."""
    base = queries.newest_version(row)
    draft = queries.draft_of(row, account_of(request))
    if draft is None:
        return Working(row, base, parse(base.text), base.number, is_draft=False)
    return Working(row, base, parse(draft.text), draft.base_number, is_draft=True)
