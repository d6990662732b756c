"""The work plan of Calderwick: most of it on the roof, as everywhere; two things long overdue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hearth.core.house.work import Said, WorkState
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import Town
from hearth.records.audit.changes import together
from hearth.records.people.queries import supporters_of
from hearth.records.workplan import queries
from hearth.records.workplan.changes import add_work, change_work, move_work

GOING, WAITING, DONE, STOPPED = list(WorkState)[1:]


@dataclass(frozen=True)
class Line:
    """One action. Days are counted from today: written `ago`, `due` ahead, or past when negative.

    `owner` is somebody of the town, or a name. `moves`: (state, days ago, why). `needs`: places in
    the list. `later`: (days by which its date was moved, days ago, why).
    """

    title: str
    elements: tuple[str, ...]
    owner: str
    due: int | None
    ago: int
    why: str = ""
    effort: int | None = None
    moves: tuple[tuple[WorkState, int, str], ...] = ()
    needs: tuple[int, ...] = ()
    later: tuple[int, int, str] | None = None
    where: str = ""


LINES = (
    Line(
        "One recall list for the whole town", ("one-recall",), "priya", -120, 400,
        "Nobody should be asked three times in one month.", 15,
        ((GOING, 390, ""), (DONE, 130, "")),
    ),
    Line(
        "Send each letter two weeks before", ("letter-before",), "priya", -60, 390, "", 8,
        ((GOING, 380, ""), (DONE, 70, "")),
    ),
    Line(
        "Rewrite the letter with those who get it", ("letter-before", "knows-what-is-coming"),
        "arthur", -24, 190, "Four pages of numbers go in a drawer.", 6, ((GOING, 60, ""),),
        later=(30, 50, "Three of the five readers were ill."),
    ),
    Line(
        "Ask every person which format they need, once", ("needed-format",), "grace", 20, 90, "",
        4, ((GOING, 40, ""),), needs=(2,),
    ),
    Line(
        "Print the letter in large print and Easy Read", ("needed-format",), "priya", 45, 40, "",
        5, needs=(2, 3),
    ),
    Line(
        "A telephone line for those who are not online", ("without-the-internet",), "dee", -7,
        120, "One in four of us is not online.", 10,
        ((GOING, 100, ""), (WAITING, 30, "The council has to say who pays for the line.")),
    ),
    Line(
        "Try a second way to join up the recall lists", ("one-recall", "dates-kept"), "priya", 30,
        80, "", 12, ((GOING, 70, ""),),
    ),
    Line(
        "Move the clinic to two rooms side by side", ("roles-and-rooms",), "Sue Barton", 15, 60,
        "", 9, ((GOING, 20, ""),), where="Mill Lane Surgery",
    ),
    Line(
        "Write down who phones about an urgent result", ("urgent-results",), "grace", 8, 50, "", 3,
        ((GOING, 30, ""),),
    ),
    Line(
        "Two days of training for the new nurses", ("partnership-training", "staff-confidence"),
        "grace", 60, 70, "", 8,
    ),
    Line(
        "A bus pass for the first three visits to a group", ("help-to-get-there",), "dee", 90, 30,
        "People say yes to a group, and then have no way to get there.", 6, needs=(11,),
    ),
    Line(
        "Ask the council for money for travel", ("help-to-get-there", "groups-can-last"), "marcus",
        25, 30, "", 2,
    ),
    Line(
        "Buy tablets for the waiting room", ("own-record",), "priya", None, 200, "", 4,
        ((STOPPED, 90, "Nobody who was asked wanted one."),),
    ),
)  # fmt: skip


def plan_work(town: Town, told: Mapping[str, Any], days: Calendar) -> None:
    """Write the plan down as it grew, with its moves, and with one date that was moved."""
    accounts = {key: each.account for key, each in town.staff.items()}
    carers = supporters_of(told["betty"].person).select_related("account")
    accounts["arthur"] = next(each.account for each in carers if each.account)
    community, items = town.organisations["trust"].community, {}
    with together():
        for place in sorted(range(len(LINES)), key=lambda each: -LINES[each].ago):
            items[place] = _write(LINES[place], community, accounts, days)
        for place, item in items.items():
            _tie(LINES[place], item, items, accounts, days)
            for state, ago, why in LINES[place].moves:
                move_work(item=item, to=state, why=why, by=accounts["priya"], at=days.ago(ago))


def _write(line: Line, community: Any, accounts: Mapping[str, Any], days: Calendar) -> Any:
    account = accounts.get(line.owner)
    first = (line.due or 0) - (line.later[0] if line.later else 0)
    said = Said(
        line.title, line.why, "" if account else line.owner, line.where,
        None if line.due is None else days.due(first), line.effort,
    )  # fmt: skip
    return add_work(
        community=community, said=said, owner=account, elements=line.elements,
        by=accounts["priya"], at=days.ago(line.ago),
    )  # fmt: skip


def _tie(
    line: Line, item: Any, items: Mapping[int, Any], accounts: Mapping[str, Any], days: Calendar
) -> None:
    newest = queries.newest_wording(item)
    more = {"by": accounts["priya"], "owner": newest.owner_account, "item": item}
    said = queries.said_of(newest)
    if line.needs:
        needs = [items[place].pk for place in line.needs]
        change_work(base_number=1, said=said, depends_on=needs, at=days.ago(line.ago), **more)
    if line.later and line.due is not None:
        _, ago, why = line.later
        said = replace(said, due=days.due(line.due))
        change_work(base_number=1, said=said, reason=why, at=days.ago(ago), **more)
