"""What is written for the next board pack, and a pack as it is given out."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from hearth.core.house.board import CannotMake, draft_obstacles
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.people.models import Account
from hearth.records.workplan.models import BoardDraft, BoardPack


class WrittenMeanwhile(CannotMake):
    """Somebody else wrote for the same pack since this was opened. Nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else wrote here while you did. Their words stand below yours. Put both"
            " together, and send it again."
        )


@transaction.atomic
def keep_board_draft(
    *, community: Community, note: str, decisions: str, base: str, by: Account, at: datetime
) -> BoardDraft:
    """Keep what is written for the next pack. Raises CannotMake with the reasons.

    `base` names what was there when it was opened (`draft_name`).
    """
    if found := draft_obstacles(note, decisions):
        raise CannotMake(found)
    _same_as(community, base)
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
    base: str | None = None,
) -> BoardPack:
    """Keep a pack as it is given out (`board_document.document`). What was drafted is used up.

    Raises WrittenMeanwhile where somebody drafted more than `base`; None where nobody drafts.
    """
    if base is not None:
        _same_as(community, base)
    row = BoardPack.objects.create(
        community=community, day=day, document=dict(document), at=at, by=by
    )
    BoardDraft.objects.filter(community=community).delete()
    audit.note(did="made a board pack", by=by, at=at, what=str(row))
    return row


def draft_name(draft: BoardDraft | None) -> str:
    """Return what tells one state of the draft from another; nothing where there is none."""
    return draft.saved_at.isoformat() if draft else ""


def _same_as(community: Community, base: str) -> None:
    Community.objects.select_for_update().get(pk=community.pk)  # Two who send at once wait here.
    if draft_name(BoardDraft.objects.filter(community=community).first()) != base:
        raise WrittenMeanwhile
