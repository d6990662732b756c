"""The work plan: what is out of balance, every action, and what must come first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.balance import Balance, balance
from hearth.core.house.parts import NAMES, Part
from hearth.formats.sheet import csv_of
from hearth.records.house.queries import framework_of, standing_of
from hearth.records.house.sight import Sight
from hearth.records.workplan.queries import work_of
from hearth.web.house.door import house_context, house_page
from hearth.web.workplan.present import NO_OWNER, NO_PART, STATES, Plan, Row, Wanted

A_PAGE = 30
WIDTH = 600
HEAD = (
    "Action", "Why", "Who", "Where they work", "By when", "Days late", "How it stands",
    "Days of work", "Parts", "Elements", "Blocked by", "Written on", "From",
)  # fmt: skip


def plan_of(sight: Sight) -> Plan:
    """The plan of the community that is looked at, today."""
    community = sight.community
    return Plan(work_of(community), framework_of(community), timezone.localdate())


@house_page(HouseAction.SEE_HOUSE)
def work(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Every action, the latest first; above it, the plan held against the house."""
    plan, wanted = plan_of(sight), Wanted.of(request.GET.dict())
    rows = Paginator(wanted.among(plan.rows), A_PAGE).get_page(request.GET.get("page"))
    page = house_context(request, sight) | {
        "plan": plan,
        "rows": rows,
        "wanted": wanted,
        "query": _query(wanted),
        "parts": [*((part.value, NAMES[part]) for part in Part), (NO_PART, "No part yet")],
        "owners": [*((name, name) for name in plan.owners), (NO_OWNER, "No one yet")],
        "states": list(STATES.items()),
        "may_plan": sight.may(HouseAction.PLAN_WORK),
    }
    if wanted.is_all:
        page |= _balance(balance(plan.work, plan.framework, standing_of(sight.community)))
    return render(request, "workplan/work.html", page)


def _query(wanted: Wanted) -> str:
    held = QueryDict(mutable=True)
    held.update({"part": wanted.part, "owner": wanted.owner, "state": wanted.state})
    return f"{held.urlencode()}&"


def _balance(held: Balance) -> dict[str, object]:
    bars = [(each, round(float(each.share) * (WIDTH - 2), 1)) for each in held.parts]
    return {"balance": held, "bars": bars, "width": WIDTH}


@house_page(HouseAction.SEE_HOUSE)
def as_csv(_request: HttpRequest, sight: Sight) -> HttpResponse:
    """The whole plan for a spreadsheet: one row for each action."""
    text = csv_of(HEAD, map(_cells, plan_of(sight).rows))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="work-plan.csv"'
    return answer


def _cells(row: Row) -> list[object]:
    work, said = row.work, row.work.said
    return [
        said.title, said.why, said.owner, said.organisation, said.due, row.late or None,
        work.state.words, said.effort, ", ".join(NAMES[part] for part in row.parts),
        ", ".join(each.name for each in row.elements),
        "; ".join(each.title for each in row.blockers), work.since, work.source,
    ]  # fmt: skip
