"""Make a rule, build on it, keep a version, and record a run. No person is named here."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from hearth.core.words import Refused
from hearth.records.audit import changes as audit
from hearth.records.cohorts.models import (
    CohortDefinition,
    CohortDraft,
    CohortRun,
    CohortVersion,
)
from hearth.records.community.models import Community
from hearth.records.people.models import Account

LONGEST_NAME = 100
LONGEST_WHY = 300


class CannotKeep(Refused):
    """This cannot be kept. The reasons say why."""


@transaction.atomic
def add_definition(
    *,
    community: Community,
    name: str,
    text: str,
    hash: str,
    by: Account | None,
    at: datetime,
    why: str = "",
) -> CohortVersion:
    """Make a rule with its first version. `text` is canonical. Raises CannotKeep."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise CannotKeep(f"Give it a name of 1 to {LONGEST_NAME} letters.")
    try:
        with transaction.atomic():
            row = CohortDefinition.objects.create(
                community=community, name=name, made_at=at, made_by=by
            )
    except IntegrityError as error:
        raise CannotKeep("There is one with this name. Choose another name.") from error
    return _keep(row, 1, text, hash, why, by, at)


@transaction.atomic
def save_version(
    *,
    definition: CohortDefinition,
    text: str,
    hash: str,
    base_number: int,
    why: str,
    by: Account | None,
    at: datetime,
) -> CohortVersion:
    """Keep what a rule says from now on. Raises CannotKeep where somebody else was first."""
    newest = definition.versions.order_by("-number").first()
    assert newest is not None  # A definition is made with its first version.
    if newest.hash == hash:
        raise CannotKeep("Nothing is different from the version before.")
    if newest.number != base_number:
        raise CannotKeep(
            "Somebody else saved this after you began. Look at what they changed, and start again."
        )
    version = _keep(definition, newest.number + 1, text, hash, why, by, at)
    CohortDraft.objects.filter(definition=definition, account=by).delete()
    return version


def _keep(
    definition: CohortDefinition,
    number: int,
    text: str,
    hash: str,
    why: str,
    by: Account | None,
    at: datetime,
) -> CohortVersion:
    try:
        with transaction.atomic():
            version = CohortVersion.objects.create(
                definition=definition,
                number=number,
                text=text,
                hash=hash,
                why=why.strip()[:LONGEST_WHY],
                at=at,
                by=by,
            )
    except IntegrityError as error:
        raise CannotKeep("Somebody else saved this in the same moment. Try again.") from error
    audit.note(did="saved a search for people", by=by, at=at, what=str(version))
    return version


def keep_draft(
    *, definition: CohortDefinition, text: str, base_number: int, by: Account, at: datetime
) -> CohortDraft:
    """Keep a step of building, before it is a version."""
    draft, _ = CohortDraft.objects.update_or_create(
        definition=definition,
        account=by,
        defaults={"text": text, "saved_at": at, "base_number": base_number},
    )
    return draft


def drop_draft(*, definition: CohortDefinition, by: Account) -> None:
    """Forget what somebody built and did not save."""
    CohortDraft.objects.filter(definition=definition, account=by).delete()


@transaction.atomic
def ask_for_run(
    *,
    name: str,
    hash: str,
    by: Account | None,
    at: datetime,
    version: CohortVersion | None = None,
) -> CohortRun:
    """Ask that a version, or a file, be run. One that waits already is not asked for twice."""
    if version is not None:
        waiting = CohortRun.objects.filter(version=version, ended_at__isnull=True).first()
        if waiting is not None:
            return waiting
    run = CohortRun.objects.create(
        version=version,
        name=name[:LONGEST_NAME],
        definition_hash=hash,
        asked_at=at,
        asked_by=by,
    )
    audit.note(did="asked to find people by a search", by=by, at=at, what=_named(run))
    return run


def claim_run(*, run: CohortRun, at: datetime, stale: datetime) -> bool:
    """Take a run that waits. One that began before `stale` was dropped, and is taken again."""
    waiting = CohortRun.objects.filter(pk=run.pk, ended_at__isnull=True)
    free = waiting.filter(begun_at__isnull=True) | waiting.filter(begun_at__lt=stale)
    taken = free.update(begun_at=at) == 1
    if taken:
        run.begun_at = at
    return taken


@transaction.atomic
def end_run(
    *,
    run: CohortRun,
    by: Account | None,
    at: datetime,
    extract: str = "",
    extract_day: Any = None,
    engine: str = "",
    rows: int | None = None,
    seconds: float | None = None,
    put_on_register: int = 0,
    figures: dict[str, Any] | None = None,
    problem: str = "",
) -> CohortRun:
    """Record how a run ended: with rows, or with the problem in plain words."""
    run.extract, run.extract_day, run.engine = extract, extract_day, engine
    run.rows, run.seconds, run.put_on_register = rows, seconds, put_on_register
    run.figures, run.problem, run.ended_at = figures or {}, problem[:300], at
    run.save()
    audit.note(
        did="found people by a search",
        by=by,
        at=at,
        what=_named(run),
        allowed=not problem,
        reason=problem[:200],
    )
    return run


def _named(run: CohortRun) -> str:
    return str(run.version) if run.version else f"{run.name} ({run.definition_hash[:12]})"
