"""Subscription: no part of a record, so it has addresses of its own (fhir/subscriptions)."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Subscription", why="who is told")
