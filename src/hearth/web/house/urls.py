"""Addresses of the House, each under /house/."""

from django.urls import path

from hearth.web.house import showing

urlpatterns = [
    path("", showing.house, name="house"),
]
