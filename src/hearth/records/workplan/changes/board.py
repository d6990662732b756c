"""What is written for the next board pack, and a pack as it is given out."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from hearth.core.house.board import CannotMake, draft_obstacles
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.people.models import Account
from hearth.records.workplan.models import BoardDraft, BoardPack


@transaction.atomic
def keep_board_draft(
    *, community: Community, note: str, decisions: str, by: Account, at: datetime
) -> BoardDraft:
    """Keep what is written for the next pack. Raises CannotMake with the reasons."""
    if found := draft_obstacles(note, decisions):
        raise CannotMake(found)
    said = {"note": note, "decisions": decisions, "saved_at": at, "saved_by": by}
    row, _ = BoardDraft.objects.update_or_create(community=community, defaults=said)
    audit.note(did="wrote for the next board pack", by=by, at=at, what=str(community))
    return row


@transaction.atomic
def make_board_pack(
    *,
    community: Community,
    day: date,
    document: Mapping[str, object],
    by: Account | None,
    at: datetime,
) -> BoardPack:
    """Keep a pack as it is given out (`board_document.document`). What was drafted is used up."""
    row = BoardPack.objects.create(
        community=community, day=day, document=dict(document), at=at, by=by
    )
    BoardDraft.objects.filter(community=community).delete()
    audit.note(did="made a board pack", by=by, at=at, what=str(row))
    return row
