"""What was asked and answered under versions, as the core speaks of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from hearth.core.agreement import (
    IN_FORCE,
    Answer,
    Asked,
    Decision,
    Party,
    Standing,
    Way,
    standing,
)
from hearth.core.agreement import Signature as SignatureValue
from hearth.records.plans.models import GoingOn, Signature, SignatureRequest, Version


@dataclass(frozen=True)
class VersionStanding:
    """A version with its signatures, who was asked, and how it stands because of them."""

    version: Version
    signatures: tuple[SignatureValue, ...]
    standing: Standing
    asked: tuple[Asked, ...] = ()

    @property
    def is_in_force(self) -> bool:
        return self.standing in IN_FORCE

    @property
    def frozen_on(self) -> date:
        return timezone.localdate(self.version.frozen_at)


def standings(rows: Sequence[Version], signed: Iterable[Signature]) -> list[VersionStanding]:
    """How the versions of one person stand, newest first; two queries, or four.

    A version is replaced once a newer one is in force; an offer alone replaces nothing.
    """
    answers, asked = answers_under(signed), asked_under(rows)
    found, replaced = [], False
    for row in rows:
        held = _standing(row, answers, asked, replaced=replaced)
        replaced = replaced or held.is_in_force
        found.append(held)
    return found


def standing_of_each(rows: Sequence[Version]) -> list[VersionStanding]:
    """How versions stand that are each the newest of their person."""
    signed = Signature.objects.filter(version__in=rows).order_by("pk")
    answers, asked = answers_under(signed), asked_under(rows)
    return [_standing(row, answers, asked, replaced=False) for row in rows]


def _standing(
    row: Version,
    answers: Mapping[int, list[SignatureValue]],
    asked: Mapping[int, tuple[Asked, ...]],
    *,
    replaced: bool,
) -> VersionStanding:
    theirs, needed = tuple(answers.get(row.pk, [])), asked.get(row.pk, ())
    return VersionStanding(row, theirs, standing(theirs, replaced=replaced, asked=needed), needed)


def answers_under(rows: Iterable[Signature]) -> dict[int, list[SignatureValue]]:
    """Signatures by the id of their version, in the order given.

    One query more where one was carried on, and one where somebody refused.
    """
    held = list(rows)
    numbers = _numbers_of({row.carried_from_id for row in held if row.carried_from_id})
    decided = _decisions({row.pk for row in held if row.signer and row.would_sign})
    found: dict[int, list[SignatureValue]] = {}
    for row in held:
        value = _as_signature(
            row, numbers.get(row.carried_from_id or 0), tuple(decided.get(row.pk, []))
        )
        found.setdefault(row.version_id, []).append(value)
    return found


def _as_signature(
    row: Signature, carried_from: int | None, decisions: tuple[Decision, ...]
) -> SignatureValue:
    return SignatureValue(
        Party(row.party),
        row.name,
        row.role,
        Answer(row.answer),
        Way(row.way),
        timezone.localdate(row.at),
        row.reason,
        row.would_sign,
        row.signer,
        carried_from,
        decisions,
    )


def _numbers_of(signatures: set[int]) -> dict[int, int]:
    """The number of the version that each of these signatures stands under."""
    if not signatures:
        return {}
    rows = Signature.objects.filter(pk__in=signatures)
    return dict(rows.values_list("pk", "version__number"))


def _decisions(refusals: set[int]) -> dict[int, list[Decision]]:
    if not refusals:
        return {}
    found: dict[int, list[Decision]] = {}
    for row in GoingOn.objects.filter(refusal__in=refusals).order_by("pk"):
        decision = Decision(
            Party(row.party), row.name, row.words, Way(row.way), timezone.localdate(row.at)
        )
        found.setdefault(row.refusal_id, []).append(decision)
    return found


def asked_under(versions: Iterable[Version]) -> dict[int, tuple[Asked, ...]]:
    """Who was asked to sign each of these versions, in the order of the rule. One query."""
    found: dict[int, list[Asked]] = {}
    rows = SignatureRequest.objects.filter(version__in=[version.pk for version in versions])
    for row in rows.select_related("escalate_to__account").order_by("pk"):
        found.setdefault(row.version_id, []).append(as_asked(row))
    return {pk: tuple(each) for pk, each in found.items()}


def as_asked(row: SignatureRequest) -> Asked:
    """Turn a request into the value that the core speaks of."""
    told = row.escalate_to.account.full_name if row.escalate_to else ""
    return Asked(
        key=row.key,
        party=Party(row.party),
        name=row.name,
        asked_on=timezone.localdate(row.asked_at),
        due=row.due,
        why=row.why,
        escalate_to=told,
        left_out=row.left_out,
        added=row.added,
    )
