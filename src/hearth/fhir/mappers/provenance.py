"""Provenance: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Provenance", why="who wrote what")
