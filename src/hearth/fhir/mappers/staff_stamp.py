"""Up to what the list of staff is right: the last change to it, and the day."""

from django.utils import timezone

from hearth.records.audit.times import last_of_nobody


def staff_now() -> str:
    """Name the last change, and the day: posts begin and end on their days."""
    return f"{last_of_nobody()} {timezone.localdate().isoformat()}"
