"""Read what a system asks for out of a Subscription, and write a Subscription for who made it."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.conf import settings

from hearth.core.subscriptions import Asked, Channel, Content, Status, Topic, problems
from hearth.fhir.made import Body
from hearth.fhir.outcome import Issue, Wrong
from hearth.records.subscriptions.changes import Wanted
from hearth.records.subscriptions.queries import Subscription

GUIDE = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"
PROFILE = f"{GUIDE}backport-subscription"
FILTER = f"{GUIDE}backport-filter-criteria"
CONTENT = f"{GUIDE}backport-payload-content"
HEARTBEAT = f"{GUIDE}backport-heartbeat-period"
LET_BE = (f"{GUIDE}backport-timeout", f"{GUIDE}backport-max-count")
SECRET = "urn:hearth:subscription-secret"

FOCUS = {
    Topic.PLAN_AGREED: "CarePlan",
    Topic.ACTION_DUE: "Task",
    Topic.REFERRAL_ANSWERED: "Task",
}
"""The type of resource that each topic is about: the app must be allowed to read it."""

_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}:[ \t]*[\x21-\x7e][\x20-\x7e]{0,2000}")
_OURS = frozenset({"host", "content-length", "content-type", "transfer-encoding", "connection"})
_PATIENT = re.compile(r"(?:Patient/)?([A-Za-z0-9.-]{1,64})")


def asked_of(body: Body) -> tuple[Asked, str]:
    """Return what a Subscription asks for, and the id of the person by whom it is narrowed."""
    channel = _dict(body.get("channel"))
    heartbeat = _extension(channel, HEARTBEAT, "valueUnsignedInt")
    content = _extension(_dict(channel.get("_payload")), CONTENT, "valueCode")
    if channel.get("payload", "application/fhir+json") not in ("application/fhir+json",):
        raise _wrong("Only application/fhir+json is sent.", "Subscription.channel.payload")
    asked = Asked(
        topic=str(body.get("criteria", "")),
        channel=str(channel.get("type", "")),
        endpoint=str(channel.get("endpoint", "")),
        content=str(content or Content.EMPTY),
        heartbeat=heartbeat if isinstance(heartbeat, int) else None,
        ends_at=_moment(body.get("end")),
    )
    return asked, _narrowed_to(body)


def _narrowed_to(body: Body) -> str:
    """The one filter that there is: CarePlan?patient=123."""
    where = "Subscription.criteria.extension"
    filters = [
        each.get("valueString")
        for each in _dict(body.get("_criteria")).get("extension", [])
        if each.get("url") == FILTER
    ]
    if not filters:
        return ""
    pairs = parse_qsl(str(filters[0]).partition("?")[2], keep_blank_values=True)
    said = _PATIENT.fullmatch(pairs[0][1]) if len(pairs) == 1 else None
    if len(filters) > 1 or said is None or pairs[0][0] not in ("patient", "subject"):
        raise _wrong("The one filter is by a person: CarePlan?patient=123.", where)
    return said[1]


def wanted_of(asked: Asked, person_id: str, body: Body, *, at: datetime) -> Wanted:
    """Return what is to be kept. Raises Wrong with all that is not good."""
    found = [
        Issue("value", each.words, each.where)
        for each in problems(asked, at=at, inside=settings.FEEDS_INSIDE)
    ]
    headers = _dict(body.get("channel")).get("header", [])
    found += _header_issues(headers)
    if found:
        raise Wrong(422, found)
    return Wanted(
        topic=Topic(asked.topic),
        channel=Channel(asked.channel),
        endpoint=asked.endpoint,
        content=Content(asked.content),
        person_id=UUID(person_id) if person_id else None,
        heartbeat=asked.heartbeat,
        ends_at=asked.ends_at,
        headers=list(headers),
        body=_without_secrets(body),
    )


def _header_issues(headers: Iterable[Any]) -> Iterable[Issue]:
    for place, each in enumerate(headers):
        name = str(each).partition(":")[0].lower()
        if not _HEADER.fullmatch(str(each)) or name in _OURS or name.startswith("x-hearth"):
            where = f"Subscription.channel.header[{place}]"
            yield Issue("value", "A header is like “Name: value”, and none that we set.", where)


def _without_secrets(body: Body) -> Body:
    channel = {name: each for name, each in _dict(body.get("channel")).items() if name != "header"}
    kept = {
        name: each for name, each in body.items() if name not in ("id", "meta", "status", "error")
    }
    extensions = [each for each in kept.pop("extension", []) if each.get("url") != SECRET]
    return {**kept, **({"extension": extensions} if extensions else {}), "channel": channel}


def is_off(body: Body) -> bool:
    """Say whether an update turns it off. Whatever else it says, it begins again."""
    return body.get("status") == Status.OFF.value


def shown(row: Subscription, secret: str = "") -> Body:
    """Return the Subscription as its maker reads it. `secret` only in the answer to its making."""
    body: Body = {
        "resourceType": "Subscription",
        "id": str(row.pk),
        "meta": {
            "versionId": str(row.version),
            "lastUpdated": instant(row.changed_at),
            "profile": [PROFILE],
        },
        **{name: each for name, each in row.body.items() if name != "resourceType"},
        "status": row.status,
    }
    if row.error:
        body["error"] = row.error
    if secret:
        extension = {"url": SECRET, "valueString": secret}
        body["extension"] = [*body.get("extension", []), extension]
    return body


def instant(at: datetime) -> str:
    """Write a moment as FHIR does, to the millisecond."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _extension(of: dict[str, Any], url: str, value: str) -> Any:
    held = of.get("extension", [])
    return next((each.get(value) for each in held if each.get("url") == url), None)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _moment(said: Any) -> datetime | None:
    if said is None:
        return None
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise _wrong("This is not an instant, as in 2027-01-31T10:00:00Z.", "Subscription.end")
    return found


def _wrong(words: str, where: str) -> Wrong:
    return Wrong(422, Issue("value", words, where))
