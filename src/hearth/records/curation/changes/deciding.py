"""A curator decides what a group sent: all of it, some of it, or none, with words."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from hearth.core.directory.entries import Value, entry_of
from hearth.core.directory.entry_links import LinkFor
from hearth.core.directory.entry_writing import assured, new_document, written
from hearth.core.words import Refusal, Refused
from hearth.records.audit import changes as audit
from hearth.records.curation.changes.keeping_over import ASSURED, day_of, keep_over
from hearth.records.curation.changes.links import send
from hearth.records.curation.changes.proposing import what_is_new
from hearth.records.curation.models import Proposal, ProposalDecision
from hearth.records.curation.pointing import pointed
from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.models import Activity
from hearth.records.directory.queries import document_of, facts_of
from hearth.records.people.models import Account

NEEDS_WORDS = "Tell the group why not, in a few plain words."
NOT_CONFIRMED = "The old email has not said yes to the new one. You can take the rest."
DECIDED = "Somebody has answered this already."
WHOLE = "A new entry comes in whole, or not at all."


class CannotDecide(Refused):
    """What a group sent cannot be answered in this way."""


@transaction.atomic
def decide(
    *, proposal: Proposal, taken: Collection[str], words: str, by: Account | None, at: datetime
) -> ProposalDecision:
    """Take these fields of what a group sent, and tell it. None: it is declined, with words."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if found := decision_problems(row, taken, words):
        raise CannotDecide(found)
    chosen = {name: row.said[name] for name in row.said if name in taken}
    activity = _applied(row, chosen, at) if chosen else _entry(row)
    made: ProposalDecision = ProposalDecision.objects.create(
        proposal=row, taken=list(chosen), words=words.strip(), by=by, at=at
    )
    name = activity.name if activity else str(row.said.get("name", ""))
    send(
        what=LinkFor.ANSWER, community=row.community, email=row.email, name=name, proposal=row,
        by=by, at=at,
    )  # fmt: skip
    did = "took what a group sent" if chosen else "declined what a group sent"
    audit.note(did=did, by=by, at=at, what=name[:200])
    return made


@transaction.atomic
def change(
    *, activity: Activity, said: Mapping[str, object], by: Account | None, at: datetime
) -> Activity:
    """A curator writes down what a group told them. Raises CannotSend with what cannot be."""
    _, new = what_is_new(activity, said)
    kept = _changed(activity, new, at)
    audit.note(did="changed an entry of the directory", by=by, at=at, what=kept.name[:200])
    return kept


def decision_problems(row: Proposal, taken: Collection[str], words: str) -> list[Refusal]:
    """List what stands in the way of this answer."""
    chosen = row.said.keys() & set(taken)
    waits = row.confirmed_at is None
    needs = {
        ("", DECIDED): not ProposalDecision.objects.filter(proposal=row).exists(),
        ("words", NEEDS_WORDS): bool(chosen or words.strip()),
        ("taken", NOT_CONFIRMED): not (row.activity_id and waits and "email" in chosen),
        ("taken", WHOLE): not chosen or bool(row.activity_id) or chosen == row.said.keys(),
    }
    return [Refusal(said, where) for (where, said), met in needs.items() if not met]


def _entry(row: Proposal) -> Activity | None:
    if row.activity_id is None:
        return None
    return Activity.objects.select_related("provider", "community", "feed").get(pk=row.activity_id)


def _applied(row: Proposal, chosen: dict[str, Value], at: datetime) -> Activity:
    """Write a new document of the entry. Who sent it is the group: so it is fresh as well."""
    activity = _entry(row)
    return _added(row, chosen, at) if activity is None else _changed(activity, chosen, at)


def _changed(activity: Activity, chosen: dict[str, Value], at: datetime) -> Activity:
    now = entry_of(facts_of(activity))
    document = pointed(written(document_of(activity), chosen, now=now, at=at), chosen, now)
    kept = _keep(document, activity, at)
    after = entry_of(facts_of(kept)) | {ASSURED: day_of(kept)}
    ours = {name: after[name] for name in (*chosen, ASSURED)}
    keep_over(activity=activity, ours=ours, theirs=now | {ASSURED: day_of(activity)}, at=at)
    return kept


def _added(row: Proposal, chosen: dict[str, Value], at: datetime) -> Activity:
    said: dict[str, Value] = {"status": "active", **chosen}
    document = new_document(str(uuid4()), row.provider, str(uuid4()), said, at=at)
    document = assured(pointed(document, said, {}), on=timezone.localdate(row.sent_at), at=at)
    (kept,) = keep([document], community=row.community, at=at)
    Proposal.objects.filter(pk=row.pk).update(activity=kept)
    return kept


def _keep(document: dict[str, Any], activity: Activity, at: datetime) -> Activity:
    fresh = assured(document, on=timezone.localdate(at), at=at)
    (kept,) = keep([fresh], community=activity.community, feed=activity.feed, at=at)
    return kept
