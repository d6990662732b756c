from django.urls import path

from hearth.web.signing import going_on, sign, waiting

VERSION = "people/<uuid:person_id>/versions/<int:number>/"

urlpatterns = [
    path("waiting-to-sign/", waiting.waiting, name="waiting-to-sign"),
    path(VERSION + "sign/", sign.sign, name="sign"),
    path(VERSION + "go-on/<str:key>/", going_on.go_on, name="go-on"),
    path(VERSION + "go-on-with/<str:key>/", going_on.go_on_as_key_worker, name="go-on-with"),
]
