"""Apps are registered and stopped; people let them in and send them away."""

from datetime import datetime, timedelta

from hearth.records.callers.models import Allowing

USED_EVERY = timedelta(minutes=10)


def note_use(allowing: Allowing, *, at: datetime) -> None:
    """Keep when an app last called, to ten minutes: a call should seldom write."""
    if allowing.last_used_at is None or at - allowing.last_used_at >= USED_EVERY:
        Allowing.objects.filter(pk=allowing.pk).update(last_used_at=at)
