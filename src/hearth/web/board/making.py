"""The next board pack: one form, what will be in it, and the packs that were given out before."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.board import CannotMake, draft_obstacles
from hearth.core.house.board_document import document
from hearth.core.words import Refused
from hearth.records.house.sight import Sight
from hearth.records.workplan.changes import (
    WrittenMeanwhile,
    draft_name,
    keep_board_draft,
    make_board_pack,
)
from hearth.records.workplan.queries import board_draft_of, board_packs_of
from hearth.web.board.forms import BoardForm
from hearth.web.board.gathering import pack_of
from hearth.web.board.showing import pack_context
from hearth.web.house.door import house_context, house_page


@house_page(HouseAction.MAKE_BOARD_PACK, methods="GET POST")
def board(request: HttpRequest, sight: Sight) -> HttpResponse:
    """What will be in the pack, and a form for what only a person can say."""
    if request.method == "GET":
        draft = board_draft_of(sight.community)
        held = {"decisions": draft.decisions, "note": draft.note} if draft else {}
        return _page(request, sight, BoardForm(initial=held), base=draft_name(draft))
    form, base = BoardForm(request.POST), request.POST.get("base", "")
    make = request.POST.get("do") == "make"
    try:
        return _make(sight, form, base) if make else _keep(request, sight, form, base)
    except WrittenMeanwhile as refusal:
        form.add_error(None, str(refusal))
        other = board_draft_of(sight.community)
        return _page(request, sight, form, base=draft_name(other), other=other, status=409)
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(reason.where or None, reason.words)
        return _page(request, sight, form, base=base, status=422)


def _keep(request: HttpRequest, sight: Sight, form: BoardForm, base: str) -> HttpResponse:
    said = form.typed()
    keep_board_draft(
        community=sight.community, note=said.note, decisions=said.decisions, base=base,
        by=sight.account, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, "Kept. You see below what the pack will say.")
    return redirect("board")


def _make(sight: Sight, form: BoardForm, base: str) -> HttpResponse:
    said, day = form.typed(), timezone.localdate()
    if found := draft_obstacles(said.note, said.decisions):
        raise CannotMake(found)
    pack = pack_of(sight.community, said, on=day)
    row = make_board_pack(
        community=sight.community, day=day, document=document(pack), by=sight.account,
        at=timezone.now(), base=base,
    )  # fmt: skip
    return redirect("board-pack", row.pk)


def _page(
    request: HttpRequest,
    sight: Sight,
    form: BoardForm,
    *,
    base: str,
    other: Any = None,
    status: int = 200,
) -> HttpResponse:
    pack = pack_of(sight.community, form.typed(), on=timezone.localdate())
    page = house_context(request, sight) | pack_context(pack) | {
        "form": form, "base": base, "other": other, "packs": board_packs_of(sight.community),
    }  # fmt: skip
    return render(request, "board/board.html", page, status=status)
