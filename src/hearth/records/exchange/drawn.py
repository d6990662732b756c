"""Which resources that are nobody's are drawn already."""

from uuid import UUID

from hearth.records.exchange.models import Resource


def drawn_ids(type: str) -> set[str]:
    """The ids of what is drawn of one type, and is not gone."""
    rows = Resource.objects.filter(type=type, person=None, is_ours=True, gone=False)
    return set(rows.values_list("fid", flat=True))


def last_audit_key(person_id: UUID) -> int:
    """Up to which audit row the lines of "who looked" are drawn for one person; 0 for none."""
    rows = Resource.objects.filter(type="AuditEvent", person=person_id)
    ids = rows.order_by("-pk").values_list("fid", flat=True)
    return int((ids.first() or "audit-0").removeprefix("audit-"))
