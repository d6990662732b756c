"""Appointment: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Appointment", why="conversations")
