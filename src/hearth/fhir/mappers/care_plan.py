"""CarePlan: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("CarePlan", why="their plan")
