"""One value of a field of an entry, as FHIR's value[x], and back."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from hearth.core.fields import Field, FieldType
from hearth.fhir.made import Body
from hearth.fhir.mappers.codes import choice_system, code_in, plain

CURRENCY = "GBP"
CURRENCIES = "urn:iso:std:iso:4217"
_CODE = re.compile(r"[^\s]+(\s[^\s]+)*")


def in_extension(kind: str, field: Field, value: object) -> Body:
    """The value as an extension carries it."""
    match field.type:
        case FieldType.DATE:
            return {"valueDate": str(value)}
        case FieldType.MONEY:
            return {"valueMoney": {"value": _pounds(value), "currency": CURRENCY}}
        case FieldType.ENTRY:
            return {"valueReference": {"reference": reference_to(field, value)}}
        case _:
            return _common(kind, field, value)


def in_component(kind: str, field: Field, value: object) -> Body:
    """The value as a component of an Observation carries it."""
    match field.type:
        case FieldType.DATE:
            return {"valueDateTime": str(value)}
        case FieldType.MONEY:
            amount = {"value": _pounds(value), "unit": CURRENCY}
            return {"valueQuantity": {**amount, "system": CURRENCIES, "code": CURRENCY}}
        case _:
            return _common(kind, field, value)


def _common(kind: str, field: Field, value: object) -> Body:
    match field.type:
        case FieldType.SCALE:
            return {"valueInteger": int(str(value))}
        case FieldType.YES:
            return {"valueBoolean": True}
        case FieldType.CHOICE:
            words = dict(field.choices).get(str(value), str(value))
            coding = {"system": choice_system(kind, field.name), "code": str(value)}
            return {"valueCodeableConcept": {"coding": [{**coding, "display": words}]}}
        case _:
            return {"valueString": plain(str(value))}


def taken(kind: str, field: Field, held: Body) -> object:
    """Read a value back from an extension or a component; None where it holds none that fits."""
    match field.type:
        case FieldType.DATE:
            return day_in(held.get("valueDate") or held.get("valueDateTime"))
        case FieldType.MONEY:
            amount = held.get("valueMoney") or held.get("valueQuantity") or {}
            return _pence(amount.get("value"))
        case FieldType.ENTRY:
            return thread_in(held.get("valueReference"))
        case FieldType.SCALE:
            return held.get("valueInteger")
        case FieldType.YES:
            return held.get("valueBoolean") or None
        case FieldType.CHOICE:
            return code_in(held.get("valueCodeableConcept"), choice_system(kind, field.name))
        case _:
            return held.get("valueString")


REFERS_TO = {"need": "Condition", "goal": "Goal", "action": "Task"}
"""The type of resource of each kind of entry that others point to."""


def reference_to(field: Field, thread: object) -> str:
    """Return the reference to the entry that a field points to."""
    return f"{REFERS_TO[field.refers_to]}/{thread}"


def thread_in(reference: Any) -> str | None:
    """Return the id that a reference names, None for none."""
    said = reference.get("reference") if isinstance(reference, dict) else None
    return said.split("/_history/")[0].rsplit("/", 1)[-1] if isinstance(said, str) else None


def day_in(value: Any) -> str | None:
    """Return the whole day in a date or a moment; None where only a month or a year is said."""
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return None


def coded(text: object) -> Body:
    """Write what somebody gave as a code, "system|code" or a code alone, as a Coding."""
    system, bar, code = plain(str(text)).rpartition("|")
    if not _CODE.fullmatch(code):
        return {"display": plain(str(text))}
    return {"system": system, "code": code} if bar and system else {"code": code}


def code_taken(coding: Any) -> str | None:
    """The reverse of `coded`."""
    if not isinstance(coding, dict):
        return None
    code, system = coding.get("code"), coding.get("system")
    if not code:
        return coding.get("display")
    return f"{system}|{code}" if system else str(code)


def _pounds(pence: object) -> Decimal:
    return Decimal(int(str(pence))) / 100


def _pence(value: Any) -> int | None:
    try:
        return int(Decimal(str(value)) * 100) if value is not None else None
    except InvalidOperation:
        return None
