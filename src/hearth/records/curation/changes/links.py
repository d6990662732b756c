"""The links by which a group changes its own entry: sent to the e-mail of the entry, used once."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from hearth.core.codes import hashed
from hearth.core.directory.entry_links import LASTS, TOKEN_BYTES, LinkFor, is_open, may_send
from hearth.core.messages import Audience, MessageKind, MessageWay, Recipient
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.curation.models import EntryLink, Proposal
from hearth.records.directory.models import Activity
from hearth.records.outbox import changes as outbox
from hearth.records.people.models import Account

AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)
MESSAGES = {
    LinkFor.STILL_RIGHT: MessageKind.GROUP_STILL_RIGHT,
    LinkFor.ANSWER: MessageKind.GROUP_ENTRY_ANSWER,
}


@transaction.atomic
def ask_for_link(*, activity: Activity, by: Account | None, at: datetime) -> None:
    """Send a link to the e-mail of the entry, if it has one, and if not too many left just now.

    Says nothing of what came of it: who asked learns no address, nor whether there is one.
    """
    if not activity.email or not _may_leave(activity.community, activity.email, at):
        return
    withdraw(activity=activity, by=by, at=at)
    send(
        what=LinkFor.CHANGE, community=activity.community, email=activity.email,
        name=activity.name, activity=activity, by=by, at=at,
    )  # fmt: skip
    audit.note(did="sent a group the link to its entry", by=by, at=at, what=activity.name[:200])


def _may_leave(community: Community, email: str, at: datetime) -> bool:
    """Say whether one more may leave. Locked: of two at once, the second counts the first."""
    Community.objects.select_for_update().get(pk=community.pk)
    asked = (LinkFor.CHANGE.value, LinkFor.ADD.value)
    rows = EntryLink.objects.filter(community=community, what__in=asked, made_at__gt=at - A_DAY)
    lately, its = rows.filter(made_at__gt=at - AN_HOUR), rows.filter(email__iexact=email)
    for_this = its.filter(made_at__gt=at - AN_HOUR)
    return may_send(for_this.count(), lately.count(), its.count())


def may_leave(community: Community, email: str, at: datetime) -> bool:
    """Say whether one more link may leave for this address; within the caller's transaction."""
    return _may_leave(community, email, at)


@transaction.atomic
def send(
    *, what: LinkFor, community: Community, email: str, name: str, by: Account | None, at: datetime,
    activity: Activity | None = None, proposal: Proposal | None = None,
) -> str:  # fmt: skip
    """Make a link and post it. Returns its secret, which is kept in that message alone."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = EntryLink.objects.create(
        token_hash=hashed(token), what=what.value, community=community, activity=activity,
        proposal=proposal, email=email, made_at=at, ends_at=at + LASTS[what],
    )  # fmt: skip
    outbox.post(
        kind=MESSAGES.get(what, MessageKind.GROUP_ENTRY_LINK),
        to=Recipient(MessageWay.EMAIL, email, name, Audience.GROUP),
        by=by, at=at, about=f"entry link {row.pk}", path=f"/entry/{token}/",
    )  # fmt: skip
    return token


def open_link(token: str, *, at: datetime, hold: bool = False) -> EntryLink | None:
    """Return what a link opens now. Wrong, used, old and withdrawn ones are all the same: none.

    A link to change an entry dies when the entry gets another e-mail, or leads to another entry, or
    was taken off the lists; one about another e-mail, once a curator has decided.
    """
    rows = EntryLink.objects.select_related("activity", "proposal", "community")
    if hold:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(token_hash=hashed(token)).first()
    if row is None or not is_open(
        ends_at=row.ends_at, used_at=row.used_at, withdrawn_at=row.withdrawn_at, at=at
    ):
        return None
    return row if _still_stands(row) else None


def _still_stands(row: EntryLink) -> bool:
    if row.what == LinkFor.EMAIL:
        return not hasattr(row.proposal, "decision")
    if row.activity is None or row.what not in (LinkFor.CHANGE, LinkFor.STILL_RIGHT):
        return True
    its = row.activity
    return its.email == row.email and its.hidden_at is None and its.merged_into_id is None


def use_up(link: EntryLink, *, at: datetime) -> None:
    """The link has had its effect: it opens nothing any more. A part of that effect."""
    link.used_at = at
    link.save(update_fields=["used_at"])


@transaction.atomic
def withdraw(*, activity: Activity, by: Account | None, at: datetime) -> None:
    """End the links to change this entry: a new one takes their place, or a curator says so."""
    ended = EntryLink.objects.filter(
        activity=activity, what__in=[LinkFor.CHANGE.value, LinkFor.STILL_RIGHT.value],
        used_at__isnull=True, withdrawn_at__isnull=True,
    ).update(withdrawn_at=at)  # fmt: skip
    if ended:
        audit.note(did="ended links to an entry", by=by, at=at, what=activity.name[:200])
