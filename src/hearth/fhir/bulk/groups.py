"""Groups: the people of a service, as a list of ids, for the staff of that service. Read only."""

from datetime import datetime
from typing import Any

from hearth.fhir.caller import Caller
from hearth.fhir.door import opened_among
from hearth.fhir.made import Body
from hearth.fhir.outcome import Issue, Wrong, not_there
from hearth.records.bulk_exports import queries

PREFIX = "organisation-"


def organisation_in(caller: Caller, fid: str, at: datetime) -> queries.Organisation | None:
    """The service whose people a group is, where the caller has a post in it."""
    found = (each for each in queries.groups_of(caller.account, at=at) if fid == id_of(each))
    return next(found, None)


def id_of(organisation: Any) -> str:
    return f"{PREFIX}{organisation.pk}"


def read(caller: Caller, fid: str, at: datetime) -> Body:
    """One group with its members: only those whom the caller may know of."""
    _must_be_in_scope(caller)
    organisation = organisation_in(caller, fid, at)
    if organisation is None:
        raise not_there()
    ids = queries.people_of(caller.account, at=at, organisation=organisation)
    members = [
        {"entity": {"reference": f"Patient/{record.person.pk}"}}
        for record in opened_among(caller, ids, "Patient", "r", at)
    ]
    group = _group(organisation)
    return {**group, "quantity": len(members)} | ({"member": members} if members else {})


def bundle(caller: Caller, base: str, at: datetime) -> Body:
    """All groups of the caller."""
    _must_be_in_scope(caller)
    found = [_group(each) for each in queries.groups_of(caller.account, at=at)]
    entries = [
        {
            "fullUrl": f"{base}/Group/{each['id']}",
            "resource": each,
            "search": {"mode": "match"},
        }
        for each in found
    ]
    said = {"resourceType": "Bundle", "type": "searchset", "total": len(found)}
    return said | ({"entry": entries} if entries else {})


def _group(organisation: Any) -> Body:
    return {
        "resourceType": "Group",
        "id": id_of(organisation),
        "active": True,
        "type": "person",
        "actual": True,
        "name": f"People of {organisation.name}",
        "managingEntity": {"reference": f"Organization/{id_of(organisation)}"},
    }


def _must_be_in_scope(caller: Caller) -> None:
    """A group tells who is a patient of a service: a scope of the system for Patient covers it."""
    scopes = caller.scopes_for("Patient", "r")
    if not any(each.context == "system" for each in scopes):
        raise Wrong(403, Issue("forbidden", "A group needs the scope system/Patient.rs."))
