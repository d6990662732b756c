"""Provenance: who said each version of each entry, who wrote it down, for whom; and who agreed."""

from collections.abc import Iterator

from hearth.core.agreement import THEIRS, YES, Answer, Party
from hearth.core.plan import Entry
from hearth.core.words import Section
from hearth.fhir.made import Body, Made, Mapper, Part, Version, Whole
from hearth.fhir.mappers import authors
from hearth.fhir.mappers.codes import OURS, TERMINOLOGY, plain
from hearth.fhir.mappers.entries import REVISION, points_to_others, threads
from hearth.fhir.mappers.shapes import SHAPES
from hearth.records.plans.queries.for_others import Signed, signatures

_WHO = f"{TERMINOLOGY}/provenance-participant-type"
_DID = f"{TERMINOLOGY}/v3-DataOperation"
_SIGNED = "urn:iso-astm:E1762-95:2013"
_PURPOSE = {
    Party.PERSON: ("1.2.840.10065.1.12.1.7", "Consent Signature"),
    Party.REPRESENTATIVE: ("1.2.840.10065.1.12.1.7", "Consent Signature"),
    Party.PROFESSIONAL: ("1.2.840.10065.1.12.1.1", "Author's Signature"),
    Party.KEY_WORKER: ("1.2.840.10065.1.12.1.5", "Verification Signature"),
    Party.SERVICE: ("1.2.840.10065.1.12.1.5", "Verification Signature"),
}
SIGNATURE = f"{OURS}:signature"


def _draws(whole: Whole) -> Iterator[Made]:
    for revised in threads(whole).values():
        for entry in revised:
            yield _of_entry(whole, entry)
    for each in signatures(whole.record):
        yield _of_signature(whole, each)


def _of_entry(whole: Whole, entry: Entry) -> Made:
    who = entry.authorship
    wrote = authors.written_by(who, whole.patient)
    if who.on_behalf_of and wrote.get("reference") != whole.patient:
        behalf = {"reference": whole.patient, "display": plain(who.on_behalf_of)}
        enterer = {"type": _agent("enterer"), "who": wrote, "onBehalfOf": behalf}
    else:
        enterer = {"type": _agent("enterer"), "who": wrote}
    did = "CREATE" if entry.number == 1 else "UPDATE"
    body: Body = {
        "extension": [{"url": REVISION, "valueInteger": entry.number}],
        "target": [{"reference": _target(entry)}],
        "recorded": _instant(entry),
        "activity": {"coding": [{"system": _DID, "code": did}]},
        "agent": [
            {"type": _agent("author"), "who": authors.said_by(who, whole.patient)},
            enterer,
        ],
    }
    if who.source:
        body["entity"] = [{"role": "source", "what": {"display": plain(who.source)}}]
    return Made(
        "Provenance", f"{entry.thread}-{entry.number}",
        (Version(body, who.at, who.written_by),), section=entry.section, thread=entry.thread,
    )  # fmt: skip


def _target(entry: Entry) -> str:
    """Name the version, where all viewers see the same one; else the extension says which."""
    address = f"{SHAPES[entry.kind].type}/{entry.thread}"
    return address if points_to_others(entry.kind) else f"{address}/_history/{entry.number}"


def _instant(entry: Entry) -> str:
    return entry.authorship.at.isoformat(timespec="milliseconds")


def _agent(code: str) -> Body:
    return {"coding": [{"system": _WHO, "code": code}]}


def _of_signature(whole: Whole, each: Signed) -> Made:
    """What one signatory said to one version. Reasons are part of the conversation.

    Who signs for a service is shown to those who see the people and plans around the person.
    """
    party, plan = Party(each.party), f"CarePlan/{whole.record.person.pk}"
    who = _signatory(whole, each, party)
    at = each.at.isoformat(timespec="milliseconds")
    extensions = [_answer(each)]
    parts: tuple[Part, ...] = ()
    if each.reason or each.would_sign:
        extensions.append(_reason(each, plan))
        parts = (Part("extension", plan, Section.CONVERSATION),)
    body: Body = {
        "extension": extensions,
        "target": [{"reference": plan}],
        "recorded": at,
        "agent": [{"type": _agent("verifier"), "who": who}],
    }
    if Answer(each.answer) in YES:
        code, display = _PURPOSE[party]
        purpose = {"system": _SIGNED, "code": code, "display": display}
        body["signature"] = [{"type": [purpose], "when": at, "who": who}]
    section = None if party in THEIRS or party is Party.PROFESSIONAL else Section.PEOPLE_AND_PLANS
    return Made(
        "Provenance", f"signature-{each.pk}", (Version(body, each.at, each.name, parts),),
        section=section, is_composite=bool(parts),
    )  # fmt: skip


def _signatory(whole: Whole, each: Signed, party: Party) -> Body:
    if party is Party.PERSON:
        return {"reference": whole.patient, "display": plain(each.name)}
    if party is Party.REPRESENTATIVE:
        return {"type": "RelatedPerson", "display": plain(each.name)}
    return {"type": "Practitioner", "display": plain(each.name)}


def _answer(each: Signed) -> Body:
    said = {"answer": each.answer, "way": each.way, "party": each.party, "role": each.role}
    return {
        "url": SIGNATURE,
        "extension": [
            {"url": "version", "valueInteger": each.number},
            *({"url": k, "valueString": plain(v)} for k, v in said.items() if v),
        ],
    }


def _reason(each: Signed, plan: str) -> Body:
    said = {"reason": each.reason, "would-sign": each.would_sign}
    words = [{"url": k, "valueString": plain(v)} for k, v in said.items() if v]
    about = {"url": "plan", "valueReference": {"reference": plan}}
    return {"url": f"{SIGNATURE}:reason", "extension": [*words, about]}


MAPPER = Mapper("Provenance", why="who said and who wrote what is in their plan", draws=_draws)
