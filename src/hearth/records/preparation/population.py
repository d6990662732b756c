"""What people said of their prompts, for a population extract: days and numbers, and no words."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from hearth.core.words import Section
from hearth.records.access.models import Seal
from hearth.records.preparation.models import PromptsHelped

CHUNK = 2000


def prompts_helped_for_extract() -> Iterator[tuple[UUID, str, date, int | None]]:
    """Give (person, code, day, 1 or 0) of what was said last in each round.

    Who has closed their conversation, to whomever, has closed this with it.
    """
    closed = Seal.objects.filter(
        person=OuterRef("round__person"),
        section=Section.CONVERSATION.value,
        thread__isnull=True,
        lifted_at__isnull=True,
    )
    newest = PromptsHelped.objects.order_by().values("round").annotate(newest=Max("pk"))
    rows = PromptsHelped.objects.filter(~Exists(closed), pk__in=newest.values("newest"))
    rows = rows.order_by("pk")
    for person, helped, at in rows.values_list("round__person_id", "helped", "at").iterator(CHUNK):
        yield person, "prompts-useful", timezone.localdate(at), int(helped)
