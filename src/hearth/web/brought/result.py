"""What came out: the document held against the House, and its lines taken over."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify

from hearth.core.house.access import HouseAction
from hearth.core.house.brought import AgainstTheHouse, Share
from hearth.core.house.meetings import Stage, known
from hearth.core.house.parts import MEANS, NAMES
from hearth.core.words import Refused
from hearth.formats.sheet import csv_of
from hearth.records.brought.changes import taking_over
from hearth.records.brought.queries import KeptLine, lines_of
from hearth.records.house.queries import framework_of
from hearth.records.house.sight import Sight
from hearth.records.meetings.queries import meeting_of, meetings_of, stage_of
from hearth.web.brought.loading import against_the_house, document_or_404
from hearth.web.house.door import house_context, house_page

WIDTH = 300
ON_A_PAGE = 40
WORK = "work"


@dataclass(frozen=True)
class Bar:
    """One part, and how long its bar is."""

    name: str
    means: str
    share: Share
    width: int


@house_page(HouseAction.RUN_MEETINGS)
def result(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """What it is about, what it leaves out, and what a next agenda could hold."""
    document = document_or_404(sight, number)
    if document.table is not None:
        return redirect("house-brought-columns", document.pk)
    lines, framework = lines_of(document), framework_of(sight.community)
    held = against_the_house(sight, lines)
    shown = _page(request, lines)
    page = house_context(request, sight) | {
        "document": document,
        "held": held,
        "bars": bars(held),
        "width": WIDTH,
        "names": NAMES,
        "still_to_do": any(not each.is_looked_at for each in lines),
        "page": shown,
        "tagged": {
            each.number: [element.name for element in known(each.said.elements, framework)]
            for each in shown
        },
    }
    return render(request, "brought/result.html", page)


def _page(request: HttpRequest, lines: list[KeptLine]) -> Any:
    """Some of the lines that count: a long document has pages."""
    counted = [each for each in lines if not each.left_out]
    return Paginator(counted, ON_A_PAGE).get_page(request.GET.get("page"))


def bars(held: AgainstTheHouse) -> list[Bar]:
    """Draw each part: by minutes where most lines have them, else by lines."""
    sizes = [each.minutes if held.in_minutes else each.lines for each in held.shares]
    whole = sum(sizes) or 1
    return [
        Bar(NAMES[each.part], MEANS[each.part], each, round(WIDTH * size / whole))
        for each, size in zip(held.shares, sizes, strict=True)
    ]


@house_page(HouseAction.RUN_MEETINGS)
def table(_request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """The figures as a table (CSV): parts and strands. No words of any line."""
    document = document_or_404(sight, number)
    held = against_the_house(sight, lines_of(document))
    rows: list[tuple[object, ...]] = [
        (NAMES[each.part], each.lines, each.minutes) for each in held.shares
    ]
    rows += [(f"Of these: {strand}", lines, None) for strand, lines in held.strands.items()]
    rows.append(("Not tagged", held.lines - held.tagged, None))
    answer = HttpResponse(
        csv_of(("Part", "Lines", "Minutes"), rows), content_type="text/csv; charset=utf-8"
    )
    name = slugify(document.title) or "brought"
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@house_page(HouseAction.RUN_MEETINGS, methods="GET POST")
def take(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """Lines become items of an agenda, or actions of the work plan."""
    document = document_or_404(sight, number)
    refused: list[Any] = []
    if request.method == "POST":
        try:
            _take(request, sight, document)
            return redirect("house-brought-result", document.pk)
        except Refused as refusal:
            refused = list(refusal.reasons)
    page = house_context(request, sight) | {
        "document": document,
        "page": _page(request, lines_of(document)),
        "meetings": _meetings(sight),
        "work": WORK,
        "refused": refused,
        "ticked": set(request.POST.getlist("line")),
        "to": request.POST.get("to", WORK),
    }
    return render(request, "brought/take.html", page, status=422 if refused else 200)


def _meetings(sight: Sight) -> list[Any]:
    """The meetings that are still to come, the next one first."""
    now = timezone.now()
    rows = meetings_of(sight.community).filter(starts__gt=now).order_by("starts")[:12]
    return [each for each in rows if stage_of(each, at=now) is Stage.PLANNED]


def _take(request: HttpRequest, sight: Sight, document: Any) -> None:
    ticked = request.POST.getlist("line")
    numbers = {int(each) for each in ticked if each.isascii() and each.isdigit() and len(each) < 18}
    to, now = request.POST.get("to", ""), timezone.now()
    if to == WORK:
        many = taking_over.take_to_work(
            document=document, numbers=numbers, by=sight.account, at=now
        )
        messages.success(request, f"In the work plan now: {many}.")
        return
    is_number = to.isascii() and to.isdigit() and len(to) < 18
    meeting = meeting_of(sight.community, int(to)) if is_number else None
    if meeting is None:
        raise taking_over.CannotTakeOver("Choose where the lines should go.")
    many = taking_over.take_to_agenda(
        document=document, numbers=numbers, meeting=meeting, by=sight.account, at=now
    )
    messages.success(request, f"On the agenda now: {many}.")
