"""Every address of the pages, by who they are for."""

from django.urls import path

from hearth.web import home, style

urlpatterns = [
    path("", home.home, name="home"),
    path("style", style.style, name="style"),
]
