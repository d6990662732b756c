"""The figures of a community: a list by part of the House, and a page for each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.house.access import HouseAction
from hearth.core.metrics.catalogue import Metric
from hearth.core.metrics.judging import course_of
from hearth.records.house.queries import framework_of
from hearth.records.house.sight import Sight
from hearth.records.metrics import queries
from hearth.web.house.door import house_context, house_page
from hearth.web.metrics import present
from hearth.web.metrics.present import BETTER, Line


@house_page(HouseAction.SEE_FIGURES)
def figures(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Every figure with its newest value, by part of the House."""
    latest = queries.latest_results(sight.community)
    asking = {each.metric.code: each.why for each in queries.out_of_range(sight.community)}
    lines = [
        Line(each, latest.get(each.code), asking.get(each.code, ""))
        for each in queries.catalogue().metrics
    ]
    page = house_context(request, sight) | {
        "sections": present.sections(framework_of(sight.community), lines),
        "day": max((each.day for each in latest.values()), default=None),
        "asking": [each for each in lines if each.asks],
        "is_made_up": any(each.is_made_up for each in latest.values()),
    }
    return render(request, "metrics/figures.html", page)


def metric_of(code: str) -> Metric:
    """Return a metric of the catalogue, or say that there is no such page."""
    found = queries.catalogue().by_code.get(code)
    if found is None:
        raise Http404
    return found


@house_page(HouseAction.SEE_FIGURES)
def figure(request: HttpRequest, sight: Sight, metric: str) -> HttpResponse:
    """One figure: how it went, by group, and beside other communities."""
    asked = metric_of(metric)
    results = queries.results_of(sight.community, asked.code)
    newest = results[-1] if results else None
    others = queries.others_beside(asked, until=newest.day) if newest else []
    asking = {each.metric.code: each.why for each in queries.out_of_range(sight.community)}
    page = house_context(request, sight) | {
        "line": Line(asked, newest, asking.get(asked.code, "")),
        "metric": asked,
        "newest": newest,
        "bands": [(each.name, each.numerator) for each in newest.shown.bands] if newest else [],
        "course": course_of(asked, results),
        "months": present.months_of(asked, results),
        "tables": present.tables_of(newest.shown.groups) if newest else [],
        "together": present.together(newest),
        "funnel": present.beside(sight.community.name, newest, others),
        "others_are_made_up": any(each.is_made_up for each in others),
        "elements": _elements(sight, asked),
        "was_counted_otherwise": bool(queries.earlier_results_of(sight.community, asked.code)),
    }
    return render(request, "metrics/figure.html", page)


def _elements(sight: Sight, metric: Metric) -> list[tuple[str, str]]:
    """Return the elements that a metric tells of: (name, part)."""
    found = framework_of(sight.community).in_use
    return [(each.name, each.part.value) for each in found if each.code in metric.elements]


@house_page(HouseAction.SEE_FIGURES)
def catalogue(request: HttpRequest, sight: Sight) -> HttpResponse:
    """How each figure is counted, and what it does not say."""
    metrics = [(each, BETTER[each.better]) for each in queries.catalogue().metrics]
    page = house_context(request, sight) | {"metrics": metrics}
    return render(request, "metrics/catalogue.html", page)
