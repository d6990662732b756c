"""All that a person ever chose to show: shares and links, those that are over too."""

from hearth.records.access.door import Record
from hearth.records.access.models import Share, ShareLink


def shares_given(record: Record) -> list[Share]:
    """Every share that the person made, oldest first."""
    rows = Share.objects.filter(person=record.person).order_by("pk")
    return list(rows.select_related("post__account", "post__organisation", "organisation"))


def links_given(record: Record) -> list[ShareLink]:
    """Every link that the person made, oldest first."""
    return list(ShareLink.objects.filter(person=record.person).order_by("pk"))
