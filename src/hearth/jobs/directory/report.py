"""How good a feed is, with what else is known of its entries: which look like another one."""

from datetime import date
from typing import Any

from hearth.core.directory.quality import Report
from hearth.records.curation.queries import likely
from hearth.records.feeds import queries


def report_of(feed: Any, *, today: date) -> Report:
    """Report on a feed. Twins are those found by night that nobody has looked at yet."""
    return queries.report_of(feed, today, twins=twins_in(feed.community))


def twins_in(community: Any) -> dict[str, str]:
    """Return the keys of entries that look like others, with the names of those."""
    found: dict[str, str] = {}
    for look in likely(community):
        for row in look.rows:
            others = [str(other) for other in look.rows if other.pk != row.pk]
            found[str(row.pk)] = f"{', '.join(others)}: {look.why}"[:200]
    return found
