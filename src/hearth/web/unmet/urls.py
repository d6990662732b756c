"""Addresses of what people could not find: of a person, and of the House."""

from django.urls import path

from hearth.web.unmet import answering, asking, picture

PERSON = "people/<uuid:person_id>/could-not-find/"

urlpatterns = [
    path(PERSON, asking.could_not_find, name="could-not-find"),
    path(PERSON + "<uuid:unmet>/take-back/", asking.back, name="could-not-find-back"),
    path("house/unmet/", picture.picture, name="unmet"),
    path("house/unmet/csv/", picture.as_csv, name="unmet-csv"),
    path("house/unmet/answer/", answering.answering, name="unmet-answer"),
    path("house/unmet/words/", answering.looking, name="unmet-words"),
]
