"""Note who did what. Called in the same transaction as the change itself."""

from datetime import datetime
from uuid import UUID

from hearth.records.audit.models import AuditRow


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
    is_change: bool = True,
) -> None:
    """Add one row. `by` is an account, or None for the software; `what` names, never quotes."""
    AuditRow.objects.create(
        at=at,
        account_id=getattr(by, "pk", None),
        who=getattr(by, "full_name", "") or "Hearth",
        acting_as=acting_as,
        through=through[:200],
        person_id=person_id,
        did=did,
        why=why[:200],
        what=what[:200],
        allowed=allowed,
        is_change=is_change,
    )
