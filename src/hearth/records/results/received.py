"""Keep what other software sent about one person, behind the door. An update mends the same row."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hearth.core.access import Action
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.results.changes import keep, start_run
from hearth.records.results.findings import Finding


@transaction.atomic
def receive(findings: Sequence[Finding], *, record: Record, source: str, at: datetime) -> None:
    """Keep findings of one kind. `source` names the software that sent them."""
    record.require(Action.WRITE, Section.RESULTS)
    record.note("received results", at=at, what=source, section=Section.RESULTS)
    if findings:
        run = start_run(source=source, sha256="", by=record.account, at=at)
        keep(findings, run=run, by=record.account, at=at)
