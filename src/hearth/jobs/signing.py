"""Each morning: tell the people named for it which signatures are late."""

from datetime import datetime

from hearth.records.plans.changes.signing import tell_of_late_signatures


def late_signatures(*, at: datetime) -> int:
    """Tell of each late signature, once. Safe to run twice. Say how many were told of."""
    return tell_of_late_signatures(by=None, at=at)
