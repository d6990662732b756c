"""The worklists of a place of work: for each list its count and a page of rows.

The rules are those of `core.worklists`, put to the database (`lists.py`), so that a list of any
length costs the same. A test holds them to the rules of the core.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.worklists import LISTS, About, Worklist
from hearth.records.accountability.queries.lists import FINDERS
from hearth.records.accountability.queries.place import Place
from hearth.records.community.models import Post
from hearth.records.people.models import Person

EVERYBODY = frozenset({Role.PRACTITIONER, Role.LINK_WORKER, Role.ADMINISTRATOR})
PLANNERS = frozenset({Role.PRACTITIONER, Role.ADMINISTRATOR})
SEEN_BY: Mapping[Worklist, frozenset[Role]] = {
    Worklist.RED_FLAG: PLANNERS,
    Worklist.NOT_INVITED: PLANNERS,
    Worklist.NO_REPLY: PLANNERS,
    Worklist.RESULTS_PENDING: PLANNERS,
    Worklist.UNBOOKED: EVERYBODY,
    Worklist.LETTER: PLANNERS,
    Worklist.PLAN_NOT_ISSUED: EVERYBODY,
    Worklist.ACTION_OVERDUE: EVERYBODY - {Role.ADMINISTRATOR},
    Worklist.REVIEW_OVERDUE: EVERYBODY,
    Worklist.REFERRAL: PLANNERS,
}
"""Who reads a list: nobody learns from one what the door would not show them."""


@dataclass(frozen=True)
class Row:
    """Somebody on a list: since when, for how many days, who answers, and which row it is about."""

    person: Person
    since: date
    days: int
    post: Post | None
    about: Any


def lists_for(roles: Collection[Role]) -> list[Worklist]:
    """The lists that somebody in these roles reads, in the order in which to read them."""
    return [each for each in Worklist if SEEN_BY[each] & set(roles)]


def counts(place: Place, lists: Iterable[Worklist]) -> list[tuple[Worklist, About, int]]:
    """Each list in words with how many are on it. One query for each list."""
    return [(each, LISTS[each], FINDERS[each](place).count()) for each in lists]


def rows(place: Place, worklist: Worklist, *, start: int, stop: int) -> list[Row]:
    """A page of a list, the oldest first. Three queries."""
    held = list(FINDERS[worklist](place).order_by("row_fact", "row_about")[start:stop])
    people = Person.objects.in_bulk({each["row_person"] for each in held})
    wanted = {each["row_post"] for each in held if each["row_post"]}
    posts = Post.objects.select_related("account", "organisation").in_bulk(wanted)
    return [
        _row(worklist, each, people[each["row_person"]], posts.get(each["row_post"]), place.today)
        for each in held
    ]


def _row(
    worklist: Worklist, held: Mapping[str, Any], person: Person, post: Post | None, today: date
) -> Row:
    since = late_from(worklist, held["row_fact"], wrong=bool(held.get("row_wrong")))
    return Row(person, since, (today - since).days, post, held["row_about"])


def late_from(worklist: Worklist, fact: date | datetime | str, *, wrong: bool = False) -> date:
    """The day from which a fact is late. A letter in the wrong format is late from its own day."""
    if isinstance(fact, str):
        day = date.fromisoformat(fact)
    else:
        day = timezone.localdate(fact) if isinstance(fact, datetime) else fact
    days = 0 if wrong else settings.JURISDICTION.worklists[worklist]
    return date.fromordinal(day.toordinal() + days)
