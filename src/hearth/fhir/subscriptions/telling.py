"""Decide, as something is about to be told, whether it may be: the door is asked again.

A notice is told as far as its receiver could read the resource at this very moment. What was
closed, taken back or stopped meanwhile is not told, and neither is anything of who has died.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from hearth.core.messages import Silence
from hearth.core.subscriptions import Content
from hearth.fhir import reading
from hearth.fhir.caller import Caller
from hearth.fhir.outcome import Wrong
from hearth.fhir.subscriptions.bundles import Event, event_of
from hearth.records.access.door import NotAllowed, NotVisible
from hearth.records.people.queries import silence_about
from hearth.records.subscriptions.queries import Notice, Subscription


class Fate(StrEnum):
    """What is to become of a notice now."""

    TELL = "tell"
    WITHHOLD = "withhold"
    WAIT = "wait"


@dataclass(frozen=True)
class Decided:
    """What is to become of it, and the stored text of the resource that it is about."""

    fate: Fate
    body: str = ""


def decide(caller: Caller, notice: Notice, *, at: datetime) -> Decided:
    """Say whether this caller may be told of it now."""
    if (fate := alive(notice.happening.person_id)) is not Fate.TELL:
        return Decided(fate)
    type, _, fid = notice.happening.focus.partition("/")
    try:
        found = reading.read(caller, type, fid, at=at)
    except (NotVisible, NotAllowed):
        return Decided(Fate.WITHHOLD)
    except Wrong as wrong:
        if wrong.status in (403, 404, 410):
            return Decided(Fate.WITHHOLD)
        raise
    return Decided(Fate.TELL, found.shown.body)


def alive(person_id: UUID) -> Fate:
    """Say whether anything may be told of somebody: not of the dead, nor while nobody knows."""
    match silence_about(person_id):
        case Silence.STOPPED:
            return Fate.WITHHOLD
        case Silence.HELD:
            return Fate.WAIT
    return Fate.TELL


def event_for(row: Subscription, notice: Notice, decided: Decided) -> Event:
    """Say as much of it as was asked for."""
    happened = notice.happening
    return event_of(
        Content(row.payload), notice.number or 0, happened.at, happened.focus, decided.body
    )
