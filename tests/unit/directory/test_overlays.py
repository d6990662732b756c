"""What we keep over a feed, and links of groups: small rules."""

from datetime import UTC, datetime

import pytest

from hearth.core.directory.entry_links import is_open, may_send
from hearth.core.directory.overlays import Kept, Now, compared

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 2, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fed", "stands"),
    [("£2", Now.SAME), ("Free", Now.STANDS), ("£5", Now.BOTH), (None, Now.BOTH)],
)
def test_a_field_that_we_keep_is_compared_with_what_the_feed_says_now(fed, stands):
    kept = Kept("cost", ours="£2", theirs="Free")

    assert compared(kept, {"cost": fed} if fed else {}) is stands


def test_a_link_opens_until_it_ends_is_used_or_is_taken_back():
    def opens(**more):
        given = {"ends_at": LATER, "used_at": None, "withdrawn_at": None, "at": NOON} | more
        return is_open(**given)

    assert opens()
    assert not opens(at=LATER)
    assert not opens(used_at=NOON)
    assert not opens(withdrawn_at=NOON)


def test_only_some_links_leave_in_an_hour():
    assert may_send(0, 0)
    assert may_send(2, 59)
    assert not may_send(3, 3)
    assert not may_send(0, 60)
