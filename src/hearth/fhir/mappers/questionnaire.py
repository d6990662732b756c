"""Questionnaire: to come."""

from hearth.fhir.made import Mapper

MAPPER = Mapper("Questionnaire", why="questions")
