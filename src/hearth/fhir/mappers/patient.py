"""Patient: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Patient", why="their name and details")
