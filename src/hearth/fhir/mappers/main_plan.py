"""The person's plan as one CarePlan: what it holds by reference, so that a seal can cut it.

It has one version for each moment at which it changed: when something was added or taken out, when
it was frozen to be agreed, and when it came into force. So its history holds each agreed version.
It never has `activity.detail`: each action is a Task of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from hearth.core.agreement import IN_FORCE, Party, standing
from hearth.core.kinds import PLAN_KINDS
from hearth.core.plan import Entry
from hearth.core.words import Section
from hearth.fhir.made import Body, Made, Part, Version, Whole
from hearth.fhir.mappers.codes import ASSESS_PLAN, CARE_PLAN, OURS, plain
from hearth.fhir.mappers.entries import everything, moment
from hearth.fhir.mappers.introducing import id_of, introductions, thread_of
from hearth.fhir.mappers.shapes import SHAPES
from hearth.records.plans.queries.answers import VersionStanding
from hearth.records.plans.queries.for_others import Signed, signatures
from hearth.records.plans.queries.versions import versions

AGREED_VERSION = f"{OURS}:plan:version"
REVIEW_ON = f"{OURS}:plan:review-on"
_LISTS = {"goal": "goal", "need": "addresses", "action": "activity", "stage": "activity"}
TITLE = "Care and support plan"


@dataclass(frozen=True)
class Line:
    """Something in the plan: the list that names it, since when, and until when."""

    path: str
    part: Part
    since: datetime
    until: datetime | None = None

    def is_in(self, at: datetime) -> bool:
        """Say whether it was in the plan at a moment."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True)
class Frozen:
    """A version of the plan, and since when it was in force; None where it never was."""

    held: VersionStanding
    agreed_at: datetime | None
    professional: str


def main_plan(whole: Whole) -> Made:
    """Draw the plan as it stood at each moment at which it changed."""
    lines = [*_entries(whole), *_introductions(whole)]
    frozen = _frozen(whole)
    death = whole.record.death
    moments = {whole.record.person.created_at}
    moments |= {each.since for each in lines} | {e.until for e in lines if e.until}
    moments |= {each.held.version.frozen_at for each in frozen}
    moments |= {each.agreed_at for each in frozen if each.agreed_at}
    if death is not None:
        moments.add(death.recorded_at)
    made = tuple(_at(whole, at, lines, frozen) for at in sorted(moments))
    return Made("CarePlan", str(whole.record.person.pk), made, is_composite=True)


def _entries(whole: Whole) -> Iterator[Line]:
    """The entries of the plan itself; the conversation is kept, but is not the plan."""
    first: dict[str, Entry] = {}
    out: dict[str, datetime] = {}
    for each in everything(whole):
        if each.entry.kind in PLAN_KINDS:
            first.setdefault(each.entry.thread, each.entry)
            if each.is_out:
                out[each.entry.thread] = each.entry.authorship.at
    for thread, entry in first.items():
        path = _LISTS.get(entry.kind, "supportingInfo")
        part = Part(path, f"{SHAPES[entry.kind].type}/{thread}", entry.section, thread)
        yield Line(path, part, entry.authorship.at, out.get(thread))


def _introductions(whole: Whole) -> Iterator[Line]:
    for each in introductions(whole):
        reference = f"ServiceRequest/{id_of(each)}"
        part = Part("activity", reference, Section.COMMUNITY, thread_of(each))
        yield Line("activity", part, each.row.made_at)


def _frozen(whole: Whole) -> list[Frozen]:
    """The frozen versions, oldest first."""
    held = sorted(versions(whole.record), key=lambda each: each.version.number)
    signed = signatures(whole.record) if held else []
    return [_agreed(each, [s for s in signed if s.version == each.version.pk]) for each in held]


def _agreed(held: VersionStanding, signed: Sequence[Signed]) -> Frozen:
    """Find when the answers to a version were enough."""
    agreed = None
    for count, each in enumerate(signed, start=1):
        said = held.signatures[:count]
        if standing(said, replaced=False, asked=held.asked) in IN_FORCE:
            agreed = max(each.at, held.version.frozen_at)
            break
    theirs = (each.name for each in signed if each.party == Party.PROFESSIONAL.value)
    return Frozen(held, agreed, next(theirs, ""))


def _at(whole: Whole, at: datetime, lines: Sequence[Line], frozen: Sequence[Frozen]) -> Version:
    """The plan as it stood at one moment."""
    in_force = [each for each in frozen if each.agreed_at and each.agreed_at <= at]
    offered = [each for each in frozen if each.held.version.frozen_at <= at]
    newest = next(reversed(in_force or offered), None)
    death = whole.record.death
    status = "active" if in_force else "draft"
    if death is not None and death.recorded_at <= at:
        status = "completed"
    body: Body = {
        "status": status,
        "intent": "plan",
        "category": [{"coding": [CARE_PLAN]}, {"coding": [ASSESS_PLAN]}],
        "title": TITLE,
        "subject": {"reference": whole.patient},
        "created": moment(whole.record.person.created_at),
        "careTeam": [{"reference": _team(whole).reference}],
    }
    if newest is not None:
        _say_version(body, newest, is_agreed=bool(in_force))
    held = [each for each in lines if each.is_in(at)]
    for each in held:
        item: Body = {"reference": each.part.reference}
        body.setdefault(each.path, []).append(
            {"reference": item} if each.path == "activity" else item
        )
    by = newest.professional if newest else ""
    return Version(body, at, by, (_team(whole), *(each.part for each in held)))


def _team(whole: Whole) -> Part:
    """The services and people who help, as `care_team` draws them."""
    team = f"CareTeam/team-{whole.record.person.pk}"
    return Part("careTeam", team, Section.PEOPLE_AND_PLANS)


def _say_version(body: Body, newest: Frozen, *, is_agreed: bool) -> None:
    """Say which version it is. Never its hash: it would tell who sees a part that there is more."""
    row = newest.held.version
    body["period"] = {"start": timezone.localdate(newest.agreed_at or row.frozen_at).isoformat()}
    body["extension"] = [
        {
            "url": AGREED_VERSION,
            "extension": [
                {"url": "number", "valueInteger": row.number},
                {"url": "agreed", "valueBoolean": is_agreed},
            ],
        },
        {"url": REVIEW_ON, "valueDate": row.review_on.isoformat()},
    ]
    if newest.professional:
        body["author"] = {"type": "Practitioner", "display": plain(newest.professional)}
