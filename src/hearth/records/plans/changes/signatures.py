"""Put a signature under a version, and see what follows from it."""

from datetime import datetime

from hearth.core.agreement import CannotAgree
from hearth.core.agreement import Signature as SignatureValue
from hearth.core.rounds import Step
from hearth.records.access.door import Record
from hearth.records.people.models import Account
from hearth.records.plans.changes.rounds import carry_on_to
from hearth.records.plans.models import Signature, Version
from hearth.records.plans.queries.versions import last_version, shown_code, versions


def require_shown(record: Record, version: Version, code: str) -> str:
    """Return the code of what this signer was shown, when it is still the newest plan.

    Raises CannotAgree when the plan, or what they may see of it, has changed since they read it.
    """
    newest = last_version(record)
    if newest is None or newest.pk != version.pk or code != shown_code(record, newest):
        raise CannotAgree("The plan has changed since you read it. Please read it again.")
    return code


def put_under(
    version: Version,
    said: SignatureValue,
    *,
    by: Account | None,
    at: datetime,
    seen: str = "",
    carried_from: Signature | None = None,
) -> Signature:
    """Add a signature. `seen` is the hash of what the signer was shown of the version."""
    return Signature.objects.create(
        version=version,
        sha256=version.sha256,
        party=said.party.value,
        name=said.name,
        role=said.role[:100],
        answer=said.answer.value,
        way=said.way.value,
        reason=said.reason,
        would_sign=said.would_sign,
        signer=said.signer,
        seen_sha256=seen,
        carried_from=carried_from,
        at=at,
        by=by,
    )


def after_an_answer(*, record: Record, version: Version, by: Account, at: datetime) -> None:
    """Once the newest version is in force, what comes next in its round is the review."""
    newest = versions(record)[0]
    if newest.version.pk == version.pk and newest.is_in_force:
        carry_on_to(record=record, round=version.round, there=Step.REVIEW, by=by, at=at)
