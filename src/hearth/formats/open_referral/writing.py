"""Write documents as Open Referral UK 3.0, so that nothing of them is lost.

A field that the standard knows holds only what the standard allows. Where a source said something
else, its own words stand in `hearth_source`; the names of what the source did not say, and the
standard wants, stand in `hearth_added`. So `as_said(service_of(document))` is the document.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hearth.core.directory.facts import Document
from hearth.core.directory.keys import Keys, taxonomy_key, term_key, within
from hearth.formats.open_referral.rules import NOTHING, is_number
from hearth.formats.open_referral.shapes import (
    ORGANIZATION,
    SERVICE,
    SITE,
    TAXONOMY,
    TERM,
    Key,
    Many,
    One,
    Shape,
)

SOURCE = "hearth_source"
ADDED = "hearth_added"
OURS = (SOURCE, ADDED)

Written = dict[str, Any]


def service_of(document: Document, keys: Keys | None = None) -> Written:
    """Return a document as a service of Open Referral UK 3.0, all of it nested."""
    return _written(SERVICE, document, keys or Keys(), _named(document))


def organization_of(document: Document, keys: Keys | None = None) -> Written:
    """Return the document of a provider as an organization of Open Referral UK 3.0."""
    return _written(ORGANIZATION, document, keys or Keys(), _named(document))


def taxonomy_of(document: Document) -> Written:
    """Return a taxonomy, without its terms."""
    return _written(TAXONOMY, document, Keys(), _named(document))


def term_of(document: Document) -> Written:
    """Return a taxonomy term."""
    return _written(TERM, document, Keys(), _named(document))


def service_at_location_of(service: Document, key: str) -> Written | None:
    """Return one place of a published service, with the service inside; None: it has no such."""
    sites = service.get("service_at_locations", [])
    site = next((each for each in sites if each["id"].lower() == key), None)
    if site is None:
        return None
    rest = {name: value for name, value in service.items() if name != "service_at_locations"}
    known = {name: site[name] for name in SITE.fields if name in site}
    return {"id": site["id"], **known, "service_id": service["id"], **site, "service": rest}


def summary_of(published: Document, *, inside: tuple[str, ...] = ()) -> Written:
    """Return what a list shows: what is there once, without lists and without what was added.

    `inside`: the things inside that are shown, in the same way.
    """
    shown: Written = {}
    for name, value in published.items():
        if isinstance(value, Mapping):
            if name in inside:
                shown[name] = summary_of(value, inside=inside)
        elif not isinstance(value, list):
            shown[name] = value
    return shown


def as_said(published: Any) -> Any:
    """Return what the source had said: without what was added, and with its own words and ids."""
    return _unnoted(published, lambda _: True)


def document_of(published: Any) -> Any:
    """Return what was published as it was before, but for ids: they stay as they are published.

    Publishing it again, from anywhere, gives the same. Never raises, whatever somebody else wrote.
    """
    return _unnoted(published, lambda name: not _is_an_id(name))


def _unnoted(published: Any, is_undone: Callable[[str], bool]) -> Any:
    """Undo what the notes say of these fields, all the way down; the other notes stay."""
    if isinstance(published, list):
        return [_unnoted(each, is_undone) for each in published]
    if not isinstance(published, Mapping):
        return published
    source, added = _notes_of(published)
    undone = {name for name in added if is_undone(name)}
    rest = {
        name: _unnoted(value, is_undone)
        for name, value in published.items()
        if name not in undone and not _is_a_note(name, value)
    }
    said = {name: value for name, value in source.items() if is_undone(name)}
    kept = {name: value for name, value in source.items() if not is_undone(name)}
    return rest | said | _notes(kept, added - undone)


def _is_an_id(name: str) -> bool:
    return name == "id" or name.endswith("_id")


def _is_a_note(name: str, value: object) -> bool:
    return (name == SOURCE and isinstance(value, Mapping)) or (
        name == ADDED and isinstance(value, list)
    )


def _named(document: Document) -> str:
    """Return by what a thing without an id goes."""
    return str(document.get("name", "")) or "no name"


def _written(shape: Shape, given: Document, keys: Keys, otherwise: str) -> Written:
    key = _key_of(shape, given, keys, otherwise)
    found: Written = {"id": key}
    for name, rule in shape.fields.items():
        value = _field(rule, given.get(name), keys, within(key, name))
        if value is NOTHING:
            value = _filled(shape, name, given, keys)
        if value is not NOTHING:
            found[name] = value
    return found | _beside(shape, given) | _noted(shape, given, found)


def _key_of(shape: Shape, given: Document, keys: Keys, otherwise: str) -> str:
    if shape is TERM and (key := term_key(given, keys)):
        return key
    key = keys.of(shape.kind, given.get("id"), otherwise=otherwise or "no name")
    return key or ""


def _field(rule: Any, value: object, keys: Keys, where: str) -> object:
    """Return a field as it may be published, or `NOTHING`."""
    match rule:
        case Key(kind):
            return (value and keys.of(kind, value)) or NOTHING
        case One(shape):
            return _written(shape, value, keys, where) if isinstance(value, Mapping) else NOTHING
        case Many(shape):
            if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
                return NOTHING
            return [
                _written(shape, row, keys, f"{where} {number}") for number, row in enumerate(value)
            ]
        case _:
            return rule(value)


def _filled(shape: Shape, name: str, given: Document, keys: Keys) -> object:
    if shape is TERM and name == "taxonomy_id":
        return taxonomy_key(given, keys) or NOTHING
    fill = shape.fills.get(name)
    value = fill(given) if fill else None
    return NOTHING if value is None else value


def _beside(shape: Shape, given: Document) -> Written:
    """Return the fields that the standard does not know, in one order."""
    known = {"id", *shape.fields, *OURS}
    names = sorted(name for name in given if name not in known and given[name] is not None)
    return {name: _plain(given[name]) for name in names}


def _noted(shape: Shape, given: Document, found: Document) -> Written:
    """Return what the source said otherwise, and what it did not say."""
    source, added = _notes_of(given)
    for name in ("id", *shape.fields):
        before, after = given.get(name), found.get(name)
        if before is None and after is not None and name not in source:
            added.add(name)
        elif before is not None and not _stands_for(before, after) and name not in added:
            source.setdefault(name, _plain(before))
    return _notes(source, added)


def _notes(source: Written, added: Iterable[str]) -> Written:
    notes = {SOURCE: {name: source[name] for name in sorted(source)}, ADDED: sorted(added)}
    return {name: value for name, value in notes.items() if value}


def _notes_of(given: Document) -> tuple[Written, set[str]]:
    """Return the notes of one who published it before us."""
    source, added = given.get(SOURCE), given.get(ADDED)
    return (
        dict(source) if isinstance(source, Mapping) else {},
        {name for name in added if isinstance(name, str)} if isinstance(added, list) else set(),
    )


def _stands_for(before: object, after: object) -> bool:
    """Say whether what is published says what the source said; what is inside has its own notes."""
    if isinstance(before, Mapping | list):
        return type(before) is type(after) or (
            isinstance(before, Mapping) and isinstance(after, Mapping)
        )
    return type(before) is type(after) and before == after


def _plain(value: Any) -> Any:
    """Return a value as JSON can write it, its names in one order."""
    if isinstance(value, Mapping):
        return {name: _plain(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, float) and not is_number(value) else value
