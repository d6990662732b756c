"""What leaves: a Bundle of type history whose first entry says how the subscription stands.

In R4 that is a Parameters resource. A notification of the same number is always the same Bundle id,
so that a receiver who hears it twice knows it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import orjson

from hearth.core.subscriptions import Content
from hearth.fhir.made import Body
from hearth.fhir.subscriptions.asking import GUIDE, instant
from hearth.records.subscriptions.queries import Subscription

STATUS_PROFILE = f"{GUIDE}backport-subscription-status-r4"
BUNDLE_PROFILE = f"{GUIDE}backport-subscription-notification-r4"


@dataclass(frozen=True)
class Event:
    """One thing to tell: its number, when it happened, and the resource that it is about.

    `body` is the stored text of a read, for a full payload; `focus` is "" where nothing is named.
    """

    number: int
    at: datetime
    focus: str = ""
    body: str | bytes = b""


def notification(
    row: Subscription, type: str, base: str, *, at: datetime, events: tuple[Event, ...] = ()
) -> bytes:
    """Return a handshake, a heartbeat, a notification, or the answer to a question for events."""
    named = [event for event in events if event.focus]
    mark = f"{type} {events[0].number}" if len(events) == 1 else f"{type} {at.isoformat()}"
    key = uuid5(UUID(str(row.pk)), mark)
    return orjson.dumps(
        {
            "resourceType": "Bundle",
            "id": str(key),
            "meta": {"profile": [BUNDLE_PROFILE]},
            "type": "history",
            "timestamp": instant(at),
            "entry": [_status_entry(row, type, base, events, key), *_entries(named, base)],
        }
    )


def _status_entry(
    row: Subscription, type: str, base: str, events: tuple[Event, ...], key: UUID
) -> Body:
    return {
        "fullUrl": f"urn:uuid:{uuid5(key, 'status')}",
        "resource": status(row, type, base, events),
        "request": {"method": "GET", "url": f"Subscription/{row.pk}/$status"},
        "response": {"status": "200"},
    }


def _entries(events: list[Event], base: str) -> list[Body]:
    found = []
    for event in events:
        entry: Body = {"fullUrl": f"{base}/{event.focus}"}
        if event.body:
            entry["resource"] = orjson.Fragment(event.body)
        entry["request"] = {"method": "PUT", "url": event.focus}
        entry["response"] = {"status": "200"}
        found.append(entry)
    return found


def status(row: Subscription, type: str, base: str, events: tuple[Event, ...] = ()) -> Body:
    """Return how a subscription stands, as R4 says it."""
    parameters: list[dict[str, Any]] = [
        {
            "name": "subscription",
            "valueReference": {"reference": f"{base}/Subscription/{row.pk}"},
        },
        {"name": "topic", "valueCanonical": row.topic},
        {"name": "status", "valueCode": row.status},
        {"name": "type", "valueCode": type},
        {"name": "events-since-subscription-start", "valueString": str(_counted(row, events))},
        *(_event(event, base) for event in events),
    ]
    if row.error:
        parameters.append({"name": "error", "valueCodeableConcept": {"text": row.error}})
    return {
        "resourceType": "Parameters",
        "meta": {"profile": [STATUS_PROFILE]},
        "parameter": parameters,
    }


def _counted(row: Subscription, events: tuple[Event, ...]) -> int:
    return max([row.numbered, *(event.number for event in events)])


def _event(event: Event, base: str) -> dict[str, Any]:
    part: list[dict[str, Any]] = [
        {"name": "event-number", "valueString": str(event.number)},
        {"name": "timestamp", "valueInstant": instant(event.at)},
    ]
    if event.focus:
        reference = {"reference": f"{base}/{event.focus}"}
        part.append({"name": "focus", "valueReference": reference})
    return {"name": "notification-event", "part": part}


def event_of(content: Content, number: int, at: datetime, focus: str, body: str | bytes) -> Event:
    """Say as much of something as its receiver asked for, and no more."""
    return Event(
        number,
        at,
        focus="" if content is Content.EMPTY else focus,
        body=body if content is Content.FULL_RESOURCE else b"",
    )
