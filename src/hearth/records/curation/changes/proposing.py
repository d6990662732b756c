"""What a group sends: a change of its entry, a new entry, or that all is still right."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hearth.core.directory.entries import CannotSend, Value, changed, entry_of, problems, tidy
from hearth.core.directory.entry_links import LinkFor
from hearth.core.directory.entry_writing import assured
from hearth.core.words import Refusal
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.curation.changes.keeping_over import ASSURED, day_of, keep_over
from hearth.records.curation.changes.links import may_leave, open_link, send, use_up
from hearth.records.curation.models import EntryLink, Proposal
from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.models import Activity
from hearth.records.directory.queries import document_of, facts_of
from hearth.records.people.models import Account

GONE = "This link does not work any more. Ask for a new one on the page of your group."
SAME = "Nothing is different from what we say now. Change something, or say that it is right."
TOO_MANY = "Too many entries came just now. Please try again in an hour."
LINKS_TO_CHANGE = (LinkFor.CHANGE, LinkFor.STILL_RIGHT)


def _used(token: str, at: datetime, *whats: LinkFor) -> EntryLink:
    """Take a link for its one effect, and hold it until the end of the transaction."""
    link = open_link(token, at=at, hold=True)
    if link is None or link.what not in whats:
        raise CannotSend(GONE)
    return link


@transaction.atomic
def propose(
    *, token: str, said: Mapping[str, object], by: Account | None, at: datetime
) -> Proposal:
    """Send changes by a link, which is used up. Nothing of the entry changes yet."""
    link = _used(token, at, *LINKS_TO_CHANGE)
    activity = _activity(link)
    before, new = what_is_new(activity, said)
    row = Proposal.objects.create(
        community=activity.community, activity=activity, said=new,
        before={name: before[name] for name in new}, email=link.email, sent_at=at,
    )  # fmt: skip
    use_up(link, at=at)
    if "email" in new:
        send(
            what=LinkFor.EMAIL, community=row.community, email=link.email, name=activity.name,
            proposal=row, by=by, at=at,
        )  # fmt: skip
    audit.note(did="sent a change of an entry", by=by, at=at, what=activity.name[:200])
    return row


def what_is_new(
    activity: Activity, said: Mapping[str, object]
) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return what an entry says now, and the fields that are to say something else.

    Only these are checked: what a feed said oddly, and nobody changes, may stay. Raises CannotSend.
    """
    before = tidy(entry_of(facts_of(activity)))
    after = before | tidy(said)
    new = changed(before, after)
    ages = {"minimum_age", "maximum_age"} if {"minimum_age", "maximum_age"} & new.keys() else set()
    if found := problems({name: after[name] for name in new.keys() | ages}, settings.INTERESTS):
        raise CannotSend(found)
    if not new:
        raise CannotSend(SAME)
    return before, new


def _activity(link: EntryLink) -> Activity:
    assert link.activity
    return Activity.objects.select_related("provider", "community", "feed").get(pk=link.activity.pk)


@transaction.atomic
def say_still_right(*, token: str, by: Account | None, at: datetime) -> Activity:
    """The group says that all is still right: its entry is fresh again. The link is used up."""
    link = _used(token, at, *LINKS_TO_CHANGE)
    activity = _activity(link)
    use_up(link, at=at)
    today = timezone.localdate(at)
    document = assured(document_of(activity), on=today, at=at)
    keep([document], community=activity.community, feed=activity.feed, at=at)
    keep_over(
        activity=activity, ours={ASSURED: today.isoformat()},
        theirs={ASSURED: day_of(activity)}, at=at,
    )  # fmt: skip
    audit.note(did="said that an entry is still right", by=by, at=at, what=activity.name[:200])
    return activity


@transaction.atomic
def add(
    *,
    community: Community,
    provider: str,
    said: Mapping[str, object],
    by: Account | None,
    at: datetime,
) -> Proposal:
    """A group adds itself. A curator sees it once its e-mail has said yes, by a link."""
    after = tidy(said)
    found = problems(after, settings.INTERESTS)
    found += [] if after.get("email") else [Refusal("Write the email of your group.", "email")]
    found += [] if "name" in after else [Refusal("Write a name.", "name")]
    found += [] if provider.strip() else [Refusal("Write who runs it.", "provider")]
    found += [] if after.get("description") else [Refusal("Say what it is.", "description")]
    if found:
        raise CannotSend(found)
    email = str(after["email"])
    if not may_leave(community, email, at):
        raise CannotSend(TOO_MANY)
    row = Proposal.objects.create(
        community=community, provider=provider.strip()[:200], email=email, sent_at=at,
        said={name: value for name, value in after.items() if value},
    )  # fmt: skip
    send(
        what=LinkFor.ADD, community=community, email=email, name=str(after["name"]),
        proposal=row, by=by, at=at,
    )  # fmt: skip
    audit.note(did="sent a new entry", by=by, at=at, what=str(after["name"])[:200])
    return row


@transaction.atomic
def confirm(*, token: str, by: Account | None, at: datetime) -> Proposal:
    """An address says yes: to a new entry, or to another e-mail of an entry."""
    link = _used(token, at, LinkFor.ADD, LinkFor.EMAIL)
    assert link.proposal
    use_up(link, at=at)
    link.proposal.confirmed_at = at
    link.proposal.save(update_fields=["confirmed_at"])
    audit.note(did="confirmed an email of an entry", by=by, at=at, what=str(link.proposal))
    return link.proposal


@transaction.atomic
def refuse_email(*, token: str, by: Account | None, at: datetime) -> Proposal:
    """The old address says no: the entry keeps it."""
    link = _used(token, at, LinkFor.EMAIL)
    assert link.proposal
    use_up(link, at=at)
    row = link.proposal
    row.said = {name: value for name, value in row.said.items() if name != "email"}
    row.save(update_fields=["said"])
    audit.note(did="refused another email of an entry", by=by, at=at, what=str(row))
    return row
