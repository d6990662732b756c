"""On the first day of a month, the plans of the month before are drawn by chance."""

import logging
import secrets
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from hearth.core.quality import CannotDraw, month_before
from hearth.records.quality.changes import draw_month
from hearth.records.quality.queries import communities_to_draw

log = logging.getLogger(__name__)


def draw_due(*, at: datetime) -> None:
    """Draw last month's plans wherever there is an auditor and nobody drew them yet.

    Runs each day, so that a worker that was down on the first day makes up for it.
    """
    month = month_before(timezone.localdate(at))
    for community in communities_to_draw(month, on=timezone.localdate(at)):
        try:
            draw_month(
                community=community,
                month=month,
                rule=settings.JURISDICTION.quality,
                seed=secrets.token_hex(32),
                by=None,
                at=at,
            )
        except CannotDraw as refusal:  # Somebody pressed the button in the same moment.
            log.info("No plans were drawn: %s", refusal)
