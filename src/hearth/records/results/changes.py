"""Keep what was brought in. A source's row is kept once; when the source mends it, so do we."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from hearth.records.audit import changes as audit
from hearth.records.people.models import Account
from hearth.records.results.findings import (
    FIELDS,
    MODELS,
    Finding,
    Kind,
    Standing,
    held_rows,
    standing,
)
from hearth.records.results.models import ImportRun


def start_run(*, source: str, sha256: str, by: Account | None, at: datetime) -> ImportRun:
    """Open the note of one import. It is rolled back with the import when anything is refused."""
    return ImportRun.objects.create(source=source[:300], sha256=sha256, by=by, at=at)


def finish_run(
    *, run: ImportRun, counts: Mapping[str, object], by: Account | None, at: datetime
) -> None:
    """Write down what the import kept."""
    run.counts = dict(counts)
    run.save(update_fields=["counts"])
    audit.note(did="brought in records", by=by, at=at, what=f"{run.source}, run {run.pk}")


@transaction.atomic
def keep(
    findings: Sequence[Finding],
    *,
    run: ImportRun,
    by: Account | None,  # noqa: ARG001  # told once, by note_person
    at: datetime,  # noqa: ARG001
) -> list[Standing]:
    """Keep findings of one kind; say of each, in order, whether it was new, changed or held.

    The audit row of each person is written once for the whole run, by `note_person`.
    """
    if not findings:
        return []
    kind = findings[0].kind
    held = held_rows(kind, findings)
    told = [standing(each, held.get((each.person_id, each.source_id))) for each in findings]
    _add(kind, [f for f, s in zip(findings, told, strict=True) if s is Standing.NEW], run)
    _amend(
        kind, [f for f, s in zip(findings, told, strict=True) if s is Standing.CHANGED], held, run
    )
    return told


def _add(kind: Kind, findings: Sequence[Finding], run: ImportRun) -> None:
    model = MODELS[kind]
    model._default_manager.bulk_create(
        (
            model(person_id=each.person_id, source_id=each.source_id, run=run, **each.fields)
            for each in findings
        ),
        batch_size=500,
    )


def _amend(
    kind: Kind,
    findings: Sequence[Finding],
    held: Mapping[tuple[UUID, str], Mapping[str, Any]],
    run: ImportRun,
) -> None:
    model = MODELS[kind]
    rows = [
        model(pk=held[each.person_id, each.source_id]["pk"], run=run, **each.fields)
        for each in findings
    ]
    model._default_manager.bulk_update(rows, ["run_id", *FIELDS[kind]], batch_size=500)


def note_person(
    *, person_id: UUID, new: int, changed: int, run: ImportRun, by: Account | None, at: datetime
) -> None:
    """Write the audit row of what one import did to one person's record."""
    words = f"{new} new, {changed} changed, run {run.pk}"
    audit.note(did="brought in results", by=by, at=at, person_id=person_id, what=words)
