"""The record as somebody else would see it, for the person to look at. Nobody is noted as looking.

What the person does not see themselves stays closed here too: a preview never opens a seal, and
never tells that there is one.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from hearth.core.access import STAFF_SEES, Action, Footing, Grant, Role, Tie, View, grant
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.access.models import Involvement, Share
from hearth.records.access.seals import open_seals
from hearth.records.access.ties import ALWAYS, sections_of, supporter_tie, ties_of
from hearth.records.community.models import Post
from hearth.records.people.models import Supporter


@dataclass(frozen=True)
class Recipient:
    """Somebody to whom the record shows something: their ties, and their account if they are one
    member of staff or one supporter."""

    ties: tuple[Tie, ...]
    account: str = ""


def of_share(record: Record, share: Share, *, at: datetime) -> Recipient:
    """Those with whom a share is, with all else that ties them to the person."""
    if share.post is not None:
        ties = ties_of(record.person, share.post.account, at=at)
        return Recipient(tuple(tie for tie, _ in ties), str(share.post.account_id))
    tie = Tie(
        Role.PRACTITIONER,
        ALWAYS,
        str(share.organisation),
        sections=sections_of(share.sections),
        footing=Footing.SHARED,
        organisation=str(share.organisation_id),
    )
    return Recipient((tie,))


def of_service(row: Involvement, *, at: datetime) -> Recipient:
    """The staff of a service in the care, in the role that sees most of those that it has."""
    held = set(
        Post.objects.filter(organisation=row.organisation_id)
        .exclude(ends__lt=timezone.localdate(at))
        .values_list("role", flat=True)
    )
    # A service without staff yet is shown as it will be.
    roles = [role for role in STAFF_SEES if role.value in held] or [Role.PRACTITIONER]
    organisation = str(row.organisation_id)
    return Recipient(tuple(Tie(role, ALWAYS, "", organisation=organisation) for role in roles))


def of_supporter(row: Supporter) -> Recipient:
    """One supporter who said yes."""
    return Recipient((supporter_tie(row),), str(row.account_id))


def preview(record: Record, who: Recipient, *, at: datetime) -> Record:
    """The record as they see it now, narrowed to what the person sees, and only to read."""
    record.require(Action.SHARE)
    theirs = _granted(record, who, at=at, own_only=False)
    return replace(record, grant=_both(record.grant, theirs))


def sections_seen(record: Record, who: Recipient, *, at: datetime) -> frozenset[Section]:
    """The parts that they see, as far as the person's own seals go: of others nothing is told."""
    return _granted(record, who, at=at, own_only=True).sections


def _granted(record: Record, who: Recipient, *, at: datetime, own_only: bool) -> Grant:
    seals = open_seals(record.person)
    if own_only:
        seals = [each for each in seals if each.kind is SealKind.OWN_WISH]
    today = timezone.localdate(at)
    return grant(who.ties, today=today, at=at, seals=seals, viewer=who.account)


def _both(mine: Grant, theirs: Grant) -> Grant:
    """What both show, and nothing else; with no right but to read."""
    closed = {
        pair
        for each in (mine, theirs)
        for view in each.views
        for pair in view.closed
        if pair[1] in each.hidden
    }
    view = View(mine.sections & theirs.sections, frozenset(closed))
    actions = frozenset({Action.READ}) if theirs.role else frozenset()
    return Grant(theirs.role, theirs.through, theirs.footing, (view,), actions)
