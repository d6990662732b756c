"""Follow up introductions: remind a group once, ask who was to go whether they did, and if they
still go after three months. What no link can reach stays with who follows it up.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from hearth.core.introductions.replying import ASKED, Question, to_ask
from hearth.core.introductions.states import Teller
from hearth.records.replies.changes import ask_group, ask_person
from hearth.records.replies.queries import ToFollow, to_follow

LOOKS_BACK = timedelta(days=500)
"""A waiting list can take a year; what began before that is not asked about by a message."""


def follow_up(*, at: datetime) -> int:
    """Ask all that is due to be asked by a link today. Say how much was asked."""
    return sum(_follow(each, at) for each in to_follow(since=at - LOOKS_BACK))


def _follow(each: ToFollow, at: datetime) -> bool:
    due = to_ask(each.standing, each.before, timezone.localdate(at))
    if due is None:
        return False
    if _ask(each, due.question, at, is_reminder=due.is_reminder):
        return True
    return due.instead is not None and _ask(each, due.instead, at)


def _ask(each: ToFollow, question: Question, at: datetime, *, is_reminder: bool = False) -> bool:
    if ASKED[question].asks is Teller.PERSON:
        link = ask_person(introduction=each.row, question=question, by=None, at=at)
    else:
        link = ask_group(
            introduction=each.row, question=question, is_reminder=is_reminder, by=None, at=at
        )
    return link is not None
