"""Organization: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Organization", why="organisations")
