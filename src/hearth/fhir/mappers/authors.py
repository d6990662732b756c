"""Who said an entry, who wrote it down, and for whom, as references of FHIR."""

from hearth.core.access import Role
from hearth.core.plan import Authorship, Words
from hearth.fhir.made import Body
from hearth.fhir.mappers.codes import plain

_STAFF = "Practitioner"
_SAID = {
    Words.PROFESSIONAL: _STAFF,
    Words.SUPPORTER: "RelatedPerson",
    Words.SERVICE: "Organization",
}


def said_by(who: Authorship, patient: str) -> Body:
    """In whose words it is. Names stand as they stood then."""
    if who.words is Words.PERSON:
        return {"reference": patient, "display": plain(who.said_by)}
    return {"type": _SAID[who.words], "display": plain(who.said_by)}


def voice_of(who: Authorship, patient: str) -> Body:
    """The same, for elements that allow no organisation."""
    said = said_by(who, patient)
    return {"display": said["display"]} if said.get("type") == "Organization" else said


def written_by(who: Authorship, patient: str) -> Body:
    """Who wrote it down."""
    if who.written_as is Role.PERSON:
        return {"reference": patient, "display": plain(who.written_by)}
    type = "RelatedPerson" if who.written_as is Role.SUPPORTER else _STAFF
    return {"type": type, "display": plain(who.written_by) or "Hearth"}
