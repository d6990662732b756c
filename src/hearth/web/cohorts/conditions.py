"""Adding a condition to a search, or changing one: first which kind, then what it needs to know."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hearth.core.cohorts import editing
from hearth.core.cohorts.editing import Place
from hearth.core.cohorts.operators import OPERATORS, Operator, build, chosen, operators
from hearth.core.cohorts.rules import Bands, NotARule, Rule, leaves
from hearth.core.cohorts.text import definition_hash
from hearth.core.words import Refused
from hearth.jobs.cohorts.population import population
from hearth.web.cohorts import outline
from hearth.web.cohorts.asking import USUAL_BANDS, Choices, ConditionForm
from hearth.web.cohorts.building import keep_rule, require_same
from hearth.web.cohorts.forms import KindForm
from hearth.web.cohorts.loading import BUILDERS, Working, search_or_404, working
from hearth.web.door import staff_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import house_nav


@staff_page(*BUILDERS)
def add(request: HttpRequest, posts: list[Any], search_id: int) -> HttpResponse:
    """Choose a kind of condition. One that needs to know nothing more is added by its form."""
    row = search_or_404(posts, search_id)
    at = request.GET.get("at", "")
    form = KindForm(request.GET if "kind" in request.GET else None)
    if form.is_bound and form.is_valid():
        place = reverse("search-condition", args=[search_id])
        return redirect(f"{place}?at={at}&kind={form.cleaned_data['kind']}")
    request.nav = house_nav()  # type: ignore[attr-defined]
    page = {"search": row, "form": form, "at": at}
    return render(request, "cohorts/add.html", page, status=422 if form.errors else 200)


@staff_page(*BUILDERS, methods="GET POST")
def condition(request: HttpRequest, posts: list[Any], search_id: int) -> HttpResponse:
    """Say what a condition needs to know. `kind` adds a new one at a place; without, it changes."""
    held = working(request, search_or_404(posts, search_id))
    rule = editing.rooted(held.definition.rule)
    place = outline.read(request.GET.get("at", ""))
    operator, shown = _asked(request, rule, place)
    form = ConditionForm(operator, _choices(rule, shown), request.POST or None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            require_same(request, held)
            made = build(operator, form.given())
            keep_rule(request, held, _placed(rule, place, made, is_new="kind" in request.GET))
            return redirect("search-build", search_id)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return _page(request, held, form, operator)


def _asked(request: HttpRequest, rule: Rule, place: Place) -> tuple[Operator, Mapping[str, Any]]:
    """Which kind of condition the page is about, and what is known of it already."""
    if "kind" in request.GET:
        if request.GET["kind"] not in {each.name for each in operators()}:
            raise Http404
        return OPERATORS[request.GET["kind"]], {}
    try:
        return chosen(editing.bare(editing.part_at(rule, place)))
    except (NotARule, TypeError):
        raise Http404 from None


def _choices(rule: Rule, shown: Mapping[str, Any]) -> Choices:
    asked = population()
    bands = [shown.get("bands"), *(getattr(leaf, "bands", None) for leaf in leaves(rule))]
    held = [each for each in [*bands, USUAL_BANDS] if isinstance(each, Bands)]
    titles = asked.titles if asked else {}
    by_title = dict(sorted(titles.items(), key=lambda pair: pair[1].casefold()))
    return Choices(by_title, tuple(dict.fromkeys(held)))


def _placed(rule: Rule, place: Place, made: Rule, *, is_new: bool) -> Rule:
    return editing.add(rule, place, made) if is_new else editing.put_bare(rule, place, made)


def _page(
    request: HttpRequest, held: Working, form: ConditionForm, operator: Operator
) -> HttpResponse:
    request.nav = house_nav()  # type: ignore[attr-defined]
    page = {
        "search": held.row,
        "form": form,
        "operator": operator,
        "is_new": "kind" in request.GET,
        "seen": definition_hash(held.definition),
    }
    return render(request, "cohorts/condition.html", page, status=422 if form.errors else 200)
