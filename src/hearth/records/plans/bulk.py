"""Load whole histories of plans at once: rounds, entries, versions and signatures.

It keeps what the single changes keep: entries of known kinds with good fields, one running round,
frozen documents that lack nothing, hashes in a chain, an audit row for each step of the history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hearth.core import plan
from hearth.core.agreement import CannotAgree, Signature, signature_problems
from hearth.core.kinds import KINDS, checked, problems
from hearth.core.rounds import Step, date_problems
from hearth.core.words import Refusal, Refused
from hearth.records.audit.bulk import Note, note_all
from hearth.records.audit.many import add_rows
from hearth.records.community.models import Post
from hearth.records.people.models import Account
from hearth.records.plans import models


class CannotLoad(Refused):
    """A history that the single changes would have refused."""


@dataclass(frozen=True)
class PastRound:
    """A round as it went. `reached`: the steps it came to after prepare, oldest first."""

    accountable: Post
    started_at: datetime
    due: Mapping[Step, date]
    agreed_with: str
    reached: Sequence[tuple[Step, datetime]] = ()
    ended_at: datetime | None = None
    conversation_at: datetime | None = None
    conversation_place: str = ""
    reasons: Mapping[Step, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PastEntry:
    """One revision with its author's account; `round` counts in the history's rounds."""

    entry: plan.Entry
    account_id: int | None
    round: int | None = None
    replaced_at: datetime | None = None


@dataclass(frozen=True)
class PastVersion:
    """A version to freeze, and who answered it when: (signature, at, account)."""

    cover: plan.Cover
    entries: Sequence[plan.Entry]
    at: datetime
    by: Account
    round: int | None
    signatures: Sequence[tuple[Signature, datetime, int | None]]


@dataclass
class History:
    """All that happened to one person's plan. `key_worker`: (post, from when)."""

    person_id: UUID
    key_worker: tuple[Post, datetime] | None = None
    rounds: list[PastRound] = field(default_factory=list)
    entries: list[PastEntry] = field(default_factory=list)
    versions: list[PastVersion] = field(default_factory=list)


@transaction.atomic
def load(
    histories: Sequence[History], *, by: Account | None, at: datetime
) -> dict[tuple[UUID, int], models.Round]:
    """Load the histories of new people. Returns each round by person and place in the history."""
    for history in histories:
        if found := obstacles(history):
            raise CannotLoad(found)
    rounds = _load_rounds(histories)
    _load_key_workers(histories)
    _load_entries(histories, rounds)
    _load_versions(histories, rounds)
    note_all(note for history in histories for note in _notes(history, by=by, at=at))
    return rounds


def obstacles(history: History) -> list[Refusal]:
    """List what the single changes would refuse in this history."""
    found: list[Refusal] = []
    running = [each for each in history.rounds if each.ended_at is None]
    if len(running) > 1:
        found.append(Refusal("Two rounds run at once."))
    for each in history.rounds:
        found += date_problems(each.due, start=timezone.localdate(each.started_at))
    for row in history.entries:
        found += problems(KINDS[row.entry.kind], row.entry.content)
    for version in history.versions:
        found += [Refusal(words) for words in plan.missing_from(version.entries)]
        for signature, _, _ in version.signatures:
            found += signature_problems(signature)
    return found


def _load_rounds(histories: Sequence[History]) -> dict[tuple[UUID, int], models.Round]:
    rows = {
        (history.person_id, place): _round(history.person_id, each)
        for history in histories
        for place, each in enumerate(history.rounds)
    }
    models.Round.objects.bulk_create(rows.values())
    pairs = [
        (rows[history.person_id, place], each)
        for history in histories
        for place, each in enumerate(history.rounds)
    ]
    add_rows(date for row, each in pairs for date in _dates(row, each))
    add_rows(step for row, each in pairs for step in _steps(row, each))
    add_rows(
        models.MissedDate(
            round=row, step=step.value, reason=reason, by_id=each.accountable.account_id,
            at=each.reached[-1][1] if each.reached else each.started_at,
        )
        for row, each in pairs
        for step, reason in each.reasons.items()
    )  # fmt: skip
    return rows


def _round(person_id: UUID, each: PastRound) -> models.Round:
    return models.Round(
        person_id=person_id, accountable=each.accountable, started_at=each.started_at,
        started_on=timezone.localdate(each.started_at), started_by_id=each.accountable.account_id,
        conversation_at=each.conversation_at, conversation_place=each.conversation_place,
        ended_at=each.ended_at,
    )  # fmt: skip


def _dates(row: models.Round, each: PastRound) -> list[models.StepDate]:
    return [
        models.StepDate(
            round=row, step=step.value, organisation_id=each.accountable.organisation_id, due=due,
            agreed_with=each.agreed_with, agreed_at=each.started_at,
            agreed_by_id=each.accountable.account_id, met_at=_met_at(step, each),
        )
        for step, due in each.due.items()
    ]  # fmt: skip


def _met_at(step: Step, each: PastRound) -> datetime | None:
    """A step is met when the round first goes beyond it, or ends."""
    order = list(Step)
    later = [at for there, at in each.reached if order.index(there) > order.index(step)]
    return later[0] if later else each.ended_at


def _steps(row: models.Round, each: PastRound) -> list[models.StepReached]:
    by_id = each.accountable.account_id
    way = [(Step.PREPARE, each.started_at), *each.reached]
    rows = [models.StepReached(round=row, step=s.value, at=at, by_id=by_id) for s, at in way]
    if each.ended_at:
        end = models.StepReached(
            round=row, step=Step.REVIEW.value, ended=True, at=each.ended_at, by_id=by_id
        )
        rows.append(end)
    return rows


def _load_key_workers(histories: Sequence[History]) -> None:
    add_rows(
        models.KeyWorker(
            person_id=history.person_id, post=post, starts=timezone.localdate(at), at=at,
            by_id=post.account_id,
        )
        for history in histories
        if history.key_worker
        for post, at in [history.key_worker]
    )  # fmt: skip


def _load_entries(
    histories: Sequence[History], rounds: Mapping[tuple[UUID, int], models.Round]
) -> None:
    add_rows(
        _entry(history.person_id, row, rounds) for history in histories for row in history.entries
    )


def _entry(
    person_id: UUID, row: PastEntry, rounds: Mapping[tuple[UUID, int], models.Round]
) -> models.Entry:
    entry, who = row.entry, row.entry.authorship
    return models.Entry(
        person_id=person_id, thread=entry.thread, number=entry.number, kind=entry.kind,
        content=checked(KINDS[entry.kind], entry.content), words=who.words.value,
        said_by=who.said_by, written_by_id=row.account_id, written_by_name=who.written_by,
        written_as=who.written_as.value if who.written_as else "", on_behalf_of=who.on_behalf_of,
        source=who.source, at=who.at, replaced_at=row.replaced_at,
        round=None if row.round is None else rounds[person_id, row.round],
    )  # fmt: skip


def _load_versions(
    histories: Sequence[History], rounds: Mapping[tuple[UUID, int], models.Round]
) -> None:
    frozen: list[tuple[models.Version, PastVersion]] = []
    for history in histories:
        before = ""
        for number, each in enumerate(history.versions, start=1):
            row = _version(history.person_id, number, before, each, rounds)
            before = row.sha256
            frozen.append((row, each))
    models.Version.objects.bulk_create((row for row, _ in frozen), batch_size=100)
    add_rows(_signature(row, *signed) for row, each in frozen for signed in each.signatures)


def _version(
    person_id: UUID, number: int, before: str, each: PastVersion,
    rounds: Mapping[tuple[UUID, int], models.Round],
) -> models.Version:  # fmt: skip
    if each.cover.review.on <= timezone.localdate(each.at):
        raise CannotAgree("Choose a review day that is still to come.")
    text = plan.canonical(plan.document(each.cover, each.entries, number=number, previous=before))
    return models.Version(
        person_id=person_id, number=number, document=text, sha256=plan.fingerprint(text),
        previous_sha256=before, review_on=each.cover.review.on, frozen_at=each.at,
        frozen_by=each.by, round=None if each.round is None else rounds[person_id, each.round],
    )  # fmt: skip


def _signature(
    row: models.Version, signed: Signature, at: datetime, account_id: int | None
) -> models.Signature:
    return models.Signature(
        version=row, sha256=row.sha256, party=signed.party.value, name=signed.name,
        role=signed.role[:100], answer=signed.answer.value, way=signed.way.value,
        reason=signed.reason, at=at, by_id=account_id,
    )  # fmt: skip


def _notes(history: History, *, by: Account | None, at: datetime) -> list[Note]:
    person_id, found = history.person_id, []
    for each in history.rounds:
        post = each.accountable
        found.append(_note("started a round", each.started_at, person_id, post))
        if each.ended_at:
            found.append(_note("ended the round", each.ended_at, person_id, post))
    for number, version in enumerate(history.versions, start=1):
        what = f"version {number}"
        found.append(
            Note(
                "froze the plan",
                version.at,
                person_id,
                version.by.pk,
                version.by.full_name,
                what=what,
            )
        )
    what = f"{len(history.entries)} entries, {len(history.versions)} versions"
    who = by.full_name if by else "Hearth"
    loaded = Note("loaded a history", at, person_id, by.pk if by else None, who, what=what)
    return [*found, loaded]


def _note(did: str, at: datetime, person_id: UUID, post: Post) -> Note:
    return Note(did, at, person_id, post.account_id, post.account.full_name, post.role, str(post))
