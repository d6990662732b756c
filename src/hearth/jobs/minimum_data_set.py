"""Write the minimum data set of social prescribing into a file: pseudonymous, or with a reason."""

import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hearth.core.words import Refusal, Refused
from hearth.formats.minimum_data_set import minimum_data_set
from hearth.jobs.extract.own import SOURCE
from hearth.jobs.extract.pseudonyms import Pseudonyms, site_pseudonyms
from hearth.records.audit import changes as audit
from hearth.records.replies.minimum import lines

DID = "wrote out introductions (minimum data set)"


class CannotExport(Refused):
    """The file would lack something, or would name people without a reason."""


@transaction.atomic
def export(
    *, since: date, until: date, to: Path, by: Any, at: datetime, reason: str = "",
    identified: bool = False,
) -> int:  # fmt: skip
    """Write the introductions made from `since` to `until`, both included. Say how many.

    Pseudonyms are those of the population extract. With `identified` people are named: that needs
    a reason, and each of them can see it. What anybody has closed is left out of both.
    """
    if problems := _problems(since, until, identified, reason):
        raise CannotExport(problems)
    held = list(lines(since=since, until=until))
    pseudonyms = site_pseudonyms(settings.HOME)
    text = minimum_data_set(_keyed(held, pseudonyms), identified=identified)
    _note(held, since, until, identified, reason, by=by, at=at)
    _write(to, text)
    return len(held)


def _problems(since: date, until: date, identified: bool, reason: str) -> list[Refusal]:
    found = []
    if until < since:
        found.append(Refusal("The last day comes before the first."))
    if identified and not reason.strip():
        found.append(Refusal("Say why the file must name people (--reason)."))
    return found


def _keyed(
    held: list[tuple[UUID, dict[str, object]]], pseudonyms: Pseudonyms
) -> Iterator[Mapping[str, object]]:
    for person, line in held:
        yield {**line, "person": pseudonyms.of(SOURCE, str(person))}


def _note(
    held: list[tuple[UUID, dict[str, object]]],
    since: date,
    until: date,
    identified: bool,
    reason: str,
    *,
    by: Any,
    at: datetime,
) -> None:
    named = "with names" if identified else "without names"
    what = f"{since} to {until}, {named}: {len(held)}"
    with audit.together():
        audit.note(did=DID, by=by, at=at, what=what, why=reason[:200], is_change=False)
        for person in dict.fromkeys(each for each, _ in held) if identified else ():
            audit.note(
                did=DID, by=by, at=at, person_id=person, what=what, why=reason[:200],
                is_change=False,
            )  # fmt: skip


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner can read; never over another one."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="utf-8", newline="") as writing:
        writing.write(text)
