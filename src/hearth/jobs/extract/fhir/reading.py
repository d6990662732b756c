"""What the readers of all resource types share: persons, days and codes, read fast.

The readers take what they need without asking whether it is there. Where something is missing or
of another kind, `blame` looks again, slowly, and names the element.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hearth.jobs.extract.batches import Rejected, Row
from hearth.jobs.extract.cells import LARGEST, Days, number_of, text_of
from hearth.jobs.extract.means import Factors, Means, in_usual_unit

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
Known = tuple[str, str, Factors | None]
"""(code system, code, factors to its usual unit where the jurisdiction names it)"""

BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class Reading:
    """Reads parts of resources of one source. Keeps what comes again, up to a limit."""

    def __init__(self, means: Means) -> None:
        self.means = means
        self.day = Days().read
        self._persons: dict[str, int] = {}
        self._codes: dict[tuple[Any, Any], Known] = {}

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

    def codes(self, concept: Resource, element: str) -> Sequence[Known]:
        """Return the codes of a CodeableConcept; at least one. Raises Rejected."""
        codings, kept = concept.get("coding", ()), self._codes
        if len(codings) == 1:
            coding = codings[0]
            known = kept.get((coding.get("system"), coding.get("code")))
            if known:
                return (known,)
        new = self._new_code
        held = [kept.get((c.get("system"), c.get("code"))) or new(c, element) for c in codings]
        found = [known for known in held if known]
        if not found:
            raise Rejected(f"{element}.coding", "There is no code with its system.")
        return found

    def _new_code(self, coding: Resource, element: str) -> Known | None:
        if len(self._codes) >= MOST_KEPT:
            self._codes.clear()
        system = text_of(coding.get("system"), 200, f"{element}.coding.system")
        code = text_of(coding.get("code"), 100, f"{element}.coding.code")
        if not system or not code:
            return None
        known = (system, code, self.means.units.get((system, code)))
        self._codes[coding["system"], coding["code"]] = known
        return known

    def events(
        self, row: int, person: int, on: int, resource: Resource, element: str = "code"
    ) -> list[Row]:
        """Return an event for each code of a resource."""
        codes = self.codes(resource[element], element)
        return [(row, person, system, code, on, None) for system, code, _ in codes]

    def measured(
        self, row: int, person: int, on: int, measured: Resource, element: str = "code"
    ) -> list[Row]:
        """Return an event with its value for each code of an Observation, or of a part of it."""
        codes, value = self.codes(measured["code"], element), None
        quantity = measured.get("valueQuantity")
        if quantity is not None:
            value = quantity.get("value")
            if type(value) is not float or not -LARGEST < value < LARGEST:
                value = number_of(value, "valueQuantity.value")
        elif "valueInteger" in measured:
            value = number_of(measured["valueInteger"], "valueInteger")
        if len(codes) == 1:
            ((system, code, factors),) = codes
            if factors is not None and value is not None and quantity is not None:
                value = converted(value, quantity, factors)
            return [(row, person, system, code, on, value)]
        return [
            (
                row, person, system, code, on,
                converted(value, quantity, factors) if factors and value and quantity else value,
            )
            for system, code, factors in codes
        ]  # fmt: skip

    def first_day(self, resource: Resource, elements: Iterable[str]) -> int:
        """Return the day of the first of these elements that is there: a time, or a period."""
        for element in elements:
            said = resource.get(element)
            if said is not None:
                return self.day(said["start"] if type(said) is dict else said, element)
        raise Rejected(next(iter(elements)), "There is no date.")

    def day_or_none(self, said: Any, element: str) -> int | None:
        """Return a day, or None where nothing is said."""
        return None if said is None else self.day(said, element)


def converted(value: float, quantity: Resource, factors: Factors) -> float:
    """Return a value in its usual unit. Raises Rejected for a unit that we do not know."""
    factor = factors.get(quantity.get("code", ""))
    if factor is None:
        return in_usual_unit(value, (quantity.get("code"), quantity.get("unit")), factors)
    return value * factor


def id_in(reference: Any) -> str:
    """Return the id of the Patient in a reference, or nothing."""
    if type(reference) is not str:
        return ""
    if reference.startswith("urn:uuid:"):
        return reference.removeprefix("urn:uuid:")
    before, sign, after = reference.rpartition("Patient/")
    is_patient = sign and (not before or before.endswith("/"))
    return after.partition("/_history/")[0] if is_patient else ""


def happened(resource: Resource, void: frozenset[str]) -> None:
    """Raise Rejected where the source says that this did not happen."""
    if resource.get("status") in void:
        raise Rejected("status", f"The source says “{resource['status']}”.")


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
