"""What people said of their prompts, for a population extract: days and numbers, and no words."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from hearth.records.preparation.models import PromptsHelped

CHUNK = 2000


def prompts_helped_for_extract() -> Iterator[tuple[UUID, str, date, int | None]]:
    """Give (person, code, day, 1 or 0) of what was said last in each round."""
    newest = PromptsHelped.objects.order_by().values("round").annotate(newest=Max("pk"))
    rows = PromptsHelped.objects.filter(pk__in=newest.values("newest")).order_by("pk")
    for person, helped, at in rows.values_list("round__person_id", "helped", "at").iterator(CHUNK):
        yield person, "prompts-useful", timezone.localdate(at), int(helped)
