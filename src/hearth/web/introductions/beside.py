"""Beside “Things near me” in a plan: how it stands with each group now.

It follows from what happened, and is written nowhere: a group that answers by a link writes in
nobody's plan, and what was agreed stays as it was agreed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hearth.core.access import Action, Role
from hearth.core.introductions.states import STATE_WORDS
from hearth.core.introductions.wording import YOU_WORDS
from hearth.core.plan import Entry
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.introductions.queries import introductions_of


@dataclass(frozen=True)
class Stands:
    """One group, and how it stands with it since a day."""

    key: UUID
    name: str
    words: str
    since: date


def how_it_stands(record: Record, entries: Iterable[Entry]) -> list[Stands]:
    """Return what is in the plan and how it stands, for who may follow it up.

    Two queries, and none where nothing of the kind is in the plan.
    """
    if not record.may(Action.INTRODUCE, Section.COMMUNITY):
        return []
    if not any(each.section is Section.COMMUNITY for each in entries):
        return []
    said = YOU_WORDS if record.role is Role.PERSON else STATE_WORDS
    return [
        Stands(each.row.pk, each.row.activity_name, said[each.standing.state], each.standing.since)
        for each in introductions_of(record)
        if each.row.thread
    ]
