"""The worker: hands over what is due every few seconds, does the chores of the day, and
runs the searches and reads the feeds that somebody asked for. Then it tells other systems,
and draws for them what has changed.

Any number of workers may run at once, and each may be killed at any time.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event

from django.db import Error, close_old_connections
from django.utils import timezone

from hearth.jobs import bulk_exports, chores
from hearth.jobs.cohorts.running import run_waiting
from hearth.jobs.curation import read_asked
from hearth.jobs.drawing_ahead import draw_ahead
from hearth.jobs.sending import Tally, send_due
from hearth.jobs.subscriptions import tell_due

SECONDS_BETWEEN = 3.0
log = logging.getLogger(__name__)


def once(*, at: datetime, go_on: Callable[[], bool] = lambda: True) -> tuple[Tally, list[str]]:
    """Send what is due, do the chores that are due, and the searches that wait. For cron."""
    told = send_due(at=at, go_on=go_on)
    done = chores.run_due(at=at) if go_on() else []
    searched = run_waiting(at=at) if go_on() else 0
    read = read_asked(at=at, go_on=go_on)
    copied = bulk_exports.run_waiting(at=at, go_on=go_on) if go_on() else 0
    asked = (["searches for people"] if searched else []) + (["feeds asked for"] if read else [])
    asked += ["bulk exports"] if copied else []
    asked += ["other systems told"] if go_on() and tell_due(at=at, go_on=go_on) else []
    asked += (
        ["records drawn for other systems"] if go_on() and draw_ahead(at=at, go_on=go_on) else []
    )
    return told, [*done, *asked]


def work(*, stop: Event, seconds_between: float = SECONDS_BETWEEN) -> None:
    """Go on until `stop` is set; then finish the message in hand. Outlives a lost database."""
    while not stop.is_set():
        try:
            once(at=timezone.now(), go_on=lambda: not stop.is_set())
        except Error as trouble:
            log.error("The database does not answer (%s).", type(trouble).__name__)
        close_old_connections()
        stop.wait(seconds_between)
