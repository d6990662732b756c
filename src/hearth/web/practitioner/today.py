"""Today: whom I see, what waits for me, and what has not happened."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import STAFF_MAY, Action, Role
from hearth.core.agreement import THEIRS, Answer
from hearth.core.appeal import DUTIES, State
from hearth.records.access.queries import READING_ROLES, people_visible_to
from hearth.records.appeals.queries import owed_by
from hearth.records.disclosure.queries import copies_to_check
from hearth.records.people.queries import numbers_of, open_death_reports
from hearth.records.plans.queries.rounds import conversations_between, dates_missed
from hearth.records.plans.queries.signing import late_for, waiting_to_sign
from hearth.records.plans.queries.versions import VersionStanding
from hearth.records.plans.queries.waiting import plans_without_a_yes, review_requests_for
from hearth.records.preparation.queries import answers_returned, urgent_tasks_for
from hearth.web.directory.tabs import INTRODUCERS
from hearth.web.door import account_of, staff_page
from hearth.web.introductions.caseload import due_for
from hearth.web.page import staff_nav
from hearth.web.practitioner.present import Waiting

SHOWN = 20
A_WEEK = timedelta(days=7)
PER_PAGE = 50


@staff_page()
def today(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Whom I see today and this week, what waits, what has not happened. Constant queries."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    reading = [post for post in posts if post.role in READING_ROLES]
    mine = [post.pk for post in reading]
    places = sorted({post.organisation_id for post in reading})
    start = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    soon = list(conversations_between(mine, start, start + A_WEEK))
    waiting = [*_deaths_to_check(request), *_waiting(mine, start)] if reading else []
    waiting += _copies(request) if _may_check_copies(reading) else []
    missed = list(dates_missed(places, today=timezone.localdate())[: SHOWN + 1])
    people = {r.person_id for r in soon} | {w.person.pk for w in waiting}
    people |= {each.round.person_id for each in missed}
    page = {
        "posts": posts,
        "may_read": bool(reading),
        "may_send": any(Action.SEND_LETTER in STAFF_MAY[Role(post.role)] for post in reading),
        "now": [r for r in soon if timezone.localdate(r.conversation_at) == start.date()],
        "later": [r for r in soon if timezone.localdate(r.conversation_at) != start.date()],
        "waiting": waiting,
        "to_sign": waiting_to_sign(posts, on=start.date()).count(),
        "late_to_sign": late_for([post.pk for post in posts], on=start.date()).count(),
        "follow_up": due_for(request) if _may_introduce(reading) else None,
        "missed": missed[:SHOWN],
        "more_missed": len(missed) > SHOWN,
        "numbers": numbers_of(people),
    }
    return render(request, "practitioner/today.html", page)


@staff_page()
def missed_dates(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """All that has not happened where I work, the oldest first."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    places = sorted({post.organisation_id for post in posts if post.role in READING_ROLES})
    found = Paginator(dates_missed(places, today=timezone.localdate()), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    numbers = numbers_of({each.round.person_id for each in page})
    context = {"page": page, "missed": list(page), "numbers": numbers}
    return render(request, "practitioner/missed_dates.html", context)


def _waiting(posts: list[int], start: datetime) -> list[Waiting]:
    """Urgent results first; then answers, requests and plans, each kind in its own order."""
    return [
        *_urgent(posts),
        *_appeals(posts),
        *_returned(posts, start),
        *_requests(posts),
        *_plans(posts),
    ]


def _deaths_to_check(request: HttpRequest) -> list[Waiting]:
    """What those close told us: nothing is sent to the person until somebody has checked it."""
    visible = people_visible_to(account_of(request), on=timezone.localdate())
    return [
        Waiting(each.person, "Someone told us that they died", each.reported_at, "died")
        for each in open_death_reports(visible)[:SHOWN]
    ]


def _may_check_copies(posts: list[Any]) -> bool:
    """Say whether one of these posts may check a copy before the person has it."""
    return any(Action.CHECK_COPY in STAFF_MAY[Role(post.role)] for post in posts)


def _may_introduce(posts: list[Any]) -> bool:
    return any(post.role in INTRODUCERS for post in posts)


def _copies(request: HttpRequest) -> list[Waiting]:
    """People who asked for a copy of their record: it waits for somebody to check it."""
    rows = copies_to_check(account_of(request), on=timezone.localdate())[:SHOWN]
    return [
        Waiting(
            row.person,
            f"Asks for a copy of their record, by {row.answer_by:%-d %B %Y}",
            row.asked_at,
            "copy-check",
        )
        for row in rows
    ]


def _urgent(posts: list[int]) -> list[Waiting]:
    return [
        Waiting(task.person, task.words, task.raised_at, "urgent", (task.pk,), is_urgent=True)
        for task in urgent_tasks_for(posts)[:SHOWN]
    ]


def _appeals(posts: list[int]) -> list[Waiting]:
    return [
        Waiting(
            row.appeal.person, f"Someone does not agree: {DUTIES[State(row.state)]}", row.at,
            "appeal", (row.appeal_id,),
        )
        for row in owed_by(posts)[:SHOWN]
    ]  # fmt: skip


def _returned(posts: list[int], start: datetime) -> list[Waiting]:
    return [
        Waiting(row.round.person, "Answers are ready to read", row.at, "conversation")
        for row in answers_returned(posts, since=start - A_WEEK, most=SHOWN)
    ]


def _requests(posts: list[int]) -> list[Waiting]:
    return [
        Waiting(row.person, "Asks for a review", row.asked_at, "review-request")
        for row in review_requests_for(posts)[:SHOWN]
    ]


def _plans(posts: list[int]) -> list[Waiting]:
    return [
        Waiting(
            each.version.person,
            words,
            each.version.frozen_at,
            address,
            (each.version.number,),
        )
        for each in plans_without_a_yes(posts, at=timezone.now())
        for words, address in [_how_it_stands(each)]
    ]


def _how_it_stands(held: VersionStanding) -> tuple[str, str]:
    """What a plan waits for, in words, and the page on which to deal with it."""
    theirs = [each for each in held.signatures if each.party in THEIRS]
    if not theirs:
        return "Has not answered the plan yet", "record-answer"
    if theirs[-1].answer is Answer.NOT_AGREED:
        return "Does not agree with the plan", "record-answer"
    return "A service has not signed the plan, and says why", "version"
