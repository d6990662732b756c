"""QuestionnaireResponse: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("QuestionnaireResponse", why="their answers")
