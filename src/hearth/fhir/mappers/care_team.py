"""CareTeam: who helps. One team is as the plan names it; the circle is whom the person lets in.

Two resources, since two kinds of readers see them: the key worker and the professionals stand in
the plan; supporters and services are shown to the person and to practitioners alone (G1).
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from hearth.core.plan import Entry
from hearth.core.words import Refusal, Refused, Section
from hearth.fhir.made import Body, Incoming, Made, Mapper, Part, Taken, Version, Whole
from hearth.fhir.mappers.codes import OURS, plain
from hearth.fhir.mappers.elements import concept, period, refers
from hearth.fhir.mappers.entry_views import views_of
from hearth.fhir.mappers.keeping_theirs import is_drawn, kept
from hearth.fhir.mappers.related_person import SEEN_BY
from hearth.records.access.recipients import services_in_care
from hearth.records.audit.times import when_last
from hearth.records.people.queries import supporters_of
from hearth.records.plans.queries.key_workers import key_working

LONGITUDINAL = {
    "system": "http://loinc.org",
    "code": "LA28865-6",
    "display": "Longitudinal care-coordination focused care team",
}
TEAM_CHANGED = ("made a key worker", "arranged cover for the key worker")
CIRCLE_CHANGED = (
    "became a supporter", "ended a supporter's access", "changed what a supporter sees",
    "involved an organisation", "ended the part of an organisation",
)  # fmt: skip
ASK_THEM = "The person chooses who helps them. Ask them to invite or to end it, in Hearth."


def _draws(whole: Whole) -> Iterator[Made]:
    person = whole.record.person
    circle = _circle(whole)
    if circle["participant"]:
        at = when_last(person.pk, *CIRCLE_CHANGED) or person.created_at
        version = Version(circle, at)
        yield Made("CareTeam", f"circle-{person.pk}", (version,), needs=SEEN_BY, is_composite=True)
    yield _team(whole)


def _team(whole: Whole) -> Made:
    person = whole.record.person
    named = [entries[-1] for entries in views_of(whole, "professional").values()]
    known = [entry.authorship.at for entry in named if not _ends(entry)]
    at = when_last(person.pk, *TEAM_CHANGED) or person.created_at
    body = _begun(whole, f"{person.name.called}: the team in the plan")
    body["participant"] = [*_key_workers(whole), *(_professional(each) for each in named)]
    parts = tuple(
        Part("participant", _id_of(each), Section.PEOPLE_AND_PLANS, each.thread) for each in named
    )
    if not body["participant"]:
        del body["participant"]
    version = Version(body, max([at, *known]), parts=parts)
    return Made(
        "CareTeam", f"team-{person.pk}", (version,), section=Section.PEOPLE_AND_PLANS,
        is_composite=True,
    )  # fmt: skip


def _begun(whole: Whole, name: str) -> Body:
    return {
        "status": "active",
        "category": [{"coding": [LONGITUDINAL]}],
        "name": plain(name),
        "subject": {"reference": whole.patient},
    }


def _key_workers(whole: Whole) -> Iterator[Body]:
    """The key worker first, then who stands in today."""
    now = key_working(whole.record, on=timezone.localdate(whole.at))
    if now.held:
        yield _post(now.held.post, "key-worker", "Key worker", now.held.starts, now.held.ends)
    if now.cover:
        held = now.cover
        yield _post(held.post, "cover", "Stands in for the key worker", held.starts, held.ends)


def _post(post: Any, code: str, words: str, starts: Any, ends: Any) -> Body:
    return {
        "role": [_role(code, words)],
        "member": refers("PractitionerRole", f"post-{post.pk}", post.account.full_name),
        "period": period(starts, ends),
    }


def _role(code: str, words: str) -> Body:
    return concept(words, {"system": f"{OURS}:role", "code": code, "display": words})


def _id_of(entry: Entry) -> str:
    return f"Observation/{entry.thread}"


def _ends(entry: Entry) -> str:
    return str(entry.content.get("ends", ""))


def _professional(entry: Entry) -> Body:
    """A professional whom the plan names, with the entry that says so: a seal cuts it."""
    said = entry.content
    words = str(said.get("role") or said.get("specialty") or "Professional")
    found: Body = {
        "extension": [
            {"url": f"{OURS}:entry", "valueReference": {"reference": _id_of(entry)}},
        ],
        "role": [concept(words)],
        "member": {"type": "Practitioner", "display": plain(str(said["name"]))},
    }
    place = said.get("organisation") or said.get("team")
    if place:
        found["onBehalfOf"] = {"type": "Organization", "display": plain(str(place))}
    if span := period_of(said.get("starts"), said.get("ends")):
        found["period"] = span
    return found


def period_of(starts: object, ends: object) -> Body:
    """Write the period of two days that may be missing."""
    return {name: str(day) for name, day in (("start", starts), ("end", ends)) if day}


def _circle(whole: Whole) -> Body:
    body = _begun(whole, f"{whole.record.person.name.called}: who helps, and which services")
    body["participant"] = [*_supporters(whole), *_services(whole)]
    return body


def _supporters(whole: Whole) -> Iterator[Body]:
    today = timezone.localdate(whole.at)
    for row in supporters_of(whole.record.person):
        if row.accepted_at and not row.ended_at and not (row.until and row.until < today):
            yield {
                "role": [concept(row.relationship)],
                "member": refers("RelatedPerson", f"supporter-{row.pk}", row.name),
                "period": period(row.accepted_at, row.until),
            }


def _services(whole: Whole) -> Iterator[Body]:
    for row in services_in_care(whole.record.person, on=timezone.localdate(whole.at)):
        place = row.organisation
        yield {
            "role": [_role(row.kind, row.get_kind_display())],
            "member": refers("Organization", f"organisation-{place.pk}", place.name),
            "period": period(row.starts, row.ends),
        }


def _takes(incoming: Incoming) -> Taken:
    """A team of another service is kept as it came. Ours follows from what people choose."""
    if is_drawn(incoming):
        raise Refused([Refusal(ASK_THEM, "CareTeam.participant")])
    return kept(incoming, Section.PEOPLE_AND_PLANS)


MAPPER = Mapper("CareTeam", why="who helps", draws=_draws, takes=_takes)
