"""What each page of a meeting loads: the meeting of one's own community, or nothing."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.meetings import Stage
from hearth.records.house.sight import Sight
from hearth.records.meetings import queries
from hearth.web.house.door import CHOSEN, house_context


def meeting_or_404(sight: Sight, meeting_id: int) -> Any:
    """Return a meeting of this community."""
    row = queries.meeting_of(sight.community, meeting_id)
    if row is None:
        raise Http404
    return row


def is_in_another_of_their_houses(request: HttpRequest, sight: Sight, meeting_id: int) -> bool:
    """Say whether it is of another community where they have a part, and go there if so.

    Who sits in two groups follows a link of an invitation from whichever house they looked at last.
    """
    for each in request.sights:  # type: ignore[attr-defined]
        if each.community != sight.community and queries.meeting_of(each.community, meeting_id):
            request.session[CHOSEN] = each.community.pk
            return True
    return False


def item_or_404(meeting: Any, item_id: int) -> Any:
    """Return an item of this meeting."""
    row = queries.item_of(meeting, item_id)
    if row is None:
        raise Http404
    return row


def base_of(request: HttpRequest) -> int:
    """Return the number of what the page showed when it was opened; 0 where it says none."""
    typed = request.POST.get("base", "")
    return int(typed) if typed.isascii() and typed.isdigit() else 0


def meeting_context(request: HttpRequest, sight: Sight, meeting: Any) -> dict[str, Any]:
    """Return what every page of one meeting is given."""
    stage = queries.stage_of(meeting, at=timezone.now())
    return house_context(request, sight) | {
        "meeting": meeting,
        "stage": stage,
        "ends": meeting.appointment.ends,
        "may_run": sight.may(HouseAction.RUN_MEETINGS),
        "is_open": stage in (Stage.PLANNED, Stage.HELD),
    }
