"""Gathers what the pages of a plan show, in few queries, narrowed to who is reading."""

from collections.abc import Sequence

from django.http import Http404
from django.utils import timezone

from hearth.core.agreement import Standing
from hearth.core.plan import Entry, entries_of
from hearth.core.signing import Signer, signers
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.plans.queries.as_shown import asked_seen, signatures_seen, to_show
from hearth.records.plans.queries.versions import VersionStanding, narrowed_document, versions
from hearth.web.plan.present import Reading, reading
from hearth.web.sharing.marks import marks_of

__all__ = [
    "asked_seen",
    "draft_reading",
    "names_of",
    "signatures_seen",
    "signers_seen",
    "to_show",
    "version_entries",
    "version_or_404",
    "version_reading",
]


def names_of(record: Record) -> tuple[str, ...]:
    """The names by which an action may say that the person does it."""
    name = record.person.name
    return (name.called, name.given, f"{name.given} {name.family}", f"{name.called} {name.family}")


def draft_reading(record: Record, entries: Sequence[Entry], *, key_worker: str = "") -> Reading:
    """Lay out the working copy. It is a draft, whatever stands beside it."""
    return reading(
        entries,
        standing=Standing.DRAFT,
        today=timezone.localdate(),
        names=names_of(record),
        key_worker=key_worker if record.sees(Section.PEOPLE_AND_PLANS) else "",
        mark=marks_of(record),
    )


def version_reading(record: Record, held: VersionStanding) -> Reading:
    """Lay out a frozen version as this viewer may see it. One query, for its document."""
    kept = narrowed_document(record, held.version)
    return reading(
        entries_of(kept),
        standing=held.standing,
        today=timezone.localdate(),
        frozen_on=held.frozen_on,
        review_on=held.version.review_on,
        number=held.version.number,
        signers=signers_seen(record, held),
        names=names_of(record),
        key_worker=str(kept["key_worker"]) if record.sees(Section.PEOPLE_AND_PLANS) else "",
        mark=marks_of(record),
    )


def version_entries(record: Record, held: VersionStanding) -> list[Entry]:
    return entries_of(narrowed_document(record, held.version))


def signers_seen(record: Record, held: VersionStanding) -> tuple[Signer, ...]:
    """Who has signed, and who has still to sign: the services, to those who see who they are."""
    found = signers(
        signatures_seen(record, held),
        asked_seen(record, held),
        person=record.person.name.called,
        today=timezone.localdate(),
    )
    return tuple(found)


def version_or_404(record: Record, number: int) -> VersionStanding:
    found = next((each for each in versions(record) if each.version.number == number), None)
    if found is None:
        raise Http404
    return found
