"""What the pages of the worklists share: for whom a list is, and where its next action is done."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import STAFF_MAY, Action, Role
from hearth.core.worklists import Worklist
from hearth.records.access.queries import READING_ROLES
from hearth.records.accountability.queries.place import Place
from hearth.records.accountability.queries.worklists import SEEN_BY, Row

READERS = tuple(role for role in Role if role.value in READING_ROLES)


def place_of(request: HttpRequest, posts: list[Any]) -> Place:
    """Where I work; with `?mine=1`, only what I answer for myself."""
    own = tuple(post.pk for post in posts) if request.GET.get("mine") == "1" else ()
    places = tuple(sorted({post.organisation_id for post in posts}))
    return Place(places, timezone.localdate(), own)


def place_for(request: HttpRequest, posts: list[Any], worklist: Worklist) -> Place:
    """Where I hold a post that reads this list: elsewhere I may read less."""
    return place_of(request, [post for post in posts if Role(post.role) in SEEN_BY[worklist]])


def roles_of(posts: Collection[Any]) -> set[Role]:
    return {Role(post.role) for post in posts}


def next_page(worklist: Worklist, row: Row, roles: Collection[Role], *, mine: bool = False) -> str:
    """The address at which the next thing is done, by what the reader may do.

    `mine`: an ask that the reader made. Those who were asked answer it.
    """
    person = row.person.pk
    actions = frozenset[Action]().union(*(STAFF_MAY[role] for role in roles))
    match worklist:
        case Worklist.RED_FLAG if Action.RESOLVE_URGENT in actions:
            return reverse("urgent", args=[person, row.about])
        case Worklist.REFERRAL if mine:
            return reverse("refer", args=[person])
        case Worklist.REFERRAL:
            return reverse("ask-answer", args=[person, row.about])
        case Worklist.RESULTS_PENDING:
            return reverse("round-tests", args=[person])
        case Worklist.PLAN_NOT_ISSUED if Action.CONVERSE in actions:
            return reverse("read-back", args=[person])
        case Worklist.REVIEW_OVERDUE | Worklist.ACTION_OVERDUE if Action.CONVERSE in actions:
            return reverse("review", args=[person])
        case Worklist.NOT_INVITED | Worklist.NO_REPLY:
            return reverse("person-recall", args=[person])
        case _ if Action.PLAN_ROUND in actions:
            return reverse("round", args=[person])
    return reverse("my-plan", args=[person])
