import json
from typing import Any

from django.db.models import FilteredRelation

from hearth.core import plan
from hearth.core.kinds import KINDS
from hearth.records.access.door import Record
from hearth.records.plans.models import Signature, Version
from hearth.records.plans.queries.answers import VersionStanding, standings

SHOWN = 20


def last_version(record: Record) -> Version | None:
    return Version.objects.filter(person=record.person).order_by("-number").first()


def versions(record: Record) -> list[VersionStanding]:
    """The newest versions, without their documents. Two queries, or four, however many."""
    newest = Version.objects.filter(person=record.person).order_by("-number").values("pk")[:SHOWN]
    joined = (
        Version.objects.filter(pk__in=newest)
        .annotate(signed=FilteredRelation("signatures"))
        .select_related("signed")  # type: ignore[misc]  # a field that the query adds
        .defer("document")
        .order_by("-number", "signed__pk")
    )
    rows: dict[int, Version] = {}
    signed: list[Signature] = []
    for row in joined:
        rows.setdefault(row.pk, row)
        if answer := getattr(row, "signed", None):
            signed.append(answer)
    return standings(list(rows.values()), signed)


def in_force(record: Record) -> VersionStanding | None:
    """The version that is in force now, if any."""
    return next((each for each in versions(record) if each.is_in_force), None)


def version_numbered(record: Record, number: int) -> VersionStanding | None:
    return next((each for each in versions(record) if each.version.number == number), None)


def narrowed_document(record: Record, version: Version) -> dict[str, object]:
    """The frozen document, with only the entries whose section this viewer may see."""
    return narrowed(record, version.document)


def narrowed(record: Record, document: str) -> dict[str, object]:
    """The same for the text of a document."""
    kept: dict[str, object] = json.loads(document)
    rows = kept["entries"]
    assert isinstance(rows, list)
    shown = [row for row in rows if record.shows(KINDS[row["kind"]].section, row["thread"])]
    kept["entries"] = [_without_references(row, record.hidden) for row in shown]
    kept["previous"] = ""  # The hash of a whole plan would differ with what is hidden.
    return kept


def _without_references(row: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    return {**row, "content": plan.without_references_to(row["kind"], row["content"], hidden)}


def shown_code(record: Record, version: Version) -> str:
    """The fingerprint of what this viewer is shown of a version: 64 hexadecimal digits.

    Pages and prints carry this one. The hash of the whole would differ with what is hidden.
    """
    return plan.fingerprint(plan.canonical(narrowed_document(record, version)))


def entries_in_force(record: Record) -> list[plan.Entry]:
    """The entries of the version in force, narrowed to this viewer; none without one."""
    held = in_force(record)
    return plan.entries_of(narrowed_document(record, held.version)) if held else []
