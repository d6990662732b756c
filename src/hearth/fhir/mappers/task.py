"""Task: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Task", why="actions")
