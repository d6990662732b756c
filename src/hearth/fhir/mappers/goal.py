"""Goal: what the person hopes for, in their own words, with its ladder and how sure they are."""

from hearth.fhir.made import Mapper
from hearth.fhir.mappers.entries import drawn
from hearth.fhir.mappers.taking import takes_entry

MAPPER = Mapper("Goal", why="their goals", draws=lambda w: drawn(w, "Goal"), takes=takes_entry)
