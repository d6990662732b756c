"""Observation: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Observation", why="what matters to them, and results")
