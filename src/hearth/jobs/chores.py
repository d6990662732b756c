"""What happens by itself at its hour: a list of chores, each with its time of day.

A chore takes `at=` and must bear to run twice. To add one, write a function and a line in CHORES.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module

from django.core.management import call_command
from django.utils import timezone

from hearth.records.outbox import chores as runs

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chore:
    """Something to do each day at a time of day. `function`: "module:name", loaded when it runs."""

    name: str
    daily_at: time
    function: str

    def last_due(self, at: datetime) -> datetime:
        """The last moment, at or before `at`, at which this was due."""
        local = timezone.localtime(at)
        moment = timezone.make_aware(datetime.combine(local.date(), self.daily_at))
        if moment > at:
            day = local.date() - timedelta(days=1)
            moment = timezone.make_aware(datetime.combine(day, self.daily_at))
        return moment

    def run(self, at: datetime) -> None:
        module, _, name = self.function.partition(":")
        getattr(import_module(module), name)(at=at)


CHORES = (
    Chore("make the day’s population extract", time(1, 0), "hearth.jobs.extract:make_daily"),
    Chore("anchor the audit trail", time(2, 0), "hearth.jobs.anchors:anchor_daily"),
    Chore("forget sent forms", time(2, 50), "hearth.records.once.changes:forget_old"),
    Chore("forget old tokens of apps", time(2, 55), "hearth.records.callers.changes:forget_old"),
    Chore("clear sessions", time(3, 0), "hearth.jobs.chores:clear_sessions"),
    Chore("put out what people could not find", time(3, 30), "hearth.jobs.unmet:put_out_due"),
    Chore("count the month’s metrics", time(4, 0), "hearth.jobs.metrics.running:count_monthly"),
    Chore("read the feeds of the directory", time(4, 30), "hearth.jobs.directory:read_daily"),
    Chore("find entries that are the same", time(5, 0), "hearth.jobs.curation:find_same"),
    Chore("keep the recall up to date", time(5, 30), "hearth.jobs.recall.keeping:keep_all"),
    Chore("draw plans for a quality look", time(6, 0), "hearth.jobs.quality:draw_due"),
    Chore("late signatures", time(7, 0), "hearth.jobs.signing:late_signatures"),
    Chore("ask groups if all is right", time(9, 30), "hearth.jobs.curation:ask_groups"),
    Chore("follow up introductions", time(10, 0), "hearth.jobs.introductions:follow_up"),
)


def clear_sessions(*, at: datetime) -> None:  # noqa: ARG001
    """Forget the sessions that have ended."""
    call_command("clearsessions")


def run_due(*, at: datetime, chores: Iterable[Chore] = CHORES) -> list[str]:
    """Run each chore that is due and that nobody has run. Return the names of those that ran.

    One that fails is logged, and tried again after a while; the others still run.
    """
    done = []
    for chore in chores:
        run = runs.begin(name=chore.name, due=chore.last_due(at), at=at)
        if run is None:
            continue
        try:
            chore.run(at)
        except Exception:  # the edge: one chore must not take the others down
            log.exception("The chore “%s” failed.", chore.name)
            continue
        runs.end(run=run, at=timezone.now())
        done.append(chore.name)
    return done
