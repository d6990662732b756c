"""Say which elements lines are about, and put right how a line was read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hearth.core.house.bringing import MOST_IN_A_NAME, BroughtLine, clean
from hearth.core.house.timing import MOST_MINUTES
from hearth.core.words import Refusal, Refused
from hearth.records.audit import changes as audit
from hearth.records.brought import models
from hearth.records.brought.models import BroughtDocument, LineTag
from hearth.records.people.models import Account

MOST_ELEMENTS = 10


class CannotTag(Refused):
    """The line cannot be so. The reasons say why."""


@dataclass(frozen=True)
class Ticked:
    """What somebody ticked, out of what they were shown. What they did not see stays as it is.

    `left_out`: the line is no item, but a heading or the like.
    """

    shown: frozenset[str]
    chosen: frozenset[str]
    left_out: bool = False


@transaction.atomic
def tag_lines(
    *, document: BroughtDocument, ticked: Mapping[int, Ticked], by: Account | None, at: datetime
) -> None:
    """Tie lines to the elements that were ticked, and mark them as looked at."""
    rows = list(document.lines.select_for_update().filter(pk__in=ticked))
    _tie(rows, ticked, by, at)
    for row in rows:
        row.looked_at, row.looked_by, row.left_out = at, by, ticked[row.pk].left_out
    models.BroughtLine.objects.bulk_update(rows, ["looked_at", "looked_by", "left_out"])
    audit.note(did="tagged lines of what was brought", by=by, at=at, what=str(document))


@transaction.atomic
def change_line(
    *,
    document: BroughtDocument,
    number: int,
    to: BroughtLine,
    ticked: Ticked,
    by: Account | None,
    at: datetime,
) -> None:
    """Put right what a line says, leave it out, and tie it to elements. Raises CannotTag."""
    if found := _obstacles(to, ticked.chosen):
        raise CannotTag(found)
    row = document.lines.select_for_update().get(pk=number)
    row.text, row.who = clean(to.text), clean(to.who, MOST_IN_A_NAME)
    row.minutes, row.day, row.left_out = to.minutes, to.day, ticked.left_out
    row.looked_at, row.looked_by = at, by
    row.save()
    _tie([row], {row.pk: ticked}, by, at)
    audit.note(did="changed a line of what was brought", by=by, at=at, what=str(row))


def _obstacles(to: BroughtLine, elements: Collection[str]) -> list[Refusal]:
    found = []
    if not clean(to.text):
        found.append(Refusal("Say what this line is about.", "text"))
    if to.minutes is not None and not 0 < to.minutes <= MOST_MINUTES:
        found.append(Refusal(f"Give 1 to {MOST_MINUTES} minutes.", "minutes"))
    if len(elements) > MOST_ELEMENTS:
        found.append(Refusal(f"Choose {MOST_ELEMENTS} elements or fewer.", "elements"))
    return found


def _tie(
    rows: Iterable[models.BroughtLine],
    ticked: Mapping[int, Ticked],
    by: Account | None,
    at: datetime,
) -> None:
    """Add what was ticked, and end what was shown and is not ticked any more. Three queries."""
    lines = {row.pk: row for row in rows}
    held: dict[tuple[int, str], int] = {}
    for tag in LineTag.objects.filter(line__in=lines, ended_at__isnull=True):
        held[tag.line_id, tag.code] = tag.pk
    off = [
        held[number, code]
        for number in lines
        for code in ticked[number].shown - ticked[number].chosen
        if (number, code) in held
    ]
    LineTag.objects.filter(pk__in=off).update(ended_at=at, ended_by=by)
    LineTag.objects.bulk_create(
        LineTag(line=row, code=code, at=at, by=by)
        for number, row in lines.items()
        for code in sorted(ticked[number].chosen)
        if (number, code) not in held
    )
