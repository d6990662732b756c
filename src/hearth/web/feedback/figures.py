"""How it was, by what it was about, for one quarter that is over: counts, and no small ones."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.days import quarter_words
from hearth.core.feedback import ABOUT_WORDS, About
from hearth.core.house.access import HouseAction
from hearth.records.feedback.queries import EVERYONE, counts_in, quarters_with_feedback
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
        page |= {"when": quarter_words(chosen)} | _table(sight, chosen)
    return render(request, "feedback/figures.html", page)


def _table(sight: Sight, quarter: date) -> dict[str, object]:
    """The columns, and the rows as words and cells; no rows where all is withheld."""
    counted = counts_in(sight.community, quarter)
    columns = [" or ".join(how.value for how in column) for column in counted.columns]
    rows = [
        (_name(key), [str(each) for each in counts] if counts else [HIDDEN] * len(columns))
        for key, counts in counted.table.rows.items()
    ]
    return {"columns": columns, "rows": [] if counted.table.is_withheld else rows}


def _name(key: str) -> str:
    return "Everyone" if key == EVERYONE else ABOUT_WORDS[About(key)]
