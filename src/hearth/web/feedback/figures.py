"""How it was, by what it was about, for one quarter that is over: counts, and no small ones."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.days import months_from
from hearth.core.feedback import ABOUT_WORDS, About, How
from hearth.core.house.access import HouseAction
from hearth.records.feedback.queries import QUARTER, counts_in, quarters_with_feedback
from hearth.records.house.sight import Sight
from hearth.web.feedback.themes import feedback_context
from hearth.web.house.door import house_page

QUARTERS = 8
HIDDEN = "not shown"


@house_page(HouseAction.SEE_FEEDBACK)
def figures(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Counts of one quarter."""
    quarters = quarters_with_feedback(sight.community, on=timezone.localdate())[:QUARTERS]
    asked = request.GET.get("quarter", "")
    chosen = next((each for each in quarters if each.isoformat() == asked), None)
    chosen = chosen or next(iter(quarters), None)
    page = feedback_context(request, sight)
    page |= {"quarters": [(each, quarter_words(each)) for each in quarters], "chosen": chosen}
    if chosen:
        page |= {"when": quarter_words(chosen), "hows": [how.value for how in How]}
        page |= {"rows": _rows(sight, chosen)}
    return render(request, "feedback/figures.html", page)


def quarter_words(quarter: date) -> str:
    """Write a quarter: “January to March 2027”."""
    return f"{quarter:%B} to {months_from(quarter, QUARTER - 1):%B %Y}"


def _rows(sight: Sight, quarter: date) -> list[tuple[str, list[str]]] | None:
    """Each row's words and cells; None where all is withheld."""
    table = counts_in(sight.community, quarter)
    if table.is_withheld:
        return None
    return [(ABOUT_WORDS[about], _cells(table.rows[about.value])) for about in About]


def _cells(counts: tuple[int, ...] | None) -> list[str]:
    return [str(each) for each in counts] if counts else [HIDDEN] * len(How)
