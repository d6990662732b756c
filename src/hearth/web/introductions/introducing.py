"""Put somebody in touch: one page, nothing typed, and the yes is the button that sends it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.directory.activity import COST_WORDS, freshness
from hearth.core.introductions.passing_on import (
    PASSED_WORDS,
    About,
    Passed,
    SaidYes,
    chosen,
    default_kind,
    first_choice,
    offered,
)
from hearth.core.introductions.states import CAN_ASK_AGAIN, Kind
from hearth.core.messages import WORDINGS, MessageKind
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.directory.queries import activity as find_activity
from hearth.records.directory.queries import facts_of
from hearth.records.introductions import about as gathering
from hearth.records.introductions.changes.making import introduce as put_in_touch
from hearth.records.introductions.queries import open_with_group
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.introductions import sending
from hearth.web.introductions.forms import IntroduceForm
from hearth.web.page import person_context
from hearth.web.practitioner.forms import require_same_person

WHY = "put someone in touch with a group"
SAFETY = "safety"
"""The kind of need that only the one who has it puts in the plan."""
CHANGED = "Some of this has changed since you opened the page. Look at it again."


@person_page(Action.INTRODUCE, why=WHY, methods="GET POST")
def introduce(request: HttpRequest, record: Record, activity: UUID) -> HttpResponse:
    """What they run, what the group may read, and one button that says yes and sends it."""
    row = find_activity(activity)
    if row is None:
        raise Http404
    if (held := open_with_group(record, activity)) and held.standing.state not in CAN_ASK_AGAIN:
        return redirect("introduction", record.person.pk, held.row.pk)
    goals = gathering.goals_to_name(record, on=timezone.localdate())
    about = _about(request, record, goals)
    form = _form(request, record, row, about, goals)
    sends = request.method == "POST" and "look" not in request.POST
    if sends and form.is_valid():
        require_same_person(request, record)
        try:
            return _send(request, record, row, about, form)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request) | _page(row, about, form)
    return render(request, "introductions/introduce.html", page, status=422 if sends else 200)


def _about(request: HttpRequest, record: Record, goals: list[tuple[str, str]]) -> About:
    asked = request.POST if request.method == "POST" else request.GET
    goal = asked.get("goal", goals[0][0] if len(goals) == 1 else "")
    known = goal if goal in dict(goals) else ""
    return gathering.about(
        record, on=timezone.localdate(), goal=known, companion=asked.get("companion", "")[:200]
    )


def _form(
    request: HttpRequest, record: Record, row: Any, about: About, goals: list[tuple[str, str]]
) -> IntroduceForm:
    offers = _ticks(about)
    goal = next((thread for thread, words in goals if about.hope and words.startswith(about.hope)),
                "")  # fmt: skip
    initial = {
        "kind": default_kind(email=row.email, telephone=row.telephone).value,
        "passed_on": [each.value for each in first_choice(about)],
        "goal": goal,
        "agreed_on": timezone.localdate(),
        "in_plan": not _is_about_safety(row),
    }
    return IntroduceForm(
        request.POST if request.method == "POST" else None,
        offers=offers, goals=goals, is_person=record.role is Role.PERSON, initial=initial,
    )  # fmt: skip


def _is_about_safety(row: Any) -> bool:
    """Who does harm may be among those who read the plan: then it goes there only if chosen."""
    known = settings.INTERESTS.by_code
    codes = facts_of(row).helps_with
    return any(known[code].need == SAFETY for code in codes if code in known)


def _ticks(about: About) -> dict[Passed, str]:
    """What can be ticked. Who comes along is typed, and goes with it."""
    return {each: words for each, words in offered(about).items() if each is not Passed.COMPANION}


def _seen(offers: Mapping[Passed, str]) -> str:
    """A hash of the words beside the ticks: they must be the same when they are sent."""
    said = json.dumps(sorted((each.value, words) for each, words in offers.items()))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _page(row: Any, about: About, form: IntroduceForm) -> dict[str, object]:
    facts, offers = facts_of(row), _ticks(about)
    return {
        "activity": facts,
        "row": row,
        "cost": facts.cost_words or COST_WORDS[facts.cost],
        "freshness": freshness(facts.assured_on, today=timezone.localdate()).value,
        "form": form,
        "ticks_shown": [(each.value, PASSED_WORDS[each], words) for each, words in offers.items()],
        "seen": _seen(offers),
        "message": WORDINGS[MessageKind.GROUP_ASKED].sentence,
        "reaches": default_kind(email=row.email, telephone=row.telephone) is not Kind.TOLD,
        "ways": [(SaidYes.TALKING, "They said yes as we talked"),
                 (SaidYes.TELEPHONE, "They said yes on the phone")],
    }  # fmt: skip


def _send(
    request: HttpRequest, record: Record, row: Any, about: About, form: IntroduceForm
) -> HttpResponse:
    given, now = form.cleaned_data, timezone.now()
    kind = Kind(given["kind"])
    ticked = {Passed(each) for each in given["passed_on"]}
    if kind is not Kind.TOLD and given["seen"] != _seen(_ticks(about)):
        raise Refused([Refusal(CHANGED, "passed_on")])
    if about.companion:
        ticked.add(Passed.COMPANION)
    with transaction.atomic():
        made = put_in_touch(
            record=record, activity=row, kind=kind, passed_on=chosen(about, ticked),
            said_yes=_said_yes(request), agreed_at=_moment(given.get("agreed_on"), now),
            goal=given.get("goal", "") if about.hope else "", companion=about.companion,
            in_plan=given["in_plan"], by=record.account, at=now,
        )  # fmt: skip
        sending.ask(made, by=record.account, at=now)
    messages.success(request, _done(kind, record.role is Role.PERSON, in_plan=given["in_plan"]))
    return redirect("introduction", record.person.pk, made.pk)


def _said_yes(request: HttpRequest) -> SaidYes | None:
    said = request.POST.get("said_yes", "")
    return SaidYes(said) if said in set(SaidYes) else None


def _moment(day: date | None, now: datetime) -> datetime:
    """The moment of a yes: now, where it was today; noon of the day, where it was before."""
    if day is None or day == timezone.localdate(now):
        return now
    return datetime.combine(day, time(12), tzinfo=UTC)


def _done(kind: Kind, is_person: bool, *, in_plan: bool) -> str:
    if kind is Kind.TOLD and in_plan:
        return "It is in the plan now, with how to reach them."
    if kind is Kind.TOLD:
        return "It is written down. It is not in the plan."
    whom = "you" if is_person else "them"
    return f"Done. The group can read what {whom} agreed to.".replace("them agreed", "they agreed")
