"""AuditEvent: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("AuditEvent", why="who looked")
