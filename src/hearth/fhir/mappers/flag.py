"""Flag: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Flag", why="important to know")
