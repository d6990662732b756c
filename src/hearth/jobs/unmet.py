"""Put out what people could not find, once a quarter is over: its figures then stand."""

from datetime import datetime

from hearth.records.unmet.changes.counting import put_out


def put_out_due(*, at: datetime) -> int:
    """Make the picture of each quarter that is over and has none. Return how many were made."""
    return put_out(by=None, at=at)
