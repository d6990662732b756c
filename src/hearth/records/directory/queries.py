"""Activities that lists may show, and one of them."""

from uuid import UUID

from django.db.models import QuerySet

from hearth.records.directory.documents import document_of, facts_of
from hearth.records.directory.models import Activity

__all__ = ["activity", "document_of", "facts_of", "listed"]


def listed() -> QuerySet[Activity]:
    """Return the activities that lists show, with who runs them, by name."""
    rows = Activity.objects.filter(is_listed=True).select_related("provider")
    return rows.order_by("name", "pk")


def activity(key: UUID) -> Activity | None:
    """Return one activity, listed or not (what people have in their plans may have closed)."""
    return Activity.objects.select_related("provider").filter(pk=key).first()
