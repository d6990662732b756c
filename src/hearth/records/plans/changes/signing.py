"""Sign for a service or as the key worker; go on without one who refused; tell of late ones."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.agreement import Answer, CannotAgree, Party, Way, signature_problems
from hearth.core.agreement import Signature as SignatureValue
from hearth.core.messages import MessageKind
from hearth.core.words import Refusal
from hearth.records.access.door import NotAllowed, Record
from hearth.records.audit import changes as audit
from hearth.records.people.models import Account
from hearth.records.people.telling import tell_account
from hearth.records.plans.changes.signatures import after_an_answer, put_under, require_shown
from hearth.records.plans.models import (
    Escalation,
    GoingOn,
    Signature,
    SignatureRequest,
    Version,
)
from hearth.records.plans.queries.signing import (
    is_key_worker,
    late_requests,
    refusal_of,
    request_of,
)

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Reply:
    """What a signer says: yes, yes with a difference, or no; and in a no, what would change it."""

    answer: Answer
    reason: str = ""
    would_sign: str = ""


@transaction.atomic
def sign_as_asked(
    *, record: Record, version: Version, code: str, reply: Reply, by: Account, at: datetime
) -> Signature:
    """Sign one exact version as key worker or for a service; or say why not (P8).

    `code` marks what the signer was shown (`queries.versions.shown_code`).
    """
    record.require(Action.SIGN)
    record.require_own(version)
    today = timezone.localdate(at)
    request = request_of(record, version, on=today)
    if request is None:
        raise NotAllowed("You are not asked to sign this plan.")
    seen = require_shown(record, version, code)
    said = SignatureValue(
        Party(request.party), by.full_name, record.title, reply.answer, Way.SIGNED_IN, today,
        reply.reason.strip(), reply.would_sign.strip(), request.key,
    )  # fmt: skip
    if problems := signature_problems(said):
        raise CannotAgree(problems)
    row = put_under(version, said, by=by, at=at, seen=seen)
    after_an_answer(record=record, version=version, by=by, at=at)
    record.note("signed the plan", at=at, what=f"version {version.number}, {reply.answer.value}")
    return row


@transaction.atomic
def go_on_without(
    *,
    record: Record,
    version: Version,
    key: str,
    words: str,
    by: Account,
    at: datetime,
    persons_way: Way | None = None,
    persons_words: str = "",
) -> None:
    """Decide to go on though one who was asked has refused. It takes the person and the key worker.

    A key worker may take down what the person said: in which way (`persons_way`), in which words.
    """
    refusal = _refusal(record, version, key)
    party = _decider(record, at)
    decided = [(party, by.full_name, words, Way.SIGNED_IN)]
    if party is Party.PERSON:
        decided = [(party, record.person.name.called, words, Way.SIGNED_IN)]
    if persons_way and party is Party.KEY_WORKER:
        decided.append((Party.PERSON, record.person.name.called, persons_words, persons_way))
    if problems := _decision_problems(decided):
        raise CannotAgree(problems)
    for who, name, said, way in decided:
        GoingOn.objects.get_or_create(
            refusal=refusal,
            party=who.value,
            defaults={"name": name, "words": said.strip(), "way": way.value, "at": at, "by": by},
        )
    after_an_answer(record=record, version=version, by=by, at=at)
    record.note("decided to go on without a signature", at=at, what=f"version {version.number}")


def _refusal(record: Record, version: Version, key: str) -> Signature:
    record.require_own(version)
    refusal = refusal_of(record, version, key)
    if refusal is None:
        raise CannotAgree("Nobody has refused to sign this. Look at the plan again.")
    return refusal


def _decider(record: Record, at: datetime) -> Party:
    if record.role is Role.PERSON:
        record.require(Action.AGREE)
        return Party.PERSON
    if record.role is Role.SUPPORTER:
        record.require(Action.AGREE)
        return Party.REPRESENTATIVE
    record.require(Action.SIGN)
    if not is_key_worker(record, on=timezone.localdate(at)):
        raise NotAllowed("Only the person and the key worker can decide this, together.")
    return Party.KEY_WORKER


def _decision_problems(decided: list[tuple[Party, str, str, Way]]) -> list[Refusal]:
    found = []
    for place, (_, _, words, way) in enumerate(decided):
        if not words.strip():
            where = "persons_words" if place else "words"
            found.append(Refusal("Say why you go on without them.", where))
        if place and way is Way.SIGNED_IN:
            found.append(Refusal("Say how they told you.", "persons_way"))
    return found


def tell_of_late_signatures(*, by: Account | None, at: datetime, most: int = MOST_AT_ONCE) -> int:
    """Tell the person named for it of each signature that is late; once for each. Say how many.

    Each is a transaction of its own: it notes another person.
    """
    late = late_requests(on=timezone.localdate(at)).filter(
        escalation__isnull=True, escalate_to__isnull=False
    )
    rows = late.select_related("escalate_to__account", "version").defer("version__document")
    told = [row for row in rows[:most] if _escalate(row, by=by, at=at)]
    return len(told)


@transaction.atomic
def _escalate(row: SignatureRequest, *, by: Account | None, at: datetime) -> bool:
    """Write down that somebody is told, and tell them; False when another worker was first."""
    assert row.escalate_to
    _, is_new = Escalation.objects.get_or_create(
        request=row, defaults={"to": row.escalate_to, "at": at}
    )
    if is_new:
        person_id = row.version.person_id
        tell_account(
            account=row.escalate_to.account, kind=MessageKind.SIGNATURE_LATE, by=by, at=at,
            person_id=person_id, about=f"version {row.version.number}", path="/waiting-to-sign/",
            fields={"day": f"{row.due:%-d %B %Y}"},
        )  # fmt: skip
        audit.note(
            did="told of a late signature", by=by, at=at, person_id=person_id,
            what=f"version {row.version.number}",
        )  # fmt: skip
    return is_new
