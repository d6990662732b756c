"""Everything else that is held: results, measures, letters, and who did what. For an export."""

from uuid import UUID

from hearth.records.access.models import Involvement
from hearth.records.audit.models import AuditRow
from hearth.records.measures.models import GoalScaled, Response
from hearth.records.preparation.models import Letter, Passed, Returned, UrgentTask
from hearth.records.results.models import Allergy, Condition, Medicine, Result

Rows = list[dict[str, object]]
OF_THE_PERSON = (
    Involvement,
    Result,
    Condition,
    Medicine,
    Allergy,
    Response,
    GoalScaled,
    Letter,
    UrgentTask,
)


def whole(person_id: UUID) -> dict[str, Rows]:
    """Return every such row about the person, by what it is."""
    found: dict[str, Rows] = {}
    for model in OF_THE_PERSON:
        rows = model._default_manager.filter(person=person_id).order_by("pk")
        found[str(model._meta.verbose_name_plural)] = list(rows.values())
    for model in (Passed, Returned):
        rows = model._default_manager.filter(round__person=person_id).order_by("pk")
        found[str(model._meta.verbose_name_plural)] = list(rows.values())
    found["who did what"] = list(
        AuditRow.objects.filter(person_id=person_id).order_by("pk").values()
    )
    return found
