"""The same as the CapabilityStatement, as an OpenAPI 3.1 document: for tools that speak no FHIR."""

from functools import lru_cache
from typing import Any

from hearth import __version__
from hearth.fhir.capability import spoken
from hearth.fhir.made import Mapper
from hearth.fhir.negotiating import FHIR_JSON, FORM
from hearth.fhir.offered import ALL
from hearth.fhir.operating import Operation
from hearth.fhir.parameters import PARAMETERS

Described = dict[str, Any]

OUTCOME = {"$ref": "#/components/schemas/OperationOutcome"}
BUNDLE = {"$ref": "#/components/schemas/Bundle"}
REFUSALS = {
    "400": "It cannot be read, or is not as FHIR R4 says.",
    "401": "Nobody has signed in.",
    "403": "The caller may not do this.",
    "404": "There is no such thing, or the caller may not know of it.",
    "405": "This is not possible here.",
    "406": "We speak JSON alone.",
    "413": "It is too long.",
    "415": "We read JSON alone.",
}
WRITE_REFUSALS = {
    "409": "It is there already.",
    "412": "Somebody else changed it first, or a condition does not hold.",
    "422": "A rule of the plan says no.",
    "428": "Say by If-Match which version was changed.",
}
_ID = {"type": "string", "pattern": "^[A-Za-z0-9.-]{1,64}$"}


@lru_cache(maxsize=8)
def document(base: str) -> Described:
    """Return the OpenAPI document of the server at this address."""
    paths: Described = {
        "/metadata": {"get": _open("What the server can do.", "CapabilityStatement")},
        "/": {"post": _bundle()},
    }
    for mapper in spoken().values():
        paths |= _of_type(mapper)
    for each in ALL:
        paths |= _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hearth: care and support plans as FHIR R4",
            "version": __version__,
        },
        "servers": [{"url": base}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": {
                "OperationOutcome": _named("OperationOutcome", issue={"type": "array"}),
                "Bundle": _named("Bundle", type={"type": "string"}),
                "CapabilityStatement": _named("CapabilityStatement"),
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _of_type(mapper: Mapper) -> Described:
    type = mapper.type
    all, one = f"/{type}", f"/{type}/{{id}}"
    paths: Described = {
        all: {"get": _search(type)},
        f"{all}/_search": {"post": _search_by_post(type)},
        f"{all}/_history": {"get": _history(type, "All versions of all of them.")},
        one: {"get": _read(type)},
        f"{one}/_history": {"get": _history(type, "All versions of one.", _path("id"))},
        f"{one}/_history/{{version}}": {"get": _vread(type)},
    }
    if mapper.takes:
        paths[all]["post"] = _write(type, f"Create a {type}.", "201", _header("If-None-Exist"))
        paths[all]["put"] = _write(
            type, f"Update the {type} that a search finds.", "200", _IF_MATCH
        )
        paths[one]["put"] = _write(type, f"Update a {type}.", "200", _path("id"), _IF_MATCH)
    return paths


def _read(type: str) -> Described:
    conditions = [_header("If-None-Match"), _header("If-Modified-Since")]
    said = _answering(f"Read a {type}.", _resource(type), _path("id"), *conditions)
    return _also(said, "304", "What the caller has is still so.")


def _vread(type: str) -> Described:
    words = f"Read a {type} as it stood."
    return _answering(words, _resource(type), _path("id"), _path("version"))


def _search(type: str) -> Described:
    return _answering(f"Search {type}.", BUNDLE, *_parameters(type))


def _search_by_post(type: str) -> Described:
    names = {each: {"type": "string"} for each in PARAMETERS.get(type, {})}
    form = {"schema": {"type": "object", "properties": names}}
    said = _answering(f"Search {type}, with nothing in the address.", BUNDLE)
    return said | {"requestBody": {"required": False, "content": {FORM: form}}}


def _history(type: str, words: str, *more: Described) -> Described:
    pages = [_query("_count"), _query("_since"), _query("_cursor")]
    return _answering(f"{type}: {words}", BUNDLE, *more, *pages)


def _write(type: str, words: str, status: str, *more: Described) -> Described:
    said = _answering(words, _resource(type), *more, _header("Prefer"), _header("Idempotency-Key"))
    for each, meaning in {status: "It is kept.", "202": "It waits for the person."}.items():
        said = _also(said, each, meaning, {"anyOf": [_resource(type), OUTCOME]})
    for each, meaning in WRITE_REFUSALS.items():
        said = _also(said, each, meaning, OUTCOME)
    content = {FHIR_JSON: {"schema": _resource(type)}}
    return said | {"requestBody": {"required": True, "content": content}}


def _bundle() -> Described:
    said = _answering("Do many things: a batch, or a transaction.", BUNDLE)
    for each, meaning in WRITE_REFUSALS.items():
        said = _also(said, each, meaning, OUTCOME)
    return said | {"requestBody": {"required": True, "content": {FHIR_JSON: {"schema": BUNDLE}}}}


def _operation(each: Operation) -> Described:
    on = f"/{each.type}/{{id}}" if each.on_one else f"/{each.type}"
    place = [_path("id")] if each.on_one else []
    said = _answering(f"Do ${each.name}.", {"type": "object"}, *place)
    said = _also(said, "422", WRITE_REFUSALS["422"], OUTCOME)
    return {f"{on}/${each.name}": {method.lower(): said for method in each.methods}}


def _open(words: str, schema: str) -> Described:
    held = {"$ref": f"#/components/schemas/{schema}"}
    return _answering(words, held) | {"security": []}


def _answering(words: str, schema: Described, *parameters: Described) -> Described:
    refusals = {code: _holding(meaning, OUTCOME) for code, meaning in REFUSALS.items()}
    return {
        "summary": words,
        "parameters": list(parameters),
        "responses": {"200": _holding("What was asked for.", schema), **refusals},
    }


def _also(said: Described, code: str, words: str, schema: Described | None = None) -> Described:
    held = _holding(words, schema) if schema else {"description": words}
    return said | {"responses": said["responses"] | {code: held}}


def _holding(words: str, schema: Described) -> Described:
    return {"description": words, "content": {FHIR_JSON: {"schema": schema}}}


def _resource(type: str) -> Described:
    return _named(type)


def _named(resource: str, **more: Described) -> Described:
    named = {"resourceType": {"const": resource}, **more}
    return {"type": "object", "required": ["resourceType"], "properties": named}


def _path(name: str) -> Described:
    return {"name": name, "in": "path", "required": True, "schema": _ID}


def _header(name: str) -> Described:
    return {"name": name, "in": "header", "required": False, "schema": {"type": "string"}}


def _query(name: str) -> Described:
    return {"name": name, "in": "query", "required": False, "schema": {"type": "string"}}


def _parameters(type: str) -> list[Described]:
    return [_query(each) for each in ("_count", "_sort", *PARAMETERS.get(type, {}))]


_IF_MATCH = _header("If-Match")
