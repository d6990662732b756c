"""Which regular chore has run, so that each due moment is used once, whoever runs first."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from hearth.records.outbox.models import ChoreRun

TRY_AGAIN_AFTER = timedelta(minutes=10)


def begin(*, name: str, due: datetime, at: datetime) -> ChoreRun | None:
    """Take a chore for the moment at which it was due. None: it is done, or somebody is at it.

    A run that never ended is taken again after ten minutes: chores must bear to run twice.
    """
    run = ChoreRun.objects.filter(name=name, due=due).first()
    if run is None:
        return _first(name, due, at)
    stale = ChoreRun.objects.filter(
        pk=run.pk, ended_at__isnull=True, started_at__lte=at - TRY_AGAIN_AFTER
    )
    return run if stale.update(started_at=at) else None


def _first(name: str, due: datetime, at: datetime) -> ChoreRun | None:
    try:
        with transaction.atomic():
            return ChoreRun.objects.create(name=name, due=due, started_at=at)
    except IntegrityError:
        return None


def end(*, run: ChoreRun, at: datetime) -> None:
    """The chore is done for this moment."""
    ChoreRun.objects.filter(pk=run.pk).update(ended_at=at)
