"""Decide on the one card about a person: through the door, or nothing at all.

Somebody whom the caller may not see, and somebody who is not there, get the same answer after the
same work: no card. What is told is of the process alone: days and letters, and no part of a plan.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

import orjson
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.prompts import OVERRIDE_REASONS, OVERRIDE_SYSTEM, Card, Facts, card
from hearth.core.recall.deciding import Standing
from hearth.core.rounds import Clock, Step
from hearth.core.words import Section
from hearth.fhir.cds_hooks.requests import Asked
from hearth.fhir.cds_hooks.services import TOPICS, Service
from hearth.fhir.cds_hooks.trusting import Trusted
from hearth.records.access.door import (
    NotAllowed,
    NotVisible,
    Record,
    open_with,
    person_and_death,
)
from hearth.records.access.queries import with_sealed
from hearth.records.access.ties import ties_of
from hearth.records.plans.queries.rounds import current_round
from hearth.records.plans.queries.versions import last_version
from hearth.records.prompts.asking import look_in_vain
from hearth.records.prompts.changes import Asker, keep_shown
from hearth.records.prompts.queries import person_meant
from hearth.records.recall.queries.history import is_invited
from hearth.records.recall.queries.lines import decision_for, open_recall

NOBODY = UUID("5f9a7f0e-6f2b-4a37-9d0e-7a3f5b0c8e11")
"""The space of ids under which people stand whom we do not know."""
WHY = "saw a prompt in another system"
RELATED = "RelatedPerson"


def cards(
    trusted: Trusted, service: Service, asked: Asked, *, at: datetime
) -> list[dict[str, Any]]:
    """Return the cards for one request: one, or none."""
    record = _opened(trusted, asked, at)
    if record is None or _is_not_for(asked, record):
        return []
    found = card(facts_of(record, at=at), plan_counts=service.plan_counts)
    if found is None:
        return []
    asker = Asker(trusted.account, trusted.app, trusted.app_id, asked.user)
    row = keep_shown(
        record=record, asker=asker, service=service.id, instance=asked.instance,
        why=[why.value for why in found.why], by=trusted.account, at=at,
    )  # fmt: skip
    return [_as_json(found, row.pk, record, trusted)]


def _opened(trusted: Trusted, asked: Asked, at: datetime) -> Record | None:
    """Open the record as the asking system. None: not there, or not for it to know of."""
    person_id, by = _meant(asked), trusted.account
    try:
        person, death = person_and_death(person_id)
    except NotVisible:
        look_in_vain(person_id, by=by, at=at, why=WHY)
        return None
    try:
        return open_with(ties_of(person, by, at=at), person, death, by=by, at=at, why=WHY)
    except (NotVisible, NotAllowed):
        return None


def _meant(asked: Asked) -> UUID:
    """The id of the person who is meant; one that nobody has where we do not know."""
    try:
        return UUID(asked.patient)
    except ValueError:
        held = asked.meant
    found = held and person_meant(held.identifiers, family=held.family, born=held.born)
    return found or uuid5(NOBODY, asked.patient)


def _is_not_for(asked: Asked, record: Record) -> bool:
    """Say whether who looks is somebody for whom the other system cannot speak.

    Who helps a person sees what that person chose, and only Hearth knows that. Of the dead there
    is nothing to prompt.
    """
    type, _, key = asked.user.partition("/")
    is_somebody_else = type == "Patient" and key != asked.patient
    return type == RELATED or is_somebody_else or record.death is not None


def facts_of(record: Record, *, at: datetime) -> Facts:
    """Gather what a prompt may tell this viewer."""
    today = timezone.localdate(at)
    has_plan = _sees_a_plan(record)
    if record.role is not Role.PERSON and not record.may(Action.PLAN_ROUND):
        return Facts(has_plan=has_plan)
    due, late = _due(record, today)
    return Facts(
        due=due,
        late=late,
        review=_review(record, today),
        invited=is_invited(record, at=at),
        has_plan=has_plan,
    )


def _sees_a_plan(record: Record) -> bool:
    parts = set(Section) - {Section.RESULTS, Section.PEOPLE_AND_PLANS}
    return any(record.sees(each) for each in parts) and last_version(record) is not None


def _due(record: Record, today: date) -> tuple[tuple[str, ...], bool]:
    """Why they are due, and whether their month went by. A sealed part is never a reason."""
    decision = decision_for(record, today=today)
    if decision.standing is not Standing.DUE or decision.month is None:
        return (), False
    line = open_recall(record, today=today)
    late = bool(line and line.is_late(today))
    brief = (f"They are due since {decision.month:%B %Y}.",)
    if decision.month > today:
        brief = (f"They are due in {decision.month:%B %Y}.",)
    tells = record.sees(Section.RESULTS) and not with_sealed([record.person.pk], Section.RESULTS)
    return (*brief, *(decision.reasons if tells else ())), late


def _review(record: Record, today: date) -> date | None:
    """The day of a review that has gone by, of a round that has a plan."""
    running = current_round(record, today=today)
    if running is None or last_version(record) is None:
        return None
    stop = next(each for each in running.stops if each.step is Step.REVIEW)
    return stop.due if stop.clock is Clock.LATE else None


def _as_json(found: Card, key: UUID, record: Record, trusted: Trusted) -> dict[str, Any]:
    return {
        "uuid": str(key),
        "summary": found.summary,
        "detail": found.detail,
        "indicator": found.indicator.value,
        "source": {
            "label": "Hearth, care and support planning",
            "url": settings.ADDRESS,
            "topic": {
                "system": "urn:hearth:prompt",
                "code": found.why[0].value,
                "display": TOPICS[found.why[0]],
            },
        },
        "overrideReasons": [
            {"system": OVERRIDE_SYSTEM, "code": code, "display": words}
            for code, words in OVERRIDE_REASONS.items()
        ],
        "links": _links(found, record, trusted),
    }


def _links(found: Card, record: Record, trusted: Trusted) -> list[dict[str, str]]:
    page = settings.ADDRESS + reverse("my-plan", args=[record.person.pk])
    links = [{"label": "Open their page in Hearth", "url": page, "type": "absolute"}]
    if trusted.launch:
        context = {"patient": str(record.person.pk), "why": [why.value for why in found.why]}
        said = orjson.dumps(context).decode()
        smart = {"label": "Open their plan here", "url": trusted.launch, "type": "smart"}
        links.append({**smart, "appContext": said})
    return links
