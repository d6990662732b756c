"""Make the files of bulk exports: person by person through the door, in constant memory.

A worker that is killed leaves a folder that is not finished; the next one begins anew. Nobody is
ever shown files that are not whole.
"""

import logging
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from hearth.core.smart import scopes_in
from hearth.fhir.bulk import groups
from hearth.fhir.bulk.asking import NOBODYS
from hearth.fhir.caller import Caller
from hearth.fhir.door import opened_among
from hearth.fhir.drawing import refresh, refresh_common
from hearth.fhir.showing import shown
from hearth.records.access.door import Record
from hearth.records.audit import changes as audit
from hearth.records.bulk_exports import changes, queries
from hearth.records.bulk_exports.queries import BulkExport

log = logging.getLogger(__name__)
MANY = 50
"""People between two words of how far it is."""
FAILED = "The export could not be made. It was written down for those who look after it."


class TakenBack(Exception):
    """It is wanted no more, or another worker has taken it up."""


def run_waiting(*, at: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Make every export that waits. Return how many were taken up."""
    _clear(at)
    taken = 0
    for export in queries.waiting(at=at):
        if go_on() and changes.claim(export=export, at=at):
            taken += 1
            export.begun_at = at
            _run(export, go_on)
    return taken


def _run(export: BulkExport, go_on: Callable[[], bool]) -> None:
    folder = folder_of(export)
    unfinished = folder.with_suffix(".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        with Files(unfinished) as files:
            _write(export, files, go_on)
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
        by, now = export.account, timezone.now()
        if not changes.finish(export=export, counts=files.counts, by=by, at=now):
            shutil.rmtree(folder, ignore_errors=True)
    except TakenBack:
        shutil.rmtree(unfinished, ignore_errors=True)
    except Exception:  # the edge: one export must not take the worker down
        log.exception("A bulk export failed.")
        shutil.rmtree(unfinished, ignore_errors=True)
        changes.fail(export=export, trouble=FAILED, by=export.account, at=timezone.now())


def folder_of(export: BulkExport) -> Path:
    """Where the files of an export lie."""
    home: Path = settings.HOME
    return home / "bulk-exports" / str(export.pk)


class Files:
    """One file for each type, opened when its first line comes; only its owner may read it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.counts = folder, Counter[str]()
        self._open: dict[str, IO[str]] = {}
        self._stack = ExitStack()

    def __enter__(self) -> "Files":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, type: str, line: str) -> None:
        if type not in self._open:
            path = self.folder / f"{type}.ndjson"
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._open[type] = self._stack.enter_context(os.fdopen(made, "w", encoding="utf-8"))
        self._open[type].write(line + "\n")
        self.counts[type] += 1


def _write(export: BulkExport, files: Files, go_on: Callable[[], bool]) -> None:
    caller, types = caller_of(export), tuple(export.asked["types"])
    if export.level == "system":
        _write_common(export, files, tuple(each for each in types if each in NOBODYS))
    people = people_in(export, caller)
    ids, done = iter(people), 0
    count = len(people)
    while some := list(islice(ids, MANY)):
        now = timezone.now()
        if not go_on() or not changes.beat(export=export, people=count, done=done, at=now):
            raise TakenBack
        with audit.together():
            for record in _opened(caller, some, types, now):
                _write_person(export, files, record, types, now)
        done += len(some)


def caller_of(export: BulkExport) -> Caller:
    """Who asked, with the scopes that they had then."""
    app, scopes = export.app, scopes_in(export.scopes)
    return Caller(export.account, app.name, app.client_id, scopes)


def people_in(export: BulkExport, caller: Caller) -> list[UUID]:
    """The ids of whom the export may hold; the door decides of each when their turn comes."""
    at = timezone.now()
    organisation = None
    if export.level == "group":
        organisation = groups.organisation_in(caller, export.group, at)
        if organisation is None:
            return []
    ids = list(queries.people_of(caller.account, at=at, organisation=organisation))
    named = set(export.asked["patients"])
    return [each for each in ids if str(each) in named] if named else ids


def _opened(
    caller: Caller, ids: Iterable[UUID], types: tuple[str, ...], at: datetime
) -> Iterator[Record]:
    yield from opened_among(caller, ids, types[0], "r", at) if types else ()


def _write_person(
    export: BulkExport, files: Files, record: Record, types: tuple[str, ...], at: datetime
) -> None:
    refresh(record.person.pk, at)
    since = _since(export)
    count = 0
    for row in queries.resources_of(record.person.pk, types):
        seen = shown(row, record)
        if seen is not None and (since is None or seen.at > since):
            files.add(row.type, seen.body)
            count += 1
    if count:
        audit.note(
            did="took a bulk copy of the record",
            by=record.reader,
            at=at,
            acting_as=record.role.value,
            through=record.title,
            person_id=record.person.pk,
            what=export.app.name,
            reason=record.grant.reason,
            is_change=False,
        )


def _write_common(export: BulkExport, files: Files, types: tuple[str, ...]) -> None:
    since = _since(export)
    for type in types:
        refresh_common(type)
        for row in queries.resources_of(None, [type]):
            seen = shown(row, None)
            if seen is not None and (since is None or seen.at > since):
                files.add(type, seen.body)


def _since(export: BulkExport) -> datetime | None:
    said = export.asked["since"]
    return datetime.fromisoformat(said) if said else None


def _clear(at: datetime) -> None:
    """Delete files whose time is over, that were taken back, or whose app was stopped."""
    for export in queries.to_clear(at=at):
        shutil.rmtree(folder_of(export), ignore_errors=True)
        shutil.rmtree(folder_of(export).with_suffix(".part"), ignore_errors=True)
        changes.clear(export=export, by=None, at=at)
