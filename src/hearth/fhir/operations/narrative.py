"""The person's words as plain XHTML, for software that shows a document to people."""

from collections.abc import Iterable, Sequence
from html import escape

from hearth.core.fields import FieldType, shown
from hearth.core.kinds import KINDS
from hearth.core.plan import Entry
from hearth.core.words import Section
from hearth.fhir.made import Body
from hearth.records.access.door import Record
from hearth.records.results.queries import allergies_of, conditions_of, medicines_of

NOT_AGREED = "Not part of the agreed plan yet."


def narrative(html: Iterable[str]) -> Body:
    """Wrap elements as the narrative of a resource or a section."""
    inside = "".join(html)
    return {
        "status": "additional",
        "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{inside}</div>',
    }


def paragraphs(words: str) -> list[str]:
    """Each line as a paragraph of its own."""
    return [f"<p>{escape(line, quote=False)}</p>" for line in words.splitlines() if line.strip()]


def listed(words: Iterable[str]) -> list[str]:
    """A list of things said."""
    rows = "".join(f"<li>{escape(each, quote=False)}</li>" for each in words)
    return [f"<ul>{rows}</ul>"] if rows else []


def of_entries(entries: Sequence[Entry], agreed: frozenset[tuple[str, int]] | None) -> list[str]:
    """Tell entries by their kind. `agreed`: those in the plan in force; the others are marked."""
    found: list[str] = []
    kinds = [kind for kind in KINDS.values() if any(e.kind == kind.code for e in entries)]
    for kind in kinds:
        found.append(f"<h3>{escape(kind.title, quote=False)}</h3>")
        for entry in (each for each in entries if each.kind == kind.code):
            found += _entry(entry)
            if agreed is not None and (entry.thread, entry.number) not in agreed:
                found += paragraphs(NOT_AGREED)
    return found


def _entry(entry: Entry) -> list[str]:
    kind = KINDS[entry.kind]
    facts = [
        f"{each.label}: {shown(each, entry.content[each.name])}"
        for each in kind.fields
        if each.name != kind.lead
        and each.type is not FieldType.ENTRY
        and entry.content.get(each.name) not in (None, "", False)
    ]
    said = f"<p><i>{escape(entry.authorship.line, quote=False)}</i></p>"
    return [*paragraphs(entry.lead), *listed(facts), said]


def of_results(record: Record) -> list[str]:
    """Allergies, medicines and conditions, where this reader sees results."""
    if not record.sees(Section.RESULTS):
        return []
    allergies = [f"{a.name} ({a.reaction})" if a.reaction else a.name for a in allergies_of(record)]
    medicines = [m for m in medicines_of(record) if m.is_current]
    taken = [f"{m.name}: {m.how_to_take}" if m.how_to_take else m.name for m in medicines]
    conditions = [c.name for c in conditions_of(record) if c.ended_on is None]
    found: list[str] = []
    for title, rows in (("Allergies", allergies), ("Medicines", taken), ("Conditions", conditions)):
        found += [f"<h3>{title}</h3>", *(listed(rows) or ["<p>None are written down here.</p>"])]
    return found
