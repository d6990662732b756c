"""An entry that came from another system goes back as it came, until somebody changes it."""

from collections.abc import Mapping

from hearth.core.fields import FieldType
from hearth.core.kinds import KINDS, checked, problems
from hearth.fhir.made import Body
from hearth.fhir.mappers.codes import OURS, PERTAINS_TO_GOAL, STATUS, code_in
from hearth.fhir.mappers.shapes import content_in, place_of


def laid(received: Body, drawn: Body) -> Body:
    """Lay what Hearth says over what was received; leave that as it came where it says the same.

    What Hearth has no field for stays. What it has a field for is said as Hearth says it now.
    None in `drawn`: Hearth has this no more, so it goes.
    """
    named = {"resourceType": drawn["resourceType"], "id": drawn["id"]}
    kind, said = content_in(drawn)
    if not kind:
        both = {**named, **_rest(received), **_rest(drawn)}
        return {name: value for name, value in both.items() if value is not None}
    heard_kind, heard = content_in(received)
    if heard_kind == kind and says_the_same(kind, heard, said):
        return {**named, **_rest(received), **_stale(received, drawn)}
    return {**named, **_others(received, kind), **_rest(drawn), **_merged(received, drawn)}


def _stale(received: Body, drawn: Body) -> Body:
    """Our own word for how it stands, where it was sent back beside a status that is new."""
    return {
        name: drawn[name]
        for name in ("businessStatus", "achievementStatus")
        if name in drawn and code_in(received.get(name), STATUS) not in ("", _ours(drawn, name))
    }


def _ours(body: Body, name: str) -> str:
    return code_in(body.get(name), STATUS)


def says_the_same(kind: str, heard: Mapping[str, object], said: Mapping[str, object]) -> bool:
    """Say whether an entry still says what was received. A reference to nothing of ours is none."""
    known = KINDS[kind]
    if problems(known, heard):
        return False
    tidy = checked(known, heard)
    entries = {each.name for each in known.fields if each.type is FieldType.ENTRY}
    return {k: v for k, v in tidy.items() if k in said or k not in entries} == dict(said)


def _rest(body: Body) -> Body:
    return {name: value for name, value in body.items() if name not in ("resourceType", "id")}


def _others(received: Body, kind: str) -> Body:
    """What was received in elements for which Hearth has no field."""
    places = (place_of(kind, each).where for each in KINDS[kind].fields)
    ours = {name.split(".")[0] for where in places for name in where.split(", ")}
    return {name: value for name, value in _rest(received).items() if name not in ours}


def _merged(received: Body, drawn: Body) -> Body:
    """Elements of which we say a part, and they the rest."""
    found: Body = {}
    theirs = [e for e in received.get("extension", []) if not _is_ours(str(e.get("url", "")))]
    if extensions := [*theirs, *drawn.get("extension", [])]:
        found["extension"] = extensions
    if drawn.get("target") and received.get("target"):
        first, *more = received["target"]
        found["target"] = [{**first, **drawn["target"][0]}, *more]
    return found


def _is_ours(url: str) -> bool:
    return url.startswith(OURS) or url == PERTAINS_TO_GOAL
