"""Read what a system sends, and say everything that is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings

from hearth.core.prompts import Outcome
from hearth.core.words import Refusal, Refused
from hearth.fhir.cds_hooks.services import Service
from hearth.records.prompts.changes import Said

LONGEST = 1_000_000
MOST_FEEDBACK = 100


class Unreadable(Refused):
    """A request that cannot be understood. Says where, and why."""


@dataclass(frozen=True)
class Asked:
    """What a system asks: for which person, and who looks. `meant`: facts to know them by."""

    instance: UUID
    user: str
    patient: str
    meant: "Meant | None" = None


@dataclass(frozen=True)
class Meant:
    """A person as another system knows them."""

    identifiers: tuple[tuple[str, str], ...]
    family: str
    born: date


def asked_of(raw: bytes, service: Service) -> Asked:
    """Read a request to a service. What we do not use (fhirAuthorization) may be there."""
    body = _object(raw)
    context = body.get("context")
    context = context if isinstance(context, dict) else {}
    instance = _uuid(body.get("hookInstance"))
    found = [
        *_hook_problems(body, service),
        *([] if instance else [Refusal("This is no UUID.", "hookInstance")]),
        *_context_problems(context, service),
    ]
    if found or instance is None:
        raise Unreadable(found)
    prefetch = body.get("prefetch")
    patient = prefetch.get("patient") if isinstance(prefetch, dict) else None
    return Asked(
        instance=instance,
        user=context["userId"],
        patient=context["patientId"].removeprefix("Patient/"),
        meant=_meant(patient) if isinstance(patient, dict) else None,
    )


def _hook_problems(body: dict[str, Any], service: Service) -> Iterable[Refusal]:
    if body.get("hook") != service.hook:
        yield Refusal(f"This service is for the hook {service.hook}.", "hook")
    for name in ("fhirServer",):
        if name in body and not isinstance(body[name], str):
            yield Refusal("This is no address.", name)
    for name in ("context", "fhirAuthorization", "prefetch"):
        if name in body and not isinstance(body[name], dict):
            yield Refusal("This is no object.", name)


def _context_problems(context: dict[str, Any], service: Service) -> Iterable[Refusal]:
    for name in service.needs:
        value, where = context.get(name), f"context.{name}"
        if name == "appointments":
            if not isinstance(value, dict) or value.get("resourceType") != "Bundle":
                yield Refusal("This is no Bundle.", where)
        elif not isinstance(value, str) or not value.strip() or len(value) > 200:
            yield Refusal("This is missing.", where)
        elif name == "userId" and value.count("/") != 1:
            yield Refusal("Name the type too, as in Practitioner/123.", where)


def _meant(patient: dict[str, Any]) -> Meant | None:
    """Read number, name and birth date from a Patient; None where one of them is missing."""
    scheme = settings.JURISDICTION.identifier
    rows = patient.get("identifier")
    numbers = [
        (scheme.code, "".join(str(each.get("value", "")).split()))
        for each in (rows if isinstance(rows, list) else [])
        if isinstance(each, dict) and each.get("system") == scheme.uri
    ]
    names = patient.get("name")
    held = [each for each in (names if isinstance(names, list) else []) if isinstance(each, dict)]
    official = [each for each in held if each.get("use") == "official"] or held
    family = official[0].get("family") if official else None
    try:
        born = date.fromisoformat(str(patient.get("birthDate", "")))
    except ValueError:
        return None
    if not numbers or not isinstance(family, str):
        return None
    return Meant(tuple(numbers), family, born)


def feedback_of(raw: bytes) -> list[Said]:
    """Read what became of cards."""
    rows = _object(raw).get("feedback")
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_FEEDBACK:
        words = f"Send a list of 1 to {MOST_FEEDBACK}."
        raise Unreadable([Refusal(words, "feedback")])
    found: list[Said] = []
    problems: list[Refusal] = []
    for place, row in enumerate(rows):
        held = row if isinstance(row, dict) else {}
        wrong = list(_feedback_problems(held, f"feedback[{place}]"))
        problems += wrong
        if not wrong:
            found.append(_said(held))
    if problems:
        raise Unreadable(problems)
    return found


def _feedback_problems(row: dict[str, Any], at: str) -> Iterable[Refusal]:
    if _uuid(row.get("card")) is None:
        yield Refusal("This is no UUID of a card.", f"{at}.card")
    if row.get("outcome") not in set(Outcome):
        yield Refusal("The outcome is “accepted” or “overridden”.", f"{at}.outcome")
    if _moment(row.get("outcomeTimestamp")) is None:
        yield Refusal("This is no moment, as in 2027-01-31T10:00:00Z.", f"{at}.outcomeTimestamp")
    reason = row.get("overrideReason")
    if reason is not None and row.get("outcome") == Outcome.ACCEPTED:
        yield Refusal("What was accepted has no such reason.", f"{at}.overrideReason")
    if reason is not None and not isinstance(reason, dict):
        yield Refusal("This is no object.", f"{at}.overrideReason")


def _said(row: dict[str, Any]) -> Said:
    given = row.get("overrideReason") or {}
    reason = given.get("reason")
    reason = reason if isinstance(reason, dict) else {}
    key, at = _uuid(row["card"]), _moment(row["outcomeTimestamp"])
    assert key is not None
    assert at is not None
    return Said(
        key=key,
        outcome=Outcome(row["outcome"]),
        at=at,
        reason_system=_text(reason.get("system")),
        reason_code=_text(reason.get("code")),
        reason_display=_text(reason.get("display")),
        words=_text(given.get("userComment")),
    )


def _object(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST:
        raise Unreadable("This is too long.")
    try:
        body = orjson.loads(raw)
    except ValueError as error:
        raise Unreadable("This is not JSON.") from error
    if not isinstance(body, dict):
        raise Unreadable("Send an object.")
    return body


def _text(value: Any) -> str:
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None
