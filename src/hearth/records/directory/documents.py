"""The whole document of a row, and the activity that it describes."""

from dataclasses import replace
from typing import Any

from django.conf import settings

from hearth.core.directory.activity import Activity as Facts
from hearth.core.directory.facts import activity_of
from hearth.records.directory.models import Activity


def facts_of(row: Activity) -> Facts:
    """Return the activity of a row as a value. Its key is ours: ids of feeds are of every kind."""
    return replace(activity_of(document_of(row), settings.INTERESTS), key=str(row.pk))


def document_of(row: Activity) -> dict[str, Any]:
    """Return the whole document of a row: its service, with its organization inside."""
    provider = {"organization": row.provider.document} if row.provider else {}
    return {**row.document, **provider}
