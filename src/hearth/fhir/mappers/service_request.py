"""ServiceRequest: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("ServiceRequest", why="introductions and referrals")
