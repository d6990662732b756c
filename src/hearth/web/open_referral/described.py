"""The open API described by itself: its OpenAPI document, made from the table of routes."""

from collections.abc import Iterable
from typing import Any

from hearth.web.open_referral.parameters import Parameter
from hearth.web.open_referral.routes import ROUTES, Route

VERSION = "3.0"
PROFILE = "https://openreferraluk.org"
SCHEMAS = "https://raw.githubusercontent.com/openreferral/uk-profile/main/schema/"
NOT_COMPILED = ("taxonomy", "taxonomy_term")

Described = dict[str, Any]

ENVELOPE: Described = {
    "type": "object",
    "required": [
        "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty",
        "contents",
    ],
    "properties": {
        **{name: {"type": "integer", "minimum": 0} for name in ("total_items", "total_pages")},
        "page_number": {"type": "integer", "minimum": 1},
        "size": {"type": "integer", "minimum": 0},
        **{name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")},
        "contents": {"type": "array", "items": {"type": "object"}},
    },
}  # fmt: skip
PROBLEMS: Described = {
    "type": "object",
    "required": ["status", "problems"],
    "properties": {
        "status": {"type": "integer"},
        "problems": {"type": "array", "items": {"type": "string"}},
    },
}
ROOT: Described = {
    "type": "object",
    "required": ["version", "profile", "openapi_url"],
    "properties": {
        "version": {"type": "string"},
        "profile": {"type": "string", "format": "uri"},
        "openapi_url": {"type": "string", "format": "uri"},
    },
}


def root(address: str) -> Described:
    """Return what the first address says of the API. `address`: where it is."""
    return {"version": VERSION, "profile": PROFILE, "openapi_url": f"{address}openapi.json"}


def openapi(address: str) -> Described:
    """Return the OpenAPI document."""
    paths: Described = {"/": {"get": _get("getAPIMetaInformation", "What this API is.", ROOT)}}
    for route in ROUTES:
        paths[f"/{route.path}"] = {"get": _list(route)}
        paths[f"/{route.path}/{{id}}"] = {"get": _one(route)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "What is near: a directory as Open Referral UK",
            "version": VERSION,
            "description": "Open to everyone. Only what is listed is published.",
        },
        "servers": [{"url": address.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": {"Page": ENVELOPE, "Problems": PROBLEMS}},
    }


def _list(route: Route) -> Described:
    of_each = _schema(route.in_list or route.schema)
    contents = {"properties": {"contents": {"type": "array", "items": of_each}}}
    page = {"allOf": [{"$ref": "#/components/schemas/Page"}, contents]}
    said = _get(f"getPaginatedListOf{route.operation}", f"A page of {route.words}.", page)
    return said | {"parameters": _parameters(route.of_list)} | _with(said, "400")


def _one(route: Route) -> Described:
    key = {
        "name": "id", "in": "path", "required": True, "description": "Its id.",
        "schema": {"type": "string"},
    }  # fmt: skip
    said = _get(f"get{route.operation}ById", f"One of the {route.words}.", _schema(route.schema))
    codes = ("400", "404") if route.of_one else ("404",)
    return said | {"parameters": [key, *_parameters(route.of_one)]} | _with(said, *codes)


def _get(operation: str, summary: str, schema: Described) -> Described:
    return {
        "operationId": operation,
        "summary": summary,
        "responses": {"200": _response("What was asked for.", schema)},
    }


def _with(said: Described, *codes: str) -> Described:
    words = {"400": "A parameter is wrong.", "404": "There is no such thing."}
    problems = {"$ref": "#/components/schemas/Problems"}
    return {
        "responses": said["responses"] | {code: _response(words[code], problems) for code in codes}
    }


def _response(words: str, schema: Described) -> Described:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _schema(name: str) -> Described:
    folder = "" if name in NOT_COMPILED else "compiled/"
    return {"$ref": f"{SCHEMAS}{folder}{name}.json"}


def _parameters(given: Iterable[Parameter]) -> list[Described]:
    return [
        {
            "name": each.name, "in": "query", "required": False, "description": each.description,
            "schema": dict(each.schema),
        }
        for each in given
    ]  # fmt: skip
