"""What Dee finds when she looks after the town's directory: what groups sent, twins, a feed."""

from typing import Any

from hearth.core.directory.entry_links import LinkFor
from hearth.jobs.curation import find_same
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.directory import activity_key
from hearth.jobs.demo.town import COMMUNITY, Town
from hearth.records.curation.changes import deciding, links, proposing, reporting
from hearth.records.curation.changes.keeping_over import lay_over
from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.queries import activity, document_of
from hearth.records.feeds import changes as feeds

KNITTERS = {
    "name": "Canal bank knitters",
    "description": "Bring your wool, or borrow ours. We talk as much as we knit.",
    "status": "active",
    "when": "Wednesday 2pm to 4pm",
    "place_name": "The lock keeper’s hut",
    "town": "Calderwick",
    "step_free": "yes",
    "cost": "Free, with tea",
    "email": "knitters@example.org",
    "ways": ["group"],
    "helps_with": ["coffee-and-chat"],
}


def tell_curating(town: Town, days: Calendar) -> None:
    """Leave something of each kind for who looks after the directory."""
    _send(days, "bench-neighbours", 2, when="Thursday 10am to 12 noon", cost="50p for the tea")
    _add(town, days)
    _change_that_was_taken(town, days)
    said = _entry("stroke-club")
    reporting.report(
        activity=said, what="time", words="They start at half past ten now.", by=None,
        at=days.ago(3),
    )  # fmt: skip
    _a_feed_that_failed(town, days)
    find_same(at=days.ago(1, "05:00"))


def _entry(key: str) -> Any:
    found = activity(activity_key(key))
    assert found is not None
    return found


def _send(days: Calendar, key: str, ago: int, **said: object) -> Any:
    """A group opens its link and sends a change."""
    row, at = _entry(key), days.ago(ago)
    token = links.send(
        what=LinkFor.CHANGE, community=row.community, email=row.email, name=row.name,
        activity=row, by=None, at=at,
    )  # fmt: skip
    return proposing.propose(token=token, said=said, by=None, at=at)


def _add(town: Town, days: Calendar) -> None:
    """A new group, whose e-mail has said yes."""
    community, at = town.organisations["icb"].community, days.ago(4)
    row = proposing.add(
        community=community, provider="Canal bank knitters", said=KNITTERS, by=None, at=at
    )
    token = links.send(
        what=LinkFor.ADD, community=community, email=row.email, name="Canal bank knitters",
        proposal=row, by=None, at=at,
    )  # fmt: skip
    proposing.confirm(token=token, by=None, at=at)


def _change_that_was_taken(town: Town, days: Calendar) -> None:
    """Dee took what a group sent. Since then, the feed says something else again."""
    proposal = _send(days, "book-club", 20, cost="Free. We lend you the book.")
    deciding.decide(
        proposal=proposal, taken=["cost"], words="Thank you. It is in the list now.",
        by=town.staff["dee"].account, at=days.ago(19),
    )  # fmt: skip
    row = _entry("book-club")
    document = {**document_of(row), "fees_description": "£1 for tea", "cost_options": []}
    at = days.ago(1, "05:00")
    rows = keep([document], community=row.community, feed=row.feed, at=at)
    lay_over(rows=rows, by=None, at=at)


def _a_feed_that_failed(town: Town, days: Calendar) -> None:
    dee, at = town.staff["dee"].account, days.ago(6, "04:30")
    feed = feeds.add(
        community=COMMUNITY, name="Moorland parishes", address="https://parishes.example.org/api",
        by=dee, at=days.ago(7),
    )  # fmt: skip
    refused = [
        {"number": 3, "id": "m-118", "field": "name", "why": "It has no name."},
        {"number": 7, "id": "", "field": "id", "why": "It has no id."},
    ]
    reading = feeds.Reading(
        started_at=at, is_kept=False, why="Page 2 of the feed holds no list of services.",
        counts={"read": 8, "refused": 2}, refused=refused,
    )  # fmt: skip
    feeds.note_run(feed=feed, reading=reading, by=None, at=at)
    feeds.pause(feed=feed, by=dee, at=days.ago(5))
