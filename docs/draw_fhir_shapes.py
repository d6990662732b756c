"""Draw src/hearth/fhir/shapes.json from the definitions of FHIR R4: codes, and who refers to what.

    python docs/draw_fhir_shapes.py hl7.fhir.r4.core-4.0.1.tgz

The package is hl7.fhir.r4.core 4.0.1 (CC0). Of each type it keeps the elements with a required
list of codes, those that refer to other resources, and those that lead to either.
"""

import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

Known = dict[str, dict[str, Any]]
SHAPES = Path(__file__).parents[1] / "src" / "hearth" / "fhir" / "shapes.json"
MOST = 100
"""Longer lists (languages, media types, all types of resources) are not written out."""


def definitions(package: Path) -> tuple[Known, Known]:
    """Return the structures by name, and the lists of codes by address."""
    structures: Known = {}
    lists: Known = {}
    with tarfile.open(package) as files:
        for each in files:
            kind = Path(each.name).name.partition("-")[0]
            if kind not in ("StructureDefinition", "ValueSet", "CodeSystem"):
                continue
            held = json.load(files.extractfile(each) or sys.exit("The package is broken."))
            if kind != "StructureDefinition":
                lists[held["url"]] = held
            elif held.get("derivation") != "constraint":
                structures[held["type"]] = held
    return structures, lists


def codes(address: str, lists: Known) -> set[str] | None:
    """Return the codes of a list; None where they cannot be written out."""
    held = lists.get(address.partition("|")[0])
    if held is None:
        return None
    if held["resourceType"] == "CodeSystem":
        return set(concepts(held.get("concept", []))) if held["content"] == "complete" else None
    found: set[str] = set()
    for part in held.get("compose", {}).get("include", []):
        more = included(part, lists)
        if more is None:
            return None
        found |= more
    return found if 0 < len(found) <= MOST else None


def included(part: dict[str, Any], lists: Known) -> set[str] | None:
    """Return the codes of one part of a list."""
    if part.get("filter"):
        return None
    if "concept" in part:
        return {each["code"] for each in part["concept"]}
    found: set[str] = set()
    for address in [*part.get("valueSet", []), *([part["system"]] if "system" in part else [])]:
        more = codes(address, lists)
        if more is None:
            return None
        found |= more
    return found


def concepts(held: list[dict[str, Any]]) -> Iterator[str]:
    for each in held:
        yield each["code"]
        yield from concepts(each.get("concept", []))


def shapes(structures: Known, lists: Known) -> tuple[Known, list[list[str]]]:
    """Return each type's elements as [type, place of its codes, types that it may refer to]."""
    found: Known = {}
    all_codes: list[list[str]] = []
    for held in structures.values():
        if held.get("abstract") or held["kind"] not in ("resource", "complex-type"):
            continue
        for element in held["snapshot"]["element"][1:]:
            where, _, name = element["path"].rpartition(".")
            for key, shape in entries(name, element, lists, all_codes):
                found.setdefault(where, {})[key] = shape
    return found, all_codes


def entries(
    name: str, element: dict[str, Any], lists: Known, all_codes: list[list[str]]
) -> Iterator[tuple[str, list[Any]]]:
    """Yield the names of an element (many, where it is a choice), each with its shape."""
    if "contentReference" in element:
        yield name, [element["contentReference"].lstrip("#"), None, []]
    bound = element.get("binding", {})
    listed = codes(bound["valueSet"], lists) if bound.get("strength") == "required" else None
    place = placed(sorted(listed), all_codes) if listed else None
    for kind in element.get("type", []):
        code = kind["code"].rpartition("/")[2]
        key = name.replace("[x]", code[:1].upper() + code[1:])
        inside = element["path"] if code in ("BackboneElement", "Element") else code
        coded = place if code in ("code", "Coding", "CodeableConcept", "Quantity") else None
        targets = sorted(
            each.rpartition("/")[2] for each in kind.get("targetProfile", []) if code == "Reference"
        )
        yield key, [inside, coded, [] if "Resource" in targets else targets]


def placed(listed: list[str], all_codes: list[list[str]]) -> int:
    if listed not in all_codes:
        all_codes.append(listed)
    return all_codes.index(listed)


def pruned(found: Known) -> Known:
    """Leave out what leads to no codes and no references."""
    while True:
        kept = {
            where: left
            for where, elements in found.items()
            if (left := {k: s for k, s in elements.items() if tells(s, found)})
        }
        if kept == found:
            return kept
        found = kept


def tells(shape: list[Any], found: Known) -> bool:
    inside, place, targets = shape
    return place is not None or bool(targets) or inside in found


def reachable(types: list[str], found: Known) -> Known:
    """Keep the types that we speak of, and all that stand in them."""
    kept: Known = {}
    waiting = [*types]
    while waiting:
        where = waiting.pop()
        if where in kept or where not in found:
            continue
        kept[where] = found[where]
        waiting += [shape[0] for shape in found[where].values()]
    return kept


def main() -> None:
    django.setup()
    from hearth.fhir.mappers import FILES

    structures, lists = definitions(Path(sys.argv[1]))
    found, all_codes = shapes(structures, lists)
    kept = dict(sorted(reachable([*FILES], pruned(found)).items()))
    used = sorted(
        {s[1] for elements in kept.values() for s in elements.values() if s[1] is not None}
    )
    new = {old: number for number, old in enumerate(used)}
    for elements in kept.values():
        for key, (inside, place, targets) in sorted(elements.items()):
            elements[key] = [inside, new.get(place), targets]
    lines = [f"{json.dumps(where)}: {json.dumps(kept[where])}" for where in kept]
    listed = [json.dumps(all_codes[old]) for old in used]
    text = '{"codes": [\n%s\n],\n"types": {\n%s\n}}\n'
    SHAPES.write_text(text % (",\n".join(listed), ",\n".join(lines)))


if __name__ == "__main__":
    main()
