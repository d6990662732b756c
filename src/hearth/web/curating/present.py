"""What pages show of entries: old and new beside each other, and where they differ."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from hearth.core.directory.entries import BY_NAME, FIELDS, Entry, Value, entry_of, tidy, words_of
from hearth.records.directory.queries import facts_of

NOTHING = "Nothing"


@dataclass(frozen=True)
class Row:
    """One field: what it says now and what it would say. `before`: what it said when sent."""

    name: str
    label: str
    now: str
    new: str
    has_moved: bool = False


def said(name: str, value: Value | None) -> str:
    """Write one field for a page."""
    return words_of(name, value, settings.INTERESTS) if value else ""


def change_rows(proposal: Any) -> list[Row]:
    """Return the fields that a group sent, beside what the entry says now."""
    now = tidy(entry_of(facts_of(proposal.activity))) if proposal.activity else {}
    return [_row(each.name, now, proposal) for each in FIELDS if each.name in proposal.said]


def _row(name: str, now: Entry, proposal: Any) -> Row:
    before: Mapping[str, Value] = proposal.before
    is_here = now.get(name, "")
    return Row(
        name, BY_NAME[name].label, said(name, is_here), said(name, proposal.said[name]),
        has_moved=name in before and before[name] != is_here,
    )  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """One field of entries that look the same, in the order of the entries."""

    label: str
    says: list[str]
    differs: bool


def compared(rows: Collection[Any]) -> list[Compared]:
    """Return what entries say field by field, without the fields of which none says anything."""
    entries = [entry_of(facts_of(row)) for row in rows]
    found = [Compared("Run by", [_provider(row) for row in rows], differs=False)]
    for each in FIELDS:
        says = [said(each.name, entry[each.name]) for entry in entries]
        if any(says):
            found.append(Compared(each.label, says, len({_folded(text) for text in says}) > 1))
    return found


def _provider(row: Any) -> str:
    return row.provider.name if row.provider else ""


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def entry_lines(row: Any) -> list[tuple[str, str]]:
    """Return (label, words) for all that an entry says."""
    entry = entry_of(facts_of(row))
    lines = [(each.label, said(each.name, entry[each.name])) for each in FIELDS]
    return [(words, text) for words, text in lines if text]
