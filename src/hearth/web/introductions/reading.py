"""Where somebody is put in touch: all of it, and one with what happened and what is next."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.introductions.passing_on import as_read
from hearth.core.introductions.states import (
    CAN_ASK_AGAIN,
    REASON_WORDS,
    STATE_WORDS,
    State,
    Teller,
    can_be_told,
)
from hearth.core.introductions.states import Reason as WhyNot
from hearth.core.introductions.wording import I_SAY, NEXT_FOR_PERSON, THEY_SAY, YOU_WORDS, slug
from hearth.records.access.door import Record
from hearth.records.introductions import queries
from hearth.records.introductions.outcomes import outcomes_of
from hearth.records.introductions.queries import Followed
from hearth.records.plans.queries.entries import current_entry
from hearth.web.door import person_page
from hearth.web.introductions.asking import is_time_to_ask
from hearth.web.page import person_context

UNMET_REASONS = {
    WhyNot.NOT_RIGHT.value: "not-wanted",
    WhyNot.CLOSED.value: "nothing-exists",
    WhyNot.UNWELL.value: "",
    WhyNot.NOBODY_TO_GO_WITH.value: "",
    WhyNot.OTHER.value: "",
}
"""A no of a group as a reason why nothing fits; those that are not here have the same word."""

WHY = "looked at where somebody is put in touch"


@person_page(Action.INTRODUCE, why=WHY)
def introductions(request: HttpRequest, record: Record) -> HttpResponse:
    """All that somebody is in touch with, what is open first."""
    held = queries.introductions_of(record)
    rows = [(each, _words(record, each)) for each in held]
    page = person_context(record, request) | {
        "open": [row for row in rows if not row[0].standing.is_over],
        "over": [row for row in rows if row[0].standing.is_over],
        "today": timezone.localdate(),
    }
    return render(request, "introductions/all.html", page)


@person_page(Action.INTRODUCE, why=WHY)
def introduction(request: HttpRequest, record: Record, introduction: UUID) -> HttpResponse:
    """What happened, day by day; what is next; and the buttons that the table allows."""
    one = found(record, introduction)
    page = person_context(record, request) | {
        "one": one,
        "words": _words(record, one),
        "next": _next(record, one),
        "happened": [_line(record, each) for each in one.happened],
        "says": _says(record, one),
        "may_withdraw": State.WITHDRAWN in can_be_told(one.standing.state, Teller.STAFF),
        "may_ask": one.standing.state in CAN_ASK_AGAIN,
        "was_refused": one.standing.state is State.REJECTED,
        "not_found": urlencode(_not_found(record, one)),
        "passed_on": as_read(one.row.passed_on),
        "outcomes": outcomes_of(record, one.row),
        "asks": is_time_to_ask(record, one),
        "follows": one.row.link_worker == record.account,
        "today": timezone.localdate(),
    }
    return render(request, "introductions/one.html", page)


def found(record: Record, key: UUID) -> Followed:
    """One introduction that this viewer may know of; else there is no such page."""
    one = queries.introduction(record, key)
    if one is None:
        raise Http404
    return one


def _words(record: Record, one: Followed) -> str:
    said = YOU_WORDS if record.role is Role.PERSON else STATE_WORDS
    return said[one.standing.state]


def _next(record: Record, one: Followed) -> str:
    if record.role is Role.PERSON:
        return NEXT_FOR_PERSON.get(one.standing.state, "")
    return one.standing.next_step.value if one.standing.next_step else ""


def _says(record: Record, one: Followed) -> list[tuple[str, str]]:
    """What can be said next: (words, the address's word), in order."""
    is_person = record.role is Role.PERSON
    words = I_SAY if is_person else THEY_SAY
    here = can_be_told(one.standing.state, Teller.PERSON if is_person else Teller.STAFF)
    return [(words[each], slug(each)) for each in here if each in words]


def _line(record: Record, row: Any) -> dict[str, object]:
    said = YOU_WORDS if record.role is Role.PERSON else STATE_WORDS
    return {
        "on": row.on,
        "words": said[State(row.state)],
        "reason": REASON_WORDS[WhyNot(row.reason)] if row.reason else "",
        "said": row.words,
        "place": row.place,
        "who": _who(record, row),
    }


def _not_found(record: Record, one: Followed) -> dict[str, str]:
    """What the page of what could not be found begins with: nothing is typed again."""
    goal = current_entry(record, str(one.row.goal)) if one.row.goal else None
    reason = one.happened[-1].reason
    said = {
        "want": goal.lead if goal else one.row.why or one.row.activity_name,
        "reason": UNMET_REASONS.get(reason, reason),
    }
    return {name: words for name, words in said.items() if words}


def _who(record: Record, row: Any) -> str:
    if row.teller == Teller.GROUP.value:
        return "The group told us"
    if row.teller == Teller.PERSON.value:
        return "You told us" if record.role is Role.PERSON else "They told us"
    return ""
