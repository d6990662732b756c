"""Flag: what everybody must know at once, and what the person needs from those who meet them."""

from collections.abc import Iterator
from typing import Any

from hearth.core.access import Action
from hearth.core.people import NeedKind
from hearth.core.plan import Entry
from hearth.core.words import Section
from hearth.fhir.made import Body, Incoming, Made, Mapper, Taken, Version, Whole
from hearth.fhir.mappers.codes import OURS, SNOMED, TERMINOLOGY, code_in, codings, words_in
from hearth.fhir.mappers.elements import concept, listed, period
from hearth.fhir.mappers.entry_views import change, revised, views_of
from hearth.fhir.mappers.keeping_theirs import kept

KIND = f"{OURS}:choice:alert:kind"
CATEGORY = f"{TERMINOLOGY}/flag-category"
KINDS_OF_ALERT = {
    "allergy": ("clinical", "Allergy"),
    "legal": ("admin", "Legal"),
    "safety": ("safety", "Safety"),
    "equipment": ("clinical", "Equipment"),
}
NEEDS = {
    NeedKind.FORMAT.value: ("contact", "Format of letters and plans"),
    NeedKind.COMMUNICATION.value: ("contact", "Communication need"),
    NeedKind.ADJUSTMENT.value: ("behavioral", "Reasonable adjustment"),
}
IF_NOT_MET = f"{OURS}:need:if-not-met"


def _draws(whole: Whole) -> Iterator[Made]:
    for thread, entries in views_of(whole, "alert").items():
        yield revised(whole, "Flag", f"alert-{thread}", entries, alert_body, alert_in)
    for row in whole.record.person.needs.order_by("pk"):
        version = Version(_need(row, whole.patient), row.ended_at or row.recorded_at)
        needs = Action.READ if row.ended_at is None else Action.EDIT_DETAILS
        yield Made("Flag", f"need-{row.pk}", (version,), needs=needs, is_composite=True)


def _need(row: Any, patient: str) -> Body:
    """A need, as every page says it at the top."""
    general, words = NEEDS[row.kind]
    coding = [{"system": SNOMED, "code": row.code}] if row.code.isdigit() else []
    body: Body = {
        "status": "inactive" if row.ended_at else "active",
        "category": [_category(general, words, f"{OURS}:need", row.kind)],
        "code": concept(row.words, *coding),
        "subject": {"reference": patient},
        "period": period(row.recorded_at, row.ended_at),
    }
    if row.if_not_met:
        body["extension"] = [{"url": IF_NOT_MET, "valueString": row.if_not_met}]
    return body


def _category(general: str, words: str, system: str, code: str) -> Body:
    ours = {"system": system, "code": code, "display": words}
    return concept(words, {"system": CATEGORY, "code": general}, ours)


def alert_body(entry: Entry, patient: str) -> Body:
    """What everybody must know at once, as an entry of the plan says it."""
    body: Body = {"status": "active"}
    kind = str(entry.content.get("kind", ""))
    if kind in KINDS_OF_ALERT:
        general, words = KINDS_OF_ALERT[kind]
        body["category"] = [_category(general, words, KIND, kind)]
    return body | {
        "code": concept(str(entry.content["text"])),
        "subject": {"reference": patient},
        "period": period(entry.authorship.at),
    }


def alert_in(body: Body) -> dict[str, object]:
    """What a Flag says, as an alert in the plan."""
    said: dict[str, object] = {"text": words_in(body.get("code"))}
    kind = code_in(body.get("category"), KIND)
    if not kind and any(
        each.get("system") == CATEGORY and each.get("code") == "safety"
        for each in codings(body.get("category"))
    ):
        kind = "safety"
    return said | ({"kind": kind} if kind in KINDS_OF_ALERT else {})


def _takes(incoming: Incoming) -> Taken:
    """One that stands becomes an alert in the plan; one that is over is kept as it came."""
    body = incoming.body
    is_alert = incoming.id.startswith("alert-")
    if body.get("status") != "active" and not is_alert:
        return kept(incoming, Section.PEOPLE_AND_PLANS)
    if not words_in(body.get("code")) and listed(body.get("extension")):
        return kept(incoming, Section.PEOPLE_AND_PLANS)
    return change(incoming, "alert", alert_in(body), {"text": "Flag.code"})


MAPPER = Mapper("Flag", why="what everyone must know", draws=_draws, takes=_takes)
