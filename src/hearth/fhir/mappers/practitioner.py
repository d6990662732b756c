"""Practitioner: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Practitioner", why="staff")
