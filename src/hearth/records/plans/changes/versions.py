"""Versions: freeze the plan as one document, and sign that document."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core import plan
from hearth.core.access import Action, Role
from hearth.core.agreement import Answer, CannotAgree, Party, Way, signature_problems
from hearth.core.agreement import Signature as SignatureValue
from hearth.core.rounds import Step
from hearth.core.words import Refusal
from hearth.records.access.door import Record
from hearth.records.people.models import Account
from hearth.records.plans.changes.asking import Asking, ask_for_signatures, tell_the_person
from hearth.records.plans.changes.rounds import carry_on_to
from hearth.records.plans.changes.signatures import after_an_answer, put_under, require_shown
from hearth.records.plans.models import Round, Signature, Version
from hearth.records.plans.queries.entries import all_current_entries, current_entries
from hearth.records.plans.queries.key_workers import key_worker_name
from hearth.records.plans.queries.versions import last_version


class Now(TypedDict):
    """What each change to a new version is told."""

    record: Record
    version: Version
    by: Account
    at: datetime


@dataclass(frozen=True)
class Said:
    """What the person, or who speaks for them, said in the conversation; taken down by staff."""

    party: Party
    name: str
    answer: Answer
    way: Way
    role: str = ""
    reason: str = ""


@transaction.atomic
def freeze(
    *,
    record: Record,
    round: Round | None,
    review: plan.Review,
    location: str,
    by: Account,
    at: datetime,
    identifiers: dict[str, str],
    formats: tuple[str, ...] = (),
    said: Said | None = None,
    read: str | None = None,
    asking: Asking | None = None,
) -> Version:
    """Freeze the draft as the next version, signed by the professional who did it with the person.

    `said`: the person's answer when they gave it then and there. Without it the version is
    *offered*, and waits for the person (G6). `read` is the mark of the draft that was read back
    (`core.plan.mark_of`). `asking` says by which rule others must sign too; without it nobody
    but the person is asked. Raises CannotAgree with all that is missing, or when the draft moved
    on.
    """
    record.require(Action.CONVERSE)
    if found := _obstacles(current_entries(record), review, at.date(), read):
        raise CannotAgree(found)
    cover = _cover(record, review, location, identifiers, formats, by, at)
    # The whole plan is frozen, with what is sealed from the professional who reads it back.
    entries = all_current_entries(record)
    version = _version(record, round, cover, entries, by, at)
    carry_on_to(record=record, round=round, there=Step.DOCUMENT, by=by, at=at)
    put_under(version, _professional(record, by, at), by=by, at=at)
    now: Now = {"record": record, "version": version, "by": by, "at": at}
    if asking:
        ask_for_signatures(entries=entries, asking=asking, **now)
    if said:
        sign_for(said=said, **now)
    else:
        after_an_answer(**now)
        tell_the_person(**now)
    record.note("froze the plan", at=at, what=f"version {version.number}")
    return version


def _obstacles(
    entries: list[plan.Entry], review: plan.Review, today: date, read: str | None
) -> list[Refusal]:
    """List what stands in the way; above all, that the plan is no longer what was read aloud."""
    if read is not None and read != plan.mark_of(entries):
        return [Refusal("The plan changed while you read it. Please read it again.", "read")]
    missing = [Refusal(words) for words in plan.missing_from(entries)]
    return [*_review_problems(review, today), *missing]


def _cover(
    record: Record,
    review: plan.Review,
    location: str,
    identifiers: dict[str, str],
    formats: tuple[str, ...],
    by: Account,
    at: datetime,
) -> plan.Cover:
    person = record.person
    return plan.Cover(
        person_id=str(person.pk),
        person_name=person.name.shown,
        called=person.name.called,
        born=person.born,
        identifiers=identifiers,
        key_worker=key_worker_name(record, on=at.date()),
        professional=f"{by.full_name}, {record.title}",
        location=location,
        review=review,
        formats=formats,
    )


def _version(
    record: Record,
    round: Round | None,
    cover: plan.Cover,
    entries: list[plan.Entry],
    by: Account,
    at: datetime,
) -> Version:
    before = last_version(record)
    number, previous = (before.number + 1, before.sha256) if before else (1, "")
    text = plan.canonical(plan.document(cover, entries, number=number, previous=previous))
    try:
        with transaction.atomic():
            return Version.objects.create(
                person=record.person,
                round=round,
                number=number,
                document=text,
                sha256=plan.fingerprint(text),
                previous_sha256=previous,
                review_on=cover.review.on,
                frozen_at=at,
                frozen_by=by,
            )
    except IntegrityError as error:
        raise CannotAgree("Someone else froze this plan just now. Look at it first.") from error


def _professional(record: Record, by: Account, at: datetime) -> SignatureValue:
    return SignatureValue(
        Party.PROFESSIONAL,
        by.full_name,
        record.title,
        Answer.AGREED,
        Way.SIGNED_IN,
        timezone.localdate(at),
    )


def _review_problems(review: plan.Review, today: date) -> list[Refusal]:
    found = []
    if review.on <= today:
        found.append(Refusal("Choose a review day that is still to come.", "review_on"))
    if not review.by.strip():
        found.append(Refusal("Say who is responsible for the review.", "review_by"))
    if not review.how.strip():
        found.append(Refusal("Say how you will review the plan.", "review_how"))
    return found


@transaction.atomic
def sign_for(
    *, record: Record, version: Version, said: Said, by: Account, at: datetime
) -> Signature:
    """A professional takes down what the person said: yes, no, or why there is no answer."""
    record.require(Action.CONVERSE)
    record.require_own(version)
    value = SignatureValue(
        said.party,
        said.name,
        said.role,
        said.answer,
        said.way,
        timezone.localdate(at),
        said.reason,
    )
    problems = signature_problems(value)
    if said.way is Way.SIGNED_IN:
        problems.append(Refusal("Only the person can sign in for themselves.", "way"))
    if said.party is Party.PROFESSIONAL:
        problems.append(Refusal("Say who answered: the person, or someone for them.", "party"))
    if problems:
        raise CannotAgree(problems)
    record.note("took down an answer to the plan", at=at, what=f"version {version.number}")
    return _answered(record, version, value, by, at)


@transaction.atomic
def answer_as_person(
    *,
    record: Record,
    version: Version,
    sha256: str,
    answer: Answer,
    reason: str,
    by: Account,
    at: datetime,
) -> Signature:
    """The person answers one exact version under their own sign-in; or who may in law, for them.

    `sha256` is the code of what they were shown of it (`queries.versions.shown_code`).
    """
    record.require(Action.AGREE)
    record.require_own(version)
    seen = require_shown(record, version, sha256)
    value = _answer_of(record, answer, reason, by, at)
    if problems := signature_problems(value):
        raise CannotAgree(problems)
    record.note("answered the plan", at=at, what=f"version {version.number}")
    return _answered(record, version, value, by, at, seen=seen)


def _answer_of(
    record: Record, answer: Answer, reason: str, by: Account, at: datetime
) -> SignatureValue:
    today = timezone.localdate(at)
    if record.role is Role.PERSON:
        name = record.person.name.called
        return SignatureValue(Party.PERSON, name, "", answer, Way.SIGNED_IN, today, reason)
    if answer not in (Answer.AGREED, Answer.WITH_DIFFERENCE, Answer.NOT_AGREED):
        raise CannotAgree([Refusal("Say yes or no.", "answer")])
    return SignatureValue(
        Party.REPRESENTATIVE, by.full_name, record.title, answer, Way.SIGNED_IN, today, reason
    )


def _answered(
    record: Record,
    version: Version,
    said: SignatureValue,
    by: Account,
    at: datetime,
    *,
    seen: str = "",
) -> Signature:
    row = put_under(version, said, by=by, at=at, seen=seen)
    after_an_answer(record=record, version=version, by=by, at=at)
    return row


def is_untouched(version: Version) -> bool:
    """Say whether a frozen document still has the hash that was signed."""
    same = plan.fingerprint(version.document) == version.sha256
    return same and plan.canonical(json.loads(version.document)) == version.document
