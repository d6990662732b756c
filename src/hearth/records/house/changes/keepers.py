"""Say who answers for a part of the house. One at a time; who did before is remembered."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core.house.parts import Part, in_a_sentence
from hearth.core.words import Refused
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.house.models import PartKeeper
from hearth.records.house.sight import seats_on
from hearth.records.people.models import Account


class CannotKeep(Refused):
    """They cannot answer for this part. The reasons say why."""


@transaction.atomic
def let_answer_for(
    *, community: Community, part: Part, account: Account, by: Account | None, at: datetime
) -> PartKeeper:
    """Let a member of the steering group answer for a part, instead of who did until today."""
    today = timezone.localdate(at)
    if not seats_on(today).filter(community=community, account=account).exists():
        raise CannotKeep("Who answers for a part has a seat in the steering group.")
    held = _running(community, part)
    if held is not None and held.account_id == account.pk:
        raise CannotKeep(f"They answer for {in_a_sentence(part)} already.")
    _end(held, today)
    try:
        with transaction.atomic():
            row = PartKeeper.objects.create(
                community=community, part=part, account=account, starts=today
            )
    except IntegrityError as error:
        raise CannotKeep("Somebody else changed this in the same moment. Try again.") from error
    audit.note(did="said who answers for a part of the house", by=by, at=at, what=str(row))
    return row


@transaction.atomic
def stop_answering_for(
    *, community: Community, part: Part, by: Account | None, at: datetime
) -> None:
    """Nobody answers for this part from today on."""
    held = _running(community, part)
    if held is None:
        raise CannotKeep(f"Nobody answers for {in_a_sentence(part)}.")
    _end(held, timezone.localdate(at))
    audit.note(did="ended who answers for a part of the house", by=by, at=at, what=str(held))


@transaction.atomic
def let_go_of_parts(
    *, community: Community, account: Account, by: Account | None, at: datetime
) -> None:
    """Let nobody answer for what this member answered for: they have left the group."""
    held = PartKeeper.objects.filter(community=community, account=account, ends__isnull=True)
    for part in held.values_list("part", flat=True):
        stop_answering_for(community=community, part=Part(part), by=by, at=at)


def _running(community: Community, part: Part) -> PartKeeper | None:
    rows = PartKeeper.objects.select_for_update(of=("self",)).select_related("account", "community")
    return rows.filter(community=community, part=part, ends__isnull=True).first()


def _end(row: PartKeeper | None, today: date) -> None:
    """Yesterday was the last day; who began only today did not answer for it at all."""
    if row is None:
        return
    if row.starts == today:
        row.delete()
        return
    row.ends = today - timedelta(days=1)
    row.save(update_fields=["ends"])
