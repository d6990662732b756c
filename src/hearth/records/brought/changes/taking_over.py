"""Let lines become items of an agenda, or actions of the work plan, in one step."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hearth.core.house.meetings import LONGEST_TITLE, AgendaItem
from hearth.core.house.work import MOST_LETTERS, Said
from hearth.core.words import Refused
from hearth.records.audit import changes as audit
from hearth.records.brought.models import BroughtDocument, BroughtLine
from hearth.records.brought.queries import KeptLine, lines_of
from hearth.records.meetings.changes.agenda import add_item
from hearth.records.meetings.models import Meeting
from hearth.records.people.models import Account
from hearth.records.workplan.changes import add_work

MOST_AT_ONCE = 40
USUAL_MINUTES = 10
AN_ITEM, WORK = "on an agenda", "in the work plan"


class CannotTakeOver(Refused):
    """These lines cannot be taken over. The reasons say why."""


@transaction.atomic
def take_to_agenda(
    *,
    document: BroughtDocument,
    numbers: Collection[int],
    meeting: Meeting,
    by: Account,
    at: datetime,
) -> int:
    """Let lines become items of a meeting's agenda, with their tags. Returns how many."""
    lines = _free(document, numbers)
    for line in lines:
        said = line.said
        item = AgendaItem(
            title=_cut(said.text, LONGEST_TITLE),
            minutes=said.minutes or USUAL_MINUTES,
            elements=said.elements,
            why=f"Taken from “{document.title}”.",
        )
        meeting.refresh_from_db(fields=["agenda_number"])
        add_item(meeting=meeting, item=item, base=meeting.agenda_number, by=by, at=at)
    return _done(document, lines, AN_ITEM, by, at)


@transaction.atomic
def take_to_work(
    *, document: BroughtDocument, numbers: Collection[int], by: Account | None, at: datetime
) -> int:
    """Let lines become actions of the work plan, with owner, date and tags. Returns how many."""
    lines = _free(document, numbers)
    for line in lines:
        said = line.said
        add_work(
            community=document.community,
            said=Said(
                title=_cut(said.text, MOST_LETTERS["title"]),
                owner=_cut(said.who, MOST_LETTERS["owner"]),
                due=said.day,
            ),
            elements=said.elements,
            source=f"“{document.title}”",
            by=by,
            at=at,
        )
    return _done(document, lines, WORK, by, at)


def _free(document: BroughtDocument, numbers: Collection[int]) -> list[KeptLine]:
    """Return the chosen lines. Raises CannotTakeOver where one was taken over before."""
    list(document.lines.filter(pk__in=numbers).select_for_update())
    lines = [each for each in lines_of(document) if each.number in numbers]
    if not lines:
        raise CannotTakeOver("Tick at least one line.")
    if len(lines) > MOST_AT_ONCE:
        raise CannotTakeOver(f"Take {MOST_AT_ONCE} lines or fewer at a time.")
    if any(each.became for each in lines):
        raise CannotTakeOver("A line that you ticked was taken over before.")
    return lines


def _done(
    document: BroughtDocument, lines: list[KeptLine], became: str, by: Account | None, at: datetime
) -> int:
    BroughtLine.objects.filter(pk__in=[each.number for each in lines]).update(became=became)
    audit.note(did=f"took over what was brought: {became}", by=by, at=at, what=str(document))
    return len(lines)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
