"""Bring an agenda or a work plan, say which column holds what, and delete it again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from hearth.core.house.bringing import MOST_LINES, BroughtLine
from hearth.core.house.brought import Kind
from hearth.core.house.columns import Columns, lines_of
from hearth.core.words import Refusal, Refused
from hearth.records.audit import changes as audit
from hearth.records.brought import models
from hearth.records.brought.models import BroughtDocument
from hearth.records.community.models import Community
from hearth.records.people.models import Account

LONGEST_TITLE, LONGEST_FILE_NAME = 100, 200
MOST_DOCUMENTS = 200


class CannotBring(Refused):
    """This cannot be kept as it is. The reasons say why."""


@transaction.atomic
def bring(
    *,
    community: Community,
    title: str,
    kind: Kind,
    by: Account | None,
    at: datetime,
    day: date | None = None,
    file_name: str = "",
    lines: Sequence[BroughtLine] = (),
    rows: Sequence[Sequence[str]] | None = None,
) -> BroughtDocument:
    """Keep what was brought: its lines, or the rows of a table whose columns come next.

    Raises CannotBring; then nothing is kept.
    """
    title = " ".join(title.split())
    _refuse(_obstacles(community, title, lines, rows))
    document = BroughtDocument.objects.create(
        community=community,
        title=title,
        kind=kind.value,
        day=day,
        file_name=file_name[:LONGEST_FILE_NAME],
        table=None if rows is None else [list(row) for row in rows],
        at=at,
        by=by,
    )
    _keep(document, lines)
    audit.note(did="brought an agenda or a work plan", by=by, at=at, what=str(document))
    return document


@transaction.atomic
def choose_columns(
    *, document: BroughtDocument, columns: Columns, by: Account | None, at: datetime
) -> None:
    """Read the lines of a table by these columns. Its other cells are not kept after that."""
    row = BroughtDocument.objects.select_for_update().get(pk=document.pk)
    if row.table is None:
        raise CannotBring("Its columns were chosen before. Bring it again to choose others.")
    lines = lines_of(row.table, columns, near=row.day or timezone.localdate(at))
    if not lines:
        raise CannotBring([Refusal("There are no words in this column.", "text")])
    _keep(row, lines)
    row.table = None
    row.save(update_fields=["table"])
    audit.note(did="chose the columns of a table", by=by, at=at, what=str(row))


@transaction.atomic
def delete(*, document: BroughtDocument, by: Account | None, at: datetime) -> None:
    """Delete what was brought, with its lines and tags. What lines became stays."""
    audit.note(did="deleted what was brought", by=by, at=at, what=str(document))
    document.delete()


def _obstacles(
    community: Community,
    title: str,
    lines: Sequence[BroughtLine],
    rows: Sequence[Sequence[str]] | None,
) -> list[Refusal]:
    found = []
    if not title or len(title) > LONGEST_TITLE:
        found.append(Refusal(f"Give it a name of 1 to {LONGEST_TITLE} letters.", "title"))
    if not lines and not rows:
        found.append(Refusal("There are no lines in it."))
    if max(len(lines), len(rows or ())) > MOST_LINES:
        found.append(Refusal(f"It has more than {MOST_LINES:,} lines. Bring a part of it."))
    if BroughtDocument.objects.filter(community=community).count() >= MOST_DOCUMENTS:
        found.append(Refusal(f"There are {MOST_DOCUMENTS} of them. Delete one first."))
    return found


def _refuse(found: list[Refusal]) -> None:
    if found:
        raise CannotBring(found)


def _keep(document: BroughtDocument, lines: Sequence[BroughtLine]) -> None:
    models.BroughtLine.objects.bulk_create(
        [
            models.BroughtLine(
                brought=document,
                place=place,
                text=each.text,
                minutes=each.minutes,
                day=each.day,
                who=each.who,
            )
            for place, each in enumerate(lines, 1)
        ],
        batch_size=500,
    )
