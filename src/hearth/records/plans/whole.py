"""All that a person's plans hold, every revision and version, for a whole-record export."""

import json
from uuid import UUID

from hearth.records.plans.models import (
    Entry,
    JoinedPlan,
    KeyWorker,
    KeyWorkerCover,
    MissedDate,
    ReviewRequest,
    Round,
    Signature,
    StepDate,
    StepReached,
    Suggestion,
    Version,
)

Rows = list[dict[str, object]]
OF_THE_PERSON = (Round, KeyWorker, KeyWorkerCover, Suggestion, ReviewRequest, JoinedPlan)
OF_A_ROUND = (StepDate, StepReached, MissedDate)


def whole(person_id: UUID) -> dict[str, Rows]:
    """Return every row of the person's plans, by what it is. Drafts stay with who types them."""
    entries = Entry.objects.filter(person=person_id).order_by("thread", "number")
    found: dict[str, Rows] = {"entries": list(entries.values())}
    for model in OF_THE_PERSON:
        rows = model._default_manager.filter(person=person_id).order_by("pk")
        found[str(model._meta.verbose_name_plural)] = list(rows.values())
    for model in OF_A_ROUND:
        rows = model._default_manager.filter(round__person=person_id).order_by("pk")
        found[str(model._meta.verbose_name_plural)] = list(rows.values())
    versions = list(Version.objects.filter(person=person_id).order_by("number").values())
    found["versions"] = [{**row, "document": json.loads(row["document"])} for row in versions]
    signed = Signature.objects.filter(version__person=person_id).order_by("pk")
    found["signatures"] = list(signed.values())
    return found
