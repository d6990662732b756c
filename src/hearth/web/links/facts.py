"""Gathers the emergency page from a record, narrowed to what its reader may see."""

from django.utils import timezone

from hearth.core.words import Section
from hearth.formats.emergency_copy import (
    EmergencyCopy,
    Known,
    VersionFacts,
    Whose,
    lay_out_emergency,
)
from hearth.records.access.door import Record
from hearth.records.people.queries import banner
from hearth.records.plans.queries.versions import narrowed_document, shown_code, versions
from hearth.records.results.queries import allergies_of, medicines_of
from hearth.web.plan.loading import to_show


def emergency_copy(record: Record) -> EmergencyCopy:
    """The plan in force, else the newest, with how it stands; never the working copy."""
    return lay_out_emergency(
        _whose(record),
        _version(record),
        _known(record),
        shows={section for section in Section if record.sees(section)},
        today=timezone.localdate(),
    )


def _whose(record: Record) -> Whose:
    held = banner(record.person, today=timezone.localdate(), death=record.death)
    return Whose(held.name, held.born, tuple(held.identifiers), tuple(held.needs))


def _version(record: Record) -> VersionFacts | None:
    shown = to_show(versions(record))
    if shown is None:
        return None
    return VersionFacts(
        narrowed_document(record, shown.version),
        shown.standing,
        shown.frozen_on,
        shown.version.review_on,
        shown_code(record, shown.version),
    )


def _known(record: Record) -> Known:
    allergies = allergies_of(record)
    return Known(
        tuple(f"{a.name} ({a.reaction})" if a.reaction else a.name for a in allergies),
        tuple((m.name, m.how_to_take) for m in medicines_of(record) if m.is_current),
    )
