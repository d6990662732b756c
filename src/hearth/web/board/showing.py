"""A board pack that was given out: on a page, on paper, in Word, and its figures as a table."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.house.access import HouseAction
from hearth.core.house.board import DECISIONS, NOTE, BoardPack
from hearth.core.house.board_document import FIGURE_HEAD, figure_rows, read
from hearth.core.house.parts import MEANS, NAMES
from hearth.formats.board_pack import board_pack_docx, board_pack_pdf
from hearth.formats.sheet import csv_of
from hearth.records.house.sight import Sight
from hearth.records.workplan.queries import board_pack_in
from hearth.web.house.door import house_context, house_page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pack_context(pack: BoardPack) -> dict[str, Any]:
    """What a page needs to show a pack."""
    return {"pack": pack, "names": NAMES, "means": MEANS, "typed": (DECISIONS, NOTE)}


@house_page(HouseAction.MAKE_BOARD_PACK)
def pack(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """One pack as it was given out, and its three files."""
    page = house_context(request, sight) | pack_context(_held(sight, number)) | {"number": number}
    return render(request, "board/pack.html", page)


@house_page(HouseAction.MAKE_BOARD_PACK)
def as_pdf(_request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """A pack to print."""
    held = _held(sight, number)
    return _file(held, board_pack_pdf(held), "application/pdf", "pdf")


@house_page(HouseAction.MAKE_BOARD_PACK)
def as_word(_request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """A pack to go on writing in."""
    held = _held(sight, number)
    return _file(held, board_pack_docx(held), WORD, "docx")


@house_page(HouseAction.MAKE_BOARD_PACK)
def as_csv(_request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """The figures of a pack for a spreadsheet."""
    held = _held(sight, number)
    text = csv_of(FIGURE_HEAD, figure_rows(held))
    return _file(held, text.encode(), "text/csv; charset=utf-8", "csv")


def _held(sight: Sight, number: int) -> BoardPack:
    row = board_pack_in(sight.community, number)
    if row is None:
        raise Http404
    return read(row.document)


def _file(pack: BoardPack, content: bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = f"board-pack-{pack.day.isoformat()}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
