"""Keep the entry of “Things near me” beside an introduction, by the rules of the plan."""

from datetime import datetime
from uuid import UUID

from hearth.core.access import Action
from hearth.core.introductions.in_plan import entry_of
from hearth.core.plan import Entry
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.directory.queries import facts_of
from hearth.records.introductions.models import Introduction
from hearth.records.people.models import Account
from hearth.records.plans.changes.entries import write
from hearth.records.plans.queries.entries import current_entries


def keep_in_plan(
    *, record: Record, introduction: Introduction, status: str, by: Account, at: datetime
) -> UUID | None:
    """Write or change the entry, and return its thread. None for who may not write there.

    Where it is in the person's own words already, staff only suggest the change (P1).
    """
    held = _held(record, introduction)
    if not record.may(Action.WRITE, Section.COMMUNITY):
        return UUID(held.thread) if held else None
    if held is None:
        content = entry_of(facts_of(introduction.activity), status)
        done = write(record=record, kind="community", content=content, by=by, at=at)
        return UUID(done.thread)
    if held.content.get("status") != status:
        write(
            record=record, kind="community", content={**held.content, "status": status},
            by=by, at=at, thread=held.thread, base_number=held.number,
            why="This follows what happened since they were put in touch.",
        )  # fmt: skip
    return UUID(held.thread)


def _held(record: Record, introduction: Introduction) -> Entry | None:
    """The entry that is about this: by its thread, else by what it is called."""
    entries = [each for each in current_entries(record) if each.kind == "community"]
    by_thread = {each.thread: each for each in entries}
    if introduction.thread:
        return by_thread.get(str(introduction.thread))
    name = introduction.activity_name.casefold()
    return next((each for each in entries if each.lead.casefold() == name), None)
