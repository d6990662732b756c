"""PractitionerRole: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("PractitionerRole", why="staff and their posts")
