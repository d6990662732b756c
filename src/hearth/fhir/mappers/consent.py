"""Consent: what the person chose to show, to whom, until when. Only who may share sees it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from hearth.core.access import Action
from hearth.core.sharing import link_obstacles
from hearth.core.words import TITLES, Section
from hearth.fhir.made import Body, Incoming, Made, Mapper, Taken, Version, Whole
from hearth.fhir.mappers.codes import OURS, TERMINOLOGY, plain
from hearth.fhir.mappers.elements import concept, moment, period, refers
from hearth.fhir.mappers.keeping_theirs import kept
from hearth.records.access.given import links_given, shares_given
from hearth.records.access.links import state_of
from hearth.records.people.queries import supporters_of

PRIVACY = {"system": f"{TERMINOLOGY}/consentscope", "code": "patient-privacy"}
DISCLOSURE = {"system": f"{TERMINOLOGY}/v3-ActCode", "code": "IDSCL"}
OPT_IN = {"system": f"{TERMINOLOGY}/v3-ActCode", "code": "OPTIN"}
RECEIVES = {"system": f"{TERMINOLOGY}/v3-ParticipationType", "code": "IRCP"}
KEPT = "This is kept as a paper. It opens nothing here: the person shares their plan in Hearth."


def _draws(whole: Whole) -> Iterator[Made]:
    today = timezone.localdate(whole.at)
    for row in shares_given(whole.record):
        runs = row.ended_at is None and row.until >= today
        body = _consent(whole, row.shared_at, row.sections, row.until, row.ended_at, runs=runs)
        who = _post(row.post) if row.post else _organisation(row.organisation)
        body["provision"] |= {"actor": [_actor(who)], "purpose": [{"display": plain(row.purpose)}]}
        yield _made(f"share-{row.pk}", body, row.ended_at or row.shared_at)
    yield from _links(whole)
    yield from _supporters(whole)


def _links(whole: Whole) -> Iterator[Made]:
    for row in links_given(whole.record):
        runs = not link_obstacles(state_of(row), whole.at)
        body = _consent(whole, row.made_at, row.sections, row.ends_at, row.ended_at, runs=runs)
        body["sourceAttachment"] = {"title": plain(row.label), "creation": moment(row.made_at)}
        yield _made(f"link-{row.pk}", body, row.ended_at or row.made_at)


def _supporters(whole: Whole) -> Iterator[Made]:
    today = timezone.localdate(whole.at)
    for row in supporters_of(whole.record.person):
        if row.accepted_at is None:
            continue
        runs = row.ended_at is None and not (row.until and row.until < today)
        body = _consent(whole, row.invited_at, row.sections, row.until, row.ended_at, runs=runs)
        who = refers("RelatedPerson", f"supporter-{row.pk}", row.name)
        body["provision"]["actor"] = [_actor(who)]
        yield _made(f"supporter-{row.pk}", body, row.ended_at or row.accepted_at)


def _made(id: str, body: Body, at: datetime) -> Made:
    version = Version(body, at)
    return Made("Consent", id, (version,), needs=Action.SHARE, is_composite=True)


def _consent(
    whole: Whole, since: datetime, sections: Iterable[str], until: Any, ended: Any, *, runs: bool
) -> Body:
    """What was allowed: each part of the plan is a provision of its own."""
    patient = {"reference": whole.patient}
    return {
        "status": "active" if runs else "inactive",
        "scope": {"coding": [PRIVACY]},
        "category": [{"coding": [DISCLOSURE]}],
        "patient": patient,
        "dateTime": moment(since),
        "performer": [patient],
        "policyRule": {"coding": [OPT_IN]},
        "verification": [
            {"verified": True, "verifiedWith": patient, "verificationDate": moment(since)}
        ],
        "provision": {
            "type": "permit",
            "period": period(since, ended or until),
            "provision": [_part(section) for section in sections],
        },
    }


def _part(section: str) -> Body:
    words = TITLES[Section(section)]
    coding = {"system": f"{OURS}:section", "code": section, "display": words}
    return {"type": "permit", "code": [concept(words, coding)]}


def _actor(who: Body) -> Body:
    return {"role": {"coding": [RECEIVES]}, "reference": who}


def _post(post: Any) -> Body:
    return refers("PractitionerRole", f"post-{post.pk}", post.account.full_name)


def _organisation(row: Any) -> Body:
    return refers("Organization", f"organisation-{row.pk}", row.name)


def _takes(incoming: Incoming) -> Taken:
    """A consent given elsewhere is kept as a paper of the plan, and opens nothing."""
    return kept(incoming, Section.PEOPLE_AND_PLANS, KEPT)


MAPPER = Mapper("Consent", why="who sees the plan", draws=_draws, takes=_takes)
