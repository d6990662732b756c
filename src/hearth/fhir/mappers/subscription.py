"""Subscription: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Subscription", why="who is told")
