"""Every address of this room."""

from django.urls import URLPattern, URLResolver, path

from hearth.web.apps import authorize, launching, listing

PERSON = "people/<uuid:person_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("oauth/authorize", authorize.authorize, name="authorize"),
    path("apps/", listing.mine, name="my-apps"),
    path("apps/<int:pk>/stop/", listing.stop_mine, name="my-app-stop"),
    path(PERSON + "apps/", listing.apps, name="apps"),
    path(PERSON + "apps/<int:pk>/stop/", listing.stop, name="app-stop"),
    path(PERSON + "open-with/", launching.open_with, name="open-with"),
]
