"""Addresses of what people do when they do not agree, under the person whose plan it is."""

from django.urls import path

from hearth.web.appeals import advocate, letters, raising, reading, stepping, waiting

PERSON = "people/<uuid:person_id>/not-agreed/"
ONE = PERSON + "<uuid:appeal>/"

urlpatterns = [
    path("disagreements/", waiting.disagreements, name="disagreements"),
    path(PERSON, reading.not_agreed, name="not-agreed"),
    path(PERSON + "say/", raising.say, name="appeal-raise"),
    path(PERSON + "say/<uuid:thread>/", raising.say_of_line, name="appeal-raise-line"),
    path(ONE, reading.appeal_page, name="appeal"),
    path(ONE + "mine/<slug:step>/", stepping.own_step, name="appeal-own-step"),
    path(ONE + "step/<slug:step>/", stepping.staff_step, name="appeal-step"),
    path(ONE + "late/<int:number>/", stepping.late, name="appeal-late"),
    path(ONE + "advocate/", advocate.advocate, name="appeal-advocate"),
    path(ONE + "advocate/ask/", advocate.ask, name="appeal-advocate-ask"),
    path(ONE + "letters/<int:number>/", letters.letter, name="appeal-letter"),
    path(ONE + "letters/<int:number>/pdf/", letters.pdf, name="appeal-letter-pdf"),
    path(ONE + "letters/<int:number>/text/", letters.text, name="appeal-letter-text"),
]
