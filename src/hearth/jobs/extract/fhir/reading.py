"""What the readers of all resource types share: persons, days and codes, read fast.

The readers take what they need without asking whether it is there. Where something is missing or
of another kind, `blame` looks again, slowly, and names the element.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from hearth.jobs.extract.batches import Rejected
from hearth.jobs.extract.cells import Days, number_of, text_of
from hearth.jobs.extract.means import Means

Resource = Mapping[str, Any]
MOST_KEPT = 50_000

SHAPES: Mapping[str, type] = {
    "subject": dict, "patient": dict, "code": dict, "vaccineCode": dict, "component": list,
    "medicationCodeableConcept": dict, "type": list, "period": dict, "performedPeriod": dict,
    "effectivePeriod": dict, "onsetPeriod": dict, "valueQuantity": dict, "status": str, "id": str,
    "identifier": list, "extension": list, "communication": list, "address": list,
    "generalPractitioner": list, "managingOrganization": dict, "requester": dict,
    "dispenseRequest": dict, "verificationStatus": dict, "birthDate": str, "authoredOn": str,
    "referralRequest": list, "reasonCode": list, "category": list,
}  # fmt: skip
NO_CODE = ("", "")
BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class Reading:
    """Reads parts of resources of one source. Keeps what comes again, up to a limit."""

    def __init__(self, means: Means) -> None:
        self.means = means
        self.day = Days().read
        self._persons: dict[str, int] = {}
        self._codes: dict[tuple[Any, Any], tuple[str, str]] = {}

    def person(self, resource: Resource, element: str) -> int:
        """Return the pseudonym of the Patient whom an element refers to."""
        reference = resource[element]["reference"]
        return self._persons.get(reference) or self._new_person(reference, element)

    def _new_person(self, reference: str, element: str) -> int:
        if len(self._persons) >= MOST_KEPT:
            self._persons.clear()
        own = id_in(reference)
        if not own:
            raise Rejected(f"{element}.reference", "This does not refer to a Patient.")
        self._persons[reference] = person = self.means.person(own)
        return person

    def codes(self, concept: Resource, element: str) -> list[tuple[str, str]]:
        """Return the (system, code) pairs of a CodeableConcept; at least one."""
        known = self._codes
        found = [
            known.get((coding.get("system"), coding.get("code"))) or self._new_code(coding, element)
            for coding in concept.get("coding", ())
        ]
        if not found or NO_CODE in found:
            found = [pair for pair in found if pair != NO_CODE]
            if not found:
                raise Rejected(f"{element}.coding", "There is no code with its system.")
        return found

    def _new_code(self, coding: Resource, element: str) -> tuple[str, str]:
        if len(self._codes) >= MOST_KEPT:
            self._codes.clear()
        system = text_of(coding.get("system"), 200, f"{element}.coding.system")
        code = text_of(coding.get("code"), 100, f"{element}.coding.code")
        known = (system, code) if system and code else NO_CODE
        self._codes[coding.get("system"), coding.get("code")] = known
        return known

    def first_day(self, resource: Resource, elements: Iterable[str]) -> int:
        """Return the day of the first of these elements that is there: a time, or a period."""
        for element in elements:
            said = resource.get(element)
            if said is not None:
                return self.day(said["start"] if type(said) is dict else said, element)
        raise Rejected(next(iter(elements)), "There is no date.")

    def values(
        self, measured: Resource, concept: Resource, element: str
    ) -> list[tuple[str, str, float | None]]:
        """Return (system, code, value) for each code of an Observation, or of a part of it."""
        codes = self.codes(concept, element)
        quantity = measured.get("valueQuantity")
        if quantity is None:
            whole = number_of(measured.get("valueInteger"), "valueInteger")
            return [(system, code, whole) for system, code in codes]
        value = number_of(quantity.get("value"), "valueQuantity.value")
        if value is None or not any(pair in self.means.units for pair in codes):
            return [(system, code, value) for system, code in codes]
        units = (quantity.get("code"), quantity.get("unit"))
        usual = self.means.in_usual_unit
        return [(*pair, usual(pair, value, units)) for pair in codes]

    def day_or_none(self, said: Any, element: str) -> int | None:
        """Return a day, or None where nothing is said."""
        return None if said is None else self.day(said, element)


def id_in(reference: Any) -> str:
    """Return the id of the Patient in a reference, or nothing."""
    if type(reference) is not str:
        return ""
    if reference.startswith("urn:uuid:"):
        return reference.removeprefix("urn:uuid:")
    before, sign, after = reference.rpartition("Patient/")
    is_patient = sign and (not before or before.endswith("/"))
    return after.partition("/_history/")[0] if is_patient else ""


def happened(resource: Resource, void: frozenset[str]) -> Resource:
    """Return the resource. Raises Rejected where the source says that this did not happen."""
    if resource.get("status") in void:
        raise Rejected("status", f"The source says “{resource['status']}”.")
    return resource


def blame(resource: Resource, error: Exception) -> Rejected:
    """Say which element is missing or of another kind than FHIR has it."""
    for element, kind in SHAPES.items():
        if element in resource and not isinstance(resource[element], kind):
            return Rejected(element, "This is not what FHIR has here.")
    if isinstance(error, KeyError) and isinstance(error.args[0], str):
        return Rejected(error.args[0], "This is missing.")
    parts = resource.get("component", ())
    if not all(isinstance(part, dict) and isinstance(part.get("code"), dict) for part in parts):
        return Rejected("component", "A part of this is not what FHIR has here.")
    for element in SHAPES:
        held = resource.get(element)
        if held is not None and not _is_sound(held):
            return Rejected(element, "A part of this is not what FHIR has here.")
    return Rejected("resource", "A part of this is not what FHIR has here.")


LISTS = ("coding", "component", "extension", "identifier")
TEXTS = ("system", "reference", "start", "end")


def _is_sound(held: Any) -> bool:
    """Say whether a part has the shape that FHIR gives to parts of these names."""
    if isinstance(held, list):
        return all(isinstance(each, dict) and _is_sound(each) for each in held)
    if not isinstance(held, dict):
        return True
    codings = held.get("coding", ())
    return (
        all(
            isinstance(held[name], list) and _is_sound(held[name]) for name in LISTS if name in held
        )
        and all(isinstance(held[name], str) for name in TEXTS if name in held)
        and all(isinstance(coding.get("code", ""), str) for coding in codings)
        and all(_is_sound(each) for each in held.values() if isinstance(each, dict))
    )
