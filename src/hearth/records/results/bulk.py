"""Keep the findings of many new people at once: nothing is held of them yet to compare with."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hearth.records.audit.bulk import Note, note_all
from hearth.records.audit.many import add_rows
from hearth.records.people.models import Account
from hearth.records.results.findings import FIELDS, MODELS, Finding, Kind
from hearth.records.results.models import ImportRun


@transaction.atomic
def keep_new(
    findings: Sequence[Finding], *, run: ImportRun, by: Account | None, at: datetime
) -> None:
    """Add findings as part of an import run, with one audit row for each person."""
    for kind in Kind:
        add_rows(_row(each, run) for each in findings if each.kind is kind)
    counts = Counter(each.person_id for each in findings)
    who = by.full_name if by else "Hearth"
    note_all(
        Note(
            "brought in results", at, person_id, by.pk if by else None, who,
            what=f"{count} new, 0 changed, run {run.pk}",
        )
        for person_id, count in counts.items()
    )  # fmt: skip


def _row(each: Finding, run: ImportRun) -> Any:
    assert set(each.fields) <= set(FIELDS[each.kind])
    return MODELS[each.kind](
        person_id=each.person_id, source_id=each.source_id, run=run, **each.fields
    )
