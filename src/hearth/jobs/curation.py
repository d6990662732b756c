"""What is done by itself for the directory: groups are asked, twins are found, feeds are read."""

import logging
from collections.abc import Callable
from datetime import datetime

from hearth.jobs.directory import CannotSync, sync
from hearth.jobs.directory.duplicates import find
from hearth.records.curation.changes.asking import ask_if_still_right, forget_unconfirmed
from hearth.records.curation.changes.reporting import claim_feed
from hearth.records.curation.changes.same import note_likely
from hearth.records.feedback.places import places

log = logging.getLogger(__name__)


def ask_groups(*, at: datetime) -> None:
    """Ask groups whose entry nobody checked for long; forget new ones that nobody confirmed."""
    for community in places().values():
        ask_if_still_right(community=community, by=None, at=at)
    forget_unconfirmed(by=None, at=at)


def find_same(*, at: datetime) -> None:
    """Look in each community for entries that are likely the same, for a curator to look at."""
    for community in places().values():
        note_likely(community=community, clusters=find(community), by=None, at=at)


def read_asked(*, at: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Read the feeds that curators asked for. One that fails is noted, for them to see."""
    count = 0
    while go_on() and (asked := claim_feed(at=at)):
        count += 1
        try:
            sync(asked.feed, by=asked.asked_by, at=at)
        except CannotSync as refusal:
            log.warning("The feed %s could not be read: %s", asked.feed.pk, refusal)
    return count
