"""Whether a resource is R4, by three implementations that we did not write."""

from importlib import import_module
from typing import Any

import fhirkit
from fhir.resources.R4B import get_fhir_model_class
from fhirclient.models.fhirabstractbase import FHIRValidationError
from fhirclient.models.fhirelementfactory import FHIRElementFactory
from pydantic import ValidationError

from hearth.fhir.made import Made
from hearth.fhir.parsing import parsed, text_of


def wrong_with(body: dict[str, Any]) -> list[str]:
    """List what any of the three says against a resource."""
    text = text_of(body)
    found = [f"{each.path}: {each.message}" for each in fhirkit.validate(text)]
    for check in (_by_fhir_resources, _by_fhirclient):
        try:
            check(body["resourceType"], text)
        except (FHIRValidationError, ValidationError) as error:
            found.append(str(error))
    return found


def _by_fhir_resources(type: str, text: str) -> None:
    get_fhir_model_class(type).model_validate_json(text)


def _by_fhirclient(type: str, text: str) -> None:
    import_module(f"fhirclient.models.{type.lower()}")
    FHIRElementFactory.instantiate(type, _as_floats(parsed(text.encode())))


def _as_floats(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_floats(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_as_floats(each) for each in value]
    return float(value) if isinstance(value, float) else value


def bodies_of(made: Made) -> list[dict[str, Any]]:
    """Every version of what a mapper made, as it is kept."""
    named = {"resourceType": made.type, "id": made.id}
    return [{**named, **version.body, **named} for version in made.versions]
