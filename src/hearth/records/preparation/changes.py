"""Preparing: the gate for urgent results, the letter, and the person's answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.people import Format, letter_obstacles
from hearth.core.results import RedFlag, red_flags
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import NotAllowed, Record
from hearth.records.people.models import Account
from hearth.records.people.queries import wanted_format
from hearth.records.plans.models import Round
from hearth.records.preparation.models import Letter, Passed, PromptsHelped, Returned, UrgentTask
from hearth.records.preparation.queries import open_urgent_tasks
from hearth.records.results.queries import core_results

CAN_BE_MADE = frozenset({Format.STANDARD, Format.LARGE_PRINT, Format.EMAIL})


class CannotSendLetter(Refused):
    """The letter may not go: an urgent result, or a format that we cannot make."""


def check_results(*, record: Record, round: Round, by: Account, at: datetime) -> list[UrgentTask]:
    """Look for results that must be told by a person at once, and raise a task for each."""
    since = timezone.localdate(at) - timedelta(days=settings.JURISDICTION.red_flag_days)
    flags = red_flags(core_results(record.person), settings.JURISDICTION.measurements, since=since)
    with transaction.atomic():
        for flag in flags:
            _raise(record, round, flag, by, at)
    return open_urgent_tasks(record)


def _raise(record: Record, round: Round, flag: RedFlag, by: Account, at: datetime) -> None:
    key = f"{flag.name}|{flag.value}|{flag.taken_on.isoformat()}"
    _, made = UrgentTask.objects.get_or_create(
        person=record.person,
        key=key,
        defaults={
            "words": flag.words,
            "for_post": round.accountable,
            "raised_at": at,
            "raised_by": by,
        },
    )
    if made:
        record.note("raised an urgent result", at=at)


def make_letter(
    *, record: Record, round: Round, content: Mapping[str, object], by: Account, at: datetime
) -> Letter:
    """Make the preparation letter, unless a result is urgent or the format cannot be made.

    Raises CannotSendLetter; the urgent task that it raised stays, so that nobody can miss it.
    """
    record.require(Action.SEND_LETTER)
    if tasks := check_results(record=record, round=round, by=by, at=at):
        raise CannotSendLetter(
            [
                Refusal("A result must be told by a person first, not by letter.", "urgent")
                for _ in tasks[:1]
            ]
        )
    wanted = wanted_format(record.person)
    if obstacles := letter_obstacles(wanted, CAN_BE_MADE):
        raise CannotSendLetter([Refusal(words, "format") for words in obstacles])
    with transaction.atomic():
        row = Letter.objects.create(
            person=record.person,
            round=round,
            content=dict(content),
            format=wanted.value,
            made_at=at,
            made_by=by,
        )
        record.note("made the preparation letter", at=at)
    return row


@transaction.atomic
def finish_urgent_task(
    *, record: Record, task: UrgentTask, what_was_done: str, by: Account, at: datetime
) -> None:
    """Say what was done about an urgent result. Only then may the letter go."""
    record.require(Action.RESOLVE_URGENT)
    if not what_was_done.strip():
        raise Refused(
            [Refusal("Say who spoke with the person, and what was agreed.", "what_was_done")]
        )
    waiting = UrgentTask.objects.filter(pk=task.pk, person=record.person, done_at__isnull=True)
    if not waiting.update(done_at=at, done_by=by, what_was_done=what_was_done.strip()):
        raise Refused("This has been dealt with already.")
    record.note("dealt with an urgent result", at=at)


@transaction.atomic
def pass_question(
    *, record: Record, round: Round, question: str, by: Account, at: datetime
) -> None:
    """The person has nothing to add here; the list of tasks shows it as done."""
    _require_preparing(record)
    Passed.objects.get_or_create(round=round, question=question, defaults={"at": at, "by": by})


@transaction.atomic
def unpass_question(*, record: Record, round: Round, question: str) -> None:
    """The person has something to add after all."""
    _require_preparing(record)
    Passed.objects.filter(round=round, question=question).delete()


@transaction.atomic
def hand_in(
    *, record: Record, round: Round, mode: str, by: Account, at: datetime, helped_by: str = ""
) -> Returned:
    """The answers are ready for the conversation. They can still be changed until then."""
    _require_preparing(record)
    row = Returned.objects.create(round=round, mode=mode, helped_by=helped_by, at=at, by=by)
    record.note("handed in the preparation", at=at, what=mode)
    return row


@transaction.atomic
def say_if_prompts_helped(
    *, record: Record, round: Round, helped: bool, by: Account, at: datetime
) -> PromptsHelped:
    """Keep whether the letter and its questions helped. They can say otherwise later."""
    record.require_own(round)
    record.require(Action.PREPARE)
    row = PromptsHelped.objects.create(round=round, helped=helped, at=at, by=by)
    record.note("said whether the prompts helped", at=at)
    return row


def _require_preparing(record: Record) -> None:
    reasons: Iterable[str] = record.refusals(Action.PREPARE)
    if reasons and not record.may(Action.ENTER_PAPER):
        raise NotAllowed(list(reasons))
