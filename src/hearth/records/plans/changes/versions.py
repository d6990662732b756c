"""Versions: freeze the plan as one document, and sign that document."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from hearth.core import plan
from hearth.core.access import Action, Role
from hearth.core.agreement import Answer, CannotAgree, Party, Way, signature_problems
from hearth.core.agreement import Signature as SignatureValue
from hearth.core.words import Refusal
from hearth.records.access.door import NotAllowed, Record
from hearth.records.people.models import Account
from hearth.records.plans.models import Round, Signature, Version
from hearth.records.plans.queries.entries import current_entries
from hearth.records.plans.queries.key_workers import key_worker_name
from hearth.records.plans.queries.versions import last_version


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
) -> Version:
    """Freeze the draft as the next version, signed by the professional who did it with the person.

    `said`: the person's answer when they gave it then and there. Without it the version is
    *offered*, and waits for the person (G6). Raises CannotAgree with all that is missing.
    """
    record.require(Action.CONVERSE)
    entries = current_entries(record)
    if found := [*_review_problems(review, at.date()), *map(Refusal, plan.missing_from(entries))]:
        raise CannotAgree(found)
    before = last_version(record)
    version = _version(
        record, round, review, location, by, at, identifiers, formats, entries, before
    )
    _sign(
        version,
        Party.PROFESSIONAL,
        by.full_name,
        record.title,
        Answer.AGREED,
        Way.SIGNED_IN,
        "",
        by,
        at,
    )
    if said:
        sign_for(record=record, version=version, said=said, by=by, at=at)
    record.note("froze the plan", at=at, what=f"version {version.number}")
    return version


def _version(
    record: Record,
    round: Round | None,
    review: plan.Review,
    location: str,
    by: Account,
    at: datetime,
    identifiers: dict[str, str],
    formats: tuple[str, ...],
    entries: list[plan.Entry],
    before: Version | None,
) -> Version:
    person, number = record.person, (before.number if before else 0) + 1
    cover = plan.Cover(
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
    kept = plan.document(cover, entries, number=number, previous=before.sha256 if before else "")
    text = plan.canonical(kept)
    try:
        with transaction.atomic():
            return Version.objects.create(
                person=person,
                round=round,
                number=number,
                document=text,
                sha256=plan.fingerprint(text),
                previous_sha256=before.sha256 if before else "",
                review_on=review.on,
                frozen_at=at,
                frozen_by=by,
            )
    except IntegrityError as error:
        raise CannotAgree("Someone else froze this plan just now. Look at it first.") from error


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
    value = SignatureValue(
        said.party, said.name, said.role, said.answer, said.way, at.date(), said.reason
    )
    problems = signature_problems(value)
    if said.way is Way.SIGNED_IN:
        problems.append(Refusal("Only the person can sign in for themselves.", "way"))
    if said.party is Party.PROFESSIONAL:
        problems.append(Refusal("Say who answered: the person, or someone for them.", "party"))
    if problems:
        raise CannotAgree(problems)
    record.note("took down an answer to the plan", at=at, what=f"version {version.number}")
    return _sign(
        version, said.party, said.name, said.role, said.answer, said.way, said.reason, by, at
    )


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
    """The person answers one exact version under their own sign-in."""
    record.require(Action.AGREE)
    if record.role is not Role.PERSON:
        raise NotAllowed("Only the person can do this.")
    newest = last_version(record)
    if sha256 != version.sha256 or newest is None or newest.pk != version.pk:
        raise CannotAgree("The plan has changed since you read it. Please read it again.")
    name = record.person.name.called
    value = SignatureValue(Party.PERSON, name, "", answer, Way.SIGNED_IN, at.date(), reason)
    if problems := signature_problems(value):
        raise CannotAgree(problems)
    record.note("answered the plan", at=at, what=f"version {version.number}")
    return _sign(version, Party.PERSON, name, "", answer, Way.SIGNED_IN, reason, by, at)


def _sign(
    version: Version,
    party: Party,
    name: str,
    role: str,
    answer: Answer,
    way: Way,
    reason: str,
    by: Account,
    at: datetime,
) -> Signature:
    return Signature.objects.create(
        version=version,
        sha256=version.sha256,
        party=party.value,
        name=name,
        role=role[:100],
        answer=answer.value,
        way=way.value,
        reason=reason,
        at=at,
        by=by,
    )


def is_untouched(version: Version) -> bool:
    """Say whether a frozen document still has the hash that was signed."""
    same = plan.fingerprint(version.document) == version.sha256
    return same and plan.canonical(json.loads(version.document)) == version.document
