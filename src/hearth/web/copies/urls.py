from django.urls import path

from hearth.web.copies import asking, checking

COPY = "people/<uuid:person_id>/copy/"

urlpatterns = [
    path(COPY, asking.my_copy, name="my-copy"),
    path(COPY + "file/", asking.take, name="my-copy-file"),
    path(COPY + "check/", checking.check, name="copy-check"),
]
