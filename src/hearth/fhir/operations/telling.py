"""What a document says in words: for its reader, by section, and how the plan stands today."""

from collections.abc import Iterable
from datetime import date

from hearth.core.agreement import STANDING_WORDS, age_words, review_words
from hearth.core.plan import Entry, entries_of
from hearth.core.words import Section
from hearth.fhir.operations.composing import Told
from hearth.fhir.operations.narrative import of_entries, of_results
from hearth.records.access.door import Record
from hearth.records.plans.queries.as_shown import to_show
from hearth.records.plans.queries.entries import draft_plan_entries
from hearth.records.plans.queries.versions import VersionStanding, narrowed_document, versions

NOTHING = "No plan is written down yet."


def told_now(record: Record, *, today: date) -> Told:
    """Tell the plan as it is being written: what is not agreed yet is marked as that."""
    held = to_show(versions(record))
    entries = draft_plan_entries(record)
    agreed = frozenset[tuple[str, int]]()
    if held is not None and held.is_in_force:
        agreed = frozenset((e.thread, e.number) for e in frozen_entries(record, held))
    return _told(record, held, of_sections(entries, agreed), today)


def told_frozen(record: Record, held: VersionStanding | None, *, today: date) -> Told:
    """Tell the version that stands, and never what is only being written."""
    entries = frozen_entries(record, held) if held else []
    return _told(record, held, of_sections(entries, None), today)


def frozen_entries(record: Record, held: VersionStanding) -> list[Entry]:
    """The entries of a version that this reader may see."""
    return entries_of(narrowed_document(record, held.version))


def of_sections(
    entries: Iterable[Entry], agreed: frozenset[tuple[str, int]] | None
) -> dict[Section, list[str]]:
    """Sort entries under their sections, each told as elements."""
    sorted_: dict[Section, list[Entry]] = {}
    for entry in entries:
        sorted_.setdefault(entry.section, []).append(entry)
    return {section: of_entries(rows, agreed) for section, rows in sorted_.items()}


def _told(
    record: Record, held: VersionStanding | None, sections: dict[Section, list[str]], today: date
) -> Told:
    if results := of_results(record):
        sections[Section.RESULTS] = results
    name = record.person.name
    return Told(
        title=f"The plan of {name.given} {name.family}",
        stands=_stands(held, today),
        is_agreed=held is not None and held.is_in_force,
        sections=sections,
    )


def _stands(held: VersionStanding | None, today: date) -> str:
    if held is None:
        return NOTHING
    said = [
        STANDING_WORDS[held.standing],
        f"{age_words(held.frozen_on, today)}.",
        review_words(held.standing, held.version.review_on, today),
    ]
    return "\n".join(said)
