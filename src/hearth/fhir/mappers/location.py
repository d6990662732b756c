"""Location: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Location", why="places")
