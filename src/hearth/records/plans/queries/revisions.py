"""Every revision of entries, for what draws whole histories."""

from collections.abc import Collection
from dataclasses import dataclass

from hearth.core.plan import Entry as EntryValue
from hearth.records.access.door import Record
from hearth.records.plans.models import Entry
from hearth.records.plans.queries.entries import as_value


@dataclass(frozen=True)
class Revision:
    """One revision of one entry. `is_out`: with it, the entry was taken out."""

    entry: EntryValue
    is_out: bool


def revisions(record: Record, kinds: Collection[str]) -> list[Revision]:
    """All revisions of entries of these kinds that this viewer may see, oldest first. One query."""
    rows = Entry.objects.filter(person=record.person, kind__in=kinds).order_by("at", "pk")
    found = [Revision(as_value(row), row.withdrawn) for row in rows]
    return [r for r in found if record.shows(r.entry.section, r.entry.thread)]
