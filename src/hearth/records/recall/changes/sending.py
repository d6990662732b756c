"""Send a letter of the recall to many people at once; take it back within minutes.

A person presses the button, always. Who may not be sent this letter today is left out, with why.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hearth.core.access import STAFF_MAY, Action, Role
from hearth.core.recall.facts import KIND_OF, CannotRecall, Letter
from hearth.records.access.door import NotAllowed, Record
from hearth.records.access.queries import posts_of
from hearth.records.community.models import Organisation, Post
from hearth.records.outbox import bulk as outbox
from hearth.records.outbox.bulk import NewMessage
from hearth.records.people.models import Account
from hearth.records.preparation.models import Letter as MadeLetter
from hearth.records.recall.changes.noting import note_people
from hearth.records.recall.models import Batch, BatchLine, Recall
from hearth.records.recall.queries.lines import PreviewLine, preview, recalls_at

PATHS = {Letter.PREPARATION: "letter/", Letter.FOLLOW_UP: "prepare/"}
ANSWER_PATH = "invitation/"
OUR_NUMBER = "our usual number"


@transaction.atomic
def send_batch(
    *,
    organisation: Organisation,
    letter: Letter,
    recalls: Collection[int],
    by: Account,
    at: datetime,
) -> Batch:
    """Send this letter to the people of these recalls, in one transaction.

    It leaves after the minutes in which it can be taken back. Preparation letters are made for the
    lines of the batch in the same transaction (`jobs.recall.sending`). Raises CannotRecall when it
    could go to nobody, and NotAllowed for staff who may not send letters there.
    """
    post, today = _sender(organisation, by, at), timezone.localdate(at)
    mine = Recall.objects.select_for_update().filter(pk__in=recalls).order_by("pk")
    held = set(mine.values_list("pk", flat=True))
    rows = recalls_at([organisation.pk], today=today).filter(pk__in=held).order_by("pk")
    previewed = preview(rows, letter, today=today)
    kept = [_line(each) for each in previewed]
    if not any(row.how != BatchLine.How.NOTHING for row in kept):
        raise CannotRecall(sorted({row.words for row in kept}) or "Choose somebody to write to.")
    batch = _batch(organisation, letter, by, at)
    _post(batch, letter, organisation, list(zip(kept, previewed, strict=True)), by, at)
    note_people(
        _told(kept), "sent a letter of the recall", what=letter.value, by=by, at=at, post=post
    )
    return batch


def _sender(organisation: Organisation, by: Account, at: datetime) -> Post:
    """The post as which somebody may send letters for this organisation."""
    for post in posts_of(by, on=timezone.localdate(at)):
        may = Action.SEND_LETTER in STAFF_MAY.get(Role(post.role), frozenset())
        if may and post.organisation_id == organisation.pk:
            return post
    raise NotAllowed("Only staff of this service can send its letters.")


def _line(each: PreviewLine) -> BatchLine:
    how, words = BatchLine.How.MESSAGE, ""
    if each.reach is None:
        how, words = BatchLine.How.NOTHING, each.why_not
    elif each.is_task:
        how, words = BatchLine.How.TASK, each.reach.words
    row = BatchLine(recall=each.line.recall, how=how, words=words[:300])
    row.format = each.there.contact.format.value
    if how is BatchLine.How.MESSAGE and each.way:
        row.way, row.reference = each.way.value, uuid4()
    return row


def _batch(organisation: Organisation, letter: Letter, by: Account, at: datetime) -> Batch:
    minutes = settings.JURISDICTION.recall.undo_minutes
    return Batch.objects.create(
        organisation=organisation,
        letter=letter.value,
        sent_at=at,
        sent_by=by,
        leaves_at=at + timedelta(minutes=minutes),
    )


def _post(
    batch: Batch, letter: Letter, organisation: Organisation,
    kept: Sequence[tuple[BatchLine, PreviewLine]], by: Account, at: datetime,
) -> None:  # fmt: skip
    for row, _ in kept:
        row.batch = batch
    BatchLine.objects.bulk_create([row for row, _ in kept])
    fields = fields_of(organisation)
    new = [
        NewMessage(
            row.reference, each.there.recipient(each.reach), row.recall.person_id,
            about=f"batch {batch.pk}", path=path_for(each, letter), fields=fields,
        )
        for row, each in kept
        if row.reference and each.reach
    ]  # fmt: skip
    outbox.post_all(new, kind=KIND_OF[letter], by=by, at=at, not_before=batch.leaves_at)


def go_with(
    *,
    record: Record,
    line: BatchLine,
    made: MadeLetter,
    by: Account,  # noqa: ARG001
    at: datetime,
) -> None:
    """Put the preparation letter with the line that says that it was sent."""
    record.require_own(made)
    BatchLine.objects.filter(pk=line.pk, recall__person=record.person).update(made=made)
    record.note("put the preparation letter in a batch", at=at)


def fields_of(organisation: Organisation) -> dict[str, str]:
    """The facts that a letter of the recall is given."""
    return {"telephone": organisation.telephone or OUR_NUMBER}


def path_for(each: PreviewLine, letter: Letter) -> str:
    """Where the link of a letter leads: to the page for an answer, for whoever signs in."""
    if not each.there.contact.signs_in:
        return "/"
    return f"/people/{each.line.recall.person_id}/{PATHS.get(letter, ANSWER_PATH)}"


def _told(rows: Sequence[BatchLine]) -> list[UUID]:
    return [row.recall.person_id for row in rows if row.how != BatchLine.How.NOTHING]


@transaction.atomic
def take_back(*, batch: Batch, by: Account, at: datetime) -> None:
    """Take a whole batch back: all of it, or none once the first letter is leaving."""
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    post = _sender(held.organisation, by, at)
    if held.undone_at is not None:
        raise CannotRecall("This was taken back already.")
    if at >= held.leaves_at:
        raise CannotRecall("It is too late. These letters have left.")
    rows = list(held.lines.select_related("recall"))
    outbox.take_back(
        [row.reference for row in rows if row.reference], at=at, why="It was taken back."
    )
    Batch.objects.filter(pk=held.pk).update(undone_at=at, undone_by=by)
    note_people(_told(rows), "took a letter back", what=held.letter, by=by, at=at, post=post)


@transaction.atomic
def mark_printed(*, batch: Batch, messages: Collection[int], by: Account, at: datetime) -> None:
    """Staff printed these letters of a batch."""
    post = _sender(batch.organisation, by, at)
    theirs = outbox.settle_all(
        messages, among=batch.lines.values_list("reference", flat=True), by=by, at=at
    )
    note_people(theirs, "printed a letter", what=batch.letter, by=by, at=at, post=post)
