"""Note one thing that was done to many people: an audit row for each, in a few statements."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from hearth.records.audit.bulk import Note, note_all
from hearth.records.community.models import Post
from hearth.records.people.models import Account


def note_people(
    people: Iterable[UUID],
    did: str,
    *,
    by: Account | None,
    at: datetime,
    what: str = "",
    post: Post | None = None,
) -> None:
    """Add the audit rows. `post`: as whom `by` acted."""
    note_all(
        Note(
            did,
            at,
            person,
            account_id=by.pk if by else None,
            who=by.full_name if by else "Hearth",
            acting_as=post.role if post else "",
            through=str(post) if post else "",
            what=what,
        )
        for person in people
    )
