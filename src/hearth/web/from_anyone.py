"""Forms that anyone can send without a sign-in: each works once, and so many come in an hour."""

from collections.abc import Callable
from datetime import datetime

from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest

from hearth.records.once import changes as once
from hearth.records.once.changes import SentBefore
from hearth.web.once import GOOD_KEY, KEY

NOBODY = 0
HOUR = 60 * 60


def only_once(
    request: HttpRequest, keep: Callable[[], object], *, at: datetime, fingerprint: str = ""
) -> bool:
    """Keep what was sent, with the key of its form. Say whether it was new: two clicks are one.

    Without a `fingerprint` nothing of what was said stays beside the key.
    """
    key = request.POST.get(KEY, "")
    try:
        with transaction.atomic():
            if GOOD_KEY.fullmatch(key):
                once.take(key=key, fingerprint=fingerprint, by=NOBODY, at=at)
            keep()
    except SentBefore:
        return False
    return True


def came_this_hour(name: str, more: int = 0) -> int:
    """Return how many forms of this name came. Counted in memory: no table holds a time of them."""
    tries = caches["memory"]
    tries.add(name, 0, HOUR)
    return int(tries.incr(name, more))
