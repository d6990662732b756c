"""The whole document of a row, and the activity that it describes."""

from typing import Any

from django.conf import settings

from hearth.core.directory.activity import Activity as Facts
from hearth.core.directory.facts import activity_of
from hearth.records.directory.models import Activity


def facts_of(row: Activity) -> Facts:
    """Return the activity of a row as a value."""
    return activity_of(document_of(row), settings.INTERESTS)


def document_of(row: Activity) -> dict[str, Any]:
    """Return the whole document of a row: its service, with its organization inside."""
    provider = {"organization": row.provider.document} if row.provider else {}
    return {**row.document, **provider}
