"""Keep which cards left, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hearth.core.prompts import Outcome
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.audit import changes as audit
from hearth.records.people.models import Account
from hearth.records.prompts.models import Prompt, PromptAnswer


@dataclass(frozen=True)
class Asker:
    """By which app a system asked, and who was looking there, as it names them."""

    account: Account
    app: str
    app_id: str
    viewer: str = ""


@dataclass(frozen=True)
class Said:
    """What a system reports of one card. `key`: the card's own id."""

    key: UUID
    outcome: Outcome
    at: datetime
    reason_system: str = ""
    reason_code: str = ""
    reason_display: str = ""
    words: str = ""


@transaction.atomic
def keep_shown(
    *, record: Record, asker: Asker, service: str, instance: UUID, why: Sequence[str],
    by: Account, at: datetime,
) -> Prompt:  # fmt: skip
    """Keep that a card left, with the codes of its reasons. The door has noted who looked."""
    row: Prompt = Prompt.objects.create(
        person=record.person,
        service=service,
        hook_instance=instance,
        account=by,
        app_id=asker.app_id,
        viewer=asker.viewer[:200],
        why=list(why),
        at=at,
    )
    audit.note(
        did="showed a prompt", by=by, at=at, acting_as=record.role.value, through=asker.app[:200],
        person_id=record.person.pk, what=f"{service}, to {asker.viewer}"[:200], is_change=False,
    )  # fmt: skip
    return row


@transaction.atomic
def answer(*, said: Sequence[Said], service: str, asker: Asker, by: Account, at: datetime) -> int:
    """Keep what became of these cards: all of it, or none. Only its own cards can be answered."""
    rows = Prompt.objects.filter(
        pk__in=[each.key for each in said], app_id=asker.app_id, account=by, service=service
    )
    found = {row.pk: row for row in rows}
    if unknown := [place for place, each in enumerate(said) if each.key not in found]:
        words = "There is no such card that we sent you."
        raise Refused([Refusal(words, f"feedback[{place}].card") for place in unknown])
    PromptAnswer.objects.bulk_create(_row(found[each.key], each, at) for each in said)
    for each in said:
        audit.note(
            did="answered a prompt", by=by, at=at, through=asker.app[:200],
            person_id=found[each.key].person_id, what=f"{service}: {each.outcome.value}",
            is_change=False,
        )  # fmt: skip
    return len(said)


def _row(prompt: Prompt, said: Said, at: datetime) -> PromptAnswer:
    return PromptAnswer(
        prompt=prompt,
        outcome=said.outcome.value,
        reason_system=said.reason_system[:200],
        reason_code=said.reason_code[:100],
        reason_display=said.reason_display[:200],
        words=said.words[:1000],
        said_at=said.at,
        at=at,
    )
