"""Note who did what. Called in the same transaction as the change itself."""

from datetime import datetime
from uuid import UUID

from hearth.records.audit.lanes import add, together
from hearth.records.audit.models import Facts

__all__ = ["note", "together"]


def note(
    *,
    did: str,
    by: object,
    at: datetime,
    acting_as: str = "",
    through: str = "",
    person_id: UUID | None = None,
    why: str = "",
    what: str = "",
    allowed: bool = True,
    reason: str = "",
    is_change: bool = True,
    section: str = "",
    thread: UUID | None = None,
) -> None:
    """Add one row. `by` is an account, or None for the software; `what` names, never quotes.

    `reason` says by what this was allowed ("shared with them until 3 March"), or why it was not.
    A long transaction, or one that notes several people, does so in `together()`.
    """
    said = Facts(
        at=at,
        account_id=getattr(by, "pk", None),
        who=getattr(by, "full_name", "") or "Hearth",
        acting_as=acting_as,
        through=through,
        person_id=person_id,
        did=did,
        why=why,
        what=what,
        allowed=allowed,
        reason=reason,
        is_change=is_change,
        section=section,
        thread=thread,
    )
    add([said])
