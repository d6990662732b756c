"""Ask those who must sign a version: by the rule, each for their part; carry what still holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from hearth.core import plan
from hearth.core.agreement import THEIRS, YES, Answer, CannotAgree, Party, Way
from hearth.core.agreement import Signature as SignatureValue
from hearth.core.messages import MessageKind
from hearth.core.signing import (
    PERSON_KEY,
    Choices,
    Required,
    SigningRule,
    choice_problems,
    due_on,
    in_part,
)
from hearth.core.words import Refusal
from hearth.records.access.door import Record
from hearth.records.community.models import Organisation, Post
from hearth.records.people.models import Account
from hearth.records.people.telling import tell_account, tell_person
from hearth.records.plans.changes.signatures import put_under
from hearth.records.plans.models import Signature, SignatureRequest, SigningTerms, Version
from hearth.records.plans.queries.signing import (
    Proposal,
    as_the_person,
    signatures_before,
    terms_of,
    who_signs,
    with_all_seals_shut,
)
from hearth.records.plans.queries.versions import narrowed_document

MOST_TOLD = 5
"""So many people of one service hear that a plan waits for it; the others find it on their list."""


@dataclass(frozen=True)
class Asking:
    """How the signatures under a new version are asked for.

    `still`: the person's own yes to the plan before stands, as nothing of theirs has changed.
    """

    rule: SigningRule
    choices: Choices = field(default_factory=Choices)
    still: bool = False


def ask_for_signatures(
    *,
    record: Record,
    version: Version,
    entries: Sequence[plan.Entry],
    asking: Asking,
    by: Account,
    at: datetime,
) -> None:
    """Write down who must sign; carry the signatures that still hold, and tell all the others."""
    proposal = who_signs(record, entries, rule=asking.rule, by=by, on=timezone.localdate(at))
    required, services = proposal.required, list(proposal.services)
    if found := choice_problems(asking.choices, required, services):
        raise CannotAgree(found)
    added = [_added(key, proposal.services[key]) for key in asking.choices.added]
    terms = terms_of(version.round)
    requests = [
        _request(record, version, each, asking, proposal, terms, by, at)
        for each in (*required, *added)
    ]
    before = signatures_before(record, version)
    for request in SignatureRequest.objects.bulk_create(requests):
        _carry_or_tell(record, version, request, before, asking, proposal, by, at)


def _added(key: str, service: Organisation) -> Required:
    return Required(key, Party.SERVICE, service.name, "They were asked to sign too.")


def _request(
    record: Record,
    version: Version,
    each: Required,
    asking: Asking,
    proposal: Proposal,
    terms: SigningTerms | None,
    by: Account,
    at: datetime,
) -> SignatureRequest:
    today = timezone.localdate(at)
    days = asking.rule.days[each.party]
    agreed = terms.sign_by if terms else None
    return SignatureRequest(
        version=version,
        key=each.key,
        party=each.party.value,
        organisation=proposal.services.get(each.key),
        post_id=_post_of(each.key),
        name=each.name,
        why=each.why,
        part_code=_part_code(record, version, each, asking.rule, at),
        due=due_on(agreed, asked_on=today, days=days, least_days=asking.rule.least_days),
        escalate_to=_told_when_late(version, terms),
        left_out=asking.choices.left_out.get(each.key, "").strip(),
        added=asking.choices.added.get(each.key, "").strip(),
        asked_at=at,
        asked_by=by,
    )


def _post_of(key: str) -> int | None:
    kind, _, number = key.partition(":")
    return int(number) if kind == "post" else None


def _told_when_late(version: Version, terms: SigningTerms | None) -> Post | None:
    """The person named at the start; else who answers for the round."""
    if terms:
        return terms.escalate_to
    return version.round.accountable if version.round else None


def _part_code(
    record: Record, version: Version, each: Required, rule: SigningRule, at: datetime
) -> str:
    """Mark what one signs for: the person, all that they are shown; others, nothing sealed."""
    view = as_the_person if each.party is Party.PERSON else with_all_seals_shut
    seen = view(record, on=timezone.localdate(at))
    return in_part(each, rule, narrowed_document(seen, version))


def _carry_or_tell(
    record: Record,
    version: Version,
    request: SignatureRequest,
    before: dict[str, Signature],
    asking: Asking,
    proposal: Proposal,
    by: Account,
    at: datetime,
) -> None:
    if request.left_out:
        return
    if request.key == PERSON_KEY:
        if asking.still:
            _carry_the_yes(record, version, request, before.get(""), asking.rule, at)
        return
    earlier = before.get(request.key)
    if earlier and _is_yes(earlier) and _code_asked_for(earlier) == request.part_code:
        _carry(version, earlier, at)
    else:
        _tell(record, request, proposal, by, at)


def _carry_the_yes(
    record: Record,
    version: Version,
    request: SignatureRequest,
    earlier: Signature | None,
    rule: SigningRule,
    at: datetime,
) -> None:
    """The person's own yes stands only while nothing that they are shown has changed."""
    required = Required(PERSON_KEY, Party.PERSON, request.name, "")
    # What they are shown can have been sealed since: both are compared as they are shown now.
    same = (
        earlier
        and _is_yes(earlier)
        and request.part_code == _part_code(record, earlier.version, required, rule, at)
    )
    if earlier is None or not same:
        words = "Something has changed since they said yes. Ask them again."
        raise CannotAgree([Refusal(words, "answer")])
    _carry(version, earlier, at)


def _is_yes(row: Signature) -> bool:
    return Answer(row.answer) in YES


def _code_asked_for(row: Signature) -> str:
    asked = SignatureRequest.objects.filter(version=row.version_id, key=row.signer).first()
    return asked.part_code if asked else ""


def _carry(version: Version, earlier: Signature, at: datetime) -> None:
    said = SignatureValue(
        Party(earlier.party),
        earlier.name,
        earlier.role,
        Answer(earlier.answer),
        Way(earlier.way),
        timezone.localdate(at),
        earlier.reason,
        signer=earlier.signer,
    )
    first = earlier.carried_from or earlier
    put_under(version, said, by=earlier.by, at=at, seen=earlier.seen_sha256, carried_from=first)


def _tell(
    record: Record, request: SignatureRequest, proposal: Proposal, by: Account, at: datetime
) -> None:
    day = f"{request.due:%-d %B %Y}"
    for account in _whom_to_tell(request, proposal):
        tell_account(
            account=account,
            kind=MessageKind.WAITS_FOR_SIGNATURE,
            by=by,
            at=at,
            person_id=record.person.pk,
            about=f"version {request.version.number}",
            path="/waiting-to-sign/",
            fields={"day": day},
        )


def _whom_to_tell(request: SignatureRequest, proposal: Proposal) -> list[Account]:
    if request.post:
        return [request.post.account]
    staff = proposal.staff.get(request.key, [])
    return list({post.account_id: post.account for post in staff[:MOST_TOLD]}.values())


def tell_the_person(*, record: Record, version: Version, by: Account, at: datetime) -> None:
    """Tell the person that a plan waits for their answer, unless they have given it."""
    answered = version.signatures.filter(party__in=[party.value for party in THEIRS])
    if not answered.exists():
        tell_person(
            person=record.person,
            kind=MessageKind.PLAN_READY,
            by=by,
            at=at,
            about=f"version {version.number}",
            path=f"/people/{record.person.pk}/",
        )
