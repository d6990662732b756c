"""Say what a role needs; keep what somebody did; keep how sure they feel."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.learning import (
    STATEMENTS,
    CannotLearn,
    learned_problems,
    need_problems,
    rating_problems,
)
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.learning.models import ConfidenceRating, Learned, Requirement
from hearth.records.people.models import Account


@transaction.atomic
def need(
    *,
    community: Community,
    role: Role,
    kind: str,
    months: int | None,
    by: Account | None,
    at: datetime,
) -> Requirement:
    """Say that a role needs this, every so many months or once. Said again, it is changed."""
    if problems := need_problems(kind, months):
        raise CannotLearn(problems)
    row, _ = Requirement.objects.update_or_create(
        community=community, role=role.value, kind=kind, defaults={"months": months}
    )
    audit.note(did="said what a role needs to learn", by=by, at=at, what=str(row))
    return row


@transaction.atomic
def need_no_more(*, requirement: Requirement, by: Account, at: datetime) -> None:
    """Say that a role does not need this any more. What people did stays."""
    what = str(requirement)
    requirement.delete()
    audit.note(did="said what a role need not learn", by=by, at=at, what=what)


@transaction.atomic
def learn(
    *,
    kind: str,
    on: date | None,
    by: Account,
    at: datetime,
    given_by: str = "",
    link: str = "",
) -> Learned:
    """Keep what somebody says that they did."""
    if problems := learned_problems(kind, on, link.strip(), today=timezone.localdate(at)):
        raise CannotLearn(problems)
    assert on is not None
    row = Learned.objects.create(
        account=by, kind=kind, on=on, given_by=given_by.strip()[:200], link=link.strip()[:300],
        at=at,
    )  # fmt: skip
    audit.note(did="wrote down what they learned", by=by, at=at, what=kind)
    return row


@transaction.atomic
def unlearn(*, learned: int, by: Account, at: datetime) -> None:
    """Take out one's own line that was a mistake."""
    gone, _ = Learned.objects.filter(pk=learned, account=by).delete()
    if not gone:
        raise CannotLearn("There is no such line.")
    audit.note(did="took out what they had learned", by=by, at=at)


@transaction.atomic
def rate(*, answers: Mapping[str, int | None], by: Account, at: datetime) -> ConfidenceRating:
    """Keep how sure somebody feels. The ratings before it stay."""
    if problems := rating_problems(answers):
        raise CannotLearn(problems)
    row = ConfidenceRating.objects.create(
        account=by, on=timezone.localdate(at), at=at,
        answers={code: answers[code] for code in STATEMENTS},
    )  # fmt: skip
    audit.note(did="said how sure they feel", by=by, at=at)
    return row
