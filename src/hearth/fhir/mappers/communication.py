"""Communication: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Communication", why="letters")
