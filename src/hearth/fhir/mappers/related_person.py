"""RelatedPerson: the supporters whom the person chose, and the people in their life."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from hearth.core.access import Action
from hearth.core.plan import Entry
from hearth.core.words import Refusal, Refused
from hearth.fhir.made import Body, Incoming, Made, Mapper, Taken, Version, Whole
from hearth.fhir.mappers.codes import OURS, TERMINOLOGY, codings, plain, words_in
from hearth.fhir.mappers.elements import concept, listed, period, telecom, without_empty
from hearth.fhir.mappers.entry_views import change, revised, views_of
from hearth.records.people.queries import supporters_of

KINDS_OF_CONTACT = {
    "carer": {"system": f"{OURS}:choice:contact:type", "code": "carer", "display": "Carer"},
    "next_of_kin": {"system": f"{TERMINOLOGY}/v2-0131", "code": "N", "display": "Next-of-Kin"},
    "emergency": {"system": f"{TERMINOLOGY}/v2-0131", "code": "C", "display": "Emergency Contact"},
    "other": {"system": f"{TERMINOLOGY}/v2-0131", "code": "O", "display": "Other"},
}
COMMENTS = f"{OURS}:contact:comments"
CHOSEN = "The person chooses who helps. They invite them in Hearth."
SEEN_BY = Action.SEAL
"""Who sees the supporters on the pages: the person, and practitioners in their care. A supporter
never learns of the others (G1)."""


def _draws(whole: Whole) -> Iterator[Made]:
    today = timezone.localdate(whole.at)
    for row in supporters_of(whole.record.person):
        if row.accepted_at is None:
            continue
        runs = row.ended_at is None and not (row.until and row.until < today)
        version = Version(_supporter(row, whole.patient, is_active=runs), _since(row))
        yield Made(
            "RelatedPerson", f"supporter-{row.pk}", (version,), is_composite=True,
            needs=SEEN_BY if runs else Action.CHOOSE_SUPPORTERS,
        )  # fmt: skip
    for thread, entries in views_of(whole, "contact").items():
        id = f"contact-{thread}"
        yield revised(whole, "RelatedPerson", id, entries, contact_body, contact_in)


def _since(row: Any) -> Any:
    return row.ended_at or row.accepted_at


def _supporter(row: Any, patient: str, *, is_active: bool) -> Body:
    return {
        "active": is_active,
        "patient": {"reference": patient},
        "relationship": [concept(row.relationship)],
        "name": [{"text": plain(row.name)}],
        "period": period(row.accepted_at, row.ended_at or row.until),
    }


def contact_body(entry: Entry, patient: str) -> Body:
    """Somebody in the person's life, as an entry of their plan says."""
    said = {name: str(value) for name, value in entry.content.items()}
    kind = KINDS_OF_CONTACT.get(said.get("type", ""))
    relationship = [concept(said["relationship"])] if said.get("relationship") else []
    comments = {"url": COMMENTS, "valueString": plain(said.get("comments", ""))}
    return without_empty(
        {
            "extension": [comments] if said.get("comments") else [],
            "active": True,
            "patient": {"reference": patient},
            "relationship": [*relationship, *([{"coding": [kind]}] if kind else [])],
            "name": [{"text": plain(said["name"])}],
            "telecom": telecom(said.get("contact", "")),
        }
    )


def contact_in(body: Body) -> dict[str, object]:
    """What a RelatedPerson says, as an entry about somebody in the person's life."""
    name = next(iter(listed(body.get("name"))), {})
    parts = [*name.get("prefix", []), *name.get("given", []), str(name.get("family", ""))]
    ways = [str(each.get("value", "")) for each in listed(body.get("telecom"))]
    comments = (e for e in listed(body.get("extension")) if e.get("url") == COMMENTS)
    found = {
        "name": name.get("text") or " ".join(part for part in parts if part),
        "relationship": _relationship(body),
        "type": _type(body),
        "contact": next((way for way in ways if way), ""),
        "comments": next(comments, {}).get("valueString", ""),
    }
    return {name: value for name, value in found.items() if value}


def _type(body: Body) -> str:
    held = list(codings(body.get("relationship")))
    for code, coding in KINDS_OF_CONTACT.items():
        if any(
            (c.get("system"), c.get("code")) == (coding["system"], coding["code"]) for c in held
        ):
            return code
    return ""


def _relationship(body: Body) -> str:
    kinds = [{"coding": [each]} for each in KINDS_OF_CONTACT.values()]
    said = (each for each in listed(body.get("relationship")) if each not in kinds)
    return next((words for each in said if (words := words_in(each))), "")


def _takes(incoming: Incoming) -> Taken:
    if incoming.id.startswith("supporter-"):
        raise Refused([Refusal(CHOSEN, "RelatedPerson.id")])
    content = contact_in(incoming.body)
    if not content.get("name"):
        raise Refused([Refusal("Say who it is.", "RelatedPerson.name")])
    where = {"name": "RelatedPerson.name", "contact": "RelatedPerson.telecom"}
    return change(incoming, "contact", content, where)


MAPPER = Mapper("RelatedPerson", why="the people in their life", draws=_draws, takes=_takes)
