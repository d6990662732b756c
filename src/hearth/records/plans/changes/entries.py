"""Entries: write, change, take out, suggest. Nothing is overwritten; nobody overwrites anybody."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from hearth.core.access import Action, Role
from hearth.core.kinds import KINDS, Kind, checked, problems
from hearth.core.plan import Entry as EntryValue
from hearth.core.plan import Words, change_is_a_suggestion, supporter_change_obstacles
from hearth.core.preparing import PREPARE_KINDS
from hearth.core.words import Refused
from hearth.records.access.door import NotAllowed, Record
from hearth.records.people.models import Account
from hearth.records.plans.models import Entry, Round, Suggestion
from hearth.records.plans.queries.entries import (
    current_entry,
    entry_standing,
    is_in_agreed_version,
)


class CannotWrite(Refused):
    """The words given do not make an entry of this kind."""


class MovedOn(Refused):
    """Somebody else changed this entry first. Carries what stands now, and what was not saved."""

    def __init__(self, now: EntryValue | None, yours: Mapping[str, object]) -> None:
        self.now, self.yours = now, dict(yours)
        super().__init__("Someone else changed this while you were writing. Both texts are below.")


@dataclass(frozen=True)
class Written:
    """What became of a change: an entry, or a suggestion that waits for the person."""

    thread: str
    number: int
    is_suggestion: bool = False


@dataclass(frozen=True)
class Voice:
    """In whose words an entry is, when it is not plain from who writes.

    `own`: staff or supporter speak for themselves. `paper`: copied from the person's paper form.
    `said_yes`: the person has taken an idea as theirs, and the writer only writes it down.
    `via`: the other software that it came through.
    """

    own: bool = False
    paper: bool = False
    said_yes: bool = False
    via: str = ""


def write(
    *,
    record: Record,
    kind: str,
    content: Mapping[str, object],
    by: Account,
    at: datetime,
    thread: str | None = None,
    base_number: int = 0,
    round: Round | None = None,
    voice: Voice = Voice(),
    why: str = "",
) -> Written:
    """Write an entry, or change the one that `thread` names from revision `base_number`.

    Raises CannotWrite for bad fields, MovedOn when someone else was first, and NotAllowed.
    A professional's change to the person's own words becomes a suggestion (P1).
    """
    record.require_own(round)
    known = KINDS[kind]
    _require(record, known, voice)
    if found := problems(known, content):
        raise CannotWrite(found)
    kept = checked(known, content)
    thread = thread or _single_thread(record, known)
    if thread is None:
        return _first(record, known, kept, voice, round, by, at)
    return _next(record, known, kept, thread, base_number, voice, round, by, at, why)


def _single_thread(record: Record, kind: Kind) -> str | None:
    """A kind that a person has only once is found again, not doubled, unless it was taken out."""
    if not kind.single:
        return None
    rows = Entry.objects.filter(
        person=record.person, kind=kind.code, replaced_at__isnull=True, withdrawn=False
    )
    row = rows.exclude(thread__in=record.hidden).first()
    return str(row.thread) if row else None


def _require(record: Record, kind: Kind, voice: Voice) -> None:
    if voice.paper and kind.code in PREPARE_KINDS:
        return record.require(Action.ENTER_PAPER)
    if kind.code in PREPARE_KINDS and record.may(Action.PREPARE):
        return None
    if kind.code == "view" and record.may(Action.ADD_VIEW):
        return None
    return record.require(Action.WRITE, kind.section)


def _first(
    record: Record,
    kind: Kind,
    kept: dict[str, object],
    voice: Voice,
    round: Round | None,
    by: Account,
    at: datetime,
) -> Written:
    with transaction.atomic():
        row = _row(record, kind.code, kept, voice, round, by, at, thread=uuid.uuid4(), number=1)
        _note(record, "wrote in the plan", kind, row.thread, at)
    return Written(str(row.thread), 1)


def _next(
    record: Record,
    kind: Kind,
    kept: dict[str, object],
    thread: str,
    base_number: int,
    voice: Voice,
    round: Round | None,
    by: Account,
    at: datetime,
    why: str,
) -> Written:
    now = entry_standing(record, thread) if voice.paper else current_entry(record, thread)
    if now is None or now.kind != kind.code:
        raise NotAllowed("This is not in the plan.")
    # A paper form holds the person's newest words, and who copies it does not see the ones before.
    if now.number != base_number and not voice.paper:
        raise MovedOn(now, kept)
    if dict(now.content) == kept:
        return Written(thread, now.number)
    if record.role is Role.SUPPORTER and (reasons := supporter_change_obstacles(now, by.full_name)):
        raise NotAllowed(reasons)
    kept = _with_hidden_references(record, kind, kept, thread)
    standing = EntryValue(**{**vars(now), "in_agreed_version": is_in_agreed_version(record, now)})
    is_theirs = voice.paper or voice.said_yes
    if not is_theirs and change_is_a_suggestion(standing, record.role):
        return _suggest(record, kind, kept, now, by, at, why)
    return _revise(record, kind, kept, now, voice, round, by, at)


def _with_hidden_references(
    record: Record, kind: Kind, kept: dict[str, object], thread: str
) -> dict[str, object]:
    """Keep what points to entries that the writer was not shown: they did not choose to cut it."""
    whole = entry_standing(record, thread)
    if whole is None or not record.hidden:
        return kept
    unseen = {
        each.name: whole.content[each.name]
        for each in kind.fields
        if each.refers_to and str(whole.content.get(each.name, "")) in record.hidden
    }
    return {**kept, **unseen}


def _revise(
    record: Record,
    kind: Kind,
    kept: dict[str, object],
    now: EntryValue,
    voice: Voice,
    round: Round | None,
    by: Account,
    at: datetime,
) -> Written:
    try:
        with transaction.atomic():
            done = _replace(record, now, at)
            if not done:
                raise MovedOn(current_entry(record, now.thread), kept)
            _row(
                record,
                kind.code,
                kept,
                voice,
                round,
                by,
                at,
                thread=uuid.UUID(now.thread),
                number=now.number + 1,
            )
            _note(record, "changed the plan", kind, now.thread, at)
    except IntegrityError as error:
        raise MovedOn(current_entry(record, now.thread), kept) from error
    return Written(now.thread, now.number + 1)


def _replace(record: Record, now: EntryValue, at: datetime) -> int:
    """Close the revision that was read, if it still stands. Two editors cannot both do this."""
    return Entry.objects.filter(
        person=record.person, thread=now.thread, number=now.number, replaced_at__isnull=True
    ).update(replaced_at=at)


def _row(
    record: Record,
    kind: str,
    kept: dict[str, object],
    voice: Voice,
    round: Round | None,
    by: Account,
    at: datetime,
    *,
    thread: uuid.UUID,
    number: int,
    withdrawn: bool = False,
) -> Entry:
    return Entry.objects.create(
        thread=thread,
        number=number,
        person=record.person,
        round=round,
        kind=kind,
        content=kept,
        written_by=by,
        written_by_name=by.full_name,
        written_as=record.role.value,
        at=at,
        withdrawn=withdrawn,
        **_authorship(record, kind, voice, by),
    )


def _authorship(record: Record, kind: str, voice: Voice, by: Account) -> dict[str, str]:
    """Say whose words these are: the person's, unless somebody speaks for themselves."""
    called = record.person.name.called
    source = "a paper form" if voice.paper else voice.via[:200]
    if record.role is Role.PERSON:
        return {"words": Words.PERSON.value, "said_by": called, "source": source}
    if record.role is Role.SUPPORTER and (voice.own or kind == "view"):
        return {"words": Words.SUPPORTER.value, "said_by": by.full_name, "source": source}
    if record.role is not Role.SUPPORTER and (voice.own or kind == "formulation"):
        return {"words": Words.PROFESSIONAL.value, "said_by": by.full_name, "source": source}
    return {
        "words": Words.PERSON.value,
        "said_by": called,
        "on_behalf_of": called,
        "source": source,
    }


@transaction.atomic
def take_out(*, record: Record, thread: str, base_number: int, by: Account, at: datetime) -> None:
    """Take an entry out of the plan. It stays in the history, and can be read there."""
    now = current_entry(record, thread)
    if now is None:
        raise NotAllowed("This is not in the plan.")
    _require(record, KINDS[now.kind], Voice())
    if now.number != base_number:
        raise MovedOn(now, {})
    standing = EntryValue(**{**vars(now), "in_agreed_version": is_in_agreed_version(record, now)})
    if change_is_a_suggestion(standing, record.role):
        raise NotAllowed("These are the person’s own words. Only they can take them out.")
    if record.role is Role.SUPPORTER and (reasons := supporter_change_obstacles(now, by.full_name)):
        raise NotAllowed(reasons)
    if not _replace(record, now, at):
        raise MovedOn(current_entry(record, thread), {})
    _row(
        record,
        now.kind,
        dict(now.content),
        Voice(),
        None,
        by,
        at,
        thread=uuid.UUID(thread),
        number=now.number + 1,
        withdrawn=True,
    )
    _note(record, "took something out of the plan", KINDS[now.kind], now.thread, at)


@transaction.atomic
def _suggest(
    record: Record,
    kind: Kind,
    kept: dict[str, object],
    now: EntryValue,
    by: Account,
    at: datetime,
    why: str,
) -> Written:
    row = Suggestion.objects.create(
        person=record.person,
        thread=now.thread,
        base_number=now.number,
        kind=kind.code,
        content=kept,
        why=why,
        suggested_by=by,
        suggested_by_name=by.full_name,
        suggested_as=record.title[:30],
        at=at,
    )
    _note(record, "suggested a change", kind, now.thread, at)
    return Written(str(row.thread), now.number, is_suggestion=True)


def accept_suggestion(
    *, record: Record, suggestion: Suggestion, by: Account, at: datetime
) -> Written:
    """The person takes a suggestion as theirs: it becomes the next revision, in their words."""
    record.require_own(suggestion)
    record.require(Action.DECIDE)
    with transaction.atomic():
        _answer(suggestion, "accepted", by, at)
        done = write(
            record=record,
            kind=suggestion.kind,
            content=suggestion.content,
            by=by,
            at=at,
            thread=str(suggestion.thread),
            base_number=suggestion.base_number,
            voice=Voice(said_yes=True),
        )
        _note(record, "accepted a suggestion", KINDS[suggestion.kind], suggestion.thread, at)
    return done


@transaction.atomic
def decline_suggestion(
    *, record: Record, suggestion: Suggestion, by: Account, at: datetime
) -> None:
    """The person says no to a suggestion. Their words stay as they are."""
    record.require_own(suggestion)
    record.require(Action.DECIDE)
    _answer(suggestion, "declined", by, at)
    _note(record, "declined a suggestion", KINDS[suggestion.kind], suggestion.thread, at)


def _answer(suggestion: Suggestion, answer: str, by: Account, at: datetime) -> None:
    waiting = Suggestion.objects.filter(pk=suggestion.pk, answer="")
    if not waiting.update(answer=answer, answered_at=at, answered_by=by):
        raise Refused("This suggestion has been answered already.")


def _note(record: Record, did: str, kind: Kind, thread: uuid.UUID | str, at: datetime) -> None:
    record.note(did, at=at, what=kind.code, section=kind.section, thread=thread)
