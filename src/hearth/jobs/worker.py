"""The worker: hands over what is due every few seconds, and does the chores of the day.

Any number of workers may run at once, and each may be killed at any time.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event

from django.db import Error, close_old_connections
from django.utils import timezone

from hearth.jobs import chores
from hearth.jobs.sending import Tally, send_due

SECONDS_BETWEEN = 3.0
log = logging.getLogger(__name__)


def once(*, at: datetime, go_on: Callable[[], bool] = lambda: True) -> tuple[Tally, list[str]]:
    """Send what is due, and do the chores that are due. For a clock such as cron."""
    told = send_due(at=at, go_on=go_on)
    return told, chores.run_due(at=at) if go_on() else []


def work(*, stop: Event, seconds_between: float = SECONDS_BETWEEN) -> None:
    """Go on until `stop` is set; then finish the message in hand. Outlives a lost database."""
    while not stop.is_set():
        try:
            once(at=timezone.now(), go_on=lambda: not stop.is_set())
        except Error as trouble:
            log.error("The database does not answer (%s).", type(trouble).__name__)
        close_old_connections()
        stop.wait(seconds_between)
