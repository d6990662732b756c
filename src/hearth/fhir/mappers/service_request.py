"""ServiceRequest: what was asked of a group near the person; other services' requests are kept."""

from hearth.fhir.made import Incoming, Mapper, Taken
from hearth.fhir.mappers.introducing import requests
from hearth.fhir.mappers.taking import kept, not_changed_here


def _takes(incoming: Incoming) -> Taken:
    not_changed_here(incoming, "introduction-")
    return kept(incoming)


MAPPER = Mapper("ServiceRequest", why="what was asked for them", draws=requests, takes=_takes)
