"""Ask for a conversation, say who an ask is about, and answer it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core import referral
from hearth.core.access import Action, Role
from hearth.core.messages import Audience, MessageKind
from hearth.core.referral import Answer, Asker, CannotAnswer, CannotAsk, Consent, Reason, Told
from hearth.core.words import Refusal
from hearth.records.access.door import Record
from hearth.records.access.queries import organisations_of
from hearth.records.audit import changes as audit
from hearth.records.community.models import Organisation, Post
from hearth.records.community.queries import posts_at
from hearth.records.people.models import Account, Person
from hearth.records.people.telling import tell_account, tell_person
from hearth.records.plans.models import Round
from hearth.records.referrals.models import PublicAsk, Referral, ReferralAnswer
from hearth.records.referrals.queries import obstacles_to_asking

MOST_TOLD = 5
ASKERS = {Role.PERSON: Asker.SELF, Role.SUPPORTER: Asker.SUPPORTER}


@transaction.atomic
def ask(
    *,
    record: Record,
    organisation: Organisation,
    words: str,
    consent: Consent | None,
    by: Account,
    at: datetime,
) -> Referral:
    """Ask that this person is offered a conversation: they themselves, a supporter, or staff."""
    asker = ASKERS.get(record.role, Asker.STAFF)
    record.require(Action.REFER if asker is Asker.STAFF else Action.ASK_REVIEW)
    consent = Consent.KNOWS if asker is Asker.SELF else consent
    Person.objects.select_for_update().get(pk=record.person.pk)  # Two clicks ask once.
    found = [Refusal(words) for words in obstacles_to_asking(record)]
    found += referral.consent_problems(consent)
    if organisation.pk not in organisations_of(record.person, on=timezone.localdate(at)):
        found.append(Refusal("Choose a service that has a part in the care.", "organisation"))
    if found or consent is None:
        raise CannotAsk(found)
    row = Referral.objects.create(
        organisation=organisation,
        person=record.person,
        asker=asker.value,
        consent=consent.value,
        words=words.strip(),
        asked_at=at,
        asked_by=by,
        asked_by_name=by.full_name,
    )
    record.note("asked for a conversation", at=at, what=organisation.name)
    _tell_staff(row, by=by, at=at)
    return row


@transaction.atomic
def take_from_public(
    *, told: Told, organisation: Organisation, by: Account | None, at: datetime
) -> Referral:
    """Keep what somebody without a sign-in tells us. Nothing is looked up: nothing can leak."""
    if problems := referral.told_problems(told, today=timezone.localdate(at)):
        raise CannotAsk(problems)
    consent = Consent.KNOWS if told.about_me else told.consent
    assert consent is not None
    row = Referral.objects.create(
        organisation=organisation, asker=Asker.ANYONE.value, consent=consent.value, asked_at=at,
        asked_by=by,
    )  # fmt: skip
    PublicAsk.objects.create(
        referral=row,
        about_me=bool(told.about_me),
        person_name=told.person_name.strip(),
        person_reach=told.person_reach.strip(),
        born=told.born,
        words=told.words.strip(),
        asker_name=told.asker_name.strip(),
        asker_reach=told.asker_reach.strip(),
        relation=told.relation.strip(),
    )
    audit.note(did="took an ask for a conversation", by=by, at=at, what=organisation.name)
    _tell_staff(row, by=by, at=at)
    return row


def _tell_staff(row: Referral, *, by: Account | None, at: datetime) -> None:
    """Tell those who answer for the organisation that somebody asks. Not whom it is about."""
    posts: Iterable[Post] = posts_at(
        [row.organisation_id], Role.ADMINISTRATOR, on=timezone.localdate(at)
    )
    for post in list(posts)[:MOST_TOLD]:
        if by is None or post.account_id != by.pk:
            tell_account(
                account=post.account, kind=MessageKind.ASKED_FOR, by=by, at=at,
                person_id=row.person_id, about="a request for a conversation", path="/asks/",
            )  # fmt: skip


@transaction.atomic
def match(*, record: Record, referral: Referral, by: Account, at: datetime) -> Referral:
    """Staff say who an ask from the public is about. From then on it is answered as any other."""
    record.require(Action.REFER)
    free = Referral.objects.filter(pk=referral.pk, person__isnull=True, answered__isnull=True)
    if not free.update(person=record.person, matched_at=at, matched_by=by):
        raise CannotAnswer("Someone has dealt with this already.")
    record.note("said whom a request is about", at=at, what=str(referral.organisation))
    return Referral.objects.get(pk=referral.pk)


@transaction.atomic
def answer(
    *,
    record: Record,
    referral: Referral,
    answer: Answer | None,
    by: Account,
    at: datetime,
    reason: Reason | None = None,
    told: str = "",
    round: Round | None = None,
) -> ReferralAnswer:
    """Say yes, or no with a reason to the asker. `round`: the one that begins with the yes."""
    record.require_own(referral)
    record.require_own(round)
    record.require(Action.PLAN_ROUND)
    row = _answer(referral, answer, reason, told, round, by, at)
    record.note("answered a request for a conversation", at=at, what=row.answer)
    _tell_asker(record, referral, by=by, at=at)
    return row


@transaction.atomic
def answer_unmatched(
    *, referral: Referral, reason: Reason | None, told: str, by: Account, at: datetime
) -> ReferralAnswer:
    """Close an ask from the public of which nobody can say whom it is about, with a reason."""
    if referral.person_id is not None:
        raise CannotAnswer("It is known whom this is about. Answer it on their page.")
    row = _answer(referral, Answer.DECLINED, reason, told, None, by, at)
    audit.note(
        did="closed a request for a conversation", by=by, at=at, what=str(referral.organisation)
    )
    return row


def _answer(
    row: Referral,
    answer: Answer | None,
    reason: Reason | None,
    told: str,
    round: Round | None,
    by: Account,
    at: datetime,
) -> ReferralAnswer:
    if problems := referral.answer_problems(answer, reason, told):
        raise CannotAnswer(problems)
    assert answer is not None
    try:
        with transaction.atomic():
            return ReferralAnswer.objects.create(
                referral=row,
                answer=answer.value,
                reason=reason.value if reason and answer is Answer.DECLINED else "",
                told=told.strip(),
                round=round,
                at=at,
                by=by,
            )
    except IntegrityError as error:
        raise CannotAnswer("Someone has answered this already.") from error


def _tell_asker(record: Record, row: Referral, *, by: Account, at: datetime) -> None:
    """Say that there is an answer, to who asked with a sign-in.

    Nothing is sent to what the public typed: the form would send messages to anyone.
    """
    asker, about = Asker(row.asker), "a request for a conversation"
    path = f"/people/{record.person.pk}/ask-for-a-conversation/"
    if asker is Asker.SELF:
        tell_person(
            person=record.person, kind=MessageKind.ASK_ANSWERED, by=by, at=at, about=about,
            path=path,
        )  # fmt: skip
    elif row.asked_by is not None and row.asked_by_id != by.pk and asker is not Asker.ANYONE:
        tell_account(
            account=row.asked_by, kind=MessageKind.ASK_ANSWERED, by=by, at=at, about=about,
            audience=Audience.SUPPORTER if asker is Asker.SUPPORTER else Audience.STAFF,
            person_id=record.person.pk,
            path=path if asker is Asker.SUPPORTER else f"/people/{record.person.pk}/refer/",
        )  # fmt: skip
