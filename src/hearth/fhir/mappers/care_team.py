"""CareTeam: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("CareTeam", why="the people and services around them")
