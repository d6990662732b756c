"""The House: its picture, what it stands on, and how it changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.house.access import HouseAction
from hearth.records.house.sight import Sight
from hearth.web.house.door import house_context, house_page


@house_page(HouseAction.SEE_HOUSE)
def house(request: HttpRequest, sight: Sight) -> HttpResponse:
    """The house as it stands."""
    return render(request, "house/house.html", house_context(request, sight))
