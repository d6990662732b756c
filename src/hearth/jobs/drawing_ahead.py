"""Draw for other systems what has changed, before they ask: a first read or search is then quick.

Nothing depends on it: whoever asks is never sent what is old, but would wait for the drawing.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from hearth.fhir.drawing import draw, refresh_common, stamp_now
from hearth.fhir.mappers import MAPPERS
from hearth.records.callers.queries import has_apps
from hearth.records.exchange.freshness import changed_anywhere

MOST = 40
"""How many records one round of the worker draws at most; then its other work has its turn."""

log = logging.getLogger(__name__)


def draw_ahead(*, at: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Draw records that have changed, if any app could ask for them. Return how many.

    One that cannot be drawn is logged and passed over: it must not hold up the others.
    """
    if not has_apps():
        return 0
    _draw_common()
    drawn = 0
    for person_id in list(changed_anywhere()):
        if drawn == MOST or not go_on():
            break
        drawn += _drawn(person_id, at)
    return drawn


def _draw_common() -> None:
    for type in MAPPERS:
        try:
            refresh_common(type)
        except Exception:  # the edge: one type must not take the others down
            log.exception("What is nobody’s of the type %s could not be drawn.", type)


def _drawn(person_id: UUID, at: datetime) -> bool:
    try:
        draw(person_id, stamp_now(person_id, at), at)
    except Exception:  # the edge: one record must not take the others down
        log.exception("The record %s could not be drawn.", person_id)
        return False
    return True
