"""Observations and conditions of other services: kept as they came, and shown among the results."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from hearth.fhir.made import Body, Incoming, Taken
from hearth.fhir.mappers.codes import codings, words_in
from hearth.fhir.mappers.shapes import kind_in
from hearth.fhir.mappers.taking import kept, not_changed_here, record_of, takes_entry
from hearth.fhir.mappers.values import day_in
from hearth.records.results.findings import Finding, Kind
from hearth.records.results.received import receive

Fields = dict[str, Any]
_NOT_REAL = ("entered-in-error", "cancelled")
_MOST = {"system": 100, "code": 60, "name": 300, "unit": 60, "words": 500}


def takes_observation(incoming: Incoming) -> Taken:
    """An observation with one of our codes is an entry; any other is a result."""
    not_changed_here(incoming, "result-", "medicine-", "allergy-", "goal-scaled-")
    if kind_in(incoming.body) or _is_entry(incoming):
        return takes_entry(incoming)
    return _received(incoming, Kind.RESULT, list(_results(incoming)))


def takes_condition(incoming: Incoming) -> Taken:
    """A health concern is a need; any other condition stands among the conditions."""
    not_changed_here(incoming, "condition-")
    if kind_in(incoming.body) or _is_entry(incoming):
        return takes_entry(incoming)
    return _received(incoming, Kind.CONDITION, list(_conditions(incoming)))


def _is_entry(incoming: Incoming) -> bool:
    return bool(incoming.before and kind_in(incoming.before))


def _received(incoming: Incoming, kind: Kind, found: list[Fields]) -> Taken:
    taken = kept(incoming)
    record, source = record_of(incoming), f"{incoming.body['resourceType']}/{taken.id}"
    findings = [
        Finding(kind, record.person.pk, f"{source}#{n}" if n else source, _fitting(fields))
        for n, fields in enumerate(found)
    ]
    receive(findings, record=record, source=incoming.caller.app, at=incoming.at)
    return taken


def _fitting(fields: Fields) -> Fields:
    """Cut words to the room that there is on the page; the resource itself keeps them whole."""
    return {k: v[: _MOST[k]] if k in _MOST else v for k, v in fields.items()}


def _named(concept: Any) -> Fields:
    first: Body = next(iter(codings(concept)), {})
    code, system = str(first.get("code", "")), str(first.get("system", ""))
    fits = len(code) <= _MOST["code"] and len(system) <= _MOST["system"]
    coding = {"system": system, "code": code} if fits else {"system": "", "code": ""}
    return {**coding, "name": words_in(concept) or "Result"}


def _results(incoming: Incoming) -> Iterator[Fields]:
    body = incoming.body
    if body.get("status") in _NOT_REAL:
        yield from _taken_back(incoming)
        return
    period = body.get("effectivePeriod") or {}
    said = body.get("effectiveDateTime") or body.get("effectiveInstant") or period.get("start")
    taken_on = _day(said or body.get("issued")) or timezone.localdate(incoming.at)
    for part in (body, *body.get("component", [])):
        if value := _value(part):
            yield {**_named(part.get("code")), "taken_on": taken_on, **value}


def _taken_back(incoming: Incoming) -> Iterator[Fields]:
    """A result that was sent in error says so on the pages; one that never came is not shown."""
    if incoming.id:
        day = timezone.localdate(incoming.at)
        words = "This was sent by mistake."
        named = _named(incoming.body.get("code"))
        yield {**named, "taken_on": day, "value": None, "unit": "", "words": words}


def _value(part: Body) -> Fields:
    quantity = part.get("valueQuantity")
    if isinstance(quantity, dict) and (value := _number(quantity.get("value"))) is not None:
        unit = str(quantity.get("code") or quantity.get("unit") or "")
        return {"value": value, "unit": unit, "words": ""}
    number = _number(part.get("valueInteger"))
    words = str(part.get("valueString") or "") or words_in(part.get("valueCodeableConcept"))
    if number is not None or words:
        return {"value": number, "unit": "", "words": words}
    return {}


def _number(value: Any) -> Decimal | None:
    try:
        found = Decimal(getattr(value, "written", None) or str(value))
    except InvalidOperation:
        return None
    is_held = found.is_finite() and abs(found) < 10**12
    return round(found, 6) if is_held and not isinstance(value, bool) else None


def _conditions(incoming: Incoming) -> Iterator[Fields]:
    body = incoming.body
    verified = {str(c.get("code")) for c in codings(body.get("verificationStatus"))}
    is_real = not verified & {"entered-in-error", "refuted"}
    if not is_real and not incoming.id:
        return
    clinical = {str(c.get("code")) for c in codings(body.get("clinicalStatus"))}
    ended = _day(body.get("abatementDateTime"))
    is_over = clinical & {"inactive", "resolved", "remission"} or not is_real
    if ended is None and is_over:
        ended = timezone.localdate(incoming.at)
    began = _day(body.get("onsetDateTime"))
    yield {**_named(body.get("code")), "began_on": began, "ended_on": ended}


def _day(value: Any) -> date | None:
    day = day_in(value)
    return date.fromisoformat(day) if day else None
