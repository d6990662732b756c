"""Who else has a part in one person's care: whom to call, and the plan to build on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import Action
from hearth.records.access.door import Record
from hearth.records.accountability.queries.together import working_together
from hearth.records.plans.queries.rounds import current_round
from hearth.web.door import person_page
from hearth.web.page import person_context


@person_page(Action.REFER, why="looked at which services have a part")
def services(request: HttpRequest, record: Record) -> HttpResponse:
    """The services, whom to call there, and what there is to build on."""
    today = timezone.localdate()
    page = person_context(record, request, round=current_round(record, today=today))
    page |= joint_context(record)
    return render(request, "joint/services.html", page)


def joint_context(record: Record) -> dict[str, object]:
    """What `joint/panel.html` shows, for any page on which somebody starts or reviews a plan."""
    return {
        "together": working_together(record, today=timezone.localdate()),
        "may_join": record.may(Action.WRITE),
        "may_refer": record.may(Action.REFER),
    }
