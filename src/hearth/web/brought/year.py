"""The year: which part came up in which month, and what nobody touched."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.year import year_of
from hearth.core.words import joined
from hearth.records.brought.touching import touches_of
from hearth.records.house.queries import framework_of
from hearth.records.house.sight import Sight
from hearth.web.house.door import house_context, house_page


@house_page(HouseAction.SEE_HOUSE)
def year(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Twelve months by part; the three that are most often left out are always named."""
    touches = touches_of(sight.community, before=timezone.now())
    found = year_of(touches, framework_of(sight.community), until=timezone.localdate())
    page = house_context(request, sight) | {
        "year": found,
        "sources": joined(found.sources) if found.sources else "",
        "may_bring": sight.may(HouseAction.RUN_MEETINGS),
    }
    return render(request, "brought/year.html", page)
