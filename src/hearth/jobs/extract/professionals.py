"""A small extract of professionals, in the tables of every extract: one row each, a pseudonym.

“Registered” says where they work. What they did to learn are events. No notes and no names.
"""

from collections.abc import Iterator
from datetime import date, datetime

from hearth.core.metrics.happened import SYSTEM
from hearth.jobs.extract.batches import Row
from hearth.jobs.extract.building import Sources
from hearth.jobs.extract.cells import EPOCH, after_last
from hearth.jobs.extract.means import Means
from hearth.jobs.extract.own import SOURCE, OwnTable
from hearth.jobs.extract.sources import means
from hearth.records.cohorts.queries import communities
from hearth.records.learning.population import WhoWorks, learning_rows, who_works

PROFESSIONALS = f"{SOURCE}: professionals"
"""The source of their pseudonyms: nobody who also has a plan can be recognised by one."""


def from_professionals(*, at: datetime) -> Sources:
    """Read who works with people here, and what they did to learn."""
    own, mark = means(PROFESSIONALS), at.isoformat()
    tables = [
        OwnTable("professionals", "persons", _everyone, _person, own, mark),
        OwnTable("posts", "registrations", _posts, _post, own, mark),
        OwnTable("learning", "events", _learning, _learned, own, mark),
    ]
    return Sources("hearth", PROFESSIONALS, tables)


def _everyone() -> Iterator[int]:
    """Give each account once, also of who works in two places."""
    yield from dict.fromkeys(post.account_id for post in _posts())


def _posts() -> Iterator[WhoWorks]:
    for community in communities():
        yield from who_works(community)


def _learning() -> Iterator[tuple[int, str, date, int]]:
    """Give each thing once: what somebody learned, they know in all places where they work."""
    found = (row for community in communities() for row in learning_rows(community))
    yield from dict.fromkeys((row.account_id, row.code, row.on, row.value) for row in found)


def _person(means: Means, account: int) -> Row:
    return means.person(str(account)), None, None, None, None, None, None, None, None


def _post(means: Means, post: WhoWorks) -> Row:
    ends = after_last(None if post.ends is None else _count(post.ends))
    return means.person(str(post.account_id)), post.organisation, _count(post.starts), ends


def _learned(means: Means, told: tuple[int, str, date, int]) -> Row:
    account, code, on, value = told
    return means.person(str(account)), SYSTEM, code, _count(on), float(value)


def _count(day: date) -> int:
    return day.toordinal() - EPOCH
