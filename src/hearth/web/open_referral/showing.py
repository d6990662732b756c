"""How rows of the directory are shown: as Open Referral UK 3.0, in full, in lists, or barely."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from hearth.core.directory.keys import A_UUID
from hearth.formats.open_referral import writing
from hearth.records.directory import publishing

Shown = dict[str, Any]
IN_LISTS = ("organization", "location", "service")


def service(row: Any) -> Shown:
    """Show a service with all that is nested."""
    document = publishing.document_to_publish(row)
    return writing.service_of(document, publishing.keys_to_publish(row))


def site(row: Any) -> Shown:
    """Show a service at one of its places, with all that is nested."""
    found = writing.service_at_location_of(service(row.activity), str(row.key))
    return found or {"id": str(row.key), "service_id": str(row.activity_id)}


def organization(row: Any, services: list[Any], *, in_full: bool) -> Shown:
    """Show an organization with its services."""
    shown = writing.organization_of(row.document, publishing.keys_to_publish(row))
    inside = [service(each) for each in services]
    return shown | {"services": inside if in_full else [summary(each) for each in inside]}


def organizations(rows: list[Any], asked: Mapping[str, Any]) -> list[Shown]:
    """Show organizations in a list: with what is nested, and their services, where asked for."""
    in_full = bool(asked.get("full_service"))
    if in_full or asked.get("full"):
        services = publishing.services_by(rows)
        return [organization(row, services[row.pk], in_full=in_full) for row in rows]
    return [
        summary(writing.organization_of(row.document, publishing.keys_to_publish(row)))
        for row in rows
    ]


def summary(shown: Shown) -> Shown:
    """Show only what is there once."""
    return writing.summary_of(shown, inside=IN_LISTS)


def barely(row: Any) -> Shown:
    """Show the id and when it was modified."""
    modified = row.document.get("last_modified")
    return {"id": str(row.pk), "modified_date": modified if isinstance(modified, str) else None}


def term(row: Any) -> Shown:
    """Show a taxonomy term."""
    return writing.term_of(row.document)


def taxonomy(row: Any) -> Shown:
    """Show a taxonomy."""
    return writing.taxonomy_of(row.document)


def key_of(text: str) -> UUID | None:
    """Return the id in an address, where it is one."""
    return UUID(text) if A_UUID.fullmatch(text) else None
