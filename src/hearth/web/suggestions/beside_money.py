"""Beside paid support in a plan: something free that may do this too, quietly."""

from collections.abc import Sequence

from django.utils import timezone

from hearth.core.plan import Entry
from hearth.records.access.door import Record
from hearth.records.plans.queries.entries import current_entries
from hearth.records.suggestions.offers import Offer, free_too


def offers_beside(record: Record, entries: Sequence[Entry]) -> list[Offer]:
    """Return what stands beside the paid lines of a plan. No query where there are none."""
    return free_too(record, entries, today=timezone.localdate())


def offers_beside_line(record: Record, line: Entry | None) -> list[Offer]:
    """Return what stands beside one line, where it is changed."""
    if line is None or line.kind != "resource":
        return []
    found = offers_beside(record, current_entries(record))
    return [each for each in found if each.line.thread == line.thread]
