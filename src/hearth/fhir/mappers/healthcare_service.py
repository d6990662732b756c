"""HealthcareService: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("HealthcareService", why="activities and services")
