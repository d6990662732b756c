"""What this server can do, as a CapabilityStatement: made from the tables that do it."""

from functools import lru_cache

from hearth import __version__
from hearth.fhir.made import Body, Mapper
from hearth.fhir.mappers import MAPPERS
from hearth.fhir.offered import ALL
from hearth.fhir.operating import Operation
from hearth.fhir.parameters import PARAMETERS, Parameter

SINCE = "2026-11-22"
READS = ("read", "vread", "history-instance", "history-type", "search-type")
WRITES = ("create", "update")
OAUTH = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"
SMART = "http://terminology.hl7.org/CodeSystem/restful-security-service"


def spoken() -> dict[str, Mapper]:
    """Return the types that the server speaks of at all: those that a mapper draws or takes."""
    return {type: each for type, each in MAPPERS.items() if each.draws or each.common or each.takes}


def interactions(mapper: Mapper) -> tuple[str, ...]:
    """Return what can be done with a type."""
    return (*READS, *WRITES) if mapper.takes else READS


@lru_cache(maxsize=8)
def statement(base: str) -> Body:
    """Return the CapabilityStatement of the server at this address."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": SINCE,
        "publisher": "Hearth",
        "kind": "instance",
        "software": {"name": "Hearth", "version": __version__},
        "implementation": {"description": "Care and support plans", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["json", "application/fhir+json"],
        "rest": [_rest(base)],
    }


def _rest(base: str) -> Body:
    return {
        "mode": "server",
        "documentation": "Nothing is deleted: things end by their status. An update says by "
        "If-Match on which version it stands. What a caller may not know of is not there.",
        "security": _security(base.removesuffix("/fhir")),
        "resource": [_resource(each) for each in spoken().values()],
        "interaction": [{"code": "transaction"}, {"code": "batch"}],
    }


def _security(site: str) -> Body:
    named = {
        "authorize": "authorize",
        "token": "token",
        "revoke": "revoke",
        "introspect": "introspect",
    }
    uris = [{"url": name, "valueUri": f"{site}/oauth/{path}"} for name, path in named.items()]
    return {
        "cors": True,
        "service": [{"coding": [{"system": SMART, "code": "SMART-on-FHIR"}]}],
        "extension": [{"url": OAUTH, "extension": uris}],
    }


def _resource(mapper: Mapper) -> Body:
    said: Body = {
        "type": mapper.type,
        "interaction": [{"code": each} for each in interactions(mapper)],
        "versioning": "versioned-update" if mapper.takes else "versioned",
        "readHistory": True,
        "updateCreate": False,
        "conditionalCreate": mapper.takes is not None,
        "conditionalRead": "full-support",
        "conditionalUpdate": mapper.takes is not None,
        "conditionalDelete": "not-supported",
        "searchParam": [_parameter(each) for each in PARAMETERS.get(mapper.type, {}).values()],
    }
    if mapper.profiles:
        said["supportedProfile"] = list(mapper.profiles)
    if operations := [_operation(each) for each in ALL if each.type == mapper.type]:
        said["operation"] = operations
    return {name: value for name, value in said.items() if value != []}


def _parameter(each: Parameter) -> Body:
    return {"name": each.code, "type": each.kind}


def _operation(each: Operation) -> Body:
    return {"name": each.name, "definition": each.definition}
