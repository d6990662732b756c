"""Binary: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Binary", why="papers")
