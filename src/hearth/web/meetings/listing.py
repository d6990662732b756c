"""All meetings of the steering group: the next ones, and those that were."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.meetings import Stage, touched, untouched_words
from hearth.core.house.parts import Strand
from hearth.records.house.queries import framework_of
from hearth.records.house.sight import Sight
from hearth.records.meetings import queries
from hearth.web.house.door import house_context, house_page

ON_A_PAGE = 12
SAID = {
    Stage.PLANNED: "",
    Stage.HELD: "The minutes are not agreed yet",
    Stage.AGREED: "The minutes are agreed",
    Stage.CANCELLED: "Called off",
}


@house_page(HouseAction.SEE_HOUSE)
def meetings(request: HttpRequest, sight: Sight) -> HttpResponse:
    """The meetings, and for how long the three neglected were not on any agenda."""
    now = timezone.now()
    rows = queries.meetings_of(sight.community)
    past = Paginator(rows.filter(starts__lte=now), ON_A_PAGE).get_page(request.GET.get("page"))
    last = touched(queries.held_before(sight.community, now), framework_of(sight.community))
    page = house_context(request, sight) | {
        "next": [(each, _said(each)) for each in rows.filter(starts__gt=now).reverse()],
        "past": past,
        "was": [(each, _said(each)) for each in past],
        "untouched": [untouched_words(each, last[each], timezone.localdate()) for each in Strand],
        "may_run": sight.may(HouseAction.RUN_MEETINGS),
    }
    return render(request, "meetings/meetings.html", page)


def _said(meeting: object) -> str:
    return SAID[queries.stage_of(meeting, at=timezone.now())]  # type: ignore[arg-type]
