"""DocumentReference: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("DocumentReference", why="papers")
