import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import FilteredRelation
from django.utils import timezone

from hearth.core import plan
from hearth.core.agreement import IN_FORCE, Answer, Party, Standing, Way, standing
from hearth.core.agreement import Signature as SignatureValue
from hearth.core.kinds import KINDS
from hearth.records.access.door import Record
from hearth.records.plans.models import Signature, Version

SHOWN = 20


@dataclass(frozen=True)
class VersionStanding:
    """A version with its signatures, and how it stands because of them."""

    version: Version
    signatures: tuple[SignatureValue, ...]
    standing: Standing

    @property
    def is_in_force(self) -> bool:
        return self.standing in IN_FORCE

    @property
    def frozen_on(self) -> date:
        return timezone.localdate(self.version.frozen_at)


def last_version(record: Record) -> Version | None:
    return Version.objects.filter(person=record.person).order_by("-number").first()


def versions(record: Record) -> list[VersionStanding]:
    """The newest versions, without their documents. One query, however many there are."""
    newest = Version.objects.filter(person=record.person).order_by("-number").values("pk")[:SHOWN]
    joined = (
        Version.objects.filter(pk__in=newest)
        .annotate(signed=FilteredRelation("signatures"))
        .select_related("signed")  # type: ignore[misc]  # a field that the query adds
        .defer("document")
        .order_by("-number", "signed__pk")
    )
    rows: dict[int, Version] = {}
    signed: dict[int, list[SignatureValue]] = {}
    for row in joined:
        rows.setdefault(row.pk, row)
        if answer := getattr(row, "signed", None):
            signed.setdefault(row.pk, []).append(_signature(answer))
    return _standings(list(rows.values()), signed)


def signatures_under(rows: list[Version]) -> dict[int, list[SignatureValue]]:
    """The answers under each of these versions, oldest first. One query."""
    signed: dict[int, list[SignatureValue]] = {}
    for row in Signature.objects.filter(version__in=rows).order_by("pk"):
        signed.setdefault(row.version_id, []).append(_signature(row))
    return signed


def _standings(
    rows: list[Version], signed: dict[int, list[SignatureValue]]
) -> list[VersionStanding]:
    """A version is replaced once a newer one is in force; an offer alone replaces nothing."""
    found, replaced = [], False
    for row in rows:
        theirs = signed.get(row.pk, [])
        now = standing(theirs, replaced=replaced)
        replaced = replaced or now in IN_FORCE
        found.append(VersionStanding(row, tuple(theirs), now))
    return found


def _signature(row: Signature) -> SignatureValue:
    return SignatureValue(
        Party(row.party),
        row.name,
        row.role,
        Answer(row.answer),
        Way(row.way),
        timezone.localdate(row.at),
        row.reason,
    )


def in_force(record: Record) -> VersionStanding | None:
    """The version that is in force now, if any."""
    return next((each for each in versions(record) if each.is_in_force), None)


def version_numbered(record: Record, number: int) -> VersionStanding | None:
    return next((each for each in versions(record) if each.version.number == number), None)


def narrowed_document(record: Record, version: Version) -> dict[str, object]:
    """The frozen document, with only the entries whose section this viewer may see."""
    kept: dict[str, object] = json.loads(version.document)
    rows = kept["entries"]
    assert isinstance(rows, list)
    shown = [row for row in rows if record.shows(KINDS[row["kind"]].section, row["thread"])]
    kept["entries"] = [_without_references(row, record.hidden) for row in shown]
    kept["previous"] = ""  # The hash of a whole plan would differ with what is hidden.
    return kept


def _without_references(row: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    pointing = {each.name for each in KINDS[row["kind"]].fields if each.refers_to}
    content = {
        name: value
        for name, value in row["content"].items()
        if name not in pointing or str(value) not in hidden
    }
    return {**row, "content": content}


def shown_code(record: Record, version: Version) -> str:
    """The fingerprint of what this viewer is shown of a version: 64 hexadecimal digits.

    Pages and prints carry this one. The hash of the whole would differ with what is hidden.
    """
    return plan.fingerprint(plan.canonical(narrowed_document(record, version)))


def entries_in_force(record: Record) -> list[plan.Entry]:
    """The entries of the version in force, narrowed to this viewer; none without one."""
    held = in_force(record)
    return plan.entries_of(narrowed_document(record, held.version)) if held else []
