"""For whom staff act here: where they work, and which packs their community shares."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404

from hearth.core.access import Role
from hearth.records.access.door import NotAllowed
from hearth.records.activity_packs import queries

WORKERS = (Role.PRACTITIONER, Role.LINK_WORKER, Role.ADMINISTRATOR)


def communities(posts: Sequence[Any]) -> set[int]:
    """Return the ids of the communities in which they work."""
    return {post.organisation.community_id for post in posts}


def workplaces(posts: Sequence[Any]) -> dict[int, Any]:
    """Return where they work, by id: their first post first."""
    return {post.organisation_id: post.organisation for post in posts}


def shared_pack(posts: Sequence[Any], key: UUID) -> Any:
    """Return a pack that is shared in their community. Raises Http404."""
    found = queries.pack_in(communities(posts), key)
    if found is None:
        raise Http404
    return found


def own_pack(posts: Sequence[Any], key: UUID) -> Any:
    """Return a pack of theirs. Raises NotAllowed for that of another place of work."""
    found = shared_pack(posts, key)
    if found.organisation_id not in workplaces(posts):
        raise NotAllowed("Another place made this pack. You can use it, or copy it.")
    return found


def user_of(posts: Sequence[Any], pack: Any) -> Any:
    """Return for which place of theirs a pack is used: who made it, or one of its community."""
    near = [
        post for post in posts if post.organisation.community_id == pack.organisation.community_id
    ]
    held = workplaces(near)
    return held.get(pack.organisation_id) or next(iter(held.values()))
