"""Consent: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Consent", why="what they share")
