"""Building a search without code: conditions are added, changed, grouped, moved and taken out.

Every step is kept as a draft. The page then reads the search aloud, and counts again.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.cohorts import editing
from hearth.core.cohorts.editing import Kind, Place
from hearth.core.cohorts.explain import explain, paragraph
from hearth.core.cohorts.rules import NotARule, Rule
from hearth.core.cohorts.text import definition_hash, write
from hearth.core.words import Refused
from hearth.jobs.cohorts.population import population
from hearth.records.cohorts import changes
from hearth.web.cohorts import outline
from hearth.web.cohorts.forms import SaveForm
from hearth.web.cohorts.loading import BUILDERS, Working, search_or_404, working
from hearth.web.cohorts.present import told_context
from hearth.web.door import account_of, staff_page
from hearth.web.page import house_nav

Step = Callable[[Rule, Place], Rule]

STEPS: dict[str, Step] = {
    "up": lambda rule, place: editing.move(rule, place, by=-1),
    "down": lambda rule, place: editing.move(rule, place, by=1),
    "in": editing.into_group_above,
    "out": editing.out_of_group,
    "turn": editing.invert,
    "remove": editing.remove,
    "gather": lambda rule, place: editing.gather(rule, place, Kind.ANY),
}


@staff_page(*BUILDERS)
def build_page(request: HttpRequest, posts: list[Any], search_id: int) -> HttpResponse:
    """The search as it is built: its conditions, read aloud, and how many people it finds."""
    row = search_or_404(posts, search_id)
    return build_page_of(request, working(request, row))


def build_page_of(
    request: HttpRequest, held: Working, refused: Any = (), status: int = 200
) -> HttpResponse:
    request.nav = house_nav()  # type: ignore[attr-defined]
    asked = population()
    titles = asked.titles if asked else {}
    page = {
        "held": held,
        "search": held.row,
        "rows": outline.rows_of(editing.rooted(held.definition.rule), titles),
        "aloud": paragraph(explain(held.definition, titles=titles)),
        "seen": definition_hash(held.definition),
        "form": SaveForm(),
        "refused": refused,
        **told_context(held.definition, asked),
    }
    return render(request, "cohorts/build.html", page, status=status)


@staff_page(*BUILDERS, methods="POST")
def step(request: HttpRequest, posts: list[Any], search_id: int) -> HttpResponse:
    """Do one step to one part of the search."""
    held = working(request, search_or_404(posts, search_id))
    try:
        require_same(request, held)
        place = outline.read(request.POST.get("at", ""))
        rule = _stepped(request, editing.rooted(held.definition.rule), place)
        keep_rule(request, held, rule)
    except Refused as refusal:
        return build_page_of(request, held, refusal.reasons, status=422)
    return redirect("search-build", search_id)


def _stepped(request: HttpRequest, rule: Rule, place: Place) -> Rule:
    do = request.POST.get("do", "")
    if do == "hold":
        return editing.regroup(rule, place, *_way_to_hold(request))
    if do not in STEPS:
        raise NotARule("Choose what to do.")
    return STEPS[do](rule, place)


def _way_to_hold(request: HttpRequest) -> tuple[Kind, int]:
    try:
        kind, count = Kind(request.POST.get("kind", "")), request.POST.get("count", "") or "1"
        return kind, int(count[:4])
    except ValueError:
        raise NotARule("Choose how many must be true.") from None


def require_same(request: HttpRequest, held: Working) -> None:
    """Refuse a step on a page that was made before the last step, in another window perhaps."""
    if request.POST.get("seen") != definition_hash(held.definition):
        raise NotARule("The search was changed since this page was made. Look again, and choose.")


def keep_rule(request: HttpRequest, held: Working, rule: Rule) -> None:
    changes.keep_draft(
        definition=held.row,
        text=write(replace(held.definition, rule=rule)),
        base_number=held.base_number,
        by=account_of(request),
        at=timezone.now(),
    )
