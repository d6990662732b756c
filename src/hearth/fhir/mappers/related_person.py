"""RelatedPerson: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("RelatedPerson", why="who helps them")
