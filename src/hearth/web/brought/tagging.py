"""Tagging what was brought: suggestions with their reasons, to tick or to leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.framework import Framework
from hearth.core.house.parts import NAMES, Part
from hearth.core.house.tagging import Tagger
from hearth.core.words import Refused
from hearth.records.brought.changes import tagging as changes
from hearth.records.brought.changes.tagging import Ticked
from hearth.records.brought.queries import KeptLine, line_in, lines_of
from hearth.records.house.queries import framework_of
from hearth.records.house.sight import Sight
from hearth.web.brought.forms import LineForm
from hearth.web.brought.loading import document_or_404, tagger_for
from hearth.web.house.door import house_context, house_page

ON_A_PAGE = 20
OUT = "leave-out"


@dataclass(frozen=True)
class Choice:
    """An element that can be ticked for a line; `why` says on which words it rests."""

    code: str
    name: str
    part: str
    why: str
    is_ticked: bool


@dataclass(frozen=True)
class LineToTag:
    """A line with what can be ticked for it."""

    kept: KeptLine
    choices: tuple[Choice, ...]

    @property
    def shown(self) -> str:
        """The codes that can be ticked, for the form to send back."""
        return " ".join(each.code for each in self.choices)


@house_page(HouseAction.RUN_MEETINGS, methods="GET POST")
def lines(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """The lines, some on each page. Nothing is tagged until somebody saves what they ticked."""
    document = document_or_404(sight, number)
    if document.table is not None:
        return redirect("house-brought-columns", document.pk)
    kept = lines_of(document)
    shown = Paginator(kept, ON_A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST":
        ticked = _ticked(request.POST, shown, framework_of(sight.community))
        changes.tag_lines(document=document, ticked=ticked, by=sight.account, at=timezone.now())
        return redirect(_next(document, shown))
    tagger, tick_all = tagger_for(framework_of(sight.community)), request.GET.get("tick") == "all"
    page = house_context(request, sight) | {
        "document": document,
        "page": shown,
        "rows": [_to_tag(each, tagger, tick_all=tick_all) for each in shown],
        "looked_at": sum(each.is_looked_at for each in kept),
        "of": len(kept),
        "tick_all": tick_all,
        "out": OUT,
    }
    return render(request, "brought/lines.html", page)


def _to_tag(kept: KeptLine, tagger: Tagger, *, tick_all: bool) -> LineToTag:
    """Offer what is suggested, and what somebody chose before."""
    chosen = kept.said.elements
    tick = tick_all and not kept.is_looked_at
    suggested = {each.element.code: each for each in tagger.suggest(kept.said.text)}
    codes = [*suggested, *(code for code in chosen if code not in suggested)]
    known = [tagger.elements[code] for code in codes if code in tagger.elements]
    return LineToTag(
        kept,
        tuple(
            Choice(
                each.code,
                each.name,
                NAMES[each.part],
                suggested[each.code].why if each.code in suggested else "you chose it",
                each.code in chosen or (tick and each.code in suggested),
            )
            for each in known
        ),
    )


def _ticked(sent: QueryDict, shown: Iterable[KeptLine], framework: Framework) -> dict[int, Ticked]:
    """Read what was ticked for the lines of this page, of what the page offered."""
    known = {each.code for each in framework.in_use}
    found = {}
    for line in shown:
        if f"shown-{line.number}" in sent:
            offered = known & set(str(sent[f"shown-{line.number}"]).split())
            ticks = set(sent.getlist(f"line-{line.number}"))
            found[line.number] = Ticked(
                frozenset(offered), frozenset(offered & ticks), OUT in ticks
            )
    return found


def _next(document: Any, shown: Any) -> str:
    """Lead to the next page of lines; after the last one, to what came out."""
    if shown.has_next():
        address = reverse("house-brought-lines", args=[document.pk])
        return f"{address}?page={shown.next_page_number()}"
    return reverse("house-brought-result", args=[document.pk])


@house_page(HouseAction.RUN_MEETINGS, methods="GET POST")
def one_line(request: HttpRequest, sight: Sight, number: int, line: int) -> HttpResponse:
    """One line: put right how it was read, and choose from all elements."""
    document, framework = document_or_404(sight, number), framework_of(sight.community)
    kept = line_in(document, line)
    if kept is None:
        raise Http404
    back = _back(document, kept)
    if request.method == "POST":
        form = LineForm(framework, request.POST)
        if form.is_valid() and _changed(form, sight, document, kept, framework):
            return redirect(back)
    else:
        form = LineForm(framework, initial=_initial(kept))
    page = house_context(request, sight) | {
        "document": document, "line": kept, "form": form, "back": back,
        "suggested": tagger_for(framework).suggest(kept.said.text),
    }  # fmt: skip
    return render(request, "brought/line.html", page, status=422 if form.errors else 200)


def _changed(
    form: LineForm, sight: Sight, document: Any, kept: KeptLine, framework: Framework
) -> bool:
    """Keep the line. False where the rules say no: the form then says why."""
    shown = frozenset(each.code for each in framework.in_use)
    ticked = Ticked(shown, form.chosen(), form.cleaned_data["left_out"])
    try:
        changes.change_line(
            document=document, number=kept.number, to=form.line(), ticked=ticked,
            by=sight.account, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_reasons(refusal.reasons)
        return False
    return True


def _initial(kept: KeptLine) -> dict[str, Any]:
    said = kept.said
    words = {name: getattr(said, name) for name in ("text", "minutes", "who", "day")}
    ticks = {part.value: list(said.elements) for part in Part}
    return words | ticks | {"left_out": kept.left_out}


def _back(document: Any, kept: KeptLine) -> str:
    page = (kept.place - 1) // ON_A_PAGE + 1
    address = reverse("house-brought-lines", args=[document.pk])
    return f"{address}?page={page}#line-{kept.number}"
