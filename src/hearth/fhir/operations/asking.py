"""What an operation was asked: in the address, or in a Parameters resource."""

from hearth.fhir.operating import Asked
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parsing import parsed


def parameters(asked: Asked) -> dict[str, str]:
    """Return the simple parameters by name; the last of a name counts."""
    found = dict(asked.pairs)
    if asked.given:
        body = parsed(asked.given)
        if body["resourceType"] != "Parameters":
            words = "Send a Parameters resource."
            raise Wrong(400, Issue("invalid", words, "Parameters"))
        for each in body.get("parameter", []):
            if isinstance(each, dict):
                found[str(each.get("name", ""))] = _value(each)
    return found


def _value(parameter: dict[str, object]) -> str:
    for name, value in parameter.items():
        if name.startswith("value"):
            if isinstance(value, dict):
                return str(value.get("reference", ""))
            return str(value).lower() if isinstance(value, bool) else str(value)
    return ""
