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


OWN: dict[str, tuple[str, ...]] = {
    "Subscription": ("read", "create", "update", "search-type"),
    "Group": ("read", "search-type"),
}
"""Types that stand in no store of resources, and what can be done with them (bulk exports and
subscriptions have addresses of their own)."""
BULK = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition"
EXPORTS = {"": "export", "Patient": "patient-export", "Group": "group-export"}


def spoken() -> dict[str, Mapper]:
    """Return the types that the store holds: those that a mapper draws or takes."""
    return {
        type: each
        for type, each in MAPPERS.items()
        if type not in OWN and (each.draws or each.common or each.takes)
    }


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
        "resource": [
            *(_resource(each) for each in spoken().values()),
            *(_own(type, can) for type, can in OWN.items()),
        ],
        "interaction": [{"code": "transaction"}, {"code": "batch"}],
        "operation": [_export("")],
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
    said["operation"] = _operations(mapper.type)
    return {name: value for name, value in said.items() if value != []}


def _own(type: str, can: tuple[str, ...]) -> Body:
    said: Body = {
        "type": type,
        "interaction": [{"code": each} for each in can],
        "versioning": "versioned-update" if "update" in can else "no-version",
    }
    operations = _operations(type)
    return said | ({"operation": operations} if operations else {})


def _operations(type: str) -> list[Body]:
    exports = [_export(type)] if type in EXPORTS else []
    return [*(_operation(each) for each in ALL if each.type == type), *exports]


def _export(type: str) -> Body:
    return {"name": "export", "definition": f"{BULK}/{EXPORTS[type]}"}


def _parameter(each: Parameter) -> Body:
    return {"name": each.code, "type": each.kind}


def _operation(each: Operation) -> Body:
    return {"name": each.name, "definition": each.definition}
