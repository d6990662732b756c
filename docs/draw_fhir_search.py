"""Draw src/hearth/fhir/{parameters,search/summaries}.json from the definitions of FHIR R4.

    python docs/draw_fhir_search.py hl7.fhir.r4.core-4.0.1.tgz

The package is hl7.fhir.r4.core 4.0.1 (CC0). Of each parameter of our types it keeps its kind, its
targets, and its expression in the few forms that `hearth.fhir.paths` reads. Expressions in other
forms are named on the way, and left out.
"""

import json
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FHIR = Path(__file__).parents[1] / "src" / "hearth" / "fhir"
OUT = FHIR / "parameters.json"
SUMMARIES = FHIR / "search" / "summaries.json"
MAPPERS = Path(__file__).parents[1] / "src" / "hearth" / "fhir" / "mappers" / "__init__.py"
KINDS = ("token", "reference", "string", "date", "quantity", "number", "uri")
# Those that guides for care plans ask for, and R4 itself does not have (see the domain's facts).
BESIDES: dict[str, dict[str, tuple[str, str]]] = {
    "CarePlan": {"description": ("string", "CarePlan.description"),
                 "title": ("string", "CarePlan.title"),
                 "contributor": ("reference", "CarePlan.contributor")},
    "Goal": {"description": ("token", "Goal.description"),
             "achievement-status": ("token", "Goal.achievementStatus"),
             "addresses": ("reference", "Goal.addresses"),
             "expressed-by": ("reference", "Goal.expressedBy")},
    "Task": {"performer-type": ("token", "Task.performerType")},
    "Appointment": {},
}  # fmt: skip
CAST = re.compile(r"\((?P<path>[\w.]+) as (?P<cast>\w+)\)(?P<rest>[\w.]*)")
AS = re.compile(r"(?P<path>[\w.]+)\.as\((?P<cast>\w+)\)")
TARGET = re.compile(r"(?P<path>[\w.]+)\.where\(resolve\(\) is (?P<target>\w+)\)")
WHERE = re.compile(r"(?P<path>[\w.]+)\.where\((?P<name>\w+)='(?P<value>[\w-]+)'\)(?P<rest>[\w.]*)")
PLAIN = re.compile(r"[\w.]+")


def our_types() -> list[str]:
    """The types of which there is a mapper, read from the list itself."""
    return re.findall(r'^    "(\w+)": "', MAPPERS.read_text(), flags=re.MULTILINE)


def parameters(package: Path) -> Iterator[dict[str, Any]]:
    with tarfile.open(package) as files:
        for each in files:
            if Path(each.name).name.startswith("SearchParameter-"):
                yield json.load(files.extractfile(each) or sys.exit("The package is broken."))


def read(expression: str, type: str) -> dict[str, Any] | None:
    """Read one branch of an expression; None where it is in none of the forms."""
    text = expression.strip()
    if found := CAST.fullmatch(text):
        return path(found["path"], type, cast=found["cast"], rest=found["rest"])
    if found := AS.fullmatch(text):
        return path(found["path"], type, cast=found["cast"])
    if found := TARGET.fullmatch(text):
        return path(found["path"], type, target=found["target"])
    if found := WHERE.fullmatch(text):
        told = path(found["path"], type, rest=found["rest"])
        return told and {**told, "where": [found["name"], found["value"]]}
    return path(text, type) if PLAIN.fullmatch(text) else None


def path(
    text: str, type: str, *, cast: str = "", rest: str = "", target: str = ""
) -> dict[str, Any] | None:
    first, *steps = text.split(".")
    if first != type:
        return None
    told: dict[str, Any] = {"path": steps}
    if cast:
        told["cast"] = cast
    if rest:
        told["rest"] = rest.strip(".").split(".")
    if target:
        told["target"] = target
    return told


def is_of(expression: str, type: str) -> bool:
    return re.match(rf"\s*\(?{type}\b", expression) is not None


def table(package: Path) -> dict[str, dict[str, Any]]:
    types = our_types()
    told: dict[str, dict[str, Any]] = {type: {} for type in types}
    for each in parameters(package):
        for type in each.get("base", []):
            if type in told and each["type"] in KINDS:
                branches = [b for b in each.get("expression", "").split("|") if is_of(b, type)]
                add(told, type, each["code"], each["type"], branches, each.get("target", []))
    for type, more in BESIDES.items():
        for code, (kind, expression) in more.items():
            add(told, type, code, kind, [expression], types)
    return {type: dict(sorted(held.items())) for type, held in sorted(told.items())}


def add(
    told: dict[str, dict[str, Any]],
    type: str,
    code: str,
    kind: str,
    branches: list[str],
    targets: list[str],
) -> None:
    paths = [found for branch in branches if (found := read(branch, type))]
    if not paths:
        print(f"left out: {type}.{code}: {' | '.join(branches)}")  # noqa: T201
        return
    held: dict[str, Any] = {"kind": kind, "paths": paths}
    if kind == "reference":
        held["targets"] = sorted(set(targets) & set(told))
    told[type][code] = held


def summaries(package: Path) -> dict[str, dict[str, list[str]]]:
    """Return of each type the elements of its summary, and those that it must have."""
    told = {}
    with tarfile.open(package) as files:
        for type in sorted(our_types()):
            file = files.extractfile(f"package/StructureDefinition-{type}.json")
            elements = json.load(file or sys.exit("The package is broken."))["snapshot"]["element"]
            own = [each for each in elements if each["path"].count(".") == 1]
            told[type] = {
                "summary": [_name(each) for each in own if each.get("isSummary")],
                "required": [_name(each) for each in own if each["min"] > 0],
            }
    return told


def _name(element: dict[str, Any]) -> str:
    return str(element["path"].partition(".")[2])


def laid_out(told: dict[str, dict[str, Any]]) -> str:
    """Write one parameter in each line."""
    types = [
        f'"{type}": {{\n'
        + ",\n".join(f' "{code}": {json.dumps(each)}' for code, each in held.items())
        + "}"
        for type, held in told.items()
    ]
    return "{" + ",\n".join(types) + "}\n"


if __name__ == "__main__":
    OUT.write_text(laid_out(table(Path(sys.argv[1]))))
    lines = (f'"{type}": {json.dumps(each)}' for type, each in summaries(Path(sys.argv[1])).items())
    SUMMARIES.write_text("{" + ",\n".join(lines) + "}\n")
