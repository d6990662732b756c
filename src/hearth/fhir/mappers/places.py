"""Where in a resource each field of an entry stands: how it is put there, and taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hearth.core.fields import Field, Kind
from hearth.fhir.made import Body
from hearth.fhir.mappers import values
from hearth.fhir.mappers.codes import (
    FIELD,
    STATUS,
    code_in,
    extension_url,
    field_concept,
    plain,
    words_in,
)

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """One place. `where` names it for people, as in "Goal.description.text"."""

    where: str
    put: Callable[[Body, Kind, Field, object], None]
    take: Callable[[Body, Kind, Field], object]


def at(*path: str | int) -> Place:
    """Plain words at a path; a number stands for the first of a list."""

    def put(body: Body, kind: Kind, field: Field, value: object) -> None:  # noqa: ARG001
        _set(body, path, plain(str(value)))

    def take(body: Body, kind: Kind, field: Field) -> object:  # noqa: ARG001
        return _get(body, path)

    return Place(".".join(str(p) for p in path if isinstance(p, str)), put, take)


def concept(name: str) -> Place:
    """The words of a CodeableConcept."""

    def take(body: Body, kind: Kind, field: Field) -> object:  # noqa: ARG001
        return words_in(body.get(name))

    return Place(f"{name}.text", at(name, "text").put, take)


def code_of(name: str) -> Place:
    """A code that somebody gave, as the first coding of a CodeableConcept."""

    def put(body: Body, kind: Kind, field: Field, value: object) -> None:  # noqa: ARG001
        _set(body, (name, "coding", 0), values.coded(value))

    def take(body: Body, kind: Kind, field: Field) -> object:  # noqa: ARG001
        return values.code_taken(_get(body, (name, "coding", 0)))

    return Place(f"{name}.coding", put, take)


def day(*path: str | int) -> Place:
    """A day, at a path that may hold a moment."""

    def take(body: Body, kind: Kind, field: Field) -> object:  # noqa: ARG001
        return values.day_in(_get(body, path))

    return Place(".".join(str(p) for p in path if isinstance(p, str)), at(*path).put, take)


def reference(*path: str | int) -> Place:
    """A reference to the entry that a field points to."""

    def put(body: Body, kind: Kind, field: Field, value: object) -> None:  # noqa: ARG001
        _set(body, path, {"reference": values.reference_to(field, value)})

    def take(body: Body, kind: Kind, field: Field) -> object:  # noqa: ARG001
        held = _get(body, path)
        said = str(held.get("reference", "")) if isinstance(held, dict) else ""
        is_one = f"{values.REFERS_TO[field.refers_to]}/" in said
        return values.thread_in(held) if is_one else None

    return Place(".".join(str(p) for p in path if isinstance(p, str)), put, take)


def extension(url: str = "") -> Place:
    """An extension of ours, or another at `url`."""

    def put(body: Body, kind: Kind, field: Field, value: object) -> None:
        said = values.in_extension(kind.code, field, value)
        address = url or extension_url(kind.code, field.name)
        body.setdefault("extension", []).append({"url": address, **said})

    def take(body: Body, kind: Kind, field: Field) -> object:
        address = url or extension_url(kind.code, field.name)
        held = (each for each in body.get("extension", []) if each.get("url") == address)
        found = next(held, None)
        return values.taken(kind.code, field, found) if found else None

    return Place(f"extension({url})" if url else "extension", put, take)


def component() -> Place:
    """A component of an Observation, with a code of ours and the name in the PRSB standard."""

    def put(body: Body, kind: Kind, field: Field, value: object) -> None:
        said = values.in_component(kind.code, field, value)
        held = body.setdefault("component", [])
        held.append({"code": field_concept(kind, field), **said})

    def take(body: Body, kind: Kind, field: Field) -> object:
        code = f"{kind.code}.{field.name}"
        held = (c for c in body.get("component", []) if code_in(c.get("code"), FIELD) == code)
        found = next(held, None)
        return values.taken(kind.code, field, found) if found else None

    return Place("component", put, take)


def output() -> Place:
    """What came of a Task."""

    def put(body: Body, kind: Kind, field: Field, value: object) -> None:
        said = {"type": field_concept(kind, field), "valueString": plain(str(value))}
        body.setdefault("output", []).append(said)

    def take(body: Body, kind: Kind, field: Field) -> object:  # noqa: ARG001
        held = [each for each in body.get("output", []) if each.get("valueString")]
        return "\n".join(str(each["valueString"]) for each in held) or None

    return Place("output.valueString", put, take)


@dataclass(frozen=True)
class Standing:
    """How it stands, in the codes of a type. `said` maps ours to theirs, `heard` the reverse."""

    said: Mapping[str, Mapping[str, Any]]
    heard: Mapping[str, str]
    element: str
    also: str

    def put(self, body: Body, kind: Kind, field: Field, value: object) -> None:  # noqa: ARG002
        words = dict(field.choices).get(str(value), str(value))
        ours = {"system": STATUS, "code": str(value), "display": words}
        said = dict(self.said[str(value)])
        also = said.pop(self.also, {})
        body.update(said)
        body[self.also] = {"coding": [*also.get("coding", []), ours], "text": words}

    def take(self, body: Body, kind: Kind, field: Field) -> object:  # noqa: ARG002
        """Take our own word where it fits what the resource says, else what comes nearest."""
        theirs = str(body.get(self.element, ""))
        ours = code_in(body.get(self.also), STATUS)
        if ours in self.said and self.said[ours][self.element] == theirs:
            return ours
        return self.heard.get(theirs)

    @property
    def place(self) -> Place:
        return Place(f"{self.element}, {self.also}", self.put, self.take)


def _set(body: Body, path: Path, value: Any) -> None:
    held: Any = body
    for step, after in pairwise(path):
        fresh: Any = [] if isinstance(after, int) else {}
        if isinstance(step, int):
            if not held:
                held.append(fresh)
            held = held[0]
        else:
            held = held.setdefault(step, fresh)
    if isinstance(path[-1], int):
        held.insert(0, value)
    else:
        held[path[-1]] = value


def _get(body: Any, path: Path) -> Any:
    for step in path:
        if isinstance(step, int):
            body = body[0] if isinstance(body, list) and body else None
        else:
            body = body.get(step) if isinstance(body, dict) else None
    return body
