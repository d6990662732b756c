"""Find what happened in the rows themselves, so that no room has to remember to tell."""

from datetime import datetime, timedelta

from django.utils import timezone

from hearth.core.subscriptions import Topic
from hearth.records.introductions import happened as introductions
from hearth.records.plans.queries import happened as plans
from hearth.records.subscriptions.happenings import (
    Found,
    begin_at,
    forget_how_far,
    is_time,
    looked_up_to,
    take_down,
)
from hearth.records.subscriptions.queries import is_anybody_listening

DAYS_BACK = 7
"""So long may the worker be away without an action's day going by untold."""


ACTIONS_EVERY = timedelta(minutes=10)


def take_down_all(*, at: datetime) -> int:
    """Take down all that happened since the last look. It bears to be run twice, or at once."""
    if not is_anybody_listening():
        return 0
    due = _due(at) if is_time(rows="actions", every=ACTIONS_EVERY, at=at) else 0
    return _agreed(at) + _answered(at) + due


def begin(*, at: datetime) -> None:
    """Look once before somebody begins to listen: what has happened until now is not for them."""
    if not is_anybody_listening():
        forget_how_far()
    for look in (_agreed, _answered, _due):
        look(at)


def _agreed(at: datetime) -> int:
    signature, decision = plans.newest_answers()
    since = (
        begin_at(rows="signature", newest=signature, at=at),
        begin_at(rows="going on", newest=decision, at=at),
    )
    found = [
        Found(f"version {each.version}", each.person_id, f"CarePlan/{each.person_id}", each.at)
        for each in plans.agreed_since(*since)
    ]
    taken = take_down(topic=Topic.PLAN_AGREED, found=found, at=at)
    looked_up_to(rows="signature", newest=signature, at=at)
    looked_up_to(rows="going on", newest=decision, at=at)
    return taken


def _answered(at: datetime) -> int:
    newest = introductions.newest_event()
    since = begin_at(rows="introduction event", newest=newest, at=at)
    found = [
        Found(f"event {row}", person, f"Task/{introduction}", said_at)
        for row, introduction, person, said_at in introductions.answered_since(since)
    ]
    taken = take_down(topic=Topic.REFERRAL_ANSWERED, found=found, at=at)
    looked_up_to(rows="introduction event", newest=newest, at=at)
    return taken


def _due(at: datetime) -> int:
    """An action is due from the morning of its day, or from when it is written with a day past."""
    today = timezone.localdate(at)
    found = [
        Found(f"action {thread} on {day}", person, f"Task/{thread}", at)
        for person, thread, day in plans.actions_due(today - timedelta(days=DAYS_BACK), today)
    ]
    return take_down(topic=Topic.ACTION_DUE, found=found, at=at)
