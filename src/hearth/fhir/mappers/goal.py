"""Goal: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Goal", why="their goals")
