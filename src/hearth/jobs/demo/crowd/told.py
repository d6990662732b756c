"""A plan in the crowd while it is put together, and how words get into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from hearth.core.access import Role
from hearth.core.plan import Authorship, Entry, Words
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.crowd.lives import Life
from hearth.records.people.bulk import NewPerson
from hearth.records.plans.bulk import History, PastEntry


@dataclass
class Told:
    """Where a plan is being put together. `round`: the place of the round that is being written."""

    life: Life
    place: int
    days: Calendar
    nurse: Any
    administrator: Any
    person: NewPerson
    history: History
    handed_in: list[tuple[int, datetime]] = field(default_factory=list)
    round: int | None = None


def write(told: Told, at: datetime, kind: str, /, **content: object) -> str:
    """Add an entry in the person's words, taken down by the nurse."""
    return _add(told, at, kind, content, told.nurse, source="")


def copy(told: Told, at: datetime, kind: str, /, **content: object) -> str:
    """Add an entry from the paper form, copied by the administrator."""
    return _add(told, at, kind, content, told.administrator, source="a paper form")


def _add(
    told: Told, at: datetime, kind: str, content: Mapping[str, object], post: Any, *, source: str
) -> str:
    called = told.life.called
    who = Authorship(
        Words.PERSON, called, post.account.full_name, Role(post.role), at, called, source
    )  # fmt: skip
    entry = Entry(told.life.thread(told.place), 1, kind, content, who)
    told.history.entries.append(PastEntry(entry, post.account_id, told.round))
    return entry.thread


def held(told: Told, kind: str) -> PastEntry | None:
    """The current entry of a kind, the first of them."""
    rows = told.history.entries
    return next((r for r in rows if r.entry.kind == kind and r.replaced_at is None), None)


def revise(told: Told, row: PastEntry, at: datetime, **content: object) -> None:
    """The next revision of an entry, in the words that the person says now."""
    rows = told.history.entries
    rows[rows.index(row)] = replace(row, replaced_at=at)
    who = replace(row.entry.authorship, at=at, written_by=told.nurse.account.full_name, source="",
                  written_as=Role(told.nurse.role))  # fmt: skip
    entry = replace(
        row.entry, number=row.entry.number + 1, authorship=who,
        content={**row.entry.content, **content},
    )  # fmt: skip
    rows.append(PastEntry(entry, told.nurse.account_id, told.round))
