"""Condition: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Condition", why="their needs and conditions")
