"""PlanDefinition: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("PlanDefinition", why="templates")
