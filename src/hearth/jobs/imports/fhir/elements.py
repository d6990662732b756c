"""Read the elements that many resources share: concepts, references, ids, statuses."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hearth.jobs.imports.facts import Context, Subject
from hearth.jobs.imports.values import Row

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"


@dataclass(frozen=True)
class Resource:
    """One resource and where it stands: `full_url` is its name in a bundle."""

    content: dict[str, Any]
    full_url: str = ""

    @property
    def type(self) -> str:
        return str(self.content.get("resourceType", ""))

    @property
    def id(self) -> str:
        return str(self.content.get("id") or "")

    @property
    def source_id(self) -> str:
        """What names this row at its source; rows without any name go by what they say."""
        named = self.id or self.full_url.rpartition(":")[2]
        if named and len(named) <= 100:
            return named
        content = {key: value for key, value in self.content.items() if key not in ("meta", "text")}
        return "sha-" + fingerprint(content)

    @property
    def refs(self) -> tuple[str, ...]:
        """The names that other rows may use for this one."""
        names = [tidy_reference(self.full_url)] if self.full_url else []
        if self.id:
            names += [f"{self.type}/{self.id}", f"urn:uuid:{self.id}"]
        return tuple(dict.fromkeys(names))


def fingerprint(content: Any) -> str:
    """A short digest of plain values."""
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def tidy_reference(written: str) -> str:
    """Leave out the version: ".../Patient/1/_history/2" is ".../Patient/1"."""
    return written.partition("/_history/")[0]


def subject_of(resource: Resource, element: str, row: Row) -> Subject:
    """Read whom a resource is about. A reference inside itself, or by search, is refused."""
    where = f"{resource.type}.{element}"
    held = resource.content.get(element)
    ref = held.get("reference") if isinstance(held, dict) else None
    if not isinstance(held, dict) or not ref:
        row.refuse(where, "This does not say who it is about.", "Refer to a Patient.")
        return Subject("", "", where)
    if ref.startswith("#") or "?" in ref:
        row.refuse(
            f"{where}.reference", "We cannot follow this.", "Refer to a Patient in these files."
        )
    return Subject(tidy_reference(ref), str(held.get("display") or ""), f"{where}.reference")


def status_of(resource: Resource, element: str, known: Iterable[str], row: Row) -> str:
    """Read a status, which must be one that FHIR knows."""
    status = str(resource.content.get(element) or "")
    if status and status not in known:
        row.refuse(
            f"{resource.type}.{element}",
            "FHIR has no such status.",
            "Check the list of FHIR.",
            value=status,
        )
    return status


def coded_status(resource: Resource, element: str, known: Iterable[str], row: Row) -> str:
    """Read a status that is written as a concept, such as clinicalStatus."""
    concept = resource.content.get(element) or {}
    codes = [str(each.get("code") or "") for each in concept.get("coding") or []]
    found = next((code for code in codes if code in known), "")
    if codes and not found:
        where = f"{resource.type}.{element}.coding[0].code"
        row.refuse(where, "FHIR has no such status.", "Check the list of FHIR.", value=codes[0])
    return found


def concept(where: str, held: Any, row: Row, context: Context) -> dict[str, str]:
    """Read a CodeableConcept as {system, code, name}. The name is what its source calls it."""
    held = held or {}
    codings = [each for each in held.get("coding") or [] if isinstance(each, dict)]
    best = min(codings, key=lambda each: _rank(each, context), default={})
    name = held.get("text") or next(
        (c["display"] for c in (best, *codings) if c.get("display")), ""
    )
    return {
        "system": row.text(f"{where}.coding.system", best.get("system"), most=100),
        "code": row.text(f"{where}.coding.code", best.get("code"), most=60),
        "name": row.long_text(where, name or best.get("code") or "", most=300),
    }


def _rank(coding: dict[str, Any], context: Context) -> int:
    if (coding.get("system"), coding.get("code")) in context.explained:
        return 0
    return {SNOMED: 1, LOINC: 2}.get(str(coding.get("system")), 3)


def words_of(held: Any) -> str:
    """The words of a CodeableConcept, for a list or a note; not checked."""
    held = held if isinstance(held, dict) else {}
    codings = [each for each in held.get("coding") or [] if isinstance(each, dict)]
    shown_names = (each.get("display") for each in codings)
    return str(held.get("text") or next((name for name in shown_names if name), ""))


def written_day(held: Any) -> str:
    """The day part of a date as its source wrote it, for a list that is shown as it is."""
    found = re.match(r"\d{4}(-\d\d(-\d\d)?)?", held) if isinstance(held, str) else None
    return found[0] if found else ""


def refuse_modifiers(resource: Resource, row: Row) -> None:
    """A modifier can turn a meaning around (FHIR 2.1.0): never read past one."""
    for element in ("modifierExtension", "implicitRules"):
        if resource.content.get(element):
            row.refuse(
                f"{resource.type}.{element}",
                "This may change what the row means, and we do not know it.",
                "Ask the source for rows without it.",
            )
