"""Plans of other services that came in with an import, as CarePlans to read."""

from collections.abc import Iterator
from datetime import datetime

from hearth.core.words import Section
from hearth.fhir.made import Body, Made, Version, Whole
from hearth.fhir.mappers.codes import CARE_PLAN, OURS, plain
from hearth.fhir.mappers.entries import moment
from hearth.records.plans.queries.entries import joined_plans

CAME_OVER_FHIR = "CarePlan/"
LINE = f"{OURS}:joined-plan:line"
_STATUS = ("draft", "active", "on-hold", "revoked", "completed", "entered-in-error")


def joined(whole: Whole) -> Iterator[Made]:
    """One CarePlan for each, with its lines; those that came over FHIR are kept as they came."""
    for row in joined_plans(whole.record):
        if row.source_id.startswith(CAME_OVER_FHIR):
            continue
        body: Body = {
            "status": row.status if row.status in _STATUS else "unknown",
            "intent": "plan",
            "category": [{"coding": [CARE_PLAN]}],
            "title": plain(row.title),
            "subject": {"reference": whole.patient},
            "author": {"type": "Organization", "display": plain(row.service)},
            "created": row.dated.isoformat() if row.dated else _day(row.joined_at),
        }
        if lines := [_line(each) for each in row.content if any(each.values())]:
            body["extension"] = lines
        yield Made(
            "CarePlan", f"joined-{row.pk}", (Version(body, row.joined_at, row.service),),
            section=Section.PEOPLE_AND_PLANS,
        )  # fmt: skip


def _day(at: datetime) -> str:
    return moment(at)


def _line(row: dict[str, str]) -> Body:
    said = [{"url": k, "valueString": plain(str(v))} for k, v in sorted(row.items()) if v]
    return {"url": LINE, "extension": said}
