"""Hold the whole audit trail against its own hashes, its heads and the anchors of earlier days."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from hearth.core.chain import LANES, Finding, Known, Link, check_lane, lane_of_key
from hearth.jobs.anchors import NO_LANE, Anchors
from hearth.records.audit import queries

Progress = Callable[[str, int, int], None]
EACH = 5_000


def verify(anchors: Anchors, *, progress: Progress = lambda *_: None) -> Iterator[Finding]:
    """Yield what shows tampering, lane by lane. It holds few rows in memory at a time."""
    yield from anchors.findings
    if strays := queries.strays():
        yield Finding(NO_LANE, 0, f"Rows that stand in no lane: {strays}.")
    before = queries.heads()
    passed = _Passed(progress, sum(head.number for head in before))

    def known(lane: int) -> Known:
        return Known(before[lane], partial(queries.head, lane), anchors.lanes.get(lane, {}))

    try:
        yield from _verify_lanes(passed.through(queries.links()), known)
    except (ValueError, TypeError) as trouble:
        words = f"A row cannot be read, and nothing after it was checked: {trouble}"
        yield Finding(NO_LANE, 0, words)


def _verify_lanes(links: Iterator[Link], known: Callable[[int], Known]) -> Iterator[Finding]:
    """Check the lanes as their rows come, and those in between that have none."""
    ahead = 0
    for lane, rows in groupby(links, lambda each: lane_of_key(each.key)):
        for empty in range(ahead, lane):
            yield from check_lane(empty, (), known(empty))
        yield from check_lane(lane, rows, known(lane))
        ahead = lane + 1
    for empty in range(ahead, LANES):
        yield from check_lane(empty, (), known(empty))


class _Passed:
    """Counts the rows that went by, for whoever watches."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total = progress, total
        self._done = 0

    def through(self, links: Iterator[Link]) -> Iterator[Link]:
        for each in links:
            self._done += 1
            if self._done % EACH == 0 or self._done == self._total:
                self._progress("Reading the trail", self._done, self._total)
            yield each
