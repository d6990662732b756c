"""DocumentReference: each version of the plan and each letter, with the forms it can be had in."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import uuid4

from hearth.core.access import Action
from hearth.core.agreement import Standing
from hearth.core.words import Section
from hearth.fhir.made import Body, Incoming, Made, Mapper, Taken, Version, Whole
from hearth.fhir.prints import LETTER_FORMS, PLAN_FORMS, Form
from hearth.records.plans.queries.versions import VersionStanding, versions
from hearth.records.preparation.rounds import letters_of

LOINC = "http://loinc.org"
PLAN = {"coding": [{"system": LOINC, "code": "18776-5", "display": "Plan of care note"}]}
LETTER = {"coding": [{"system": LOINC, "code": "51852-2", "display": "Letter"}]}


def _draws(whole: Whole) -> Iterator[Made]:
    for held in versions(whole.record):
        version = held.version
        body = _body(
            whole, f"plan-{version.pk}", PLAN, f"The plan, version {version.number}",
            version.frozen_at, PLAN_FORMS,
        )  # fmt: skip
        body["status"] = "superseded" if held.standing is Standing.REPLACED else "current"
        body["docStatus"] = "final" if _is_settled(held) else "preliminary"
        yield Made("DocumentReference", body["id"], (Version(body, version.frozen_at),))
    for row in letters_of(whole.record):
        body = _body(
            whole, f"letter-{row.pk}", LETTER, "The letter before the conversation",
            row.made_at, LETTER_FORMS,
        )  # fmt: skip
        version_ = Version(body, row.made_at)
        yield Made("DocumentReference", body["id"], (version_,), section=Section.RESULTS)


def _is_settled(held: VersionStanding) -> bool:
    return held.is_in_force or held.standing is Standing.REPLACED


def _body(
    whole: Whole, id: str, type: Body, title: str, at: datetime, forms: Sequence[Form]
) -> Body:
    """Lay it out. No size and no hash: they would tell of what a reader is not shown."""
    return {
        "resourceType": "DocumentReference",
        "id": id,
        "status": "current",
        "type": type,
        "subject": {"reference": whole.patient},
        "date": at.isoformat(timespec="seconds"),
        "description": title,
        "content": [
            {
                "attachment": {
                    "contentType": form.media,
                    "language": "en-GB",
                    "url": f"Binary/{id}-{form.code}",
                    "title": form.title,
                }
            }
            for form in forms
        ],
    }


def _takes(incoming: Incoming) -> Taken:
    """Keep another system's document, beside the plans of other services."""
    record = incoming.record
    assert record is not None
    record.require(Action.WRITE, Section.PEOPLE_AND_PLANS)
    return Taken(
        incoming.id or str(uuid4()),
        incoming.body,
        section=Section.PEOPLE_AND_PLANS,
        person_id=str(record.person.pk),
    )


MAPPER = Mapper("DocumentReference", why="papers", draws=_draws, takes=_takes)
