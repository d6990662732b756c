from uuid import UUID

from django.db.models import QuerySet

from hearth.core.access import Role
from hearth.core.kinds import CATALOGUE, PLAN_KINDS
from hearth.core.plan import Authorship, Words, without_references
from hearth.core.plan import Entry as EntryValue
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.plans.models import Draft, Entry, JoinedPlan, ReviewRequest, Suggestion
from hearth.records.plans.queries.versions import entries_in_force


def as_value(row: Entry) -> EntryValue:
    """Turn a row into the value that the core speaks of."""
    who = Authorship(
        words=Words(row.words),
        said_by=row.said_by,
        written_by=row.written_by_name,
        written_as=Role(row.written_as) if row.written_as else None,
        at=row.at,
        on_behalf_of=row.on_behalf_of,
        source=row.source,
    )
    return EntryValue(
        str(row.thread), row.number, row.kind, row.content, who, round_id=row.round_id
    )


def _kinds_seen(record: Record) -> list[str]:
    return [kind.code for kind in CATALOGUE if record.sees(kind.section)]


def _current(record: Record) -> QuerySet[Entry]:
    return Entry.objects.filter(person=record.person, replaced_at__isnull=True, withdrawn=False)


def current_entries(record: Record) -> list[EntryValue]:
    """The entries of the draft that this viewer may see, oldest first. One query."""
    rows = _current(record).filter(kind__in=_kinds_seen(record)).exclude(thread__in=record.hidden)
    return [_seen(record, as_value(row)) for row in rows.order_by("at", "pk")]


def all_current_entries(record: Record) -> list[EntryValue]:
    """Every entry of the draft, whoever may see it: for freezing, and never for a page."""
    return [as_value(row) for row in _current(record).order_by("at", "pk")]


def _seen(record: Record, entry: EntryValue) -> EntryValue:
    return without_references(entry, record.hidden)


def current_entry(record: Record, thread: str) -> EntryValue | None:
    """The current revision of one entry; None when there is none that this viewer may see."""
    found = entry_standing(record, thread)
    if found is None or not record.shows(found.section, found.thread):
        return None
    return _seen(record, found)


def entry_standing(record: Record, thread: str) -> EntryValue | None:
    """The current revision of one entry, for a change that has been allowed already."""
    try:
        key = UUID(thread)
    except ValueError:
        return None
    row = Entry.objects.filter(
        person=record.person, thread=key, replaced_at__isnull=True, withdrawn=False
    ).first()
    return as_value(row) if row else None


def is_in_agreed_version(record: Record, entry: EntryValue) -> bool:
    """Say whether this very revision is part of the plan that is in force."""
    return any(
        each.thread == entry.thread and each.number == entry.number
        for each in entries_in_force(record)
    )


def history_of(record: Record, thread: str) -> list[EntryValue]:
    """Every revision of one entry, newest first."""
    if current_entry(record, thread) is None:
        return []
    rows = Entry.objects.filter(person=record.person, thread=thread).order_by("-number")
    return [_seen(record, as_value(row)) for row in rows]


def open_suggestions(record: Record) -> list[Suggestion]:
    """Suggestions that wait for the person, oldest first."""
    rows = Suggestion.objects.filter(person=record.person, answer="", kind__in=_kinds_seen(record))
    return list(rows.exclude(thread__in=record.hidden).order_by("at"))


def suggestion(record: Record, pk: int) -> Suggestion | None:
    return next((each for each in open_suggestions(record) if each.pk == pk), None)


def draft_of(record: Record, form: str) -> Draft | None:
    """What this viewer was typing in a form, if they have not saved it."""
    return Draft.objects.filter(
        person=record.person, account=record.account, form=form[:80]
    ).first()


def joined_plans(record: Record) -> list[JoinedPlan]:
    """The plans of other services, where this viewer sees that part."""
    if not record.sees(Section.PEOPLE_AND_PLANS):
        return []
    return list(JoinedPlan.objects.filter(person=record.person).order_by("-dated", "title"))


def open_review_request(record: Record) -> ReviewRequest | None:
    return ReviewRequest.objects.filter(person=record.person, answered_at__isnull=True).first()


def draft_plan_entries(record: Record) -> list[EntryValue]:
    """The entries of the draft that the frozen plan would hold."""
    return [entry for entry in current_entries(record) if entry.kind in PLAN_KINDS]
