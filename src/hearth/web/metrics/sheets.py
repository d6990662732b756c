"""The figures as a table for a spreadsheet. No row is about one person; what is hidden stays so."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse

from hearth.core.house.access import HouseAction
from hearth.core.metrics.catalogue import Metric
from hearth.core.metrics.figures import Figure, Row
from hearth.formats.sheet import csv_of
from hearth.records.house.sight import Sight
from hearth.records.metrics import queries
from hearth.web.house.door import house_page
from hearth.web.metrics.showing import metric_of

HEAD = (
    "Community", "Figure", "Question", "Day", "Sort of group", "Group", "Counted", "Of", "Per cent",
    "Not shown because", "Who is counted", "Of whom", "Caveat", "Made up", "Definition",
)  # fmt: skip


@house_page(HouseAction.SEE_FIGURES)
def all_as_csv(_request: HttpRequest, sight: Sight) -> HttpResponse:
    """Every figure of the community, month by month."""
    known = queries.catalogue().by_code
    rows = [(known[each.metric], each) for each in queries.results_of(sight.community)]
    return _sheet(sight, rows, "figures")


@house_page(HouseAction.SEE_FIGURES)
def one_as_csv(_request: HttpRequest, sight: Sight, metric: str) -> HttpResponse:
    """One figure, month by month and by group."""
    asked = metric_of(metric)
    rows = [(asked, each) for each in queries.results_of(sight.community, asked.code)]
    return _sheet(sight, rows, asked.code)


def _sheet(sight: Sight, found: Iterable[tuple[Metric, Figure]], name: str) -> HttpResponse:
    rows = (row for each in found for row in _rows(sight.community.name, *each))
    answer = HttpResponse(csv_of(HEAD, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _rows(place: str, metric: Metric, figure: Figure) -> Iterator[list[object]]:
    """Yield a row for all, then one for each band, and for each group."""
    shown = figure.shown
    hidden = shown.hidden.value if shown.hidden else ""
    every = Row("Everyone", shown.denominator, shown.numerator)
    yield _cells(place, metric, figure, "", every, hidden)
    for band in shown.bands:
        yield _cells(place, metric, figure, "Band", band)
    for groups in shown.groups:
        for row in groups.rows:
            yield _cells(place, metric, figure, groups.title, row)


def _cells(
    place: str, metric: Metric, figure: Figure, sort: str, row: Row, hidden: str = ""
) -> list[object]:
    because = hidden or ("small numbers" if row.denominator is None else "")
    day: date = figure.day
    return [
        place, metric.code, metric.question, day.isoformat(), sort, row.name, row.numerator,
        row.denominator, row.percent, because, metric.count, metric.of, metric.caveat,
        "yes" if figure.is_made_up else "no", figure.definition,
    ]  # fmt: skip
